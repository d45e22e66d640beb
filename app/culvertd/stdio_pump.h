// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace culvert::app {

enum class PumpEnd {
    Over,       // the socket has given its last byte, and nobody holds its other end any more
    ReaderGone, // nobody reads our output any more
};

// Moves bytes from `input` to a connected, local socket and from it to `output` until one of these is so; each end is passed
// on when the bytes before it were. Blocks. Never makes a descriptor non-blocking, since others may share it, and never waits
// for one direction where the other could go on. `output` is closed when nothing more will come. Needs SIGPIPE to be ignored.
[[nodiscard]] PumpEnd pumpStdio(int input, int output, int socket);

} // namespace culvert::app
