// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/sim_network.h"

#include <QByteArray>

namespace culvert::test {

// Bytes to compare, the same ones for the same seed.
inline QByteArray pattern(qsizetype size, quint64 seed)
{
    SeededRandom random(seed);
    QByteArray out(size, Qt::Uninitialized);
    random.fill({reinterpret_cast<std::uint8_t *>(out.data()), std::size_t(size)});
    return out;
}

} // namespace culvert::test
