// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_book.h"
#include "support/memory_end.h"
#include "support/memory_flow.h"
#include "support/sim_network.h"
#include "tunnel/far_connection.h"
#include "tunnel/link_test.h"
#include "tunnel/near_connection.h"
#include "tunnel/target_side.h"

#include <map>

namespace culvert::test {

// A whole engine without its system parts: peers, rules, connections and the target side are the real ones; the network,
// the time and the TCP ends are the test's.
class Machine final : private peer::PeerEvents {
public:
    Machine(VirtualTimers &timers, SimNetwork &network, Random &random, const QString &name)
        : timers_(timers), carrier(network.join()), dialler(timers, ledger),
          peers({{carrier->key(), randomId<InstanceId>(random), name}, *carrier, nullptr, {}, timers, random, ledger, *this}),
          questions(timers), connections(timers), targets({peers, connections, questions, dialler, datagrams, timers, ledger}),
          tests({peers, connections, timers, ledger})
    {
        connections.trouble = [this](const Error &error) { troubles.append(error); };
    }
    ~Machine()
    {
        connections.trouble = nullptr;
        tests.stopAll();
        connections.abortIf([](const tunnel::Connection::Facts &) { return true; }, ErrorCode::ProgramQuit);
        peers.quit();
    }

    void know(const Machine &other, const QString &name, QList<Endpoint> allow = {})
    {
        profile::PeerEntry entry;
        entry.name = name;
        entry.id = other.carrier->key();
        for (const Endpoint &target : allow)
            entry.rules.append(ruleFor(RuleVerb::Allow, target).value());
        book.append(entry);
        follow();
    }
    void follow(Duration resumeLimit = std::chrono::minutes(5))
    {
        peers.follow(book, resumeLimit);
        tests.forgetStrangers();
        targets.recheck();
    }

    // An application connects to a forward of this machine.
    std::shared_ptr<Application> connectTo(const Machine &other, const Endpoint &target, std::shared_ptr<Application> application)
    {
        peer::Peer *peer = peers.find(other.carrier->key());
        auto &connection = connections.add(std::make_unique<tunnel::NearConnection>(
            tunnel::Connection::Facts{connections.nextId(), QStringLiteral("t"), api::Side::Near, peer->id(), peer->name(),
                                      QStringLiteral("app"), target.toString()},
            target, timers_, ledger, connections, &traffic));
        connection.start([&](tcp::ByteEndEvents &events) { return std::make_unique<MemoryEnd>(application, events, timers_, ledger); },
                         peer->open());
        return application;
    }

    // A program sends datagrams to a UDP forward of this machine. Null: there is no stream to be had.
    std::shared_ptr<DatagramProgram> sendTo(const Machine &other, const Endpoint &target)
    {
        peer::Peer *peer = peers.find(other.carrier->key());
        const auto stream = peer->open();
        if (!stream)
            return nullptr;
        auto program = std::make_shared<DatagramProgram>();
        tunnel::Connection::Facts facts{connections.nextId(), QStringLiteral("t"), api::Side::Near, peer->id(), peer->name(),
                                        QStringLiteral("app"), targetText(target, Protocol::Udp)};
        facts.protocol = Protocol::Udp;
        auto &flow = connections.add(std::make_unique<tunnel::NearConnection>(facts, target, timers_, ledger, connections, &traffic));
        flow.startFlow([&](udp::DatagramEndEvents &events) { return std::make_unique<MemoryFlowEnd>(program, events); }, **stream);
        return program;
    }

    [[nodiscard]] bool atBaseline() const
    {
        return ledger.count(Counted::UdpFlow).now == 0 && ledger.count(Counted::Stream).now == 0 && ledger.count(Counted::TcpSocket).now == 0
            && ledger.count(Counted::Connection).now == 0 && ledger.queuedBytes() == 0;
    }
    [[nodiscard]] api::ConnectionInfo lastClosed() const
    {
        for (const auto &info : connections.info()) {
            if (info.state == api::ConnectionState::Closed)
                return info;
        }
        return {};
    }
    [[nodiscard]] api::PeerState stateOf(const Machine &other) const { return peers.find(other.carrier->key())->info().state; }

private:
    void peerAnswered(peer::Peer &) override { ++answers; }
    void peerShowedToken(peer::Peer &, const InviteToken &token) override { tokens.append(token); }
    void peerLinkChanged(peer::Peer &peer) override
    {
        if (linkChanged)
            linkChanged(peer.id());
    }
    void peerStreamOpened(peer::Peer &from, link::Stream &stream) override { targets.streamOpened(from, stream); }
    void peerTrouble(peer::Peer &, Error error) override { troubles.append(error); }

    VirtualTimers &timers_;

public:
    Ledger ledger;
    std::unique_ptr<SimCarrier> carrier;
    MemoryDialler dialler;
    MemoryConnector datagrams;
    peer::PeerBook peers;
    tunnel::Questions questions;
    tunnel::ConnectionTable connections;
    tunnel::TargetSide targets;
    tunnel::LinkTests tests;
    tunnel::TunnelTraffic traffic{timers_};
    QList<profile::PeerEntry> book;
    std::function<void(const PublicKey &)> linkChanged;
    QList<Error> troubles;
    QList<InviteToken> tokens;
    int answers = 0;
};

} // namespace culvert::test
