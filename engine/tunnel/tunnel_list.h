// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunnel/tunnel.h"

#include <QSet>

#include <vector>

namespace culvert::tunnel {

// The tunnels that the profile names. Engine thread.
class TunnelList {
public:
    explicit TunnelList(Tunnel::Surroundings with) : with_(std::move(with)) {}

    // Makes the tunnels follow these entries: one that need not be made anew keeps its connections. A name that is new, of an entry
    // that is otherwise as one whose name is gone, is a new name for that. While paused none runs.
    void follow(QList<profile::TunnelEntry> entries, bool paused = false);
    void stopAll() { tunnels_.clear(); }

    // Why nothing can listen there, beside what does; the port is had for a moment.
    [[nodiscard]] std::optional<Error> portError(const Endpoint &listen, Protocol protocol) const;

    void peerLinkChanged(const PublicKey &peer);
    // TargetAccess::reverse().
    [[nodiscard]] std::optional<ReverseTarget> reverseTarget(const PublicKey &peer, wire::ReverseId id);

    [[nodiscard]] const Tunnel *find(const QString &name) const;
    [[nodiscard]] QList<api::TunnelInfo> info() const; // in the order of the entries
    [[nodiscard]] int listening() const;               // how many ports are to be open: the counters' baseline
    [[nodiscard]] int heldStreams() const;             // Tunnel's, of all
    [[nodiscard]] int waitingApplications() const;     // Tunnel's, of all

private:
    [[nodiscard]] std::unique_ptr<Tunnel> make(const profile::TunnelEntry &entry);

    Tunnel::Surroundings with_;
    wire::ReverseId lastReverse_ = 0;
    std::vector<std::unique_ptr<Tunnel>> tunnels_;
    QSet<QString> heldUp_; // by their names: those that would run but for the pause
};

} // namespace culvert::tunnel
