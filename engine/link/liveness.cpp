// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/liveness.h"

#include "core/limits.h"

#include <algorithm>

namespace culvert::link {

namespace {
constexpr std::size_t sentKept = 32;
constexpr auto lossWindow = std::chrono::minutes(1);
constexpr std::uint32_t lossLeast = 10;
constexpr std::size_t arrivalsKept = 300; // four a second for a minute come in good order
constexpr std::uint32_t lateBy = 64;      // an older one is no latecomer any more
} // namespace

void Liveness::restart(Instant now)
{
    lastHeard_ = now;
    everSent_ = false;
    pathChanged();
}

void Liveness::pathChanged()
{
    sent_.clear();
    arrivals_.clear();
    roundTrip_.reset();
}

void Liveness::peerStarted()
{
    latestHeard_ = 0;
    pathChanged();
}

void Liveness::heartbeatReceived(const wire::Heartbeat &beat, Instant now)
{
    if (!isNew(beat) && latestHeard_ - beat.number > lateBy)
        return;
    const bool duplicate = std::any_of(arrivals_.begin(), arrivals_.end(),
                                       [&](const Arrival &a) { return a.number == beat.number; });
    if (!duplicate)
        arrivals_.push_back({now, beat.number});
    while (!arrivals_.empty() && (now - arrivals_.front().at > lossWindow || arrivals_.size() > arrivalsKept))
        arrivals_.pop_front();
    if (isNew(beat)) {
        heard(now);
        latestHeard_ = beat.number;
        latestHeardAt_ = now;
    }
    const auto ours = std::find_if(sent_.begin(), sent_.end(), [&](const Sent &s) { return s.number == beat.echo; });
    if (ours == sent_.end() || beat.echoDelayUs == UINT32_MAX)
        return;
    const Duration sample = now - ours->at - std::chrono::microseconds(beat.echoDelayUs);
    sent_.erase(sent_.begin(), std::next(ours)); // one sample for each
    if (sample < Duration::zero())
        return;
    roundTrip_ = roundTrip_ ? (*roundTrip_ * 7 + sample) / 8 : sample;
}

wire::Heartbeat Liveness::makeHeartbeat(Instant now)
{
    lastSent_ = now;
    everSent_ = true;
    sent_.push_back({++number_, now});
    if (sent_.size() > sentKept)
        sent_.pop_front();
    const auto delay = std::chrono::duration_cast<std::chrono::microseconds>(now - latestHeardAt_).count();
    return {number_, latestHeard_, delay > UINT32_MAX ? UINT32_MAX : std::uint32_t(delay)};
}

Instant Liveness::nextHeartbeat(Instant now) const
{
    if (!everSent_)
        return now;
    return lastSent_ + (silent(now) ? limits::heartbeatSilent : limits::heartbeat);
}

Instant Liveness::silentAt() const { return lastHeard_ + limits::silence; }

std::optional<double> Liveness::lossPercent(Instant now) const
{
    std::uint32_t low = UINT32_MAX;
    std::uint32_t high = 0;
    std::size_t count = 0;
    for (const Arrival &a : arrivals_) {
        if (now - a.at > lossWindow)
            continue;
        low = std::min(low, a.number);
        high = std::max(high, a.number);
        ++count;
    }
    if (count == 0 || high - low + 1 < lossLeast)
        return std::nullopt;
    const double due = double(high - low) + 1;
    return std::clamp(100.0 * (1.0 - double(count) / due), 0.0, 100.0);
}

} // namespace culvert::link
