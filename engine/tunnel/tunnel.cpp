// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/tunnel.h"

namespace culvert::tunnel {

Tunnel::Tunnel(const profile::TunnelEntry &entry, const Surroundings &with) : entry_(entry), with_(with), traffic_(with.timers)
{
    traffic_.setLimit(entry.limit);
}

bool Tunnel::adopt(const profile::TunnelEntry &entry)
{
    if (!keepsConnections(entry_, entry))
        return false;
    if (entry.name != entry_.name)
        with_.connections.renameTunnel(entry_.name, entry.name);
    entry_ = entry;
    traffic_.setLimit(entry.limit);
    return true;
}

std::optional<Error> Tunnel::error() const
{
    auto error = failure();
    if (error)
        error->tunnel = entry_.name;
    return error;
}

void Tunnel::tell(Error error) const
{
    error.tunnel = entry_.name;
    with_.trouble(error);
}

api::TunnelInfo Tunnel::info() const
{
    api::TunnelInfo info;
    info.name = entry_.name;
    info.kind = entry_.kind;
    info.listen = entry_.listen.toString();
    const peer::Peer *found = peer();
    info.peer = found ? found->name() : QString();
    info.peerId = entry_.peer;
    info.open = with_.connections.openCount(entry_.name);
    info.group = entry_.group;
    info.limit = entry_.limit;
    info.sent = traffic_.sent;
    info.received = traffic_.received;
    info.datagrams = traffic_.datagrams;
    info.error = error();
    describe(info);
    return info;
}

void Tunnel::endConnections()
{
    with_.connections.abortIf([this](const Connection::Facts &facts) { return facts.tunnel == entry_.name; }, ErrorCode::TunnelStopped);
}

Connection::Facts Tunnel::newFacts(const QString &from, const Endpoint &target) const
{
    const peer::Peer *found = peer();
    return {with_.connections.nextId(), entry_.name, api::Side::Near, entry_.peer, found ? found->name() : entry_.peer.toHex(), from,
            target.toString()};
}

Result<link::Stream *> Tunnel::openStream() const
{
    peer::Peer *found = peer();
    return found ? found->open() : Result<link::Stream *>(Error{ErrorCode::PeerUnknown, entry_.peer.toHex()});
}

} // namespace culvert::tunnel
