// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QStringView>

#include <optional>

// What enumerators of a snapshot are called in JSON: never renamed, never translated.
namespace culvert::api {

[[nodiscard]] QString nameOf(PeerState state);
[[nodiscard]] QString nameOf(PathKind path);
[[nodiscard]] QString nameOf(TunnelKind kind);
[[nodiscard]] QString nameOf(TunnelState state);
[[nodiscard]] QString nameOf(ConnectionKind kind);
[[nodiscard]] QString nameOf(Side side);
[[nodiscard]] QString nameOf(ConnectionState state);
[[nodiscard]] QString nameOf(ClosedBy by); // nobody: empty
[[nodiscard]] QString nameOf(ToxConnection connection);
[[nodiscard]] QString nameOf(PortMappingState state);
[[nodiscard]] QString nameOf(TestPhase phase);
[[nodiscard]] QString nameOf(Protocol protocol);

namespace detail {
// The last enumerator of each, so that all can be gone through.
constexpr PeerState last(PeerState) { return PeerState::Blocked; }
constexpr PathKind last(PathKind) { return PathKind::ToxRelay; }
constexpr TunnelKind last(TunnelKind) { return TunnelKind::Reverse; }
constexpr TunnelState last(TunnelState) { return TunnelState::Paused; }
constexpr ConnectionKind last(ConnectionKind) { return ConnectionKind::Udp; }
constexpr Side last(Side) { return Side::Far; }
constexpr ConnectionState last(ConnectionState) { return ConnectionState::Closed; }
constexpr ClosedBy last(ClosedBy) { return ClosedBy::This; }
constexpr ToxConnection last(ToxConnection) { return ToxConnection::Udp; }
constexpr PortMappingState last(PortMappingState) { return PortMappingState::Refused; }
constexpr TestPhase last(TestPhase) { return TestPhase::Failed; }
constexpr Protocol last(Protocol) { return Protocol::Udp; }
} // namespace detail

// The enumerator with this name; none: of another version.
template <class Enum>
[[nodiscard]] std::optional<Enum> enumNamed(QStringView name)
{
    for (int number = 0; number <= int(detail::last(Enum{})); ++number) {
        if (nameOf(Enum(number)) == name)
            return Enum(number);
    }
    return std::nullopt;
}

} // namespace culvert::api
