// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "link/link.h"
#include "path/carrier.h"
#include "path/direct_network.h"
#include "path/endpoint_lookup.h"
#include "path/path_selector.h"
#include "peer/request_repeat.h"
#include "profile/config.h"

#include <QHash>

#include <memory>

namespace culvert::peer {

class Peer;

// What the peers tell the engine. Called from the event loop, and inside PeerBook::follow(), when the book is not to be asked; no peer
// may be removed inside.
class PeerEvents {
public:
    // The other machine has this one in its book: a pending pairing is complete.
    virtual void peerAnswered(Peer &peer) = 0;
    // It showed the token of an invite (it may be in the book already, for another reason).
    virtual void peerShowedToken(Peer &peer, const InviteToken &token) = 0;
    // Its link came up or went, or is silent, or takes another way.
    virtual void peerLinkChanged(Peer &) {}
    virtual void peerStreamOpened(Peer &peer, link::Stream &stream) = 0;
    virtual void peerTrouble(Peer &peer, Error error) = 0;

protected:
    ~PeerEvents() = default;
};

// One machine of the peer book: its identity, what it may reach here, and the link to it. Engine thread.
class Peer final : private link::LinkEvents {
public:
    // What is referred to outlives the peer.
    struct Surroundings {
        link::HelloExchange::Self self;   // without its instance: each link makes its own
        path::Carrier &carrier;
        path::DirectNetwork *direct;      // null: no direct ways
        QList<Endpoint> ownEndpoints;     // where a person says this machine can be reached
        Timers &timers;
        Random &random;
        Ledger &ledger;
        PeerEvents &events;
    };

    // Makes itself known to the carrier. A blocked peer has no link.
    Peer(const profile::PeerEntry &entry, Duration resumeLimit, const Surroundings &with);
    ~Peer();

    // The book has changed: a new name, rules, token, or it was blocked.
    void update(const profile::PeerEntry &entry, Duration resumeLimit);

    [[nodiscard]] const PublicKey &id() const { return entry_.id; }
    [[nodiscard]] const QString &name() const { return entry_.name; }
    [[nodiscard]] const QList<Rule> &rules() const { return entry_.rules; }
    // This line of rules() has decided about a connection.
    void countHit(qsizetype line);
    [[nodiscard]] api::PeerInfo info() const;
    [[nodiscard]] bool linked() const { return link_ && link_->up(); } // whatever its path does at the moment
    [[nodiscard]] int partingStreams() const { return link_ ? link_->partingStreams() : 0; }

    // None for a peer in good standing, PeerBlocked, or PeerPending: it has not proved yet that it knows this machine.
    [[nodiscard]] ErrorCode standing() const;

    // A path is up and something has been heard of late.
    [[nodiscard]] bool answers() const { return state() == api::PeerState::Online; }

    // A stream to it, or why not, at once: PeerPending, PeerBlocked, PeerOffline, PeerSilent, LimitReached; with its name.
    [[nodiscard]] Result<link::Stream *> open();
    void messageReceived(const QByteArray &message); // a sealed hello that the carrier has brought; a blocked peer's is dropped
    // The network under this machine has changed, or it woke: checks the direct way and greets again.
    void networkChanged();
    // Tells it where this machine may be reached now.
    void greetAgain();
    // Closes the link with this code: the program quits, the peer is removed.
    void close(ErrorCode code);

private:
    void linkChanged() override;
    void linkStreamOpened(link::Stream &stream) override;
    void linkHelloReceived(const wire::Hello &hello, bool fresh) override;
    void linkTrouble(const Error &error) override;

    void connectToCarrier();
    void ask();
    void askAgain();
    void disconnectFromCarrier(ErrorCode code);
    void makeDirectWay(const wire::LinkKeys &keys);
    void sendHello(const QByteArray &hello);
    void sendRequest(const wire::SymmetricKey &key);
    [[nodiscard]] api::PeerState state() const;
    [[nodiscard]] QList<Endpoint> ownEndpoints() const;

    struct Hits {
        quint64 count = 0;
        QDateTime last;
    };

    profile::PeerEntry entry_;
    QStringList lines_;         // of the rules, in their order: made once, not for each connection
    QHash<QString, Hits> hits_; // by line
    Duration resumeLimit_;
    Surroundings with_;
    // In the order of making: each uses those above it.
    std::unique_ptr<path::DirectPath> directPath_;
    std::unique_ptr<path::EndpointLookup> lookup_;  // of entry_.endpoints
    std::unique_ptr<RequestRepeat> asking_;         // to pair, by UDP
    std::unique_ptr<Alarm> askAlarm_;               // the same by the carrier
    std::unique_ptr<path::PathSelector> path_;
    std::unique_ptr<link::Link> link_;
    api::PeerState lastState_ = api::PeerState::Offline;
    QDateTime stateSince_;
};

} // namespace culvert::peer
