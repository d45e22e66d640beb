// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QString>

// The states of the engine in a person's words, translated. Pure.
namespace culvert::ui {

[[nodiscard]] QString words(api::PeerState state);
[[nodiscard]] QString words(api::PathKind path);
[[nodiscard]] QString words(api::ConnectionState state);
[[nodiscard]] QString words(const api::ToxInfo &tox);

// How a tunnel is, in one or two words; the reason of a failure is sentence(*tunnel.error).
[[nodiscard]] QString words(const api::TunnelInfo &tunnel, api::PeerState peer);

// The state; of one that goes on only with a peer that is not there now, that; and for a closed one who closed it.
[[nodiscard]] QString stateWords(const api::ConnectionInfo &connection, api::PeerState peer);

// Whether nothing goes to the peer and from it until that is there again.
[[nodiscard]] bool waitsForPeer(const api::ConnectionInfo &connection, api::PeerState peer);

// What a connection goes to; for one that measures the link, that.
[[nodiscard]] QString targetWords(const api::ConnectionInfo &connection);

// Who closed a connection and why, as one line. Empty while it is open.
[[nodiscard]] QString closingWords(const api::ConnectionInfo &connection);
[[nodiscard]] QString words(api::ClosedBy by);

// What the counter with this key of status --json counts; an unknown key is given back as it is.
[[nodiscard]] QString counterWords(const QString &key);
// Whether it counts bytes.
[[nodiscard]] bool countsBytes(const QString &key);

} // namespace culvert::ui
