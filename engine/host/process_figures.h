// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace culvert::host {

// What the system says of this process; nothing where it does not say. Cheap enough for four times a second.
struct ProcessFigures {
    std::optional<qint64> descriptors;   // open descriptors or handles
    std::optional<qint64> threads;
    std::optional<qint64> residentBytes;
};
[[nodiscard]] ProcessFigures processFigures();

} // namespace culvert::host
