// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/link_test.h"
#include "core/endpoint.h"
#include "core/error.h"
#include "core/ids.h"
#include "core/invite_end.h"
#include "core/rule.h"
#include "core/tunnel_kind.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <optional>

// What the outside may see of the engine: plain values, copied across the thread line. Nothing here is a secret.
// Times are UTC, durations in ms, sizes in bytes; an empty optional or an invalid time is "unknown".
namespace culvert::api {

// Offline: no path is up. Connecting: one is, but the link is not, or nothing was heard for limits::silence.
enum class PeerState { Pending, Offline, Connecting, Online, Blocked };
enum class PathKind { None, Direct, ToxUdp, ToxRelay };
using culvert::TunnelKind;
// Waiting: of a reverse one, for the peer or its answer. Paused: started, and held up as everything is.
enum class TunnelState { Stopped, Listening, Failed, Waiting, Paused };
enum class ConnectionKind { Tcp, Test, Udp };        // test: measures the link, reaches nothing; udp: a flow of datagrams
enum class Side { Near, Far };                       // near: accepted here; far: dialled here
// Asking: a person, on the far side. HalfClosedOut: the TCP end here has sent its FIN; HalfClosedIn: it was given one; Draining: both, and
// the peer has not acknowledged all.
enum class ConnectionState { Opening, Asking, Dialling, Open, HalfClosedOut, HalfClosedIn, Draining, Closed };
enum class ClosedBy { Nobody, App, Target, Peer, This }; // peer, this: the program that carries it, on that machine and on this one
enum class ToxConnection { None, Tcp, Udp };

// What a link to a peer carries. Datagrams of every kind are counted, over all paths: repeats and heartbeats too.
struct LinkInfo {
    double rateIn = 0;                  // bytes per second, of the last 2 s
    double rateOut = 0;
    quint64 bytesIn = 0;                // since the program started, or the peer was added
    quint64 bytesOut = 0;
    std::optional<quint64> congestionWindow; // bytes that may be under way to the peer; unknown without a connection
    std::optional<quint64> bytesInFlight;    // bytes that are
    std::optional<quint64> credit;           // bytes the peer takes before it gives new credit
    quint64 strayDatagrams = 0;              // from the peer, of no flow that there is, or too many at once; of this connection

    // Share of the congestion window that is under way, 0 to 1.
    [[nodiscard]] std::optional<double> windowFill() const
    {
        if (!congestionWindow || !bytesInFlight || *congestionWindow == 0)
            return std::nullopt;
        return std::min(1.0, double(*bytesInFlight) / double(*congestionWindow));
    }
    bool operator==(const LinkInfo &) const = default;
};

struct RuleInfo {
    QString rule;                       // as rule lines are written: "allow 10.0.0.0/8:80-443"
    quint64 hits = 0;                   // connections that this line decided, since the program started
    QDateTime lastHit;

    bool operator==(const RuleInfo &) const = default;
};

struct PeerInfo {
    QString name;
    PublicKey id;
    PeerState state = PeerState::Offline;
    QDateTime since;                    // of the state
    PathKind path = PathKind::None;
    std::optional<double> rttMs;
    std::optional<double> lossPercent;  // of the last minute, from numbered heartbeats
    qint64 noAnswerMs = 0;              // how long nothing was heard on a path that is up; 0 for less than limits::silence
    LinkInfo link;
    quint64 queuedBytes = 0;            // of its streams: to be acknowledged by it, or read by TCP ends here
    quint64 queuedLimit = 0;            // what that may be at most; 0 while it has no link
    QStringList allowed;                // what this peer may reach here, as HOSTS:PORTS or VERB HOSTS:PORTS
    QList<RuleInfo> rules{};            // the same lines, whole; the first that matches decides
    QStringList endpoints{};            // HOST:PORT where a person or its invite says that it is reached by UDP
    bool stranger = false;              // it was blocked when it asked to pair: unblocking it forgets it

    bool operator==(const PeerInfo &) const = default;
};

// Datagrams of UDP, and those that were dropped here instead of being sent, by why. What a network loses nobody counts.
struct DatagramInfo {
    quint64 sent = 0;                   // from the end here into the link
    quint64 received = 0;               // from the link to the end here
    quint64 droppedFull = 0;            // more came than the link takes, or than flows may be: the oldest made way
    quint64 droppedLate = 0;            // waited too long for their turn
    quint64 droppedDown = 0;            // there was no way to the peer, or it refused a flow just now
    quint64 droppedEnd = 0;             // the system here did not take them: its buffer is full, or they are too large

    [[nodiscard]] quint64 dropped() const { return droppedFull + droppedLate + droppedDown + droppedEnd; }
    void add(const DatagramInfo &other)
    {
        sent += other.sent;
        received += other.received;
        droppedFull += other.droppedFull;
        droppedLate += other.droppedLate;
        droppedDown += other.droppedDown;
        droppedEnd += other.droppedEnd;
    }
    bool operator==(const DatagramInfo &) const = default;
};

struct TunnelInfo {
    QString name;
    TunnelKind kind = TunnelKind::Forward;
    QString listen;                     // the real address and port while listening, else the wanted ones; of a reverse one the peer's
    QString peer;                       // the peer's name
    PublicKey peerId;
    QString target;                     // empty for a proxy
    QString user;                       // of a proxy: whom it admits; empty: everybody on this machine
    QString group;                      // empty: in none
    quint64 limit = 0;                  // bytes a second in each direction; 0: none
    TunnelState state = TunnelState::Stopped;
    std::optional<Error> error;         // why it failed
    int open = 0;                       // connections now
    quint64 sent = 0;                   // from the application to the peer, since the program started
    quint64 received = 0;
    DatagramInfo datagrams;             // of a UDP forward, over all its flows

    bool operator==(const TunnelInfo &) const = default;
};

// A port that is listened on here for a peer's reverse forward.
struct ListenerInfo {
    QString peer;
    PublicKey peerId;
    QString listen;                     // the real address and port
    int open = 0;                       // connections now

    bool operator==(const ListenerInfo &) const = default;
};

// When a connection first did what. Fixed in size, however long it lives; an invalid time: not yet, or never.
struct StoryInfo {
    QDateTime connectedAt;              // near: the peer said that the target is there; far: the target was reached
    QDateTime firstSentAt;
    QDateTime firstReceivedAt;
    QDateTime heldAt;                   // the TCP end here was not read because too much waited to be sent
    quint64 held = 0;                   // how often
    QDateTime sendingEndedAt;           // the TCP end here will send no more
    QDateTime receivingEndedAt;

    bool operator==(const StoryInfo &) const = default;
};

struct ConnectionInfo {
    ConnectionId id = 0;
    QString tunnel;                     // empty on the far side
    ConnectionKind kind = ConnectionKind::Tcp;
    Side side = Side::Near;
    QString peer;
    QString source;                     // near: the application's address; far: the peer's name
    QString target;
    ConnectionState state = ConnectionState::Opening;
    QDateTime openedAt;
    quint64 sent = 0;                   // bytes from the TCP end here into the link
    quint64 received = 0;               // bytes from the link into the TCP end here
    quint64 waitingOut = 0;             // read here, not yet acknowledged by the peer
    quint64 waitingIn = 0;              // come from the peer, not yet written to the TCP end here
    qint64 idleMs = 0;                  // since a byte moved; 0 once closed
    StoryInfo story;
    DatagramInfo datagrams;             // of UDP
    QDateTime closedAt;
    ClosedBy closedBy = ClosedBy::Nobody;
    Error reason;                       // None: closed in order

    bool operator==(const ConnectionInfo &) const = default;
};

// Why it ended, as this machine says it: what its own rules refuse, and what it could not dial itself, is not the matter
// of another one; a limit of the other one is not the matter of this one.
[[nodiscard]] inline Error ownReason(const ConnectionInfo &connection)
{
    Error reason = connection.reason;
    if (reason.code == ErrorCode::LimitReached && connection.closedBy == ClosedBy::Peer)
        reason.code = ErrorCode::LimitReachedThere;
    if (connection.side == Side::Near)
        return reason;
    switch (reason.code) {
    case ErrorCode::TargetNotAllowed: reason.code = ErrorCode::TargetWithheld; break;
    case ErrorCode::TargetRefused: reason.code = ErrorCode::TargetRefusedHere; break;
    case ErrorCode::TargetUnreachable: reason.code = ErrorCode::TargetUnreachableHere; break;
    case ErrorCode::TargetTimedOut: reason.code = ErrorCode::TargetTimedOutHere; break;
    case ErrorCode::TargetNameNotFound: reason.code = ErrorCode::TargetNameNotFoundHere; break;
    case ErrorCode::TargetFailed: reason.code = ErrorCode::TargetFailedHere; break;
    default: break;
    }
    return reason;
}

// A peer wants to reach what a rule says to ask for; its connections wait.
struct QuestionInfo {
    QuestionId id = 0;
    QString peer;
    PublicKey peerId;
    Endpoint target;
    QStringList addresses;              // what the target's name resolved to, of which one would be dialled
    QString rule;                       // the line that asks
    QDateTime askedAt;
    qint64 leftMs = 0;                  // until it counts as refused
    int waiting = 0;                    // connections
    Protocol protocol = Protocol::Tcp;

    [[nodiscard]] QString targetText() const { return culvert::targetText(target, protocol); } // 10.0.0.1:53/udp
    bool operator==(const QuestionInfo &) const = default;
};

// A machine asked to pair and has no valid invite; it waits for a person. Kept while the program runs: it asks again.
struct RequestInfo {
    PublicKey id;
    QString name;                       // as it calls itself: no proof of anything; usable, or empty
    QDateTime firstAt;
    QDateTime lastAt;
    int count = 1;                      // how often it has asked

    bool operator==(const RequestInfo &) const = default;
};

// An invite that is neither used nor expired. Its token is kept nowhere.
struct InviteInfo {
    QString id;                         // the beginning of its token's hash, hex
    QDateTime createdAt;                // unknown for those of an earlier version
    QDateTime expiresAt;
    QStringList allow;                  // what the one who uses it may reach
    bool direct = false;                // its link says where to meet by UDP, so that a new Tox address leaves it good
    QString label{};                    // as its maker called it; may be empty

    bool operator==(const InviteInfo &) const = default;
};

// An invite that opens nothing any more, and why.
struct EndedInviteInfo {
    InviteInfo invite;
    InviteEnd end = InviteEnd::Expired;
    QDateTime endedAt;
    QString by;                         // of a used one: the peer; its key, should it be forgotten
    std::optional<PublicKey> byId;
};

struct CounterInfo {
    QString key;                        // as in status --json, e.g. "tcpSockets"
    qint64 now = 0;
    qint64 peak = 0;
    std::optional<qint64> created;      // not known for gauges
    std::optional<qint64> destroyed;
    std::optional<qint64> baseline;     // what `now` must be while nothing is open; none: no fixed baseline

    [[nodiscard]] bool isOffBaseline() const { return baseline && now != *baseline; }

    bool operator==(const CounterInfo &) const = default;
};

struct ErrorInfo {
    QDateTime time;                     // of the last occurrence
    Error error;
    quint64 count = 1;                  // the same error is counted, not repeated

    bool operator==(const ErrorInfo &) const = default;
};

struct ToxInfo {
    ToxConnection connection = ToxConnection::None;
    std::optional<quint16> udpPort;
    QString dhtPublicKey;               // hex; with the port what another node bootstraps from
    bool enabled = true;                // false: this machine is not on the Tox network, by its settings

    bool operator==(const ToxInfo &) const = default;
};

// Absent: this program was built without it.
enum class PortMappingState { Absent, Off, Searching, Mapped, NoRouter, Refused };

struct DirectInfo {
    std::optional<quint16> port;        // UDP port of the direct ways; none: switched off, or it could not be had
    PortMappingState portMapping = PortMappingState::Off;
    QString mapped;                     // ADDRESS:PORT where a router forwards to that port; may be empty
    QStringList seen;                   // ADDRESS:PORT as peers saw this machine, the latest first

    bool operator==(const DirectInfo &) const = default;
};

struct Snapshot {
    bool running = false;
    bool paused = false;                // by SetPaused
    bool encrypted = false;             // the identity has a password
    QString version;
    QString address;                    // Tox address, hex
    ToxInfo tox;
    DirectInfo direct;
    QList<PeerInfo> peers;
    QList<TunnelInfo> tunnels;
    QList<ListenerInfo> listeners;      // for peers
    QList<ConnectionInfo> connections;  // open ones by id, then closed ones, newest first (limits::closedKept)
    QList<QuestionInfo> questions;      // oldest first
    QList<RequestInfo> requests;        // to pair, oldest first
    QList<InviteInfo> invites;          // open ones, oldest first
    QList<TestInfo> tests;              // of links: those under way, and the last one of each peer
    QList<CounterInfo> counters;
    QList<ErrorInfo> errors;            // newest first (limits::errorsKept)
    quint64 queuedBytes = 0;            // of all peers' streams
    quint64 queuedLimit = 0;            // where windows stop growing and sockets are not read: above it each stream has its least alone
    bool atRest = false;                // no connection is open, no application waits at a proxy port, no peer is still to be told of an end: counters can be judged
};

} // namespace culvert::api

Q_DECLARE_METATYPE(culvert::api::Snapshot)
