// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/forward.h"

#include "core/limits.h"
#include "tcp/tcp_end.h"
#include "tunnel/near_connection.h"

namespace culvert::tunnel {

Forward::Forward(const profile::ForwardEntry &entry, const Surroundings &with)
    : entry_(entry), with_(with), retry_(with.timers.makeAlarm([this] { listen(); }))
{
    if (entry_.started)
        listen();
}

Forward::~Forward()
{
    listener_.reset();
    with_.connections.abortIf([this](const Connection::Facts &facts) { return facts.tunnel == entry_.name; },
                              ErrorCode::TunnelStopped);
}

void Forward::listen()
{
    auto opened = tcp::Listener::open(entry_.listen,
                                      {[this](tcp::Descriptor descriptor, const QString &from) { accepted(descriptor, from); },
                                       [this](Error error) {
                                           error.tunnel = entry_.name;
                                           with_.trouble(error);
                                       }},
                                      with_.timers, with_.readiness, with_.ledger);
    if (opened) {
        listener_ = std::move(*opened);
        error_.reset();
        return;
    }
    const bool known = error_ && error_->code == opened.error().code;
    error_ = opened.error();
    error_->tunnel = entry_.name;
    if (!known)
        with_.trouble(*error_);
    retry_->setAt(with_.timers.now() + limits::listenRetry);
}

void Forward::accepted(tcp::Descriptor descriptor, const QString &from)
{
    peer::Peer *peer = with_.peers.find(entry_.peer);
    const QString peerName = peer ? peer->name() : entry_.peer.toHex();
    auto &connection = with_.connections.add(std::make_unique<NearConnection>(
        Connection::Facts{with_.connections.nextId(), entry_.name, api::Side::Near, entry_.peer, peerName, from,
                          entry_.target.toString()},
        entry_.target, with_.timers, with_.ledger, with_.connections, &totals_));
    connection.start(
        [this, descriptor](tcp::ByteEndEvents &events) {
            return std::make_unique<tcp::TcpEnd>(descriptor, events, with_.readiness, with_.ledger);
        },
        peer ? peer->open() : Result<link::Stream *>(Error{ErrorCode::PeerUnknown, peerName}));
}

api::TunnelInfo Forward::info() const
{
    api::TunnelInfo info;
    info.name = entry_.name;
    info.kind = api::TunnelKind::Forward;
    info.listen = (listener_ ? listener_->boundTo() : entry_.listen).toString();
    const peer::Peer *peer = with_.peers.find(entry_.peer);
    info.peer = peer ? peer->name() : QString();
    info.peerId = entry_.peer;
    info.target = entry_.target.toString();
    info.state = listener_ ? api::TunnelState::Listening : error_ ? api::TunnelState::Failed : api::TunnelState::Stopped;
    info.error = error_;
    info.open = with_.connections.openCount(entry_.name);
    info.sent = totals_.sent;
    info.received = totals_.received;
    return info;
}

} // namespace culvert::tunnel
