// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunnel/inner_end.h"

#include <deque>
#include <functional>

namespace culvert::tunnel {

class PingEnd;

// Pings under way on an echo, shared by the one who sends them and the end that carries them: either may be gone first.
struct Pings {
    // One has come back. Called inside a function of the end, which must outlive the call.
    std::function<void(Duration roundTrip, Instant sent)> answered;
    std::deque<Instant> underWay;
    PingEnd *end = nullptr; // null: its connection is closed
};

// The near end of an echo. Each ping is 8 bytes; they come back in order, so that counting tells them apart.
class PingEnd final : public InnerEnd {
public:
    static constexpr qsizetype pingSize = 8;

    PingEnd(std::shared_ptr<Pings> pings, Duration lives, tcp::ByteEndEvents &events, Timers &timers);
    ~PingEnd() override;

    void ping(); // none if so many are under way already that more would be a load of their own

private:
    [[nodiscard]] bool hasToGive() const override { return toSend_ > 0; }
    ReadResult give(std::span<std::uint8_t> into) override;
    qsizetype take(std::span<const std::uint8_t> bytes) override;

    std::shared_ptr<Pings> pings_;
    qsizetype toSend_ = 0; // bytes
    qsizetype came_ = 0;   // bytes of the next answer
};

} // namespace culvert::tunnel
