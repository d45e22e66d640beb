// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/enum_names.h"

namespace culvert::api {

QString nameOf(PeerState state)
{
    switch (state) {
    case PeerState::Pending: return QStringLiteral("pending");
    case PeerState::Offline: return QStringLiteral("offline");
    case PeerState::Connecting: return QStringLiteral("connecting");
    case PeerState::Online: return QStringLiteral("online");
    case PeerState::Blocked: return QStringLiteral("blocked");
    }
    Q_UNREACHABLE();
}

QString nameOf(TunnelState state)
{
    switch (state) {
    case TunnelState::Stopped: return QStringLiteral("stopped");
    case TunnelState::Listening: return QStringLiteral("listening");
    case TunnelState::Failed: return QStringLiteral("failed");
    case TunnelState::Waiting: return QStringLiteral("waiting");
    case TunnelState::Paused: return QStringLiteral("paused");
    }
    Q_UNREACHABLE();
}

QString nameOf(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Opening: return QStringLiteral("opening");
    case ConnectionState::Asking: return QStringLiteral("asking");
    case ConnectionState::Dialling: return QStringLiteral("dialling");
    case ConnectionState::Open: return QStringLiteral("open");
    case ConnectionState::HalfClosedOut: return QStringLiteral("halfClosedOut");
    case ConnectionState::HalfClosedIn: return QStringLiteral("halfClosedIn");
    case ConnectionState::Draining: return QStringLiteral("draining");
    case ConnectionState::Closed: return QStringLiteral("closed");
    }
    Q_UNREACHABLE();
}

QString nameOf(PathKind path)
{
    switch (path) {
    case PathKind::None: return QStringLiteral("none");
    case PathKind::Direct: return QStringLiteral("direct");
    case PathKind::ToxUdp: return QStringLiteral("tox-udp");
    case PathKind::ToxRelay: return QStringLiteral("tox-relay");
    }
    Q_UNREACHABLE();
}

QString nameOf(TestPhase phase)
{
    switch (phase) {
    case TestPhase::Idle: return QStringLiteral("idle");
    case TestPhase::Down: return QStringLiteral("down");
    case TestPhase::Up: return QStringLiteral("up");
    case TestPhase::Done: return QStringLiteral("done");
    case TestPhase::Failed: return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
}

QString nameOf(ToxConnection connection)
{
    switch (connection) {
    case ToxConnection::None: return QStringLiteral("none");
    case ToxConnection::Tcp: return QStringLiteral("tcp");
    case ToxConnection::Udp: return QStringLiteral("udp");
    }
    Q_UNREACHABLE();
}

QString nameOf(ClosedBy by)
{
    switch (by) {
    case ClosedBy::Nobody: return {};
    case ClosedBy::App: return QStringLiteral("app");
    case ClosedBy::Target: return QStringLiteral("target");
    case ClosedBy::Peer: return QStringLiteral("peer");
    case ClosedBy::This: return QStringLiteral("this");
    }
    Q_UNREACHABLE();
}

QString nameOf(PortMappingState state)
{
    switch (state) {
    case PortMappingState::Absent: return QStringLiteral("absent");
    case PortMappingState::Off: return QStringLiteral("off");
    case PortMappingState::Searching: return QStringLiteral("searching");
    case PortMappingState::Mapped: return QStringLiteral("mapped");
    case PortMappingState::NoRouter: return QStringLiteral("none");
    case PortMappingState::Refused: return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
}

QString nameOf(TunnelKind kind)
{
    switch (kind) {
    case TunnelKind::Forward: return QStringLiteral("forward");
    case TunnelKind::Proxy: return QStringLiteral("proxy");
    case TunnelKind::Udp: return QStringLiteral("udp");
    case TunnelKind::Reverse: return QStringLiteral("reverse");
    }
    Q_UNREACHABLE();
}

QString nameOf(ConnectionKind kind)
{
    switch (kind) {
    case ConnectionKind::Tcp: return QStringLiteral("tcp");
    case ConnectionKind::Test: return QStringLiteral("test");
    case ConnectionKind::Udp: return QStringLiteral("udp");
    }
    Q_UNREACHABLE();
}

QString nameOf(Side side)
{
    switch (side) {
    case Side::Near: return QStringLiteral("near");
    case Side::Far: return QStringLiteral("far");
    }
    Q_UNREACHABLE();
}

QString nameOf(Protocol protocol)
{
    switch (protocol) {
    case Protocol::Tcp: return QStringLiteral("tcp");
    case Protocol::Udp: return QStringLiteral("udp");
    }
    Q_UNREACHABLE();
}

} // namespace culvert::api
