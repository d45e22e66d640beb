// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace culvert::demo {

// The download of the demo: bytes that look random and are the same in every run.
inline constexpr qint64 downloadSize = 100'000'000;

// `count` bytes of the download from `offset`, a multiple of 8; fewer at its end.
[[nodiscard]] QByteArray downloadBytes(qint64 offset, qsizetype count);

// SHA-256 of the whole download in hex, computed without any network. Takes about half a second.
[[nodiscard]] QByteArray downloadSha256();

} // namespace culvert::demo
