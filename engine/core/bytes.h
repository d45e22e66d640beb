// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstdint>
#include <span>

namespace culvert {

// The same bytes, which must outlive it.
inline std::span<const std::uint8_t> asBytes(QByteArrayView bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.data()), std::size_t(bytes.size())};
}

inline std::uint8_t byteAt(QByteArrayView bytes, qsizetype at) { return std::uint8_t(bytes[at]); }

} // namespace culvert
