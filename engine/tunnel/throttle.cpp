// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/throttle.h"

#include "core/limits.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace culvert::tunnel {

namespace {

constexpr quint64 second = std::chrono::nanoseconds(std::chrono::seconds(1)).count();

} // namespace

void Throttle::Place::leave()
{
    if (Throttle *throttle = std::exchange(waitsFor_, nullptr))
        throttle->row_.erase(at_);
}

Throttle::Throttle(Timers &timers) : timers_(timers), paidAt_(timers.now()), alarm_(timers.makeAlarm([this] { serve(); })) {}

Throttle::~Throttle()
{
    for (Place *place : row_)
        place->waitsFor_ = nullptr;
}

void Throttle::setRate(quint64 bytesPerSecond)
{
    if (std::exchange(rate_, bytesPerSecond) != bytesPerSecond)
        arrange();
}

// At most limits::rateBurst ahead of the rate, so that a tunnel that was quiet does not catch up for that.
quint64 Throttle::allowanceNow() const
{
    if (rate_ == 0)
        return std::numeric_limits<quint64>::max();
    const Duration ahead = std::max(Duration::zero(), paidAt_ - timers_.now());
    const Duration room = limits::rateBurst - ahead;
    return room <= Duration::zero() ? 0 : quint64(room.count()) * rate_ / second;
}

quint64 Throttle::allowance(Place &place)
{
    const quint64 may = &place == served_ ? std::min(left_, allowanceNow()) : row_.empty() ? allowanceNow() : 0;
    if (may == 0)
        enter(place);
    return may;
}

bool Throttle::take(quint64 bytes)
{
    if (!row_.empty() || allowanceNow() == 0)
        return false;
    moved(bytes);
    return true;
}

void Throttle::enter(Place &place)
{
    if (place.waitsFor_)
        return;
    place.waitsFor_ = this;
    place.at_ = row_.insert(row_.end(), &place);
    arrange();
}

void Throttle::moved(quint64 bytes)
{
    if (rate_ == 0)
        return;
    paidAt_ = std::max(paidAt_, timers_.now()) + Duration(bytes * second / rate_);
    if (served_)
        left_ -= std::min(left_, bytes);
}

// Once around: each that waits has an equal share of what may move now, and stands at the end again if that was too little.
void Throttle::serve()
{
    for (std::size_t n = row_.size(); n > 0 && !row_.empty(); --n) {
        const quint64 now = allowanceNow();
        if (now == 0)
            break;
        left_ = std::max<quint64>(1, now / n);
        served_ = row_.front();
        served_->leave();
        served_->mayMove_();
        served_ = nullptr;
    }
    arrange();
}

// Woken when half a burst may move: seldom, and long before a rate would be missed.
void Throttle::arrange()
{
    if (row_.empty())
        alarm_->cancel();
    else if (!served_)
        alarm_->setAt(rate_ == 0 ? timers_.now() : std::max(timers_.now(), paidAt_ - limits::rateBurst / 2));
}

} // namespace culvert::tunnel
