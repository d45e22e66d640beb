// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/peer.h"

#include "core/bytes.h"
#include "core/limits.h"
#include "wire/datagram.h"
#include "wire/direct_request.h"

#include <algorithm>
#include <utility>

namespace culvert::peer {

namespace {

api::PathKind shown(path::Kind kind)
{
    switch (kind) {
    case path::Kind::None: return api::PathKind::None;
    case path::Kind::ToxRelay: return api::PathKind::ToxRelay;
    case path::Kind::ToxUdp: return api::PathKind::ToxUdp;
    case path::Kind::Direct: return api::PathKind::Direct;
    }
    Q_UNREACHABLE();
}

api::LinkInfo linkInfo(const link::Link &link, Instant now)
{
    api::LinkInfo info;
    info.rateIn = link.received().bytesPerSecond(now);
    info.rateOut = link.sent().bytesPerSecond(now);
    info.bytesIn = link.received().total();
    info.bytesOut = link.sent().total();
    info.strayDatagrams = link.strayDatagrams();
    if (const auto window = link.window()) {
        info.congestionWindow = window->congestion;
        info.bytesInFlight = window->inFlight;
        info.credit = window->credit;
    }
    return info;
}

} // namespace

Peer::Peer(const profile::PeerEntry &entry, Duration resumeLimit, const Surroundings &with)
    : entry_(entry), lines_(linesOf(entry.rules)), resumeLimit_(resumeLimit), with_(with)
{
    if (!entry_.blocked)
        connectToCarrier();
    lastState_ = state();
    stateSince_ = with_.timers.wallClock();
}

Peer::~Peer() { disconnectFromCarrier(ErrorCode::ProgramQuit); }

void Peer::connectToCarrier()
{
    if (entry_.pending && entry_.address) {
        ask();
        askAlarm_ = with_.timers.makeAlarm([this] { askAgain(); });
        askAlarm_->setAt(with_.timers.now() + limits::requestRepeat);
    } else {
        with_.carrier.add(entry_.id);
    }
    const auto keys = wire::deriveLinkKeys(with_.carrier.secretKey(), with_.self.key, entry_.id);
    path::DatagramPath *carried = with_.carrier.pathTo(entry_.id);
    if (!keys || !carried)
        return; // no usable key: such a peer stays offline
    std::vector<path::DatagramPath *> paths{carried};
    if (with_.direct) {
        makeDirectWay(*keys);
        paths.push_back(directPath_.get());
    }
    path_ = std::make_unique<path::PathSelector>(paths);
    // Each link counts its heartbeats from 1, so that to the peer it is a new start of this program.
    link::HelloExchange::Self self = with_.self;
    self.instance = randomId<InstanceId>(with_.random);
    link_ = std::make_unique<link::Link>(link::Link::Setup{self, entry_.id, *keys,
                                                           [this](const QByteArray &hello) { sendHello(hello); }, *path_,
                                                           [this] { return ownEndpoints(); }, with_.timers, with_.random,
                                                           with_.ledger, *this, resumeLimit_});
    link_->setToken(entry_.token);
}

void Peer::ask()
{
    const QByteArray message = wire::encodePairRequest({entry_.token, with_.self.name});
    if (const auto asked = with_.carrier.request(*entry_.address, message); !asked) {
        linkTrouble(asked.error());
        with_.carrier.add(entry_.id);
    }
}

// The program there keeps requests that wait for a person while it runs, and toxcore doubles its pause each time: without
// this a request of yesterday would come again tomorrow.
void Peer::askAgain()
{
    if (!entry_.pending || !entry_.address)
        return;
    const path::DatagramPath *carried = with_.carrier.pathTo(entry_.id);
    if (!carried || carried->kind() == path::Kind::None)
        ask();
    askAlarm_->setAt(with_.timers.now() + limits::requestRepeat);
}

void Peer::makeDirectWay(const wire::LinkKeys &keys)
{
    directPath_ = with_.direct->makePath(entry_.id, keys.probe);
    if (entry_.pending && entry_.token)
        asking_ = std::make_unique<RequestRepeat>(with_.timers, [this, key = keys.request] { sendRequest(key); });
    lookup_ = std::make_unique<path::EndpointLookup>(
        with_.timers,
        [this](const QList<inet::SocketAddress> &addresses) {
            if (asking_ && addresses != directPath_->configured())
                asking_->restart();
            directPath_->configure(addresses);
        },
        [this] { return directPath_->kind() == path::Kind::None; });
    lookup_->set(entry_.endpoints);
}

// By every way that is up: one may have failed without a word, and the same hello twice does no harm.
void Peer::sendHello(const QByteArray &hello)
{
    with_.carrier.sendMessage(entry_.id, hello);
    if (!directPath_ || directPath_->kind() == path::Kind::None)
        return;
    const QByteArray datagram = char(wire::DatagramType::Hello) + hello;
    directPath_->send(asBytes(datagram));
}

void Peer::sendRequest(const wire::SymmetricKey &key)
{
    if (!entry_.pending || !entry_.token)
        return;
    for (const inet::SocketAddress &address : directPath_->configured())
        with_.direct->sendTo(address, wire::sealRequest({entry_.token, with_.self.name}, with_.self.key, entry_.id, key, with_.random));
}

QList<Endpoint> Peer::ownEndpoints() const
{
    if (!with_.direct)
        return {};
    QList<Endpoint> out = with_.ownEndpoints;
    for (const inet::SocketAddress &address : with_.direct->ownAddresses())
        out.append(address.toEndpoint());
    return out.first(std::min(out.size(), limits::directCandidates));
}

void Peer::disconnectFromCarrier(ErrorCode code)
{
    if (link_)
        link_->close(code);
    link_.reset();
    path_.reset();
    lookup_.reset();
    asking_.reset();
    askAlarm_.reset();
    directPath_.reset();
    with_.carrier.remove(entry_.id);
}

void Peer::update(const profile::PeerEntry &entry, Duration resumeLimit)
{
    const profile::PeerEntry before = std::exchange(entry_, entry);
    resumeLimit_ = resumeLimit;
    lines_ = linesOf(entry.rules);
    hits_.removeIf([this](const auto &hit) { return !lines_.contains(hit.key()); });
    const bool askAnew = entry.pending && (before.token != entry.token || before.address != entry.address);
    if (entry.blocked != before.blocked || askAnew) {
        if (!before.blocked)
            disconnectFromCarrier(entry.blocked ? ErrorCode::PeerBlocked : ErrorCode::PeerRestarted);
        if (!entry.blocked)
            connectToCarrier();
    } else if (link_) {
        link_->setToken(entry.token);
        link_->setResumeLimit(resumeLimit);
        if (!entry.pending) {
            asking_.reset();
            askAlarm_.reset();
        }
        if (lookup_ && entry.endpoints != before.endpoints)
            lookup_->set(entry.endpoints);
    }
    linkChanged();
}

void Peer::countHit(qsizetype line)
{
    Hits &hits = hits_[lines_.at(line)];
    ++hits.count;
    hits.last = with_.timers.wallClock();
}

api::PeerState Peer::state() const
{
    if (entry_.blocked)
        return api::PeerState::Blocked;
    if (entry_.pending)
        return api::PeerState::Pending;
    if (!link_ || link_->pathKind() == path::Kind::None)
        return api::PeerState::Offline;
    return link_->up() && link_->quietFor() < limits::silence ? api::PeerState::Online : api::PeerState::Connecting;
}

api::PeerInfo Peer::info() const
{
    api::PeerInfo info;
    info.name = entry_.name;
    info.id = entry_.id;
    info.state = state();
    info.since = stateSince_;
    info.allowed = profile::ruleLines(entry_.rules);
    info.endpoints = profile::endpointLines(entry_.endpoints);
    info.stranger = entry_.stranger;
    for (const QString &line : lines_) {
        const Hits hits = hits_.value(line);
        info.rules.append({line, hits.count, hits.last});
    }
    if (!link_)
        return info;
    info.queuedBytes = link_->queuedBytes();
    info.queuedLimit = limits::peerReceiveMax + limits::peerSendBuffer;
    info.path = shown(link_->pathKind());
    info.link = linkInfo(*link_, with_.timers.now());
    if (info.path != api::PathKind::None) {
        if (const auto roundTrip = link_->roundTrip())
            info.rttMs = toMs(*roundTrip);
        info.lossPercent = link_->lossPercent();
        info.noAnswerMs = link_->quietFor() < limits::silence ? 0 : toWholeMs(link_->quietFor());
    }
    return info;
}

ErrorCode Peer::standing() const
{
    return entry_.blocked ? ErrorCode::PeerBlocked : entry_.pending ? ErrorCode::PeerPending : ErrorCode::None;
}

Result<link::Stream *> Peer::open()
{
    const auto named = [this](Error error) {
        error.peer = entry_.name;
        return error;
    };
    if (const ErrorCode code = standing(); code != ErrorCode::None)
        return named({code});
    if (!link_)
        return named({ErrorCode::PeerOffline});
    const auto stream = link_->open();
    if (!stream)
        return named(stream.error());
    return stream;
}

void Peer::messageReceived(const QByteArray &message)
{
    if (link_)
        link_->helloReceived(message);
}

void Peer::networkChanged()
{
    if (directPath_)
        directPath_->recheck();
    greetAgain();
}

void Peer::greetAgain()
{
    if (link_)
        link_->greetAgain();
}

void Peer::close(ErrorCode code)
{
    if (link_)
        link_->close(code);
}

void Peer::linkChanged()
{
    const api::PeerState now = state();
    if (std::exchange(lastState_, now) != now)
        stateSince_ = with_.timers.wallClock();
    with_.events.peerLinkChanged(*this);
}

void Peer::linkStreamOpened(link::Stream &stream) { with_.events.peerStreamOpened(*this, stream); }

void Peer::linkHelloReceived(const wire::Hello &hello, bool fresh)
{
    if (hello.token)
        with_.events.peerShowedToken(*this, *hello.token); // an old one is used up, and a new one as good as ever
    if (!fresh)
        return;
    if (directPath_) {
        QList<inet::SocketAddress> candidates;
        for (const Endpoint &candidate : hello.candidates)
            candidates.append({QHostAddress(candidate.host), candidate.port}); // a name gives a null address: not tried
        directPath_->offer(candidates);
    }
    if (entry_.pending)
        with_.events.peerAnswered(*this);
}

void Peer::linkTrouble(const Error &error)
{
    Error named = error;
    named.peer = entry_.name;
    with_.events.peerTrouble(*this, named);
}

} // namespace culvert::peer
