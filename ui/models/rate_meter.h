// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace culvert::ui {

// Bytes a second from successive readings of a counter, smoothed over about a second. A value.
class RateMeter {
public:
    // A counter first seen at `total` at `ms`: nothing is known of its past.
    RateMeter(quint64 total, qint64 ms) : total_(total), ms_(ms) {}

    // Readings less than 50 ms apart are added to the next one. A counter that went back begins anew.
    void take(quint64 total, qint64 ms);

    // 0 once it fell under one byte a second.
    [[nodiscard]] double bytesPerSecond() const { return rate_; }

private:
    quint64 total_;
    qint64 ms_;
    double rate_ = 0;
};

} // namespace culvert::ui
