// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/request_repeat.h"

namespace culvert::peer {

namespace {

using namespace std::chrono_literals;

constexpr Duration eagerPause = 2s;
constexpr Duration eagerFor = 10s;
constexpr Duration patientPause = 10s;

} // namespace

RequestRepeat::RequestRepeat(Timers &timers, std::function<void()> send)
    : timers_(timers), send_(std::move(send)), alarm_(timers.makeAlarm([this] { due(); }))
{
    restart();
}

void RequestRepeat::restart()
{
    eagerUntil_ = timers_.now() + eagerFor;
    alarm_->setAt(timers_.now());
}

void RequestRepeat::due()
{
    const Instant now = timers_.now();
    alarm_->setAt(now + (now < eagerUntil_ ? eagerPause : patientPause));
    send_();
}

} // namespace culvert::peer
