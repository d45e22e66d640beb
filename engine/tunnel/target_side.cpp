// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/target_side.h"

#include "tunnel/far_connection.h"

namespace culvert::tunnel {

void TargetSide::streamOpened(peer::Peer &from, link::Stream &stream)
{
    const PublicKey id = from.id();
    // Asked when the opening has come: the rules may have changed by then, and the peer may be gone.
    const auto mayReach = [this, id](const Endpoint &target) {
        const peer::Peer *peer = with_.peers.find(id);
        return peer && peer->allows(target);
    };
    auto &connection = with_.connections.add(std::make_unique<FarConnection>(
        Connection::Facts{with_.connections.nextId(), {}, api::Side::Far, id, from.name(), from.name(), {}}, with_.timers,
        with_.ledger, with_.connections, with_.dialler, mayReach));
    connection.start(stream);
}

void TargetSide::recheck()
{
    with_.connections.abortIf(
        [this](const Connection::Facts &facts) {
            if (facts.side != api::Side::Far || facts.target.isEmpty())
                return false;
            const peer::Peer *peer = with_.peers.find(facts.peer);
            const auto target = parseEndpoint(facts.target);
            return !peer || !target || !peer->allows(*target);
        },
        ErrorCode::TargetNotAllowed);
}

} // namespace culvert::tunnel
