// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/engine.h"

#include "core/limits.h"
#include "core/network_proxy.h"
#include "host/password_edit.h"
#include "host/peer_name.h"
#include "host/process_figures.h"
#include "host/profile_identity.h"
#include "host/profile_snapshot.h"
#include "profile/nodes.h"
#include "tcp/port_owner.h"
#include "tcp/tcp_end.h"

#include <QFile>

#include <algorithm>

namespace culvert::host {

namespace {

// The DHT nodes that toxcore knows are worth keeping: the next start joins faster.
constexpr auto savePause = std::chrono::minutes(10);

QString machineName(const profile::Settings &settings) { return settings.machineName.isEmpty() ? hostName() : settings.machineName; }

Result<QList<BootstrapNode>> nodesOf(const EngineOptions &options, const profile::Profile &profile)
{
    if (!options.nodesFile.isEmpty()) {
        QFile file(options.nodesFile);
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorCode::NodesBroken, options.nodesFile, file.errorString()};
        return profile::parseNodes(file.readAll(), options.nodesFile);
    }
    const auto own = profile.readNodes();
    if (!own)
        return own.error();
    if (!own->isEmpty())
        return profile::parseNodes(*own, profile.nodesPath());
    return options.builtInNodes ? profile::builtInNodes() : QList<BootstrapNode>();
}

QList<Endpoint> endpointsOf(const profile::Settings &settings)
{
    const auto endpoint = parseEndpoint(settings.directEndpoint);
    return endpoint ? QList<Endpoint>{*endpoint} : QList<Endpoint>{};
}

Duration resumeLimit(const profile::Config &config) { return std::chrono::seconds(config.settings.resumeLimitSeconds); }

} // namespace

Result<std::unique_ptr<Engine>> Engine::start(std::unique_ptr<profile::Profile> profile, const EngineOptions &options, const Secret &password, Trouble trouble)
{
    Ground ground;
    ground.ledger = std::make_unique<Ledger>();
    ground.timers = std::make_unique<QtTimers>(*ground.ledger);
    ground.profile = std::move(profile);
    auto identity = identityOf(*ground.profile, password);
    if (!identity)
        return identity.error();
    ground.key = std::move(identity->key);
    const profile::Settings &settings = ground.profile->config().settings;
    auto nodes = settings.toxEnabled ? nodesOf(options, *ground.profile) : QList<BootstrapNode>();
    if (!nodes)
        return nodes.error();
    tox::ToxNode::Options tox;
    tox.enabled = settings.toxEnabled;
    tox.save = std::move(identity->identity.save);
    tox.udp = settings.toxUdp;
    tox.tcpRelay = settings.toxTcpRelay;
    tox.lanDiscovery = settings.toxLanDiscovery && !options.loopbackOnly;
    tox.ipv6 = settings.toxIpv6 && !options.loopbackOnly;
    tox.proxy = parseNetworkProxy(settings.toxProxy);
    tox.udpPort = settings.toxUdpPort;
    tox.nodes = *nodes;
    auto node = tox::ToxNode::start(tox, *ground.timers);
    if (!node)
        return node.error();
    ground.node = std::move(*node);
    ground.random = std::make_unique<SystemRandom>();
    if (settings.directEnabled) {
        const auto reach = options.loopbackOnly ? path::Reach::ThisMachine : path::Reach::Everywhere;
        auto direct = path::DirectNetwork::open(settings.directPort, reach, ground.node->address().publicKey(), *ground.timers, *ground.random);
        if (direct)
            ground.direct = std::move(*direct);
        else
            ground.directError = direct.error(); // the engine works without
    }
    return std::unique_ptr<Engine>(new Engine(std::move(ground), std::move(trouble)));
}

Engine::Engine(Ground ground, Trouble trouble)
    : ledger_(std::move(ground.ledger)), ownTimers_(std::move(ground.timers)), timers_(*ownTimers_),
      later_(timers_), readiness_(tcp::Readiness::ofSystem(timers_)),
      random_(std::move(ground.random)), trouble_(std::move(trouble)), errors_(timers_), profile_(std::move(ground.profile)), key_(std::move(ground.key)), node_(std::move(ground.node)),
      direct_(std::move(ground.direct)),
      pairing_({*profile_, timers_, [this](const Error &error) { report(error); }, [this] { configChanged(); },
                [this](const api::RequestInfo &request) { tell({ErrorCode::PairingAsked, request.id.toHex(), request.name}); }}),
      door_({node_->address().publicKey(), node_->secretKey(), timers_, [this] { return pairing_.openTokens(); },
             [this](const PublicKey &from, const QByteArray &message) { later_.add([=, this] { pairing_.requested(from, message); }); }}),
      peers_({{node_->address().publicKey(), {}, machineName(profile_->config().settings)}, *node_, direct_.get(),
              endpointsOf(profile_->config().settings), timers_, *random_, *ledger_, *this}),
      questions_(timers_), connections_(timers_), dialler_(tcp::makeTcpDialler(timers_, *readiness_, *ledger_)),
      datagrams_(udp::makeConnector(*readiness_, *ledger_)),
      targets_({peers_, connections_, questions_, *dialler_, *datagrams_, timers_, *ledger_}),
      listens_({peers_, connections_, timers_, *ledger_,
                [this](const Endpoint &on, tcp::Listener::Events events) {
                    return tcp::Listener::open(on, std::move(events), timers_, *readiness_, *ledger_, tcp::Listener::Owner::Unnamed);
                },
                [this](tcp::Descriptor descriptor, tcp::ByteEndEvents &events) {
                    return std::make_unique<tcp::TcpEnd>(descriptor, events, *readiness_, *ledger_);
                },
                [this](const Error &error) { report(error); }}),
      tunnels_({peers_, connections_, timers_, *readiness_, *ledger_, [this](const Error &error) { report(error); }}),
      callers_({peers_, connections_, timers_, *readiness_, *ledger_}), tests_({peers_, connections_, timers_, *ledger_}),
      executor_({*profile_, node_->address(), hostName(), timers_, *random_, [this](const Nospam &nospam) { return changeNospam(nospam); }, this}),
      saveAlarm_(timers_.makeAlarm([this] { saveIdentity(); }))
{
    node_->requested = [this](const PublicKey &from, const QByteArray &message) { pairing_.requested(from, message); };
    node_->inviteShown = [this](const PublicKey &from, const QByteArray &message) { return pairing_.inviteShown(from, message); };
    if (direct_)
        direct_->requestArrived = [this](std::span<const std::uint8_t> datagram) { door_.arrived(datagram); };
    targets_.listenAsked = [this](const PublicKey &peer, link::Stream &stream, const wire::ListenOpening &opening) {
        listens_.asked(peer, stream, opening);
    };
    targets_.reverseTarget = [this](const PublicKey &peer, wire::ReverseId id) { return tunnels_.reverseTarget(peer, id); };
    connections_.trouble = [this](const Error &error) { report(error); };
    questions_.asked = [this](const api::QuestionInfo &question) {
        tell({ErrorCode::QuestionAsked, question.targetText(), QString::number(question.id), question.peer});
    };
    if (ground.directError)
        report(*ground.directError);
    configChanged();
    profile_->writeBehind([this] { configChanged(); });
    saveAlarm_->setAt(timers_.now() + savePause);
    watch_ = path::NetworkWatch::ofSystem(timers_, [this] { refresh(); });
    if (!direct_)
        return;
    direct_->ownAddressesChanged = [this] { peers_.greetAgain(); };
    if (const auto stun = parseEndpoint(profile_->config().settings.directStun))
        direct_->setStunServer(*stun);
    startMapping();
}

void Engine::startMapping()
{
    if (!profile_->config().settings.directPortMapping || direct_->reach() == path::Reach::ThisMachine || !path::Router::supported())
        return;
    mapping_ = std::make_unique<path::PortMapping>(direct_->port(), [] { return path::Router::ofNetwork(); }, timers_,
                                                   [this] { direct_->setMapped(mapping_->outside()); });
}

Engine::~Engine()
{
    profile_->writeBehind(nullptr);
    watch_.reset();
    if (direct_) {
        direct_->ownAddressesChanged = nullptr;
        direct_->requestArrived = nullptr;
    }
    node_->requested = nullptr;
    node_->inviteShown = nullptr;
    connections_.trouble = nullptr;
    questions_.asked = nullptr;
    tests_.stopAll();
    tunnels_.stopAll();
    listens_.stopAll(ErrorCode::ProgramQuit);
    connections_.abortIf([](const tunnel::Connection::Facts &) { return true; }, ErrorCode::ProgramQuit);
    peers_.quit();
    saveIdentityNow();
}

void Engine::execute(const api::Command &command, Give give)
{
    const quint64 before = profile_->saves();
    const api::Reply reply = executor_.execute(command);
    if (profile_->saves() == before)
        return give(reply); // nothing to wait for, however long the disk takes
    profile_->whenSaved([reply, give = std::move(give)](const Outcome &saved) { give(saved ? reply : saved.error()); });
}

void Engine::saveIdentity()
{
    QByteArray save = node_->save();
    keepIdentityBehind(*profile_, save, key_, [this](const Outcome &saved) {
        if (!saved)
            report(saved.error());
    });
    saveAlarm_->setAt(timers_.now() + savePause);
}

void Engine::saveIdentityNow()
{
    QByteArray save = node_->save();
    if (const auto saved = keepIdentity(*profile_, save, key_); !saved)
        report(saved.error());
}

Result<ToxAddress> Engine::changeNospam(const Nospam &nospam)
{
    const Nospam before = node_->address().nospam();
    node_->setNospam(nospam);
    QByteArray save = node_->save();
    if (const auto saved = keepIdentity(*profile_, save, key_); !saved) {
        node_->setNospam(before);
        return saved.error();
    }
    return node_->address();
}

void Engine::report(const Error &error)
{
    if (errors_.add(error))
        tell(error);
}

// Something for a person to hear of at once.
void Engine::tell(const Error &event)
{
    if (trouble_)
        trouble_(event);
}

// Whatever was known of the ways to others is doubtful: join again, check, and say where this machine is now.
void Engine::refresh()
{
    if (direct_)
        direct_->networkChanged();
    if (mapping_)
        mapping_->networkChanged();
    node_->bootstrapAgain();
    peers_.networkChanged();
}

void Engine::bootstrapFrom(quint16 udpPort, const PublicKey &dhtPublicKey)
{
    node_->bootstrap({QStringLiteral("127.0.0.1"), udpPort, {}, dhtPublicKey});
}

api::Reply Engine::changePassword(const Secret &present, const Secret &fresh)
{
    auto key = replacePassword(*profile_, present, fresh);
    if (!key)
        return key.error();
    key_ = std::move(*key);
    saveIdentityNow();
    return QJsonValue(QJsonObject{{QStringLiteral("password"), key_.has_value()}});
}

void Engine::setPaused(bool paused)
{
    paused_ = paused;
    configChanged();
    if (paused)
        connections_.abortIf([](const tunnel::Connection::Facts &) { return true; }, ErrorCode::TunnelStopped);
}

void Engine::configChanged()
{
    const profile::Config &config = profile_->config();
    pairing_.followBook();
    peers_.follow(config.peers, resumeLimit(config));
    connections_.abortIf([this](const tunnel::Connection::Facts &facts) { return peers_.find(facts.peer) == nullptr; },
                         ErrorCode::PeerRemoved);
    tests_.forgetStrangers();
    targets_.recheck();
    if (paused_)
        listens_.stopAll(ErrorCode::TunnelStopped);
    else
        listens_.recheck();
    tunnels_.follow(config.tunnels, paused_);
}

std::optional<Error> Engine::tunnelError(const QString &name) const
{
    const tunnel::Tunnel *found = tunnels_.find(name);
    return found ? found->error() : std::nullopt;
}

std::optional<Error> Engine::portError(const Endpoint &listen, Protocol protocol)
{
    return paused_ ? std::nullopt : tunnels_.portError(listen, protocol);
}

std::optional<QString> Engine::programOf(ConnectionId id) const
{
    const auto connection = connections_.find(id);
    if (!connection)
        return std::nullopt;
    const auto source = parseEndpoint(connection->source);
    const bool isNear = connection->side == api::Side::Near && connection->state != api::ConnectionState::Closed;
    if (isNear && !source && connection->kind == api::ConnectionKind::Tcp)
        return connection->source; // of culvertd connect: a program is what it is
    if (connection->kind == api::ConnectionKind::Udp)
        return QString(); // whose port that is, is not looked up
    return isNear && source ? tcp::connectionOwner(source->port) : QString();
}

void Engine::carry(tcp::Descriptor descriptor, const api::LocalCaller &caller)
{
    const auto peer = profile_->config().findPeer(caller.peer);
    if (paused_ || !peer)
        tunnel::Callers::refuse(descriptor, caller, paused_ ? Error{ErrorCode::TunnelStopped} : peer.error());
    else
        callers_.carry(descriptor, *peer, caller);
}

bool Engine::closeConnection(ConnectionId id) { return connections_.abort(id, ErrorCode::ClosedByUser); }

Result<api::TestInfo> Engine::startTest(const PublicKey &peer, Duration direction) { return tests_.start(peer, direction); }

void Engine::peerAnswered(peer::Peer &peer) { later_.add([this, id = peer.id()] { pairing_.answered(id); }); }
void Engine::peerShowedToken(peer::Peer &peer, const InviteToken &token) { later_.add([this, id = peer.id(), token] { pairing_.tokenShown(id, token); }); }
void Engine::peerLinkChanged(peer::Peer &peer) { tunnels_.peerLinkChanged(peer.id()); }
void Engine::peerStreamOpened(peer::Peer &peer, link::Stream &stream)
{
    if (paused_)
        stream.reset(ErrorCode::TunnelStopped);
    else
        targets_.streamOpened(peer, stream);
}
void Engine::peerTrouble(peer::Peer &, Error error) { report(error); }

api::Snapshot Engine::snapshot() const
{
    api::Snapshot snapshot;
    snapshot.running = true;
    snapshot.paused = paused_;
    snapshot.encrypted = key_.has_value();
    snapshot.version = QStringLiteral(CULVERT_VERSION);
    snapshot.address = node_->address().toHex();
    snapshot.tox.enabled = node_->enabled();
    switch (node_->connection()) {
    case tox::Connection::None: snapshot.tox.connection = api::ToxConnection::None; break;
    case tox::Connection::Tcp: snapshot.tox.connection = api::ToxConnection::Tcp; break;
    case tox::Connection::Udp: snapshot.tox.connection = api::ToxConnection::Udp; break;
    }
    snapshot.tox.udpPort = node_->udpPort();
    if (node_->enabled())
        snapshot.tox.dhtPublicKey = node_->dhtPublicKey().toHex();
    snapshot.direct = directInfo();
    snapshot.peers = peers_.info();
    snapshot.tunnels = tunnels_.info();
    snapshot.listeners = listens_.info();
    snapshot.connections = connections_.info();
    snapshot.questions = questions_.info();
    snapshot.requests = pairing_.requests();
    snapshot.invites = openInvites(profile_->config(), timers_.wallClock());
    snapshot.tests = tests_.info();
    snapshot.counters = counters(snapshot.peers);
    snapshot.errors = errors_.entries();
    snapshot.queuedBytes = quint64(ledger_->queuedBytes());
    snapshot.queuedLimit = limits::engineReceiveMax + limits::engineSendBuffer;
    snapshot.atRest = connections_.openCount() == 0 && tunnels_.waitingApplications() == 0 && peers_.partingStreams() == 0;
    return snapshot;
}

api::DirectInfo Engine::directInfo() const
{
    api::DirectInfo info;
    if (!path::Router::supported())
        info.portMapping = api::PortMappingState::Absent;
    if (!direct_)
        return info;
    info.port = direct_->port();
    for (const inet::SocketAddress &address : direct_->seenAddresses())
        info.seen.append(address.toString());
    if (!mapping_)
        return info;
    switch (mapping_->state()) {
    case path::PortMapping::State::Searching: info.portMapping = api::PortMappingState::Searching; break;
    case path::PortMapping::State::Mapped: info.portMapping = api::PortMappingState::Mapped; break;
    case path::PortMapping::State::NoRouter: info.portMapping = api::PortMappingState::NoRouter; break;
    case path::PortMapping::State::Refused: info.portMapping = api::PortMappingState::Refused; break;
    }
    if (const auto outside = mapping_->outside())
        info.mapped = outside->toString();
    return info;
}

QList<api::CounterInfo> Engine::counters(const QList<api::PeerInfo> &peers) const
{
    QList<api::CounterInfo> out;
    const auto object = [&](const QString &key, Counted kind, std::optional<qint64> baseline) {
        const Ledger::Count &c = ledger_->count(kind);
        out.append({key, c.now, c.peak, c.created, c.destroyed, baseline});
    };
    const auto gauge = [&](const QString &key, qint64 now, qint64 peak, std::optional<qint64> baseline) {
        out.append({key, now, peak, std::nullopt, std::nullopt, baseline});
    };
    const auto system = [&](const QString &key, const std::optional<qint64> &now) {
        if (now)
            gauge(key, *now, peaks_[key] = std::max(peaks_.value(key), *now), std::nullopt);
    };
    const qint64 linked = std::count_if(peers.begin(), peers.end(), [this](const api::PeerInfo &p) { return peers_.find(p.id)->linked(); });
    object(QStringLiteral("streams"), Counted::Stream, tunnels_.heldStreams() + listens_.listening());
    object(QStringLiteral("tcpSockets"), Counted::TcpSocket, 0);
    object(QStringLiteral("udpSockets"), Counted::UdpSocket, 0);
    object(QStringLiteral("udpFlows"), Counted::UdpFlow, 0);
    object(QStringLiteral("connections"), Counted::Connection, 0);
    object(QStringLiteral("listeners"), Counted::Listener, tunnels_.listening() + listens_.listening());
    object(QStringLiteral("links"), Counted::Link, linked);
    object(QStringLiteral("timers"), Counted::Timer, std::nullopt);
    gauge(QStringLiteral("queuedBytes"), ledger_->queuedBytes(), ledger_->queuedBytesPeak(), 0);
    const ProcessFigures figures = processFigures();
    system(QStringLiteral("descriptors"), figures.descriptors);
    system(QStringLiteral("threads"), figures.threads);
    system(QStringLiteral("residentBytes"), figures.residentBytes);
    return out;
}

} // namespace culvert::host
