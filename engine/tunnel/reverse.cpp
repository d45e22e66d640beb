// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/reverse.h"

#include "core/bytes.h"
#include "core/limits.h"

#include <utility>

namespace culvert::tunnel {

namespace {

// Why a stream ended that says nothing against asking again.
bool ofTheLink(ErrorCode code)
{
    switch (code) {
    case ErrorCode::None:
    case ErrorCode::ProgramQuit:
    case ErrorCode::HangUp:
    case ErrorCode::PeerOffline:
    case ErrorCode::PeerSilent:
    case ErrorCode::PeerRestarted:
    case ErrorCode::ResumeLimit:
        return true;
    default:
        return false;
    }
}

} // namespace

Reverse::Reverse(const profile::TunnelEntry &entry, const Surroundings &with, wire::ReverseId &lastId)
    : Tunnel(entry, with), lastId_(lastId), bound_(entry.listen), alarm_(with.timers.makeAlarm([this] { ask(); }))
{
    if (!entry.started)
        return;
    phase_ = Phase::Waiting;
    alarm_->setAt(with.timers.now());
}

Reverse::~Reverse()
{
    giveUp(ErrorCode::TunnelStopped);
    endConnections();
}

void Reverse::peerLinkChanged()
{
    if (phase_ == Phase::Waiting)
        alarm_->setAt(with().timers.now());
}

std::optional<ReverseTarget> Reverse::reverseTarget(wire::ReverseId id)
{
    // Also before the answer was read: what came behind it may come first.
    if (!stream_ || id != id_)
        return std::nullopt;
    return ReverseTarget{entry().name, entry().target, traffic()};
}

void Reverse::ask()
{
    if (stream_ || phase_ == Phase::Stopped)
        return;
    auto opened = openStream();
    if (!opened) {
        if (opened.error().code == ErrorCode::LimitReached) // the peer is there
            refused(opened.error());
        else
            lost();
        return;
    }
    phase_ = Phase::Asking;
    id_ = ++lastId_;
    stream_ = *opened;
    stream_->setEvents(this);
    const QByteArray opening = wire::encode(wire::Opening{.listen = wire::ListenOpening{entry().listen, id_}});
    stream_->write(asBytes(opening));
}

void Reverse::streamReadable()
{
    if (phase_ != Phase::Asking) {
        // Nothing is to come behind the answer but the end.
        const bool ended = stream_->readable().empty();
        if (ended && !stream_->atEnd())
            return;
        giveUp(ended ? ErrorCode::HangUp : ErrorCode::ProtocolViolation);
        ended ? lost() : refused(ErrorCode::ProtocolViolation);
        return;
    }
    const auto answer = wire::decodeAnswer(stream_->readable());
    switch (answer.status) {
    case wire::Decoding::NeedMore:
        if (!stream_->atEnd())
            return;
        [[fallthrough]];
    case wire::Decoding::Invalid:
        giveUp(ErrorCode::ProtocolViolation);
        refused(ErrorCode::ProtocolViolation);
        return;
    case wire::Decoding::UnsupportedVersion:
        giveUp(ErrorCode::UnsupportedVersion);
        refused(ErrorCode::UnsupportedVersion);
        return;
    case wire::Decoding::Done:
        stream_->consume(std::size_t(answer.used));
        answered(answer.value);
        return;
    }
}

void Reverse::answered(const wire::Answer &answer)
{
    if (answer.code != ErrorCode::None) {
        giveUp(answer.code);
        refused(answer.code);
        return;
    }
    phase_ = Phase::Agreed;
    error_.reset();
    const auto bound = parseListen(answer.detail);
    bound_ = bound ? *bound : entry().listen;
}

// A program that knows no listening takes the opening for none.
void Reverse::streamClosed(ErrorCode code, bool byPeer)
{
    stream_ = nullptr;
    if (!byPeer || ofTheLink(code))
        lost();
    else
        refused(phase_ == Phase::Asking && code == ErrorCode::ProtocolViolation ? ErrorCode::UnsupportedVersion : code);
}

void Reverse::giveUp(ErrorCode code)
{
    if (link::Stream *stream = std::exchange(stream_, nullptr))
        stream->reset(code);
}

// Asked again when the link changes; and in a while, should it not.
void Reverse::lost()
{
    phase_ = Phase::Waiting;
    bound_ = entry().listen;
    error_.reset();
    alarm_->setAt(with().timers.now() + limits::reverseRetry);
}

void Reverse::refused(ErrorCode code)
{
    const peer::Peer *found = peer();
    refused({code, entry().listen.toString(), {}, found ? found->name() : QString()});
}

void Reverse::refused(const Error &why)
{
    phase_ = Phase::Refused;
    bound_ = entry().listen;
    const bool known = error_ && error_->code == why.code;
    error_ = why;
    if (!known)
        tell(*error_);
    alarm_->setAt(with().timers.now() + limits::reverseRetry);
}

void Reverse::describe(api::TunnelInfo &info) const
{
    info.target = entry().target.toString();
    info.listen = bound_.toString();
    switch (phase_) {
    case Phase::Stopped: info.state = api::TunnelState::Stopped; return;
    case Phase::Waiting: info.state = api::TunnelState::Waiting; return;
    case Phase::Agreed: info.state = api::TunnelState::Listening; return;
    case Phase::Asking: info.state = error_ ? api::TunnelState::Failed : api::TunnelState::Waiting; return;
    case Phase::Refused: info.state = api::TunnelState::Failed; return;
    }
}

} // namespace culvert::tunnel
