// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer.h"

#include <map>
#include <vector>

namespace culvert::peer {

// The peers that the profile names, each with its link; what the carrier says goes to the one it is for. Engine thread.
class PeerBook {
public:
    explicit PeerBook(const Peer::Surroundings &with);
    ~PeerBook();
    PeerBook(const PeerBook &) = delete;
    PeerBook &operator=(const PeerBook &) = delete;

    // Makes the live peers follow these entries. Not inside a PeerEvents call that would remove its peer.
    void follow(const QList<profile::PeerEntry> &entries, Duration resumeLimit);

    [[nodiscard]] Peer *find(const PublicKey &id) const; // null: not in the book; else good until follow()
    [[nodiscard]] QList<api::PeerInfo> info() const; // in the order of the entries
    [[nodiscard]] int partingStreams() const;        // QuicConnection's, of all

    void networkChanged(); // Peer's, for each
    void greetAgain();
    // Tells every peer that this program quits.
    void quit();

private:
    Peer::Surroundings with_;
    std::map<PublicKey, std::unique_ptr<Peer>> peers_;
    std::vector<PublicKey> order_;
};

} // namespace culvert::peer
