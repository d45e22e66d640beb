// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/virtual_timers.h"

#include <optional>

namespace culvert::test {

class VirtualTimers::VirtualAlarm final : public Alarm {
public:
    VirtualAlarm(VirtualTimers &timers, std::function<void()> fire)
        : timers_(timers), fire_(std::move(fire)), ticket_(timers.ledger_, Counted::Timer)
    {
    }
    ~VirtualAlarm() override { cancel(); }

    void setAt(Instant when) override
    {
        cancel();
        entry_ = timers_.queue_.emplace(std::max(when, timers_.now_) + timers_.late_, [this] {
            entry_.reset();
            const auto copy = fire_; // the call may destroy this alarm
            copy();
        });
    }
    void cancel() override
    {
        if (entry_)
            timers_.queue_.erase(*entry_);
        entry_.reset();
    }
    [[nodiscard]] bool isSet() const override { return entry_.has_value(); }

private:
    VirtualTimers &timers_;
    std::function<void()> fire_;
    std::optional<Queue::iterator> entry_;
    Ledger::Ticket ticket_;
};

QDateTime VirtualTimers::wallClock() const
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now_.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(1'750'000'000'000 + ms).toUTC();
}

std::unique_ptr<Alarm> VirtualTimers::makeAlarm(std::function<void()> fire)
{
    return std::make_unique<VirtualAlarm>(*this, std::move(fire));
}

void VirtualTimers::after(Duration delay, std::function<void()> fire)
{
    queue_.emplace(now_ + delay, std::move(fire));
}

bool VirtualTimers::step(Instant until)
{
    if (queue_.empty() || queue_.begin()->first > until)
        return false;
    now_ = queue_.begin()->first;
    const auto fire = std::move(queue_.begin()->second);
    queue_.erase(queue_.begin());
    ++fired_;
    fire();
    return true;
}

void VirtualTimers::run(Duration span)
{
    const Instant until = now_ + span;
    while (step(until)) {
    }
    now_ = until;
}

bool VirtualTimers::runUntil(const std::function<bool()> &condition, Duration limit)
{
    const Instant until = now_ + limit;
    while (!condition()) {
        if (!step(until)) {
            now_ = until;
            return condition();
        }
    }
    return true;
}

} // namespace culvert::test
