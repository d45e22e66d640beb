// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <QtGlobal>

#include <array>

namespace culvert::link {

// Bytes in one direction: all of them, and how many a second of late. Pure: time is an argument and never goes back.
class TrafficMeter {
public:
    // What the rate is taken over.
    static constexpr Duration window = std::chrono::seconds(2);

    void add(quint64 bytes, Instant now);

    [[nodiscard]] quint64 total() const { return total_; }
    // Of the last `window`, or of the time since the first byte while that is shorter; 0 when nothing moved in it.
    [[nodiscard]] double bytesPerSecond(Instant now) const;

private:
    // The window in slots: what is older than it drops out a slot at a time.
    static constexpr std::size_t slots = 20;
    static constexpr Duration slot = window / slots;
    [[nodiscard]] static qint64 slotOf(Instant at) { return at.time_since_epoch() / slot; }

    std::array<quint64, slots> bytes_{}; // of slot n at n % slots
    qint64 newest_ = 0;                  // the slot of the last byte
    Instant first_{};
    quint64 total_ = 0;
};

} // namespace culvert::link
