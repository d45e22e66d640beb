// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <QtGlobal>

#include <limits>

namespace culvert::link {

// How many bytes may be under way before they only stand in a queue of the path: judged by the round trip, which grows by
// what stands there. A second opinion beside the library's congestion control, whose window on slow lines is never below
// three times what they hold (docs/decisions.md, "A guard against standing queues"). Pure: time is an argument.
class QueueGuard {
public:
    static constexpr quint64 unlimited = std::numeric_limits<quint64>::max();

    struct Measure {
        Duration roundTrip; // the newest
        Duration smoothed;
        quint64 inFlight;   // bytes
        bool more;          // bytes wait to be sent: a queue may be of our making
        bool starting;      // the congestion control is still looking for the rate
    };

    // After each turn of sending.
    void observe(const Measure &measure, Instant now);
    // Another path: what was learnt is forgotten.
    void restart() { *this = QueueGuard(); }

    [[nodiscard]] quint64 allowed() const { return allowed_; }

private:
    // A start makes a queue to see that the rate grows no more. It may take so many round trips.
    static constexpr int startRounds = 5;

    void judge(bool starting);

    // Of the last 5 to 10 seconds: the smallest round trip, which is the path without queue, and the most that the path held.
    // The congestion control empties the queue every 5 seconds for the same end.
    struct Span {
        Duration base = Duration::max();
        quint64 held = 0;
    };
    Span older_;
    Span newer_;
    Instant renewAt_{};
    // Of the round trip that is running.
    Instant roundEnd_{};
    Duration smallest_ = Duration::max();
    quint64 least_ = unlimited;     // bytes under way
    quint64 leastBefore_ = 0;       // the same of the round trip before, which this one's measures met
    bool more_ = true; // all the time
    int patience_ = startRounds;
    quint64 allowed_ = unlimited;
};

} // namespace culvert::link
