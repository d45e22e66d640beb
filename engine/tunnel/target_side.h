// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_book.h"
#include "tcp/dialler.h"
#include "tunnel/connection_table.h"
#include "tunnel/far_connection.h"
#include "tunnel/lookups.h"
#include "tunnel/questions.h"

#include <functional>
#include <optional>

namespace culvert::tunnel {

// Takes the streams that peers open and carries them to targets here, if the rules allow it. Engine thread.
class TargetSide final : private TargetAccess {
public:
    struct Surroundings {
        const peer::PeerBook &peers;
        ConnectionTable &connections;
        Questions &questions;
        tcp::Dialler &dialler;
        udp::Connector &datagrams;
        Timers &timers;
        Ledger &ledger;
    };
    explicit TargetSide(const Surroundings &with) : with_(with), lookups_(with.dialler, with.timers) {}

    // Where peers ask this machine to listen, and what it has asked peers for; the target side knows neither. Not set: there is
    // no such thing here.
    std::function<void(const PublicKey &peer, link::Stream &stream, const wire::ListenOpening &opening)> listenAsked;
    std::function<std::optional<ReverseTarget>(const PublicKey &peer, wire::ReverseId id)> reverseTarget;

    void streamOpened(peer::Peer &from, link::Stream &stream);
    // The rules have changed: connections to what is no longer allowed are cut, those that wait for an answer go on if they
    // need none any more.
    void recheck() { with_.connections.rulesChanged(); }

private:
    [[nodiscard]] QList<Rule> rulesOf(const PublicKey &peer) const override;
    void countHit(const PublicKey &peer, qsizetype line) override;
    [[nodiscard]] bool flowsFull(const PublicKey &peer) const override;
    [[nodiscard]] Result<std::unique_ptr<udp::DatagramEnd>> connectFlow(const Endpoint &target, const QList<IpAddress> &addresses,
                                                                        udp::DatagramEndEvents &events) override;
    [[nodiscard]] ErrorCode testRefused(const PublicKey &peer, wire::TestRole role) const override;
    void listen(const PublicKey &peer, link::Stream &stream, const wire::ListenOpening &opening) override;
    [[nodiscard]] std::optional<ReverseTarget> reverse(const PublicKey &peer, wire::ReverseId id) override;
    [[nodiscard]] std::unique_ptr<Questions::Ticket> ask(const Questions::About &about, Questions::Heard heard) override;
    [[nodiscard]] std::unique_ptr<tcp::Lookup> lookUp(const PublicKey &peer, const QString &name, tcp::Lookup::Done done) override;

    Surroundings with_;
    Lookups lookups_;
};

} // namespace culvert::tunnel
