// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/qt_timers.h"

#include "core/ledger.h"

#include <QTimer>

namespace culvert {

namespace {

Instant steadyNow()
{
    return Instant(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

class QtAlarm final : public Alarm {
public:
    QtAlarm(std::function<void()> fire, Ledger &ledger) : fire_(std::move(fire)), ticket_(ledger, Counted::Timer)
    {
        timer_.setSingleShot(true);
        timer_.setTimerType(Qt::PreciseTimer);
        timer_.callOnTimeout(&timer_, [this] {
            const auto copy = fire_; // the call may destroy this alarm
            copy();
        });
    }

    void setAt(Instant when) override
    {
        using namespace std::chrono;
        const auto wait = std::max(milliseconds(0), ceil<milliseconds>(when - steadyNow()));
        // Restarting a timer costs two system calls' worth of bookkeeping; the same millisecond needs none.
        if (timer_.isActive() && when_ == when)
            return;
        when_ = when;
        timer_.start(std::min(wait, milliseconds(24h)));
    }
    void cancel() override { timer_.stop(); }
    [[nodiscard]] bool isSet() const override { return timer_.isActive(); }

private:
    std::function<void()> fire_;
    Instant when_{};
    Ledger::Ticket ticket_;
    QTimer timer_;
};

} // namespace

Instant QtTimers::now() const { return steadyNow(); }
QDateTime QtTimers::wallClock() const { return QDateTime::currentDateTimeUtc(); }

std::unique_ptr<Alarm> QtTimers::makeAlarm(std::function<void()> fire)
{
    return std::make_unique<QtAlarm>(std::move(fire), ledger_);
}

} // namespace culvert
