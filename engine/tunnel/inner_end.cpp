// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/inner_end.h"

#include <utility>

namespace culvert::tunnel {

InnerEnd::InnerEnd(tcp::ByteEndEvents &events, Timers &timers, Duration lives)
    : events_(&events), timers_(timers), alarm_(timers.makeAlarm([this] { look(); })),
      life_(timers.makeAlarm([this] { close({ErrorCode::LimitReached, QStringLiteral("test")}); }))
{
    alarm_->setAt(timers.now());
    life_->setAt(timers.now() + lives);
}

tcp::ByteEnd::ReadResult InnerEnd::read(std::span<std::uint8_t> into)
{
    if (!events_ || readFinished_ || failure_ || !hasToGive())
        return {};
    const ReadResult result = give(into);
    readFinished_ = result.finished;
    wake();
    return result;
}

qsizetype InnerEnd::write(std::span<const std::uint8_t> bytes)
{
    if (!events_ || finished_ || failure_)
        return 0;
    const qsizetype taken = take(bytes);
    wantsToWrite_ = taken < qsizetype(bytes.size());
    return taken;
}

void InnerEnd::finish()
{
    finished_ = true;
    wake();
}

void InnerEnd::reset()
{
    events_ = nullptr;
    alarm_->cancel();
    life_->cancel();
}

void InnerEnd::setReading(bool on)
{
    reading_ = on;
    if (on)
        wake();
}

void InnerEnd::wake()
{
    if (events_)
        alarm_->setAt(timers_.now());
}

void InnerEnd::fail(ErrorCode code)
{
    failure_ = Error{code, QStringLiteral("test")};
    wake();
}

void InnerEnd::look()
{
    if (failure_)
        return close(*failure_);
    if (events_ && reading_ && !readFinished_ && hasToGive())
        events_->endReadable();
    if (events_ && !finished_ && hasRoom() && std::exchange(wantsToWrite_, false))
        events_->endWritable();
    if (events_ && finished_ && readFinished_)
        close({});
}

void InnerEnd::close(const Error &reason)
{
    alarm_->cancel();
    life_->cancel();
    if (auto *events = std::exchange(events_, nullptr))
        events->endClosed(reason);
}

} // namespace culvert::tunnel
