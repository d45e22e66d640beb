// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/iterate_schedule.h"

#include <utility>

namespace culvert::tox {

namespace {

using namespace std::chrono_literals;

constexpr Duration poll = 1ms;
constexpr Duration pollOn = 2s; // after the last datagram

} // namespace

IterateSchedule::IterateSchedule(Timers &timers, int descriptor, std::function<void()> due)
    : timers_(timers), alarm_(timers.makeAlarm(due))
{
    if (descriptor == -1)
        return;
    notifier_ = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    QObject::connect(notifier_.get(), &QSocketNotifier::activated, notifier_.get(), [due = std::move(due)] { due(); });
}

void IterateSchedule::soon()
{
    alarm_->setAt(timers_.now());
}

void IterateSchedule::after(std::chrono::milliseconds suggested)
{
    const Instant now = timers_.now();
    moving_ = polls() && now - lastMoved_ < pollOn;
    alarm_->setAt(now + (moving_ ? std::min<Duration>(poll, suggested) : Duration(suggested)));
}

void IterateSchedule::datagramMoved()
{
    if (!polls())
        return;
    lastMoved_ = timers_.now();
    if (!moving_) {
        moving_ = true;
        alarm_->setAt(lastMoved_ + poll);
    }
}

} // namespace culvert::tox
