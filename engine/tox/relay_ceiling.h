// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"
#include "wire/receipt.h"

#include <cstddef>
#include <deque>
#include <optional>

namespace culvert::tox {

// How fast datagrams may go through a TCP relay, and how many may be under way: learnt from receipts, because a relay does
// not say that it is too much, it drops, or stalls for seconds. Begins at limits::relayStart, grows by and by while it is
// used up and neither loss nor a standing queue shows, falls back at once when one does. Pure: time is an argument.
class RelayCeiling {
public:
    // The path goes through a relay from now on. Until then nothing else may be called.
    void restart(Instant now);

    // Whether a datagram of this many bytes may go now; if not, roomAt() says when it may. Small ones may whenever toxcore does.
    [[nodiscard]] bool allows(std::size_t bytes, Instant now);
    [[nodiscard]] Instant roomAt() const { return roomAt_; } // of the latest "no"; an answer may make it sooner
    void sent(std::size_t bytes, Instant now);
    void refused(Instant now); // toxcore's queue is full: offer nothing before refusedUntil()
    [[nodiscard]] Instant refusedUntil() const { return refusedUntil_; }

    // A question is to be sent behind the latest datagram. Its number is used up by asked().
    [[nodiscard]] std::optional<std::uint32_t> questionDue(Instant now) const;
    void asked(Instant now);
    void answered(const wire::Receipt &answer, Instant now);

    [[nodiscard]] bool bulk(Instant now) const { return now < bulkUntil_; } // much is being sent
    [[nodiscard]] double rate() const { return rate_; } // bytes a second

private:
    struct Point { // what had been sent when a question was, or what is known of it by its answer
        std::uint32_t number = 0;
        Instant at{};
        Instant heard{};
        quint64 bytes = 0;
        quint64 count = 0;
        std::uint32_t arrived = 0;
    };

    void refill(Instant now);
    void forgetWhatIsUnderWay(Instant now);
    void begin(const Point &from);
    void judge(const Point &upTo, Instant now);
    void cut(double to, Instant now);
    void noteDelay(Duration delay, Instant now);
    [[nodiscard]] Duration base() const;
    [[nodiscard]] double depth() const;
    [[nodiscard]] std::size_t window() const; // bytes under way at most

    double rate_ = 0;
    double knee_ = 0;                 // the rate that was too much last; growth is slow from near there on
    double tokens_ = 0;               // bytes that may go at once
    Instant filledAt_{};
    Instant roomAt_{};
    Instant refusedUntil_{};
    Duration refusedPause_{};

    quint64 sentBytes_ = 0;
    quint64 sentCount_ = 0;
    quint64 answeredBytes_ = 0;       // of sentBytes_, those before the latest question that was answered
    Instant bulkUntil_{};
    Instant news_{};                  // the latest answer, or the first datagram since there was nothing under way
    std::uint32_t number_ = 0;
    Instant askedAt_{};
    quint64 askedBytes_ = 0;
    std::deque<Point> asked_;

    // One judgement covers the time between two answers; what was asked before a cut is not judged any more.
    std::optional<Point> from_;
    Instant judgedFrom_{};
    int answers_ = 0;
    bool usedUp_ = false;
    bool windowFull_ = false;
    Duration least_{};                // of the answers' delays since from_
    Duration baseNow_{};              // the least delay of this minute, and of the one before
    Duration baseBefore_{};
    Instant baseSince_{};
};

} // namespace culvert::tox
