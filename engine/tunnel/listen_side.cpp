// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/listen_side.h"

#include "core/bytes.h"
#include "core/limits.h"
#include "peer/access.h"
#include "tunnel/near_connection.h"

#include <algorithm>
#include <utility>

namespace culvert::tunnel {

namespace {

// As the peer is to hear it: nothing of this machine but what it has asked for.
ErrorCode told(ErrorCode code)
{
    switch (code) {
    case ErrorCode::PortInUse: return ErrorCode::ListenInUse;
    case ErrorCode::PortNotPermitted: return ErrorCode::ListenNotPermitted;
    case ErrorCode::AddressNotLocal:
    case ErrorCode::ListenInvalid: return ErrorCode::ListenNotLocal;
    default: return ErrorCode::ListenImpossible;
    }
}

peer::Decision decide(const peer::Peer &peer, const Endpoint &on)
{
    const auto address = IpAddress::parse(on.host);
    return address ? peer::decideListen(peer.rules(), *address, on.port) : peer::Decision{};
}

} // namespace

class ListenSide::Port final : public link::StreamEvents {
public:
    Port(ListenSide &owner, const PublicKey &who, const wire::ListenOpening &opening) : owner_(owner), peer(who), asked(opening) {}

    // What a connection by this port has as its target in lists: stable words.
    [[nodiscard]] QString target() const { return QStringLiteral("reverse ") + listener->boundTo().toString(); }

    void streamReadable() override
    {
        if (stream->readable().empty() && !stream->atEnd())
            return;
        end(stream->readable().empty() ? ErrorCode::HangUp : ErrorCode::ProtocolViolation); // nothing is to follow the opening
    }
    void streamWritable() override {}
    void streamClosed(ErrorCode, bool) override
    {
        stream = nullptr;
        owner_.close(*this);
    }

    // Tells the peer why.
    void end(ErrorCode code)
    {
        if (link::Stream *own = std::exchange(stream, nullptr))
            own->reset(code);
        owner_.close(*this);
    }

private:
    ListenSide &owner_;

public:
    const PublicKey peer;
    const wire::ListenOpening asked;
    link::Stream *stream = nullptr;
    std::unique_ptr<tcp::Listener> listener;
};

ListenSide::ListenSide(Surroundings with) : with_(std::move(with)), sweep_(with_.timers.makeAlarm([this] { ended_.clear(); })) {}

ListenSide::~ListenSide() { stopAll(ErrorCode::ProgramQuit); }

ErrorCode ListenSide::refusal(const PublicKey &peer, const Endpoint &on) const
{
    peer::Peer *found = with_.peers.find(peer);
    if (!found)
        return ErrorCode::PeerRemoved;
    if (const ErrorCode standing = found->standing(); standing != ErrorCode::None)
        return standing;
    const peer::Decision decision = decide(*found, on);
    if (decision.line)
        found->countHit(*decision.line);
    if (decision.verb != RuleVerb::Allow)
        return ErrorCode::ListenNotAllowed;
    const auto ofPeer = std::count_if(listening_.begin(), listening_.end(), [&](const auto &port) { return port->peer == peer; });
    const bool room = ofPeer < limits::listenersPerPeer && listening_.size() < std::size_t(limits::listenersForPeers);
    return room ? ErrorCode::None : ErrorCode::LimitReached;
}

void ListenSide::asked(const PublicKey &peer, link::Stream &stream, const wire::ListenOpening &opening)
{
    // The peer is told `code`, the person here `own`.
    const auto refuse = [&](ErrorCode code, Error own) {
        stream.reset(code);
        if (const peer::Peer *found = with_.peers.find(peer))
            own.peer = found->name();
        with_.trouble(own);
    };
    if (const ErrorCode code = refusal(peer, opening.on); code != ErrorCode::None) {
        const QString what = code == ErrorCode::LimitReached ? QStringLiteral("ports that are listened on for a peer") : opening.on.toString();
        return refuse(code, {code, what});
    }
    auto port = std::make_unique<Port>(*this, peer, opening);
    Port &made = *port;
    auto listener = with_.listen(opening.on, {[this, &made](tcp::Descriptor descriptor, const QString &from) { accepted(made, descriptor, from); },
                                              with_.trouble});
    if (!listener)
        return refuse(told(listener.error().code), listener.error());
    made.listener = std::move(*listener);
    made.stream = &stream;
    stream.setEvents(&made);
    listening_.push_back(std::move(port));
    const QByteArray answer = wire::encode(wire::Answer{ErrorCode::None, made.listener->boundTo().toString()});
    stream.write(asBytes(answer));
}

void ListenSide::accepted(const Port &port, tcp::Descriptor descriptor, const QString &from)
{
    peer::Peer *found = with_.peers.find(port.peer);
    auto &connection = with_.connections.add(std::make_unique<NearConnection>(
        Connection::Facts{with_.connections.nextId(), {}, api::Side::Near, port.peer, found ? found->name() : port.peer.toHex(), from, port.target()},
        port.asked.id, with_.timers, with_.ledger, with_.connections));
    connection.start([&](tcp::ByteEndEvents &events) { return with_.makeEnd(descriptor, events); },
                     found ? found->open() : Result<link::Stream *>(Error{ErrorCode::PeerRemoved}));
}

void ListenSide::recheck()
{
    std::vector<Port *> shut;
    for (const auto &port : listening_) {
        const peer::Peer *found = with_.peers.find(port->peer);
        if (!found || decide(*found, port->asked.on).verb != RuleVerb::Allow)
            shut.push_back(port.get());
    }
    for (Port *port : shut) {
        const QString target = port->target();
        port->end(ErrorCode::ListenNotAllowed);
        with_.connections.abortIf(
            [&](const Connection::Facts &facts) {
                return facts.side == api::Side::Near && facts.peer == port->peer && facts.target == target;
            },
            ErrorCode::TunnelStopped); // why, the port's own stream has told the peer
    }
}

void ListenSide::stopAll(ErrorCode code)
{
    while (!listening_.empty())
        listening_.back()->end(code);
}

void ListenSide::close(Port &port)
{
    const auto found = std::find_if(listening_.begin(), listening_.end(), [&](const auto &one) { return one.get() == &port; });
    if (found == listening_.end())
        return;
    port.listener.reset();
    ended_.push_back(std::move(*found));
    listening_.erase(found);
    sweep_->setAt(with_.timers.now());
}

QList<api::ListenerInfo> ListenSide::info() const
{
    QList<api::ListenerInfo> out;
    for (const auto &port : listening_) {
        const peer::Peer *found = with_.peers.find(port->peer);
        const QString target = port->target();
        out.append({found ? found->name() : QString(), port->peer, port->listener->boundTo().toString(),
                    with_.connections.openCount([&](const Connection::Facts &facts) {
                        return facts.side == api::Side::Near && facts.peer == port->peer && facts.target == target;
                    })});
    }
    return out;
}

} // namespace culvert::tunnel
