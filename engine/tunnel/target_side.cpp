// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/target_side.h"

#include "core/limits.h"

namespace culvert::tunnel {

void TargetSide::streamOpened(peer::Peer &from, link::Stream &stream)
{
    auto &connection = with_.connections.add(std::make_unique<FarConnection>(
        Connection::Facts{with_.connections.nextId(), {}, api::Side::Far, from.id(), from.name(), from.name(), {}}, with_.timers,
        with_.ledger, with_.connections, with_.dialler, static_cast<TargetAccess &>(*this)));
    connection.start(stream);
}

QList<Rule> TargetSide::rulesOf(const PublicKey &peer) const
{
    const peer::Peer *found = with_.peers.find(peer);
    return found ? found->rules() : QList<Rule>();
}

void TargetSide::countHit(const PublicKey &peer, qsizetype line)
{
    if (peer::Peer *found = with_.peers.find(peer))
        found->countHit(line);
}

ErrorCode TargetSide::testRefused(const PublicKey &peer, wire::TestRole role) const
{
    const peer::Peer *found = with_.peers.find(peer);
    if (!found)
        return ErrorCode::PeerRemoved;
    if (const ErrorCode standing = found->standing(); standing != ErrorCode::None)
        return standing;
    const int open = with_.connections.openCount([&](const Connection::Facts &facts) {
        return facts.side == api::Side::Far && facts.peer == peer && facts.test == role;
    });
    return open < limits::testStreams ? ErrorCode::None : ErrorCode::LimitReached;
}

// The one that asks is counted: it is open already.
bool TargetSide::flowsFull(const PublicKey &peer) const
{
    return with_.connections.openFlows(api::Side::Far, peer) > limits::udpFlowsOfPeer || with_.connections.openFlows() > limits::udpFlows;
}

Result<std::unique_ptr<udp::DatagramEnd>> TargetSide::connectFlow(const Endpoint &target, const QList<IpAddress> &addresses,
                                                                  udp::DatagramEndEvents &events)
{
    return with_.datagrams.connectTo(target, addresses, events);
}

void TargetSide::listen(const PublicKey &peer, link::Stream &stream, const wire::ListenOpening &opening)
{
    if (listenAsked)
        listenAsked(peer, stream, opening);
    else
        stream.reset(ErrorCode::ListenNotAllowed);
}

std::optional<ReverseTarget> TargetSide::reverse(const PublicKey &peer, wire::ReverseId id)
{
    return reverseTarget ? reverseTarget(peer, id) : std::nullopt;
}

std::unique_ptr<Questions::Ticket> TargetSide::ask(const Questions::About &about, Questions::Heard heard)
{
    return with_.questions.ask(about, std::move(heard));
}

std::unique_ptr<tcp::Lookup> TargetSide::lookUp(const PublicKey &peer, const QString &name, tcp::Lookup::Done done)
{
    return lookups_.lookUp(peer, name, std::move(done));
}

} // namespace culvert::tunnel
