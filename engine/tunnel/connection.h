// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "core/ledger.h"
#include "core/timers.h"
#include "link/stream.h"
#include "tcp/byte_end.h"
#include "tunnel/tunnel_traffic.h"
#include "wire/opening.h"

#include <memory>
#include <optional>

namespace culvert::tunnel {

class Connection;

class ConnectionEvents {
public:
    // The last word of a connection; it stays until the event loop, but does nothing more.
    virtual void connectionClosed(Connection &connection) = 0;
    // It turned out to be none, and has given its stream to somebody else: to be forgotten; the same.
    virtual void connectionGone(Connection &connection) = 0;

protected:
    ~ConnectionEvents() = default;
};

class Flow;

// One TCP connection carried between a TCP end here and a stream of the link, or one flow of UDP. Moves bytes both ways with
// back-pressure, keeps half-close, and carries a reset as a reset. Near and far side differ in how they begin: that is
// in their own classes. Closing is idempotent; every event is legal in every state. Engine thread.
class Connection : protected tcp::ByteEndEvents, protected link::StreamEvents {
public:
    struct Facts {
        ConnectionId id = 0;
        QString tunnel; // empty: of none
        api::Side side = api::Side::Near;
        PublicKey peer;
        QString peerName;
        QString source;
        QString target;
        std::optional<wire::TestRole> test{}; // it measures the link: no TCP end
        Protocol protocol = Protocol::Tcp;    // UDP: datagrams, by a Flow instead of an end
    };

    virtual ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] const Facts &facts() const { return facts_; }
    [[nodiscard]] api::ConnectionInfo info() const;
    [[nodiscard]] bool closed() const { return phase_ == Phase::Closed; }

    // What such a connection has as its target in lists: stable words.
    [[nodiscard]] static QString testTarget(wire::TestRole role);

    void renameTunnel(const QString &tunnel) { facts_.tunnel = tunnel; }
    // From here: a person, the end of the tunnel or of the program. Both ends are reset, the peer is told the code.
    void abort(ErrorCode code);
    // Rules here have changed: one that they no longer let through ends.
    virtual void rulesChanged() {}

protected:
    enum class Phase { Opening, Asking, Dialling, Carrying, Closed };

    Connection(Facts facts, Timers &timers, Ledger &ledger, ConnectionEvents &events, TunnelTraffic *traffic);

    // What comes before the bytes of the connection: true when it is through, so that bytes may go to the end.
    virtual bool preamble() = 0;
    // The connection ends other than in order, before its end has: the last word to that. info() says why.
    virtual void dropEnd(tcp::ByteEnd &end) { end.reset(); }

    void attach(link::Stream &stream);
    void attach(std::unique_ptr<tcp::ByteEnd> end);
    void setPhase(Phase phase);
    [[nodiscard]] Phase phase() const { return phase_; }
    void setTarget(const Endpoint &target, Protocol protocol = Protocol::Tcp)
    {
        facts_.target = targetText(target, protocol);
        facts_.protocol = protocol;
    }
    // Its datagrams, over the stream that is attached; the flow's end is the caller's to give.
    Flow &makeFlow(Ledger &ledger);
    [[nodiscard]] Flow *flow() { return flow_.get(); }
    void setTest(wire::TestRole role);
    void setTunnel(const QString &tunnel, TunnelTraffic &traffic);
    // It is no connection: its stream, whose events are the new user's to set; this object does nothing more.
    [[nodiscard]] link::Stream &give();

    void pumpOut(); // end → stream
    void pumpIn();  // stream → end
    void readAgain();
    void conclude(api::ClosedBy by, const Error &reason);
    void refusedByPeer(ErrorCode code, const QString &detail);

    link::Stream *stream() { return stream_; }
    Timers &timers() { return timers_; }

    void endReadable() override { pumpOut(); }
    void endWritable() override { pumpIn(); }
    void endClosed(const Error &reason) override;
    void streamReadable() override { pumpIn(); }
    void streamWritable() override { readAgain(); }
    bool streamDatagram(std::span<const std::uint8_t> datagram) override;
    void streamClosed(ErrorCode code, bool byPeer) override;

private:
    [[nodiscard]] api::ConnectionState state() const;
    [[nodiscard]] api::ClosedBy ourSide() const { return facts_.side == api::Side::Near ? api::ClosedBy::App : api::ClosedBy::Target; }
    [[nodiscard]] api::ClosedBy otherSide(ErrorCode code) const;
    void finishedFirst(api::ClosedBy by);
    void moved();
    void firstTime(QDateTime &when) const; // notes the time unless there is one
    void concludeIfOver();

    Facts facts_;
    Timers &timers_;
    ConnectionEvents &events_;
    TunnelTraffic *traffic_;           // of its tunnel, which ends it before; null: of none
    Throttle::Place outTurn_;          // to read from the end
    Throttle::Place inTurn_;           // to write to it
    std::unique_ptr<tcp::ByteEnd> end_;
    std::unique_ptr<Flow> flow_;       // instead of it
    link::Stream *stream_ = nullptr;   // until streamClosed() or reset()
    Phase phase_ = Phase::Opening;
    bool outFinished_ = false;         // the end's FIN was handed to the stream
    bool inFinished_ = false;          // the stream's FIN was handed to the end
    bool endOver_ = false;             // the end has finished in both directions
    bool streamOver_ = false;          // so has the stream
    api::ClosedBy firstFin_ = api::ClosedBy::Nobody;
    quint64 sent_ = 0;
    quint64 received_ = 0;
    QDateTime openedAt_;
    api::StoryInfo story_;
    Instant lastMove_;
    QDateTime closedAt_;
    api::ClosedBy closedBy_ = api::ClosedBy::Nobody;
    Error reason_;
    Ledger::Ticket ticket_;
};

} // namespace culvert::tunnel
