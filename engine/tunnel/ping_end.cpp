// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/ping_end.h"

#include <algorithm>
#include <cstring>

namespace culvert::tunnel {

namespace {
constexpr std::size_t underWayMost = 200; // ten seconds' worth
} // namespace

PingEnd::PingEnd(std::shared_ptr<Pings> pings, Duration lives, tcp::ByteEndEvents &events, Timers &timers)
    : InnerEnd(events, timers, lives), pings_(std::move(pings))
{
    pings_->end = this;
}

PingEnd::~PingEnd() { pings_->end = nullptr; }

void PingEnd::ping()
{
    if (pings_->underWay.size() >= underWayMost)
        return;
    pings_->underWay.push_back(timers().now());
    toSend_ += pingSize;
    wake();
}

tcp::ByteEnd::ReadResult PingEnd::give(std::span<std::uint8_t> into)
{
    const qsizetype bytes = std::min(qsizetype(into.size()), toSend_);
    std::memset(into.data(), 0, std::size_t(bytes));
    toSend_ -= bytes;
    return {bytes, false};
}

qsizetype PingEnd::take(std::span<const std::uint8_t> bytes)
{
    came_ += qsizetype(bytes.size());
    for (; came_ >= pingSize; came_ -= pingSize) {
        if (pings_->underWay.empty()) {
            fail(ErrorCode::ProtocolViolation); // it answers what was not asked
            return 0;
        }
        const Instant sent = pings_->underWay.front();
        pings_->underWay.pop_front();
        if (pings_->answered)
            pings_->answered(timers().now() - sent, sent);
    }
    return qsizetype(bytes.size());
}

} // namespace culvert::tunnel
