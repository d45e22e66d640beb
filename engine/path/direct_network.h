// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/random.h"
#include "core/timers.h"
#include "inet/socket_address.h"
#include "path/direct_path.h"
#include "path/stun_client.h"
#include "path/udp_socket.h"

#include <QHash>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace culvert::path {

// Whether an address may be believed on a peer's word: not loopback, link-local, multicast, broadcast, unspecified or of
// 0.0.0.0/8 or ::/96, and with a port.
[[nodiscard]] bool mayBeElsewhere(const inet::SocketAddress &address);

// This machine's UDP socket and the direct paths that share it. What comes from the address of a path that is up, or from
// where the peer of one that is down asked last, goes to that path; a probe goes to the path of its tag, a request to pair to
// requestArrived, an answer of STUN to what asked for it; anything else is dropped without a word. Engine thread.
class DirectNetwork {
public:
    // Port 0: any. Errors: UdpSocket::open's.
    static Result<std::unique_ptr<DirectNetwork>> open(quint16 port, Reach reach, const PublicKey &self, Timers &timers, Random &random);

    // A path, down at first; destroy it before this.
    [[nodiscard]] std::unique_ptr<DirectPath> makePath(const PublicKey &peer, const wire::SymmetricKey &probeKey);

    // A datagram to where no path may be up: a request to pair. It may be lost without a word.
    void sendTo(const inet::SocketAddress &to, std::span<const std::uint8_t> datagram);
    // Called from the event loop for each datagram that has the form of a request to pair, whoever sent it.
    std::function<void(std::span<const std::uint8_t>)> requestArrived;

    // Where this machine may be reached, at most limits::directCandidates: by the router's forwarding, as others saw it, then
    // the addresses of its interfaces; only such as may be believed on our word. None with Reach::ThisMachine: only who has
    // its address configured finds the way.
    [[nodiscard]] QList<inet::SocketAddress> ownAddresses() const;
    // As peers, or the STUN server, saw this machine within limits::seenAge, the latest first; at most one of each and limits::seenKept.
    [[nodiscard]] QList<inet::SocketAddress> seenAddresses() const;
    // Where a router forwards to this socket; nothing: none does.
    void setMapped(const std::optional<inet::SocketAddress> &outside);
    // A STUN server is asked as well, whose word counts as that of one more peer. Not with Reach::ThisMachine.
    void setStunServer(const Endpoint &server);
    // The network under this machine has changed: what others saw before is forgotten, and the STUN server asked anew.
    void networkChanged();

    // There is a new one among ownAddresses(), by others' word; at most every limits::candidatesPause,
    // and from the event loop.
    std::function<void()> ownAddressesChanged;
    [[nodiscard]] Reach reach() const { return reach_; }
    [[nodiscard]] quint16 port() const { return socket_->port(); }

private:
    friend class DirectPath;

    struct Seen {
        PublicKey by; // null: the STUN server
        inet::SocketAddress address;
        Instant at;
    };

    DirectNetwork(Reach reach, const PublicKey &self, Timers &timers, Random &random);

    void readable();
    void forget(DirectPath &path);
    void seen(const PublicKey &by, const inet::SocketAddress &self);
    void announceSoon();
    void announce();
    // What comes from this address goes to this path: proven to be the peer's; or only claimed, which takes it from nobody.
    void route(const inet::SocketAddress &from, DirectPath &to);
    void routeIfFree(const inet::SocketAddress &from, DirectPath &to);
    void unroute(const inet::SocketAddress &from, DirectPath &to);

    const Reach reach_;
    const PublicKey self_;
    Timers &timers_;
    Random &random_;
    std::unique_ptr<UdpSocket> socket_;
    std::map<wire::ProbeTag, DirectPath *> byTag_;
    QHash<inet::SocketAddress, DirectPath *> byAddress_;
    std::vector<DirectPath *> touched_;     // by the batch that is being read: each once
    std::optional<inet::SocketAddress> mapped_;
    QList<Seen> seen_;                      // the latest first
    StunClient stun_;
    std::optional<Instant> lastAnnounced_;
    std::unique_ptr<Alarm> announceAlarm_;
};

} // namespace culvert::path
