// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace culvert::app {

enum class PumpEnd {
    Over,       // both directions have ended, or the other end of the socket is gone
    ReaderGone, // nobody reads our output any more
};

// Moves bytes from standard input to a connected socket that blocks, and from it to standard output, until one of these is so; each
// end is passed on when the bytes before it were. Blocks. Never makes a standard descriptor non-blocking, since others may share it,
// and never waits for one direction where the other could go on. Standard output is closed when nothing more will come.
// To be called once. Windows: a reader that is gone is noticed by the next byte for it.
[[nodiscard]] PumpEnd pumpStdio(qintptr socket);

} // namespace culvert::app
