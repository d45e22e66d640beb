// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/words.h"

#include "api/sentences.h"

#include <QCoreApplication>

namespace culvert::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(culvert::ui::Words)
};

} // namespace

QString words(api::PeerState state)
{
    switch (state) {
    case api::PeerState::Pending: return Words::tr("Pairing");
    case api::PeerState::Offline: return Words::tr("Offline");
    case api::PeerState::Connecting: return Words::tr("Connecting");
    case api::PeerState::Online: return Words::tr("Online");
    case api::PeerState::Blocked: return Words::tr("Blocked");
    }
    Q_UNREACHABLE();
}

QString words(api::PathKind path)
{
    switch (path) {
    case api::PathKind::None: return QStringLiteral("–");
    case api::PathKind::Direct: return Words::tr("Direct");
    case api::PathKind::ToxUdp: return Words::tr("Tox, direct");
    case api::PathKind::ToxRelay: return Words::tr("Tox, relayed");
    }
    Q_UNREACHABLE();
}

QString words(api::ConnectionState state)
{
    switch (state) {
    case api::ConnectionState::Opening: return Words::tr("Opening");
    case api::ConnectionState::Asking: return Words::tr("Waits for your answer");
    case api::ConnectionState::Dialling: return Words::tr("Dialling");
    case api::ConnectionState::Open: return Words::tr("Open");
    case api::ConnectionState::HalfClosedOut: return Words::tr("Sending ended");
    case api::ConnectionState::HalfClosedIn: return Words::tr("Receiving ended");
    case api::ConnectionState::Draining: return Words::tr("Draining");
    case api::ConnectionState::Closed: return Words::tr("Closed");
    }
    Q_UNREACHABLE();
}

QString words(const api::ToxInfo &tox)
{
    if (!tox.enabled)
        return Words::tr("Tox: switched off");
    switch (tox.connection) {
    case api::ToxConnection::None: return Words::tr("Tox: not connected");
    case api::ToxConnection::Tcp: return Words::tr("Tox: connected by TCP");
    case api::ToxConnection::Udp: return Words::tr("Tox: connected");
    }
    Q_UNREACHABLE();
}

QString words(const api::TunnelInfo &tunnel, api::PeerState peer)
{
    switch (tunnel.state) {
    case api::TunnelState::Stopped: return Words::tr("Stopped");
    case api::TunnelState::Failed: return Words::tr("Failed");
    case api::TunnelState::Waiting: return Words::tr("Waiting for the peer");
    case api::TunnelState::Paused: return Words::tr("Paused");
    case api::TunnelState::Listening: break;
    }
    return peer == api::PeerState::Online ? Words::tr("Running") : Words::tr("Waiting for the peer");
}

QString words(api::ClosedBy by)
{
    switch (by) {
    case api::ClosedBy::Nobody: return {};
    case api::ClosedBy::App: return Words::tr("the app");
    case api::ClosedBy::Target: return Words::tr("the target");
    case api::ClosedBy::Peer: return Words::tr("the peer");
    case api::ClosedBy::This: return Words::tr("this side");
    }
    Q_UNREACHABLE();
}

bool waitsForPeer(const api::ConnectionInfo &connection, api::PeerState peer)
{
    if (peer == api::PeerState::Online)
        return false;
    switch (connection.state) {
    case api::ConnectionState::Asking:    // waits for a person here,
    case api::ConnectionState::Dialling:  // for the target,
    case api::ConnectionState::Closed:    // for nobody
        return false;
    case api::ConnectionState::Opening:
    case api::ConnectionState::Open:
    case api::ConnectionState::HalfClosedOut:
    case api::ConnectionState::HalfClosedIn:
    case api::ConnectionState::Draining: return true;
    }
    Q_UNREACHABLE();
}

QString stateWords(const api::ConnectionInfo &connection, api::PeerState peer)
{
    if (waitsForPeer(connection, peer))
        return Words::tr("Waiting for the peer");
    if (connection.state != api::ConnectionState::Closed || connection.closedBy == api::ClosedBy::Nobody)
        return words(connection.state);
    return Words::tr("Closed by %1").arg(words(connection.closedBy));
}

QString targetWords(const api::ConnectionInfo &connection)
{
    if (connection.kind != api::ConnectionKind::Test)
        return connection.target;
    if (connection.target.endsWith(QStringLiteral("echo")))
        return Words::tr("Link test: delay");
    // Seen from the one who began it.
    const bool down = connection.target.endsWith(QStringLiteral("down"));
    return down == (connection.side == api::Side::Near) ? Words::tr("Link test: bytes from the peer") : Words::tr("Link test: bytes to the peer");
}

QString closingWords(const api::ConnectionInfo &connection)
{
    if (connection.state != api::ConnectionState::Closed)
        return {};
    const QString why = api::sentence(api::ownReason(connection));
    if (connection.closedBy == api::ClosedBy::Nobody)
        return why;
    return Words::tr("By %1: %2").arg(words(connection.closedBy), why);
}

QString counterWords(const QString &key)
{
    if (key == u"streams") return Words::tr("Streams");
    if (key == u"tcpSockets") return Words::tr("TCP sockets");
    if (key == u"udpSockets") return Words::tr("UDP sockets");
    if (key == u"udpFlows") return Words::tr("UDP flows");
    if (key == u"listeners") return Words::tr("Listeners");
    if (key == u"links") return Words::tr("Links to peers");
    if (key == u"timers") return Words::tr("Timers");
    if (key == u"connections") return Words::tr("Connections");
    if (key == u"queuedBytes") return Words::tr("Queued bytes");
    if (key == u"descriptors") return Words::tr("Files and sockets open");
    if (key == u"threads") return Words::tr("Threads");
    if (key == u"residentBytes") return Words::tr("Memory in use");
    return key;
}

bool countsBytes(const QString &key) { return key.endsWith(QLatin1String("Bytes")); }

} // namespace culvert::ui
