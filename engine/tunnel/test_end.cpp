// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/test_end.h"

#include "core/limits.h"

#include <algorithm>
#include <cstring>

namespace culvert::tunnel {

LoadEnd::LoadEnd(const Plan &plan, tcp::ByteEndEvents &events, Timers &timers)
    : InnerEnd(events, timers, plan.lives), givesUntil_(timers.now() + plan.gives), toGive_(plan.giveMost), toTake_(plan.takeMost)
{
}

tcp::ByteEnd::ReadResult LoadEnd::give(std::span<std::uint8_t> into)
{
    if (timers().now() >= givesUntil_)
        toGive_ = 0;
    const auto bytes = std::size_t(std::min<quint64>(toGive_, into.size()));
    std::memset(into.data(), 0, bytes);
    toGive_ -= bytes;
    return {qsizetype(bytes), toGive_ == 0};
}

qsizetype LoadEnd::take(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() > toTake_) {
        fail(ErrorCode::LimitReached);
        return 0;
    }
    toTake_ -= bytes.size();
    return qsizetype(bytes.size());
}

EchoEnd::EchoEnd(quint64 most, Duration lives, tcp::ByteEndEvents &events, Timers &timers)
    : InnerEnd(events, timers, lives), toTake_(most)
{
}

tcp::ByteEnd::ReadResult EchoEnd::give(std::span<std::uint8_t> into)
{
    const qsizetype bytes = std::min(qsizetype(into.size()), waiting_.size());
    std::memcpy(into.data(), waiting_.constData(), std::size_t(bytes));
    waiting_.remove(0, bytes);
    return {bytes, finished() && waiting_.isEmpty()};
}

bool EchoEnd::hasRoom() const { return waiting_.size() < qsizetype(limits::testEchoBuffer); }

qsizetype EchoEnd::take(std::span<const std::uint8_t> bytes)
{
    const qsizetype room = qsizetype(limits::testEchoBuffer) - waiting_.size();
    const qsizetype taken = std::min(qsizetype(bytes.size()), room);
    if (quint64(taken) > toTake_) {
        fail(ErrorCode::LimitReached);
        return 0;
    }
    toTake_ -= quint64(taken);
    waiting_.append(reinterpret_cast<const char *>(bytes.data()), taken);
    wake();
    return taken;
}

} // namespace culvert::tunnel
