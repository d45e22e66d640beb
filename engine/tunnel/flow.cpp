// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/flow.h"

#include "core/limits.h"
#include "tunnel/tunnel_traffic.h"

#include <utility>

namespace culvert::tunnel {

namespace {

api::DatagramInfo droppedBy(const link::Stream &stream)
{
    const auto &dropped = stream.datagramsDropped();
    api::DatagramInfo info;
    info.droppedFull = dropped.full;
    info.droppedLate = dropped.late;
    info.droppedDown = dropped.down;
    return info;
}

} // namespace

Flow::Flow(Setup setup)
    : with_(std::move(setup)), stream_(&with_.stream), idle_(with_.timers.makeAlarm([this] { checkIdle(); })), lastMove_(with_.timers.now()),
      held_(with_.ledger), ticket_(with_.ledger, Counted::UdpFlow)
{
    idle_->setAt(lastMove_ + limits::udpIdle);
}

void Flow::answered() { answered_ = true; }

void Flow::datagramCame(std::span<const std::uint8_t> datagram)
{
    if (!stream_)
        return;
    moved();
    if (with_.traffic && !with_.traffic->out.take(datagram.size())) {
        count(&api::DatagramInfo::droppedFull);
        return;
    }
    const bool fits = datagram.size() <= limits::udpFrame;
    if (!(answered_ && fits ? stream_->sendDatagram(datagram) : byStream(datagram)))
        return; // counted there
    count(&api::DatagramInfo::sent);
    sentBytes_ += datagram.size();
    if (!firstSentAt_.isValid())
        firstSentAt_ = with_.timers.wallClock();
    if (with_.traffic)
        with_.traffic->sent += datagram.size();
}

void Flow::count(quint64 api::DatagramInfo::*what)
{
    ++(counts_.*what);
    if (with_.traffic)
        ++(with_.traffic->datagrams.*what);
}

// All of it or nothing, and no more than a little waits: what is lost then would be too old anyway.
bool Flow::byStream(std::span<const std::uint8_t> datagram)
{
    const std::size_t size = wire::flowLengthSize + datagram.size();
    if (!stream_->reachable()) {
        count(&api::DatagramInfo::droppedDown);
        return false;
    }
    if (stream_->unacknowledged() + size > limits::udpStreamQueue
        || !stream_->writeWhole(wire::encodeFlowLength(datagram.size()), datagram)) {
        count(&api::DatagramInfo::droppedFull);
        return false;
    }
    return true;
}

void Flow::toEnd(std::span<const std::uint8_t> datagram)
{
    moved();
    if (with_.traffic && !with_.traffic->in.take(datagram.size())) {
        count(&api::DatagramInfo::droppedFull);
        return;
    }
    if (!end_->send(datagram)) {
        count(&api::DatagramInfo::droppedEnd);
        return;
    }
    count(&api::DatagramInfo::received);
    receivedBytes_ += datagram.size();
    if (!firstReceivedAt_.isValid())
        firstReceivedAt_ = with_.timers.wallClock();
    if (with_.traffic)
        with_.traffic->received += datagram.size();
}

// One that overtakes the far side's dial belongs to nobody yet.
bool Flow::streamDatagram(std::span<const std::uint8_t> datagram)
{
    if (!stream_ || !end_)
        return false;
    toEnd(datagram);
    return true;
}

void Flow::streamReadable()
{
    while (stream_ && end_) {
        const auto bytes = stream_->readable();
        if (bytes.empty())
            break;
        const wire::FlowReader::Step step = reader_.take(bytes);
        if (step.invalid) {
            with_.over(api::ClosedBy::Peer, {ErrorCode::ProtocolViolation, {}, QStringLiteral("datagram")});
            return;
        }
        if (step.datagram)
            toEnd(*step.datagram);
        held_.set(step.datagram ? 0 : qint64(reader_.held()));
        stream_->consume(step.used);
    }
    if (stream_ && end_ && stream_->atEnd())
        with_.over(api::ClosedBy::Peer, {});
}

void Flow::endFailed(const Error &reason) { with_.over(with_.endSide, reason); }

// Looked at when it may be so: a datagram does not move the alarm.
void Flow::checkIdle()
{
    const Instant until = lastMove_ + limits::udpIdle;
    if (with_.timers.now() >= until)
        with_.over(api::ClosedBy::This, {ErrorCode::FlowIdle});
    else
        idle_->setAt(until);
}

void Flow::stop(const Error &reason)
{
    if (link::Stream *stream = std::exchange(stream_, nullptr)) {
        const api::DatagramInfo dropped = droppedBy(*stream);
        counts_.add(dropped);
        if (with_.traffic)
            with_.traffic->datagrams.add(dropped);
    }
    idle_->cancel();
    reader_.clear();
    held_.set(0);
    if (const auto end = std::exchange(end_, nullptr))
        end->closing(reason);
}

api::DatagramInfo Flow::counts() const
{
    api::DatagramInfo out = counts_;
    if (stream_)
        out.add(droppedBy(*stream_));
    return out;
}

void Flow::describe(api::ConnectionInfo &info) const
{
    info.sent = sentBytes_;
    info.received = receivedBytes_;
    info.datagrams = counts();
    info.story.firstSentAt = firstSentAt_;
    info.story.firstReceivedAt = firstReceivedAt_;
    if (stream_)
        info.idleMs = toWholeMs(with_.timers.now() - lastMove_);
}

} // namespace culvert::tunnel
