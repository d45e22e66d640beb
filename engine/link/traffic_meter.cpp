// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/traffic_meter.h"

#include <algorithm>

namespace culvert::link {

void TrafficMeter::add(quint64 bytes, Instant now)
{
    const qint64 current = slotOf(now);
    if (total_ == 0) {
        first_ = now;
        newest_ = current;
    }
    const qint64 passed = std::min<qint64>(current - newest_, qint64(slots));
    for (qint64 i = 0; i < passed; ++i)
        bytes_[std::size_t(current - i) % slots] = 0;
    newest_ = std::max(newest_, current);
    bytes_[std::size_t(newest_) % slots] += bytes;
    total_ += bytes;
}

double TrafficMeter::bytesPerSecond(Instant now) const
{
    const qint64 passed = slotOf(now) - newest_; // slots in which nothing came
    if (total_ == 0 || passed >= qint64(slots))
        return 0;
    quint64 sum = 0;
    for (qint64 i = 0; i < qint64(slots) - passed; ++i)
        sum += bytes_[std::size_t(newest_ - i) % slots];
    // The newest slot is not over, so the time covered is a little less than the window.
    const Duration covered = window - slot + now.time_since_epoch() % slot;
    const Duration since = std::clamp<Duration>(now - first_, slot, covered);
    return double(sum) * 1e9 / double(since.count());
}

} // namespace culvert::link
