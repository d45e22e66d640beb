// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rate_meter.h"

#include <cmath>

namespace culvert::ui {

namespace {

constexpr qint64 shortestGapMs = 50;
constexpr double smoothingMs = 700; // at 4 readings a second a change is seen at once and a burst does not flicker

} // namespace

void RateMeter::take(quint64 total, qint64 ms)
{
    if (total < total_) {
        *this = RateMeter(total, ms);
        return;
    }
    const qint64 gap = ms - ms_;
    if (gap < shortestGapMs)
        return;
    const double current = double(total - total_) * 1000.0 / double(gap);
    const double weight = 1.0 - std::exp(-double(gap) / smoothingMs);
    rate_ += (current - rate_) * weight;
    if (rate_ < 1)
        rate_ = 0;
    total_ = total;
    ms_ = ms;
}

} // namespace culvert::ui
