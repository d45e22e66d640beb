// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/qt_timers.h"

#include "core/ledger.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

namespace culvert {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds longestWait = 24h; // of one QTimer, which counts in 31 bits

Instant steadyNow()
{
    return Instant(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

} // namespace

class QtTimers::QtAlarm final : public Alarm {
public:
    QtAlarm(QtTimers &timers, std::function<void()> fire)
        : timers_(timers), fire_(std::move(fire)), ticket_(timers.ledger_, Counted::Timer)
    {
    }
    ~QtAlarm() override { leave(); }

    void setAt(Instant when) override
    {
        // What is due now rings behind all that are waiting, in the next turn of the loop: nobody is kept from its own by one that
        // sets itself again and again.
        const Instant at = std::max(when, timers_.rang_);
        if (!entry_) {
            entry_ = timers_.queue_.emplace(at, this);
        } else if ((*entry_)->first != at) {
            Queue::node_type node = timers_.queue_.extract(*entry_);
            node.key() = at;
            entry_ = timers_.queue_.insert(std::move(node));
        }
        timers_.wakeBy(at);
    }
    void cancel() override { leave(); }
    [[nodiscard]] bool isSet() const override { return entry_.has_value(); }

    void ring()
    {
        leave();
        const auto copy = fire_; // the call may destroy this alarm
        copy();
    }

private:
    void leave()
    {
        if (entry_)
            timers_.queue_.erase(*std::exchange(entry_, std::nullopt));
    }

    QtTimers &timers_;
    std::function<void()> fire_;
    std::optional<Queue::iterator> entry_;
    Ledger::Ticket ticket_;
};

QtTimers::QtTimers(Ledger &ledger) : ledger_(ledger) {}
QtTimers::~QtTimers() = default;

Instant QtTimers::now() const { return steadyNow(); }
QDateTime QtTimers::wallClock() const { return QDateTime::currentDateTimeUtc(); }

std::unique_ptr<Alarm> QtTimers::makeAlarm(std::function<void()> fire)
{
    return std::make_unique<QtAlarm>(*this, std::move(fire));
}

void QtTimers::wakeBy(Instant when)
{
    if (when >= wakeAt_)
        return;
    const Instant now = steadyNow();
    const auto wait = when <= now ? 0ms : when - now > longestWait ? longestWait : std::chrono::ceil<std::chrono::milliseconds>(when - now);
    if (now + wait >= wakeAt_)
        return;
    if (!wake_) {
        wake_ = std::make_unique<QTimer>();
        wake_->setSingleShot(true);
        wake_->setTimerType(Qt::PreciseTimer);
        wake_->callOnTimeout(wake_.get(), [this] { ring(); });
    }
    wakeAt_ = now + wait;
    wake_->start(wait);
}

void QtTimers::fireDue()
{
    if (queue_.empty() || queue_.begin()->first > steadyNow())
        return;
    ring();
    if (wake_ && wakeAt_ == Instant::max())
        wake_->stop();
}

void QtTimers::ring()
{
    wakeAt_ = Instant::max();
    rang_ = steadyNow();
    // As many as are due now, and not those that set themselves again meanwhile.
    auto due = std::distance(queue_.begin(), queue_.upper_bound(rang_));
    for (; due > 0 && !queue_.empty() && queue_.begin()->first <= rang_; --due)
        queue_.begin()->second->ring();
    if (!queue_.empty())
        wakeBy(queue_.begin()->first);
}

} // namespace culvert
