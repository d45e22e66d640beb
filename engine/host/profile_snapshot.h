// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "profile/config.h"

namespace culvert::host {

// What a profile alone says of a peer and a tunnel: nothing is online, nothing listens.
[[nodiscard]] api::PeerInfo peerAtRest(const profile::PeerEntry &peer);
[[nodiscard]] api::TunnelInfo tunnelAtRest(const profile::TunnelEntry &tunnel, const profile::Config &config);

// What may be said of an invite: the beginning of its token's hash tells it from others.
[[nodiscard]] QString inviteId(const profile::InviteEntry &invite);
[[nodiscard]] api::InviteInfo inviteInfo(const profile::InviteEntry &invite);
// Those that are neither used nor expired at `now`, in the order in which they were made.
[[nodiscard]] QList<api::InviteInfo> openInvites(const profile::Config &config, const QDateTime &now);

// Those that are, with the peer's present name where one was used and is still known; the latest end first.
[[nodiscard]] QList<api::EndedInviteInfo> endedInvites(profile::Config config, const QDateTime &now);

// The snapshot of a program that is not running.
[[nodiscard]] api::Snapshot snapshotAtRest(const profile::Config &config, const ToxAddress &address, const QDateTime &now);

} // namespace culvert::host
