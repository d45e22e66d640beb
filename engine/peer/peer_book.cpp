// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/peer_book.h"

#include <algorithm>
#include <numeric>

namespace culvert::peer {

PeerBook::PeerBook(const Peer::Surroundings &with) : with_(with)
{
    with_.carrier.messageReceived = [this](const PublicKey &from, const QByteArray &message) {
        if (Peer *peer = find(from))
            peer->messageReceived(message);
    };
}

PeerBook::~PeerBook() { with_.carrier.messageReceived = nullptr; }

void PeerBook::follow(const QList<profile::PeerEntry> &entries, Duration resumeLimit)
{
    order_.clear();
    for (const profile::PeerEntry &entry : entries) {
        order_.push_back(entry.id);
        auto &peer = peers_[entry.id];
        if (peer)
            peer->update(entry, resumeLimit);
        else
            peer = std::make_unique<Peer>(entry, resumeLimit, with_);
    }
    for (auto it = peers_.begin(); it != peers_.end();) {
        if (std::find(order_.begin(), order_.end(), it->first) != order_.end()) {
            ++it;
            continue;
        }
        it->second->close(ErrorCode::PeerRemoved);
        it = peers_.erase(it);
    }
}

Peer *PeerBook::find(const PublicKey &id) const
{
    const auto found = peers_.find(id);
    return found == peers_.end() ? nullptr : found->second.get();
}

QList<api::PeerInfo> PeerBook::info() const
{
    QList<api::PeerInfo> out;
    for (const PublicKey &id : order_)
        out.append(find(id)->info());
    return out;
}

int PeerBook::partingStreams() const
{
    return std::accumulate(peers_.begin(), peers_.end(), 0, [](int sum, const auto &peer) { return sum + peer.second->partingStreams(); });
}

void PeerBook::networkChanged()
{
    for (const auto &[id, peer] : peers_)
        peer->networkChanged();
}

void PeerBook::greetAgain()
{
    for (const auto &[id, peer] : peers_)
        peer->greetAgain();
}

void PeerBook::quit()
{
    for (const auto &[id, peer] : peers_)
        peer->close(ErrorCode::ProgramQuit);
}

} // namespace culvert::peer
