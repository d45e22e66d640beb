// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"
#include "wire/datagram.h"

#include <deque>
#include <optional>

namespace culvert::link {

// Whether the other side answers, how fast, and how much is lost: from numbered heartbeats. Pure: time is an argument.
class Liveness {
public:
    // A path has come up: the count of silence begins anew as well.
    void restart(Instant now);

    // Another path carries on: the figures of the old one are forgotten.
    void pathChanged();

    // The peer's program was started anew: it counts from 1.
    void peerStarted();

    void heard(Instant now) { lastHeard_ = now; }
    // One that was sent again, or came late, tells nothing of the present.
    [[nodiscard]] bool isNew(const wire::Heartbeat &beat) const { return beat.number > latestHeard_; }
    // An authentic one, new or not: a late one still counts as not lost.
    void heartbeatReceived(const wire::Heartbeat &beat, Instant now);
    [[nodiscard]] wire::Heartbeat makeHeartbeat(Instant now);

    // The next heartbeat is due at once.
    void beatSoon() { everSent_ = false; }

    // When the next heartbeat is due: limits::heartbeat after the last, sooner while silent.
    [[nodiscard]] Instant nextHeartbeat(Instant now) const;
    // When silence begins unless something is heard.
    [[nodiscard]] Instant silentAt() const;
    [[nodiscard]] bool silent(Instant now) const { return now >= silentAt(); }
    [[nodiscard]] Duration quietFor(Instant now) const { return now - lastHeard_; }

    [[nodiscard]] std::optional<Duration> roundTrip() const { return roundTrip_; } // smoothed
    // Of the heartbeats that should have come in the last minute, 0 to 100; nothing before ten of them were due.
    [[nodiscard]] std::optional<double> lossPercent(Instant now) const;

private:
    struct Arrival { Instant at; std::uint32_t number; };
    struct Sent { std::uint32_t number; Instant at; };

    Instant lastHeard_{};
    Instant lastSent_{};
    bool everSent_ = false;
    std::uint32_t number_ = 0;
    std::uint32_t latestHeard_ = 0;
    Instant latestHeardAt_{};
    std::deque<Sent> sent_;          // the last ones, for the round trip
    std::deque<Arrival> arrivals_;   // of the last minute
    std::optional<Duration> roundTrip_;
};

} // namespace culvert::link
