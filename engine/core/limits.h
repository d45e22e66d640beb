// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <QtGlobal>

#include <cstddef>

// Every limit of the engine, each with the reason it has this value. docs/limits.md is the table for users.
namespace culvert::limits {

using namespace std::chrono_literals;

// --- Links ---
inline constexpr std::size_t datagramSize = 1373;     // a Tox lossy packet at most: TOX_MAX_CUSTOM_PACKET_SIZE
inline constexpr Duration heartbeat = 1s;             // one numbered heartbeat, small enough for a sick Tox path
inline constexpr Duration heartbeatSilent = 250ms;    // the same while nothing is heard
inline constexpr Duration silence = 3s;               // "no answer" is shown, and new connections are refused
inline constexpr Duration resume = 5min;              // then the streams of a link that is gone are reset (a setting)
inline constexpr Duration handshake = 20s;            // then a QUIC handshake is given up and begun anew
inline constexpr Duration handshakePause = 100ms;      // between two handshakes of a peer that are looked into
inline constexpr Duration probePatience = 1s;         // QUIC's next probe is no later while the peer is heard
inline constexpr Duration helloRepeat = 2s;           // while a link is wanted and not up
inline constexpr quint64 streamsPerPeer = 1024;       // concurrent, opened by the other side
inline constexpr std::size_t connectionsKept = 8;      // of a link, that are over and still read from
inline constexpr quint64 streamWindowLeast = 16 << 10; // receive window of a stream whatever the others do
inline constexpr quint64 streamWindow = 64 << 10;     // the same at first, while there is room
inline constexpr quint64 streamWindowMax = 8 << 20;   // what that may grow to
inline constexpr quint64 peerWindow = 16 << 20;       // receive window of a link
inline constexpr quint64 peerReceiveMax = 64 << 20;   // bytes of one peer waiting for slow TCP ends here
inline constexpr quint64 streamSendBuffer = 8 << 20;  // not yet acknowledged, of one stream
inline constexpr quint64 streamSendLeast = 16 << 10;   // what a stream may hold of it whatever the others do
inline constexpr quint64 peerSendBuffer = 64 << 20;   // the same, of all streams of a peer
inline constexpr quint64 engineReceiveMax = 256 << 20; // windows of all peers together, above the least of each stream
inline constexpr quint64 engineSendBuffer = 256 << 20; // not yet acknowledged, of all peers, above the least
inline constexpr quint64 relayStart = 1 << 20;         // bytes a second through a Tox relay at first
inline constexpr quint64 relayLeast = 128 << 10;       // and after the worst
inline constexpr quint64 relayMost = 8 << 20;          // and at most
inline constexpr std::size_t toxBatch = 8 << 20;      // datagrams taken from toxcore before it is left; more are lost
inline constexpr std::ptrdiff_t toxMessages = 16;     // small messages of one peer taken in a turn of toxcore

inline constexpr qsizetype directCandidates = 8;       // addresses of a peer that are tried
inline constexpr int directSocketBuffer = 4 << 20;     // of the system, for the socket of the direct ways, each direction
inline constexpr Duration directCheck = 1s;           // for an answer by a direct way in doubt
inline constexpr qsizetype seenKept = 3;              // own addresses as peers and the STUN server saw them
inline constexpr Duration seenAge = 5min;             // then such an address is forgotten
inline constexpr Duration stunRepeat = 1min;          // until a STUN server is asked again; a router forgets after two (RFC 4787, REQ-5)
inline constexpr Duration candidatesPause = 5s;       // between two hellos because a peer saw a new address
inline constexpr Duration networkSettle = 250ms;      // without another change of addresses, before anything is done
inline constexpr Duration mappingLease = 1h;          // asked of a router that forwards a port; renewed at half of it
inline constexpr Duration mappingLeast = 30s;         // between two renewals, however short a lease is
inline constexpr Duration mappingRetry = 10min;       // until a router is looked for again, or asked again
inline constexpr Duration mappingQuit = 1s;           // to take a forwarded port back at the end
inline constexpr Duration networkPause = 1s;          // between two reactions to changes of the network
inline constexpr qsizetype peerEndpoints = 4;          // of a peer, given by a person; in an invite too
inline constexpr Duration lookupRepeat = 1min;         // of a configured name, while the direct way is down

// --- Our own messages ---
inline constexpr std::size_t openingSize = 512;       // the encoded opening or answer of a stream
inline constexpr std::size_t helloSize = 1024;        // a sealed hello; a Tox lossless packet holds 1373
inline constexpr std::size_t inviteLinkSize = 2048;   // characters of a culvert: link
inline constexpr std::size_t inviteTargets = 16;      // targets in an invite
inline constexpr std::size_t passwordSize = 1024;     // bytes of a profile's password

// --- TCP ---
inline constexpr Duration dial = 20s;                 // per target, over all its addresses
inline constexpr Duration lookup = 10s;               // of a target's name
inline constexpr std::ptrdiff_t lookups = 16;         // of names for peers, under way at once
inline constexpr Duration openingWait = 10s;          // from a new stream to its whole opening
inline constexpr int listenBacklog = 256;
inline constexpr Duration acceptRetry = 500ms;        // after accept failed for want of descriptors
inline constexpr Duration listenRetry = 10s;           // after a started tunnel could not have its port
inline constexpr qsizetype readChunk = 64 << 10;      // one read from a TCP end

// --- UDP forwards ---
inline constexpr std::size_t udpDatagram = 65507;     // largest datagram: more IPv4 does not carry
inline constexpr std::size_t udpFrame = 1330;         // larger ones do not fit into one packet of a link, whatever its path
inline constexpr Duration udpIdle = 2min;             // without a datagram either way; then the flow is closed
inline constexpr int udpFlowsToPeer = 192;            // opened here; then the one that was idle longest makes way
inline constexpr int udpFlowsOfPeer = 256;            // opened by a peer; further ones are refused
inline constexpr int udpFlows = 1024;                 // of both kinds, all peers together
inline constexpr Duration udpPause = 1s;              // after a flow was refused, before its tunnel opens another one
inline constexpr Duration udpWait = 1s;               // a datagram waits no longer for its turn to be sent
inline constexpr quint64 udpQueueLeast = 4 << 10;     // bytes that may so wait of one flow whatever the others do
inline constexpr quint64 udpQueue = 512 << 10;        // the same of all flows of a peer, above the least; one has a quarter of the rest
inline constexpr quint64 udpReceiveQueue = 1 << 20;   // bytes come from a peer in one turn; more are dropped
inline constexpr quint64 udpStreamQueue = 128 << 10;  // not yet acknowledged of what goes by a flow's stream; more is dropped
inline constexpr int udpTurn = 64;                    // datagrams taken from a socket before others get their turn
inline constexpr int udpSocketBuffer = 1 << 20;       // of the system, for the local port of a UDP forward

// --- Reverse forwards ---
inline constexpr int listenersPerPeer = 16;           // ports that are listened on here for a peer
inline constexpr int listenersForPeers = 64;          // the same for all peers together
inline constexpr Duration reverseRetry = 10s;         // after a peer refused to listen

// --- Proxy ports ---
inline constexpr std::size_t proxyHead = 64 << 10;    // head of a request or an answer, and fields behind a body
inline constexpr qsizetype proxyPiece = 16 << 10;     // taken from an application or a target before it is passed on
inline constexpr int proxyClients = 1024;             // applications connected to one port; further ones are reset
inline constexpr Duration proxyGreeting = 15s;        // from connecting to a whole greeting
inline constexpr Duration proxyIdle = 60s;            // between two requests of an application
inline constexpr Duration proxyConnect = 95s;         // for the target: a person's answer, its name, the dial
inline constexpr Duration proxyLinger = 5s;           // for an application, or a target left behind, to close as well
inline constexpr Duration proxyUnread = 15min;        // in which an application takes nothing of what is left of its answer

// --- Speed limits of tunnels ---
inline constexpr quint64 rateLeast = 1'000;            // bytes a second
inline constexpr quint64 rateMost = 10'000'000'000;
inline constexpr Duration rateBurst = 50ms;            // of a rate that may go at once

// --- Tests of a link ---
inline constexpr Duration testDirection = 60s;        // bytes of one direction
inline constexpr Duration testEcho = 150s;            // the echo beside them, from the first direction to the last
inline constexpr Duration testGrace = 10s;            // more than was asked for; then the stream is reset
inline constexpr quint64 testBytes = quint64(64) << 30; // of one stream of a test
inline constexpr int testStreams = 1;                 // of a peer at once, of each role: so one test
inline constexpr quint64 testEchoBuffer = 16 << 10;   // come and not yet sent back

// --- Control socket ---
inline constexpr int controlSessions = 64;            // programs connected at once
inline constexpr qint64 controlRequest = 1 << 20;     // bytes of a line from a client
inline constexpr qint64 controlAnswer = 64 << 20;     // bytes of a line from the program; 1000 closed connections are 0.5 MB
inline constexpr qint64 controlUnread = 1 << 20;      // not taken by a client; until then a watch waits
inline constexpr int controlWindows = 8;              // attached at once
inline constexpr int controlAsked = 64;               // requests of a window that are not answered yet
inline constexpr Duration controlPatience = 10s;      // for the answer to a sub-command, or to a window that attaches

// --- What is kept to be shown ---
inline constexpr int closedKept = 1000;               // closed connections
inline constexpr int errorsKept = 500;
inline constexpr qsizetype removedKept = 32;          // removed tunnels that can be put back
inline constexpr qsizetype endedInvitesKept = 100;     // used, expired or revoked
inline constexpr Duration snapshotPause = 250ms;      // between two snapshots

// --- Names ---
inline constexpr qsizetype nameLength = 64;            // characters of a machine's, a tunnel's, a group's and an invite's

// --- Texts that are taken over ---
inline constexpr qsizetype importSize = 256 << 10;     // bytes of a list of tunnels, or of bootstrap nodes
inline constexpr qsizetype importTunnels = 256;        // in one list
inline constexpr qsizetype ownNodes = 128;             // bootstrap nodes of a profile

// --- Rules ---
inline constexpr int rulesPerPeer = 256;              // lines
inline constexpr Duration questionWait = 60s;         // for a person's answer; then the connection is refused
inline constexpr int questionsPerPeer = 4;            // different ones at once; further ones are refused
inline constexpr int questions = 16;                  // the same for all peers together

// --- Pairing ---
inline constexpr int openInvites = 32;                // at once
inline constexpr std::size_t toxRequests = 32;        // without a valid invite, taken in a turn of toxcore; more are dropped
inline constexpr std::size_t strangersKept = 64;      // who asked by Tox, to be forgotten by it; it remembers 32 itself
inline constexpr int requestsPerSecond = 20;          // by UDP and sealed with an open invite's token, that are looked into
inline constexpr int requestsWaiting = 20;             // to pair, without a valid invite, for a person
inline constexpr Duration requestPause = 1min;        // between two new ones, over all keys
inline constexpr Duration refusalKept = 24h;          // a refused key is not heard again for so long
inline constexpr Duration requestRepeat = 10min;      // of our own request by Tox, while it has no answer

} // namespace culvert::limits
