// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <map>
#include <memory>

class QTimer;

namespace culvert {

class Ledger;

// Real time, on the event loop of the thread that sets the first alarm; no other thread may use it from then on. Resolution: 1 ms,
// rounded up. Outlives its alarms, and the calls they make.
//
// All alarms share one timer of Qt's, which is set to the first of them, because most are moved or given up long before their time:
// a connection has several, and to start and stop a QTimer for each was a tenth of the work for a short one.
class QtTimers final : public Timers {
public:
    explicit QtTimers(Ledger &ledger);
    ~QtTimers() override;

    [[nodiscard]] Instant now() const override;
    [[nodiscard]] QDateTime wallClock() const override;
    [[nodiscard]] std::unique_ptr<Alarm> makeAlarm(std::function<void()> fire) override;
    void fireDue() override;

private:
    class QtAlarm;
    using Queue = std::multimap<Instant, QtAlarm *>; // of one time: in the order in which they were set

    void wakeBy(Instant when);
    void ring();

    Ledger &ledger_;
    Queue queue_;
    std::unique_ptr<QTimer> wake_;
    Instant wakeAt_ = Instant::max(); // when wake_ is going to fire; max: it is not set
    Instant rang_{};                  // when ring() was last called
};

} // namespace culvert
