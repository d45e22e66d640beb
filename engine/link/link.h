// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/ledger.h"
#include "core/random.h"
#include "core/result.h"
#include "core/timers.h"
#include "link/hello_exchange.h"
#include "link/liveness.h"
#include "link/quic_connection.h"
#include "link/traffic_meter.h"
#include "path/datagram_path.h"

#include <memory>
#include <optional>

namespace culvert::link {

// What a link tells its one user. Called from the event loop, and inside helloReceived(), close() and, where the path is up already, the
// constructor; every function of the link may be called inside but close() and its destructor.
class LinkEvents {
public:
    virtual void linkChanged() = 0;                            // up, silent, path: any of them
    virtual void linkStreamOpened(Stream &stream) = 0;         // by the peer; set its events inside
    // The peer has this machine in its book; `fresh`: and is there now. Else it may be an old hello that somebody sends again.
    virtual void linkHelloReceived(const wire::Hello &hello, bool fresh) = 0;
    virtual void linkTrouble(const Error &error) = 0;          // worth showing; the link goes on trying by itself

protected:
    ~LinkEvents() = default;
};

// The link to one peer: one QUIC connection over whatever path is up. It outlives its paths: when none answers, its
// streams wait for up to the resume limit. A peer that was started anew replaces the connection when its new handshake
// completes, not before. Engine thread.
class Link final : private ConnectionEvents {
public:
    struct Setup {
        HelloExchange::Self self;
        PublicKey peer;
        wire::LinkKeys keys;        // shared with the peer
        std::function<void(const QByteArray &)> sendHello; // by every way to the peer that is up
        path::DatagramPath &path;   // for everything else; outlives the link
        std::function<QList<Endpoint>()> candidates; // where this machine may be reached by UDP
        Timers &timers;
        Random &random;
        Ledger &ledger;
        LinkEvents &events;
        Duration resumeLimit;
        Congestion congestion = Congestion::Bbr2; // for measurements
        bool takesDatagrams = true;               // false: as programs before UDP forwards, for tests
    };

    explicit Link(const Setup &setup);
    ~Link();

    // For an invite's token, until the pairing is done.
    void setToken(const std::optional<InviteToken> &token) { hello_.setToken(token); }
    void setResumeLimit(Duration limit);
    void helloReceived(const QByteArray &message); // that came beside the path
    // Says a hello with the present candidates and sends a heartbeat, as soon as the pauses allow: the network has changed.
    void greetAgain();

    [[nodiscard]] bool up() const { return current_ != nullptr; } // a connection is there; its path may be down
    [[nodiscard]] path::Kind pathKind() const;
    [[nodiscard]] Duration quietFor() const;                      // since anything was heard; zero while no path is up
    [[nodiscard]] std::optional<Duration> roundTrip() const { return liveness_.roundTrip(); }
    [[nodiscard]] std::optional<double> lossPercent() const;

    // QUIC's datagrams and heartbeats over all paths and connections of this link, repeats too. A direct way's hellos are among the received.
    [[nodiscard]] const TrafficMeter &sent() const { return sent_; }
    [[nodiscard]] const TrafficMeter &received() const { return received_; }
    // Nothing while there is no connection.
    [[nodiscard]] std::optional<QuicConnection::Window> window() const
    {
        return current_ ? std::optional(current_->window()) : std::nullopt;
    }

    // QuicConnection's, of the present connection.
    [[nodiscard]] quint64 strayDatagrams() const { return current_ ? current_->strayDatagrams() : 0; }

    [[nodiscard]] quint64 queuedBytes() const; // that wait here: to be acknowledged by the peer, or to be read

    [[nodiscard]] int partingStreams() const { return current_ ? current_->partingStreams() : 0; } // QuicConnection's

    // A new stream, to be given its events by the caller. Errors, at once: PeerOffline (no path or no connection),
    // PeerSilent, LimitReached.
    [[nodiscard]] Result<Stream *> open();

    // Tells the peer why and resets every stream. The link stays without connection until the next hello.
    void close(ErrorCode code);

private:
    path::SendResult sendDatagram(std::span<std::uint8_t> withTypeByte) override;
    path::SendResult send(std::span<const std::uint8_t> datagram);
    void streamOpened(Stream &stream) override;
    void serviceWanted() override;
    [[nodiscard]] Instant linkTime() const override { return quicNow(); }

    void pathKindChanged();
    void pathMoved();
    void datagramReceived(std::span<const std::uint8_t> datagram);
    [[nodiscard]] bool quicReceived(std::span<const std::uint8_t> datagram);
    void heartbeatReceived(std::span<const std::uint8_t> datagram);
    void heard();
    void hurryProbe();
    void moveClockOn(QuicConnection *connection);
    void wakeConnections();

    void service();
    void serviceConnections(Instant now);
    void beat(Instant now);
    void greet(Instant now);
    void watchSilence(Instant now);
    void startHandshake();
    void promoteCandidate();
    void dropEnded();
    void endCurrent(ErrorCode code, bool byPeer);
    void retire(std::unique_ptr<QuicConnection> connection, ErrorCode code, bool byPeer);
    void rearm();
    [[nodiscard]] Instant offerAgainAt(Instant now) const; // what the path has refused

    [[nodiscard]] QuicConnection::Setup connectionSetup(Role role);
    // Both know the other's instance: heartbeats are bound to the two.
    [[nodiscard]] bool mayBeat() const { return pathKind() != path::Kind::None && hello_.theirInstance(); }
    [[nodiscard]] bool isClient() const { return self_.key < peer_; }
    [[nodiscard]] bool retryDue() const { return isClient() && !candidate_ && retryAt_ && hello_.theirInstance(); }
    [[nodiscard]] bool silent() const { return pathKind() != path::Kind::None && liveness_.silent(timers_.now()); }
    [[nodiscard]] Instant quicNow() const { return timers_.now() + quicAhead_; }

    const HelloExchange::Self self_;
    const PublicKey peer_;
    const wire::LinkKeys keys_;
    std::function<void(const QByteArray &)> sendHello_;
    path::DatagramPath &path_;
    std::function<QList<Endpoint>()> candidates_;
    Timers &timers_;
    Random &random_;
    Ledger &ledger_;
    LinkEvents &events_;
    Duration resumeLimit_;
    const Congestion congestion_;
    const bool takesDatagrams_;

    HelloExchange hello_;
    Liveness liveness_;
    TrafficMeter sent_;
    TrafficMeter received_;
    path::Kind knownKind_ = path::Kind::None;
    Holdings holdings_;                           // before the connections, which count in it
    std::unique_ptr<QuicConnection> current_;
    std::optional<InstanceId> currentInstance_;   // of the peer's program at the other end of current_
    Instant currentSince_{};
    std::unique_ptr<QuicConnection> candidate_;   // shaking hands; becomes current_ or nothing
    std::optional<InstanceId> candidateInstance_;
    std::vector<std::unique_ptr<QuicConnection>> retired_; // over, but not all that came whole has been read
    Instant acceptAgainAt_{};                     // the server looks into no other handshake before
    std::optional<Instant> retryAt_;              // the client's next handshake after one that failed
    std::optional<Instant> unreachableSince_;     // since no path is up or it is silent, for the resume limit
    Duration quicAhead_{};                        // QUIC's clock is ahead of ours by this; only grows
    std::optional<Instant> refusedSince_;         // by the path, nothing was sent since
    bool wasSilent_ = false;
    bool inService_ = false;
    std::optional<Ledger::Ticket> ticket_;        // while current_ is there
    std::unique_ptr<Alarm> alarm_;
};

} // namespace culvert::link
