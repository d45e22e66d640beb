// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ledger.h"
#include "core/limits.h"
#include "core/random.h"
#include "core/timers.h"
#include "link/datagram_queue.h"
#include "link/ngtcp2_release.h"
#include "link/queue_guard.h"
#include "link/send_order.h"
#include "link/stream.h"
#include "link/tls_session.h"
#include "path/datagram_path.h"

#include <ngtcp2/ngtcp2.h>

#include <memory>
#include <unordered_map>
#include <vector>

namespace culvert::link {

// The largest QUIC datagram: a datagram of a path without the byte of its wire::DatagramType.
inline constexpr std::size_t quicDatagramSize = limits::datagramSize - 1;
// Of the connection ids that are chosen here, in bytes: what QUIC's short header has (RFC 9000 section 17.3).
inline constexpr std::size_t connectionIdSize = 8;

// What a connection tells the link that owns it. It must not be destroyed inside any of them.
class ConnectionEvents {
public:
    // Sends one QUIC datagram; the first byte of the span is room for its wire::DatagramType.
    virtual path::SendResult sendDatagram(std::span<std::uint8_t> withTypeByte) = 0;
    // The peer has opened a stream: its events are to be set in this call, else it is reset.
    virtual void streamOpened(Stream &stream) = 0;
    // deliver() and write() are to be called soon. May be said from anywhere.
    virtual void serviceWanted() = 0;
    [[nodiscard]] virtual Instant linkTime() const = 0; // by the link's clock, which every `now` below is of

protected:
    ~ConnectionEvents() = default;
};

// What the peer's streams hold here over all connections of one link: those of one that is over count until they are read.
struct Holdings {
    quint64 promised = 0; // by their windows, above the least of each
    quint64 taken = 0;    // streams that the peer opened and a user here was told of
};

// How a sender finds the rate that a path bears. docs/decisions.md, "Congestion control", says why the first.
enum class Congestion { Bbr2, Bbr, Cubic, Reno };

// What a code that the peer ended something with means: wireCode(), but that no code is a hang-up.
[[nodiscard]] ErrorCode saidByPeer(quint64 number);

// One QUIC connection (RFC 9000) by ngtcp2, without sockets or clocks: datagrams and the time are arguments. `now` is
// the link's clock, in which an outage may be shorter than it was. Engine thread.
class QuicConnection {
public:
    struct Setup {
        Role role = Role::Client;
        TlsSecrets secrets;
        Congestion congestion = Congestion::Bbr2;
        Random &random;
        Ledger &ledger;
        ConnectionEvents &events;
        Holdings &holdings; // outlives the connection
        bool takesDatagrams = true;
    };

    // Null if the libraries refuse (out of memory, no cipher).
    static std::unique_ptr<QuicConnection> connect(const Setup &setup, Instant now);
    // Null also if the datagram is not the first one of a connection.
    static std::unique_ptr<QuicConnection> accept(const Setup &setup, std::span<const std::uint8_t> first, Instant now);
    ~QuicConnection();
    QuicConnection(const QuicConnection &) = delete;
    QuicConnection &operator=(const QuicConnection &) = delete;

    // Whether a datagram is for this connection, by its destination connection id.
    [[nodiscard]] bool owns(std::span<const std::uint8_t> datagram) const;

    // Whether something authentic and new was in it: data, an acknowledgement, a step of the handshake.
    bool receive(std::span<const std::uint8_t> datagram, Instant now);
    [[nodiscard]] Instant expiry() const;    // when handleExpiry() is due; Instant::max(): not before a datagram
    void handleExpiry(Instant now);          // when expiry() has passed
    void deliver();                          // tells the users of the streams what has happened
    [[nodiscard]] bool hasNews() const { return !readyList_.empty(); } // deliver() has left some for the loop's next turn
    void write(Instant now);                 // sends what congestion control and pacing allow
    [[nodiscard]] bool hasHeldDatagram() const { return !held_.empty(); } // refused by the path; write() offers it again

    [[nodiscard]] bool ready() const { return ready_; } // the handshake is through: streams can be opened
    // Why it is over: set once, by the peer's or our close, or a violation. The streams are told by closeStreams().
    [[nodiscard]] bool over() const { return over_; }
    [[nodiscard]] const Error &whyOver() const { return whyOver_; }
    [[nodiscard]] bool overByPeer() const { return overByPeer_; }

    // Another path carries on: what was learnt of the old one's queue is forgotten.
    void pathChanged() { guard_.restart(); }
    // Whether a standing queue is looked for here. Not on a path that does so itself (Tox relays): their turns look like one.
    void setGuarded(bool guarded) { guarded_ = guarded; }
    // Whether a path is up and the peer is heard: else no datagram waits to be sent, and none is taken.
    void setReachable(bool reachable);

    // Sends CONNECTION_CLOSE with the code and is over.
    void close(ErrorCode code, Instant now);
    // Every stream that is left ends with this code, but for those that ended in order and have not been read to their
    // end: their users are told when they have.
    void closeStreams(ErrorCode code, bool byPeer);
    void dropStreams(ErrorCode code); // those too
    [[nodiscard]] bool hasStreams() const { return !streams_.empty(); }
    // Those that nobody here uses any more, until the peer knows that they are reset.
    [[nodiscard]] int partingStreams() const;

    // Null: the peer allows no more at present, or this connection is over.
    Stream *openStream();

    // What congestion control and the peer let out at present, in bytes.
    struct Window {
        quint64 congestion = 0; // may be under way, as congestion control has it
        quint64 inFlight = 0;   // is under way: sent, neither acknowledged nor given up
        quint64 credit = 0;     // the peer takes so many more before it gives new credit (flow control of the connection)
    };
    [[nodiscard]] Window window() const;

    [[nodiscard]] quint64 queuedBytes() const { return sendQueued_ + receiveQueued_ + datagrams_.bytes(); }

    // Datagrams of the peer that nobody here expected, or too many at once.
    [[nodiscard]] quint64 strayDatagrams() const { return strayDatagrams_; }

private:
    friend class Stream;
    friend struct QuicCallbacks;

    explicit QuicConnection(const Setup &setup);
    bool create(const ngtcp2_cid &theirId, const ngtcp2_cid *originalId, std::uint32_t version, Instant now);

    // For Stream.
    void consumed(Stream &stream, std::size_t bytes);
    void committed(Stream &stream, std::size_t bytes);
    void resetByUser(Stream &stream, ErrorCode code);
    [[nodiscard]] std::size_t sendAllowance(const Stream &stream) const;
    [[nodiscard]] bool peerTakesDatagrams() const;
    [[nodiscard]] bool reachable() const { return reachable_ && !over_; }
    bool sendDatagram(Stream &stream, std::span<const std::uint8_t> datagram);

    // From ngtcp2's callbacks, where nothing may be written and no user may be called.
    Stream &addStream(std::int64_t id);
    Stream *find(std::int64_t id);
    void dataArrived(std::int64_t id, std::span<const std::uint8_t> data, bool fin);
    void acknowledged(std::int64_t id, quint64 upTo);
    void resetByPeer(std::int64_t id, quint64 code);
    void closedByQuic(std::int64_t id, bool withCode, quint64 code);
    void datagramCame(std::span<const std::uint8_t> frame);

    void markReady(Stream &stream);
    void queueToSend(Stream &stream);
    void introduce(Stream &stream);
    void erase(Stream &stream);
    void letGo(Stream &stream); // what it holds in holdings_
    void end(Stream &stream, ErrorCode code, bool byPeer);
    void dropQueued(Stream &stream);
    void returnCredit();
    void renewWindow(Stream &stream);
    void closeWindow(Stream &stream);
    void countShared(quint64 before, quint64 after);
    void countUnacknowledged(qint64 change);
    void wakeIfStalled(Stream &stream);
    void updateGauge() { gauge_.set(qint64(queuedBytes())); }

    enum class Step {
        Wrote,   // or it is another stream's turn, or a datagram's
        Idle,    // there was nothing to say, or a datagram must wait
        Blocked, // a stream has more than congestion control, pacing or the peer's window let out
        Refused, // by the path
        Over
    };
    Stream *nextToSend();
    Step writePacket(Stream *stream, Instant now, std::size_t &written);
    ngtcp2_ssize addToPacket(Stream *stream, std::span<std::uint8_t> packet, bool shared, Instant now);
    Step writeDatagram(const DatagramQueue::Turn &turn, Instant now, std::size_t &written);
    void datagramDropped(std::int64_t id, DatagramQueue::Drop why, std::size_t count);
    void deliverDatagrams();
    bool offer(std::span<std::uint8_t> datagram);
    [[nodiscard]] std::size_t burst() const;
    void watchQueue(Instant now);
    [[nodiscard]] bool queueFull(bool isShort) const;
    void fail(int code, Instant now);
    void sendClose(const ConnectionClose &close, Instant now);

    const Role role_;
    TlsSecrets secrets_;
    Random &random_;
    const Congestion congestion_;
    const bool takesDatagrams_;
    Ledger &ledger_;
    ConnectionEvents &events_;
    Holdings &holdings_;

    // Order matters: the connection is deleted before the session that its callbacks use.
    std::unique_ptr<TlsSession> tls_;
    ngtcp2_conn *conn_ = nullptr;
    ngtcp2_path_storage path_{};
    std::vector<ngtcp2_cid> ourIds_;

    std::unordered_map<std::int64_t, std::unique_ptr<Stream>> streams_;
    std::vector<std::int64_t> readyList_;   // streams with something to tell
    SendOrder sendOrder_;                   // streams with something to send
    DatagramQueue datagrams_{[this](std::int64_t id, DatagramQueue::Drop why, std::size_t count) { datagramDropped(id, why, count); }};
    bool datagramLast_ = false;             // the last packet had a datagram: now the streams
    bool reachable_ = true;
    struct Received {
        std::int64_t stream;
        std::vector<std::uint8_t> datagram;
    };
    std::vector<Received> received_;        // datagrams of this turn, until deliver()
    quint64 receivedBytes_ = 0;
    quint64 strayDatagrams_ = 0;
    Pacer pacer_;
    QueueGuard guard_;
    bool guarded_ = true;
    double firstPacing_ = 0;          // the rate of pacing before anything was measured
    bool probeDue_ = false;           // nothing was acknowledged in time: QUIC asks whether anybody is there
    std::vector<std::uint8_t> held_;  // a datagram that the path refused
    quint64 sendQueued_ = 0;
    quint64 receiveQueued_ = 0;
    quint64 creditOwed_ = 0;          // connection-level credit not yet given back
    Instant lastNow_{};
    Ledger::Gauge gauge_;
    bool progress_ = false; // receive()'s answer
    bool ready_ = false;
    bool over_ = false;
    bool overByPeer_ = false;
    Error whyOver_;
};

} // namespace culvert::link
