// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "profile/config.h"

namespace culvert::host {

// What a profile alone says of a peer and a tunnel: nothing is online, nothing listens.
[[nodiscard]] api::PeerInfo peerAtRest(const profile::PeerEntry &peer);
[[nodiscard]] api::TunnelInfo tunnelAtRest(const profile::ForwardEntry &forward, const profile::Config &config);

// The snapshot of a program that is not running.
[[nodiscard]] api::Snapshot snapshotAtRest(const profile::Config &config, const ToxAddress &address);

} // namespace culvert::host
