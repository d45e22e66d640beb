// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ledger.h"
#include "core/timers.h"

#include <functional>
#include <map>

namespace culvert::test {

// Time that passes only when a test lets it, and then as fast as the machine can. Alarms fire in order of their times,
// those of one time in the order in which they were set.
class VirtualTimers final : public Timers {
public:
    explicit VirtualTimers(Ledger &ledger) : ledger_(ledger) {}
    [[nodiscard]] Instant now() const override { return now_; }
    [[nodiscard]] QDateTime wallClock() const override;
    [[nodiscard]] std::unique_ptr<Alarm> makeAlarm(std::function<void()> fire) override;

    // From now on alarms fire so much later than they are set for, as in a loop that has other work to do.
    void setLate(Duration by) { late_ = by; }

    // Calls `fire` once after `delay`; cannot be cancelled.
    void after(Duration delay, std::function<void()> fire);

    // Lets `span` pass.
    void run(Duration span);
    // Lets time pass until `condition` holds, at most `limit`; whether it holds.
    bool runUntil(const std::function<bool()> &condition, Duration limit);
    [[nodiscard]] quint64 fired() const { return fired_; } // alarms so far: how busy the engine was

private:
    class VirtualAlarm;
    using Queue = std::multimap<Instant, std::function<void()>>;
    bool step(Instant until);

    Ledger &ledger_;
    Instant now_{std::chrono::hours(1)}; // not zero, as on a real machine
    Queue queue_;
    Duration late_{};
    quint64 fired_ = 0;
};

} // namespace culvert::test
