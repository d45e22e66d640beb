// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "peer/peer_book.h"
#include "tcp/listener.h"
#include "tunnel/connection_table.h"
#include "wire/opening.h"

#include <functional>
#include <memory>
#include <vector>

namespace culvert::tunnel {

// The ports that are listened on here because a peer asked for them and its rules allow it: the other end of reverse forwards. What
// is accepted there goes to the peer, which alone knows the target. Each port is held by the peer's stream: it is closed with it, and
// the stream is reset when a rule is withdrawn. Engine thread.
class ListenSide {
public:
    struct Surroundings {
        const peer::PeerBook &peers;
        ConnectionTable &connections;
        Timers &timers;
        Ledger &ledger;
        // The system's parts; a test has its own.
        std::function<Result<std::unique_ptr<tcp::Listener>>(const Endpoint &on, tcp::Listener::Events events)> listen;
        std::function<std::unique_ptr<tcp::ByteEnd>(tcp::Descriptor descriptor, tcp::ByteEndEvents &events)> makeEnd;
        std::function<void(const Error &)> trouble;
    };
    explicit ListenSide(Surroundings with);
    ~ListenSide();
    ListenSide(const ListenSide &) = delete;
    ListenSide &operator=(const ListenSide &) = delete;

    // A stream of the peer's, behind its opening, to answer.
    void asked(const PublicKey &peer, link::Stream &stream, const wire::ListenOpening &opening);
    // The rules have changed: ports that they no longer allow are closed, and the connections that came by them.
    void recheck();
    void stopAll(ErrorCode code);

    [[nodiscard]] int listening() const { return int(listening_.size()); } // each holds one stream
    [[nodiscard]] QList<api::ListenerInfo> info() const;

private:
    class Port;
    [[nodiscard]] ErrorCode refusal(const PublicKey &peer, const Endpoint &on) const;
    void accepted(const Port &port, tcp::Descriptor descriptor, const QString &from);
    void close(Port &port);

    Surroundings with_;
    std::vector<std::unique_ptr<Port>> listening_;
    std::vector<std::unique_ptr<Port>> ended_; // until the event loop: one of them may still be calling
    std::unique_ptr<Alarm> sweep_;
};

} // namespace culvert::tunnel
