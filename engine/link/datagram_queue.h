// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <QtGlobal>

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace culvert::link {

// Datagrams that wait to be sent, of many flows, known by the number of their stream: one of each flow in turn. Bounded, and none
// gets old: where there is no room the oldest of the same flow makes way, because what is new is worth more to those who use
// datagrams. Pure: time is an argument.
class DatagramQueue {
public:
    enum class Drop { Full, Late };
    // Called inside add() (Full) and next() (Late); may call nothing of the queue but bytes().
    using Dropped = std::function<void(std::int64_t stream, Drop why, std::size_t count)>;

    explicit DatagramQueue(Dropped dropped) : dropped_(std::move(dropped)) {}

    void add(std::int64_t stream, std::span<const std::uint8_t> datagram, Instant now);

    struct Turn {
        std::int64_t stream;
        std::span<const std::uint8_t> datagram; // good until the queue changes or next() is asked again
    };
    // Whose turn it is; what has waited longer than limits::udpWait is dropped. None: nothing waits.
    [[nodiscard]] std::optional<Turn> next(Instant now);
    void taken(); // the one of the latest next() was sent, or cannot be

    std::size_t forget(std::int64_t stream); // how many; they are not told as dropped
    [[nodiscard]] bool empty() const { return turns_.empty(); }
    [[nodiscard]] quint64 bytes() const { return bytes_; } // with what each costs beside its own

private:
    struct Waiting {
        std::vector<std::uint8_t> datagram;
        Instant since;
    };
    struct Flow {
        std::deque<Waiting> waiting; // never empty
        quint64 bytes = 0;
    };
    void dropFirst(Flow &flow);

    Dropped dropped_;
    std::unordered_map<std::int64_t, Flow> flows_;
    std::deque<std::int64_t> turns_; // each of flows_ once
    quint64 bytes_ = 0;
};

} // namespace culvert::link
