// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/enum_names.h"

#include "api/snapshot_json.h"

namespace culvert::api {

QString nameOf(PeerState state) { return stateName(state); }
QString nameOf(TunnelState state) { return stateName(state); }
QString nameOf(ConnectionState state) { return stateName(state); }
QString nameOf(PathKind path) { return pathName(path); }
QString nameOf(TestPhase phase) { return phaseName(phase); }

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
