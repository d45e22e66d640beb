// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/queue_guard.h"

#include "core/limits.h"

#include <algorithm>
#include <utility>

namespace culvert::link {

namespace {
constexpr auto spanLength = std::chrono::seconds(5);
// What may stand in the queue: half of the way, and a little more for lines whose packets take milliseconds each.
constexpr auto leastQueue = std::chrono::milliseconds(10);
constexpr quint64 leastAllowed = 4 * limits::datagramSize; // as BBRMinPipeCwnd
} // namespace

void QueueGuard::observe(const Measure &measure, Instant now)
{
    if (measure.roundTrip <= Duration::zero())
        return;
    if (now >= renewAt_) {
        older_ = std::exchange(newer_, {});
        renewAt_ = now + spanLength;
    }
    newer_.base = std::min(newer_.base, measure.roundTrip);
    smallest_ = std::min(smallest_, measure.roundTrip);
    least_ = std::min(least_, measure.inFlight);
    more_ = more_ && measure.more;
    if (now < roundEnd_)
        return;
    judge(measure.starting);
    roundEnd_ = now + measure.smoothed;
    smallest_ = Duration::max();
    leastBefore_ = std::exchange(least_, measure.inFlight);
    more_ = true;
}

// Once a round trip. If even its smallest measure was too long the queue stood all the time, and then what was under way is to
// what the path holds as that measure is to the path alone.
void QueueGuard::judge(bool starting)
{
    if (!starting)
        patience_ = 0;
    if (!more_)
        return; // a queue on the way is somebody else's, or of the other direction
    const Duration base = std::min(older_.base, newer_.base);
    const Duration wanted = base + base / 2 + leastQueue;
    const double now = double(smallest_.count());
    const quint64 under = std::min(leastBefore_, least_); // less of it may have met the queue: such a round only says less
    newer_.held = std::max(newer_.held, quint64(double(under) * double(base.count()) / now));
    if (smallest_ > wanted) {
        if (patience_ > 0) {
            --patience_;
            return;
        }
        // Not below what the path has held: others who fill its queue would take everything.
        const quint64 least = std::max({leastAllowed, older_.held, newer_.held});
        allowed_ = std::max(least, quint64(double(std::min(under, allowed_)) * double(wanted.count()) / now));
    } else if (allowed_ != unlimited && under + 4 * limits::datagramSize >= allowed_) {
        allowed_ += std::max<quint64>(allowed_ / 8, limits::datagramSize);
    }
}

} // namespace culvert::link
