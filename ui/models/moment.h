// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

namespace culvert::ui {

// When a snapshot came: models never ask a clock themselves.
struct Moment {
    qint64 ms = 0;  // monotonic, any beginning
    QDateTime utc;
};

} // namespace culvert::ui
