// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/command.h"
#include "api/snapshot.h"

#include <optional>

namespace culvert::test {

// A key whose every byte is `byte`.
[[nodiscard]] PublicKey keyOf(quint8 byte);

[[nodiscard]] api::PeerInfo samplePeer(const QString &name, quint8 key, api::PeerState state);
[[nodiscard]] api::TunnelInfo sampleTunnel(const QString &name, const api::PeerInfo &peer, api::TunnelState state);
[[nodiscard]] api::ConnectionInfo sampleConnection(ConnectionId id, const api::TunnelInfo &tunnel, api::ConnectionState state);

// A busy desk: three peers, four tunnels of which one cannot run, open and closed connections, errors, counters.
// `step` is how many quarters of a second it has been going on: bytes grow with it.
[[nodiscard]] api::Snapshot sampleDesk(int step);
// The same with two tunnels in the group "work", of which one has a limit.
[[nodiscard]] api::Snapshot groupedDesk(int step);

// The desk with two machines that ask to be paired, of which one says no name, and three open invites, of which the last
// stays good with a new address.
[[nodiscard]] api::Snapshot withRequestsAndInvites(api::Snapshot desk);

// The desk with its newest test half through, and done.
[[nodiscard]] api::Snapshot underWay(api::Snapshot desk);
[[nodiscard]] api::Snapshot tested(api::Snapshot desk);

// What the engine answers there to the commands that read: bootstrap nodes of one's own, invites that ended, what an import would
// do, and a test of rules. Nothing for the others.
[[nodiscard]] std::optional<api::Reply> sampleAnswer(const api::Command &command);

} // namespace culvert::test
