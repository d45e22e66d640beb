// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

namespace culvert {

class Ledger;

// Real time, on the event loop of the thread that makes the alarms. Resolution: 1 ms, rounded up. An alarm that is set
// further ahead than 24 h fires after 24 h; nothing in the engine waits longer for one.
class QtTimers final : public Timers {
public:
    explicit QtTimers(Ledger &ledger) : ledger_(ledger) {}
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] QDateTime wallClock() const override;
    [[nodiscard]] std::unique_ptr<Alarm> makeAlarm(std::function<void()> fire) override;

private:
    Ledger &ledger_;
};

} // namespace culvert
