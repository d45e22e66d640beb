// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/proxy_end.h"

#include "core/limits.h"

#include <utility>

namespace culvert::tunnel {

ProxyEnd::ProxyEnd(ProxyTalker &talker, tcp::ByteEndEvents &events, Timers &timers)
    : talker_(&talker), events_(&events), timers_(timers), alarm_(timers.makeAlarm([this] { look(); })),
      life_(timers.makeAlarm([this] { close({ErrorCode::HangUp}); }))
{
}

ProxyEnd::~ProxyEnd()
{
    if (talker_)
        talker_->targetGone();
}

void ProxyEnd::tellReadable()
{
    if (events_)
        events_->endReadable();
}

void ProxyEnd::tellWritable()
{
    if (events_)
        events_->endWritable();
}

void ProxyEnd::fail(const Error &reason)
{
    talker_ = nullptr;
    close(reason);
}

void ProxyEnd::release()
{
    talker_ = nullptr;
    if (!events_)
        return;
    alarm_->setAt(timers_.now());
    life_->setAt(timers_.now() + limits::proxyLinger);
}

tcp::ByteEnd::ReadResult ProxyEnd::read(std::span<std::uint8_t> into)
{
    if (!events_ || readFinished_)
        return {};
    const ReadResult result = talker_ ? talker_->giveTarget(into) : ReadResult{.finished = true};
    readFinished_ = result.finished;
    if (readFinished_ && finished_)
        alarm_->setAt(timers_.now());
    return result;
}

qsizetype ProxyEnd::write(std::span<const std::uint8_t> bytes)
{
    if (!events_ || finished_)
        return 0;
    return talker_ ? talker_->takeAnswer(bytes) : qsizetype(bytes.size());
}

void ProxyEnd::finish()
{
    finished_ = true;
    if (talker_)
        talker_->answerFinished();
    if (events_)
        alarm_->setAt(timers_.now());
}

void ProxyEnd::reset() { targetLost({ErrorCode::HangUp}); }

void ProxyEnd::setReading(bool on)
{
    if (talker_)
        talker_->setTargetReading(on);
}

void ProxyEnd::targetConnected()
{
    if (talker_)
        talker_->targetConnected();
}

void ProxyEnd::targetLost(const Error &reason)
{
    events_ = nullptr;
    alarm_->cancel();
    life_->cancel();
    if (ProxyTalker *talker = std::exchange(talker_, nullptr))
        talker->targetLost(reason);
}

void ProxyEnd::look()
{
    if (events_ && !talker_ && !readFinished_)
        events_->endReadable(); // to its end
    if (events_ && !talker_ && !finished_)
        events_->endWritable();
    if (readFinished_ && finished_)
        close({});
}

void ProxyEnd::close(const Error &reason)
{
    alarm_->cancel();
    life_->cancel();
    if (auto *events = std::exchange(events_, nullptr))
        events->endClosed(reason);
}

} // namespace culvert::tunnel
