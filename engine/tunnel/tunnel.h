// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_book.h"
#include "profile/config.h"
#include "tcp/readiness.h"
#include "tunnel/connection_table.h"
#include "tunnel/far_connection.h"

#include <functional>
#include <memory>
#include <optional>

namespace culvert::tunnel {

// One tunnel of the profile while it is there. Destroying it ends its connections, and nothing else. Engine thread.
class Tunnel {
public:
    struct Surroundings {
        const peer::PeerBook &peers;
        ConnectionTable &connections;
        Timers &timers;
        tcp::Readiness &readiness;
        Ledger &ledger;
        std::function<void(const Error &)> trouble; // for a person to hear of; must not end the tunnel
    };

    virtual ~Tunnel() = default;
    Tunnel(const Tunnel &) = delete;
    Tunnel &operator=(const Tunnel &) = delete;

    [[nodiscard]] const profile::TunnelEntry &entry() const { return entry_; }
    // Becomes as the entry says if its connections stay then. False: it must be made anew.
    bool adopt(const profile::TunnelEntry &entry);
    [[nodiscard]] api::TunnelInfo info() const;
    // Why it does not work although it is started.
    [[nodiscard]] std::optional<Error> error() const;
    // Whether it is to have a listening port here.
    [[nodiscard]] virtual bool listensHere() const { return entry_.started && !error(); }
    // Streams that it has open although nobody is connected.
    [[nodiscard]] virtual int heldStreams() const { return 0; }
    // The link to its peer has come up, or gone, or changed otherwise.
    virtual void peerLinkChanged() {}
    // Where connections that the peer accepted for it go; none for every kind but the one.
    [[nodiscard]] virtual std::optional<ReverseTarget> reverseTarget(wire::ReverseId) { return std::nullopt; }
    // Applications that are connected and have no connection in the table, at present.
    [[nodiscard]] virtual int waitingApplications() const { return 0; }

protected:
    Tunnel(const profile::TunnelEntry &entry, const Surroundings &with);

    [[nodiscard]] virtual std::optional<Error> failure() const = 0; // error(), which names the tunnel
    // What info() cannot know: whether and where it listens, how many use it.
    virtual void describe(api::TunnelInfo &info) const = 0;

    void endConnections();
    // For a person to hear of, with the name of the tunnel.
    void tell(Error error) const;
    [[nodiscard]] peer::Peer *peer() const { return with_.peers.find(entry_.peer); }
    // Facts of a new connection; `from` is the application's address.
    [[nodiscard]] Connection::Facts newFacts(const QString &from, const Endpoint &target) const;
    // A stream to the peer, or why there is none.
    [[nodiscard]] Result<link::Stream *> openStream() const;

    [[nodiscard]] const Surroundings &with() const { return with_; }
    [[nodiscard]] TunnelTraffic &traffic() { return traffic_; }

private:
    profile::TunnelEntry entry_;
    const Surroundings with_;
    TunnelTraffic traffic_;
};

} // namespace culvert::tunnel
