// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/far_connection.h"

#include "core/bytes.h"
#include "core/limits.h"
#include "tunnel/flow.h"
#include "tunnel/test_end.h"
#include "wire/opening.h"

#include <algorithm>

namespace culvert::tunnel {

FarConnection::FarConnection(Facts facts, Timers &timers, Ledger &ledger, ConnectionEvents &events, tcp::Dialler &dialler,
                             TargetAccess &access)
    : Connection(std::move(facts), timers, ledger, events, nullptr), dialler_(dialler), access_(access), ledger_(ledger)
{
}

FarConnection::~FarConnection() = default;

void FarConnection::start(link::Stream &stream)
{
    attach(stream);
    pumpIn();
    if (closed() || opened_)
        return; // the whole opening was there, as it mostly is
    openingLimit_ = timers().makeAlarm([this] {
        conclude(api::ClosedBy::This, {ErrorCode::LimitReached, QStringLiteral("opening")});
    });
    openingLimit_->setAt(timers().now() + limits::openingWait);
}

bool FarConnection::preamble()
{
    if (opened_)
        return false; // asking or dialling: what comes meanwhile waits
    const auto opening = wire::decodeOpening(stream()->readable());
    switch (opening.status) {
    case wire::Decoding::NeedMore:
        if (stream()->atEnd())
            conclude(api::ClosedBy::Peer, {ErrorCode::ProtocolViolation, {}, QStringLiteral("no opening")});
        return false;
    case wire::Decoding::Invalid:
        conclude(api::ClosedBy::Peer, {ErrorCode::ProtocolViolation, {}, QStringLiteral("opening")});
        return false;
    case wire::Decoding::UnsupportedVersion:
        conclude(api::ClosedBy::Peer, {ErrorCode::UnsupportedVersion, {}});
        return false;
    case wire::Decoding::Done:
        break;
    }
    opened_ = true;
    openingLimit_.reset();
    stream()->consume(std::size_t(opening.used));
    if (opening.value.test) {
        measure(*opening.value.test);
        return phase() == Phase::Carrying;
    }
    if (opening.value.listen) {
        access_.listen(facts().peer, give(), *opening.value.listen);
        return false;
    }
    if (opening.value.reverse) {
        openReverse(*opening.value.reverse);
        return false;
    }
    openTo(opening.value.target, opening.value.udp ? Protocol::Udp : Protocol::Tcp);
    return phase() == Phase::Carrying; // a flow has no dial to wait for
}

// A person here has named the target, and the peer says no more than which tunnel it is of.
void FarConnection::openReverse(wire::ReverseId id)
{
    const auto reverse = access_.reverse(facts().peer, id);
    if (!reverse) // the peer still listened for one that was stopped or removed here
        return conclude(api::ClosedBy::This, {ErrorCode::TunnelStopped, {}, QStringLiteral("no such reverse forward")});
    reverse_ = true;
    setTunnel(reverse->tunnel, reverse->traffic);
    setTarget(reverse->target);
    const auto host = normalisedHost(reverse->target.host);
    if (!host)
        return conclude(api::ClosedBy::Target, {ErrorCode::TargetNameNotFound, facts().target, QStringLiteral("no host name")});
    host_ = *host;
    target_ = {host_.toString(), reverse->target.port};
    if (const auto known = peer::knownAddresses(host_); !known.isEmpty())
        return dial(known);
    setPhase(Phase::Dialling);
    lookup_ = access_.lookUp(facts().peer, host_.name, [this](Result<QList<IpAddress>> found) {
        if (closed() || !stream())
            return;
        if (found)
            dial(*found);
        else
            conclude(api::ClosedBy::Target, {found.error().code, facts().target, found.error().detail});
    });
}

void FarConnection::openTo(const Endpoint &asked, Protocol protocol)
{
    const auto host = normalisedHost(asked.host);
    target_ = {host ? host->toString() : asked.host, asked.port};
    setTarget(target_, protocol);
    if (protocol == Protocol::Udp && access_.flowsFull(facts().peer)) {
        conclude(api::ClosedBy::This, {ErrorCode::LimitReached, QStringLiteral("UDP flows of this peer")});
        return;
    }
    if (!host)
        return refuse();
    host_ = *host;
    addresses_ = peer::knownAddresses(host_);
    if (!addresses_.isEmpty())
        return judge();
    if (const auto decision = peer::decideUnresolved(access_.rulesOf(facts().peer), host_, target_.port, protocol)) {
        if (decision->line)
            access_.countHit(facts().peer, *decision->line);
        return refuse();
    }
    setPhase(Phase::Dialling);
    lookup_ = access_.lookUp(facts().peer, host_.name, [this](Result<QList<IpAddress>> found) {
        if (closed() || !stream())
            return;
        if (found) {
            addresses_ = *found;
            judge();
        } else {
            conclude(api::ClosedBy::Target, {found.error().code, facts().target, found.error().detail});
        }
    });
}

void FarConnection::judge()
{
    const QList<Rule> rules = access_.rulesOf(facts().peer);
    const peer::Judgement judgement = peer::judge(rules, host_, addresses_, target_.port, facts().protocol);
    const auto line = judgement.decision.line;
    if (line)
        access_.countHit(facts().peer, *line);
    switch (judgement.decision.verb) {
    case RuleVerb::Allow: return dial(judgement.addresses);
    case RuleVerb::Ask: return askPerson(judgement, rules.at(*line).toString());
    case RuleVerb::Deny: break;
    }
    const auto closed = peer::closedToNames(host_, addresses_); // for this machine's words: the peer gets the code alone
    refuse(closed ? closed->toString() : QString());
}

void FarConnection::askPerson(const peer::Judgement &judgement, const QString &rule)
{
    setPhase(Phase::Asking);
    question_ = access_.ask({facts().peer, facts().peerName, target_, judgement.addresses, rule, facts().protocol},
                            [this](bool allowed) { heard(allowed); });
    if (!question_)
        return refuse(QStringLiteral("too many questions wait already"));
    addresses_ = judgement.addresses;
}

void FarConnection::heard(bool allowed)
{
    question_.reset();
    if (closed() || !stream())
        return;
    if (!allowed)
        return refuse(QStringLiteral("nobody said yes"));
    personAllowed_ = true;
    dial(addresses_);
}

void FarConnection::rulesChanged()
{
    if (closed() || reverse_ || addresses_.isEmpty())
        return; // no rule was asked, or none yet
    if (!question_) {
        if (!stillAllowed())
            refuse();
        return;
    }
    const peer::Judgement judgement = peer::judge(access_.rulesOf(facts().peer), host_, addresses_, target_.port, facts().protocol);
    if (judgement.decision.verb == RuleVerb::Ask) {
        addresses_ = judgement.addresses; // the yes to come is for no others
        return;
    }
    question_.reset();
    if (judgement.decision.verb == RuleVerb::Allow)
        dial(judgement.addresses);
    else
        refuse();
}

// Every address that was handed to the dial: which of them it reached is not asked.
bool FarConnection::stillAllowed() const
{
    const QList<Rule> rules = access_.rulesOf(facts().peer);
    return std::all_of(addresses_.begin(), addresses_.end(), [&](const IpAddress &address) {
        const RuleVerb verb = peer::decide(rules, host_, address, target_.port, facts().protocol).verb;
        return verb == RuleVerb::Allow || (verb == RuleVerb::Ask && personAllowed_);
    });
}

void FarConnection::refuse(const QString &why) { conclude(api::ClosedBy::This, {ErrorCode::TargetNotAllowed, facts().target, why}); }

void FarConnection::dial(const QList<IpAddress> &addresses)
{
    addresses_ = addresses;
    if (facts().protocol == Protocol::Udp)
        return connectFlow(addresses);
    setPhase(Phase::Dialling);
    auto begun = dialler_.dial(target_, addresses, *this,
                               [this](Result<std::unique_ptr<tcp::ByteEnd>> end) { dialled(std::move(end)); });
    dial_ = std::move(begun.dial);
    if (begun.end)
        dialled(std::move(begun.end));
}

// Nothing is sent for it: whether anybody is there shows when something goes.
void FarConnection::connectFlow(const QList<IpAddress> &addresses)
{
    Flow &flow = makeFlow(ledger_);
    auto end = access_.connectFlow(target_, addresses, flow);
    if (!end) {
        conclude(api::ClosedBy::Target, end.error());
        return;
    }
    flow.attach(std::move(*end));
    flow.answered();
    carry();
    flow.streamReadable();
}

void FarConnection::dialled(Result<std::unique_ptr<tcp::ByteEnd>> end)
{
    if (closed() || !stream())
        return;
    if (!end) {
        conclude(api::ClosedBy::Target, end.error()); // the peer learns it from the code of the reset
        return;
    }
    attach(std::move(*end));
    carry();
    pumpIn();
}

void FarConnection::measure(const wire::TestOpening &test)
{
    const ErrorCode refused = access_.testRefused(facts().peer, test.role);
    setTest(test.role);
    if (refused != ErrorCode::None) {
        conclude(api::ClosedBy::This, {refused, QStringLiteral("test")});
        return;
    }
    const Duration lives = test.lasts + limits::testGrace;
    tcp::ByteEndEvents &events = *this;
    if (test.role == wire::TestRole::Echo) {
        attach(std::make_unique<EchoEnd>(test.bytes, lives, events, timers()));
    } else {
        const bool down = test.role == wire::TestRole::Down;
        attach(std::make_unique<LoadEnd>(LoadEnd::Plan{test.lasts, down ? test.bytes : 0, down ? 0 : test.bytes, lives}, events, timers()));
    }
    carry();
}

void FarConnection::carry()
{
    setPhase(Phase::Carrying);
    const QByteArray answer = wire::encode(wire::Answer{});
    stream()->write(asBytes(answer));
    pumpOut();
}

} // namespace culvert::tunnel
