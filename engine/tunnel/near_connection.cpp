// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/near_connection.h"

#include "api/snapshot.h"
#include "core/bytes.h"
#include "tunnel/flow.h"
#include "wire/opening.h"

namespace culvert::tunnel {

NearConnection::NearConnection(Facts facts, const Endpoint &target, Timers &timers, Ledger &ledger, ConnectionEvents &events,
                               TunnelTraffic *traffic)
    : Connection(std::move(facts), timers, ledger, events, traffic), ledger_(ledger), opening_{.target = target, .udp = this->facts().protocol == Protocol::Udp}
{
}

NearConnection::NearConnection(Facts facts, const wire::TestOpening &test, Timers &timers, Ledger &ledger, ConnectionEvents &events)
    : Connection(std::move(facts), timers, ledger, events, nullptr), ledger_(ledger), opening_{.test = test}
{
}

NearConnection::NearConnection(Facts facts, wire::ReverseId reverse, Timers &timers, Ledger &ledger, ConnectionEvents &events)
    : Connection(std::move(facts), timers, ledger, events, nullptr), ledger_(ledger), opening_{.reverse = reverse}
{
}

void NearConnection::start(const MakeEnd &makeEnd, Result<link::Stream *> stream)
{
    attach(makeEnd(*this));
    if (!stream) {
        conclude(api::ClosedBy::This, stream.error());
        return;
    }
    open(**stream);
    pumpOut();
}

void NearConnection::open(link::Stream &stream)
{
    attach(stream);
    const QByteArray opening = wire::encode(opening_);
    stream.write(asBytes(opening));
}

void NearConnection::startFlow(const MakeDatagramEnd &makeEnd, link::Stream &stream)
{
    open(stream);
    Flow &flow = makeFlow(ledger_);
    flow.attach(makeEnd(flow));
}

bool NearConnection::preamble()
{
    const auto answer = wire::decodeAnswer(stream()->readable());
    switch (answer.status) {
    case wire::Decoding::NeedMore:
        if (stream()->atEnd())
            conclude(api::ClosedBy::Peer, {ErrorCode::ProtocolViolation, {}, QStringLiteral("no answer")});
        return false;
    case wire::Decoding::Invalid:
        conclude(api::ClosedBy::Peer, {ErrorCode::ProtocolViolation, {}, QStringLiteral("answer")});
        return false;
    case wire::Decoding::UnsupportedVersion:
        conclude(api::ClosedBy::Peer, {ErrorCode::UnsupportedVersion});
        return false;
    case wire::Decoding::Done:
        break;
    }
    stream()->consume(std::size_t(answer.used));
    if (answer.value.code != ErrorCode::None) {
        refusedByPeer(answer.value.code, answer.value.detail);
        return false;
    }
    setPhase(Phase::Carrying);
    if (flow())
        flow()->answered();
    if (news_)
        news_->targetConnected();
    return true;
}

void NearConnection::dropEnd(tcp::ByteEnd &end)
{
    if (news_)
        news_->targetLost(api::ownReason(info()));
    else
        end.reset();
}

} // namespace culvert::tunnel
