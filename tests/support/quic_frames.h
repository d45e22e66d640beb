// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace culvert::test {

// Frames (RFC 9000 section 19) as an engine that was tampered with would send them: written to a stream of that side, these
// bytes never arrive as bytes; the packet that carries them has the frames, and nothing else, in its place, sealed with that
// side's own keys. A program that uses it is linked with culvert_forged_frames. At most 1000 bytes; one at a time: let the
// link send before the next.
[[nodiscard]] QByteArray asForgedFrames(const QByteArray &frames);

// A variable-length integer of RFC 9000 section 16, in its 8-byte form; `value` below 2^62.
[[nodiscard]] QByteArray varint(quint64 value);

} // namespace culvert::test
