// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/ids.h"
#include "core/result.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace culvert::wire {

// What a culvert: link says. PROTOCOL.md, "Invite".
struct Invite {
    ToxAddress address;         // whom to ask
    InviteToken token;          // with what: one-time
    QDateTime expiresAt;        // UTC, whole seconds
    QString name;               // of the machine that made it; may be empty
    QList<Endpoint> allow;      // what the inviter lets be reached; for people to read, the inviter's rules decide
    QList<Endpoint> endpoints{}; // where the inviter is reached by UDP, without Tox; at most limits::peerEndpoints
    QList<Endpoint> allowUdp{}; // as `allow`, of UDP; at most limits::inviteTargets
};

// "culvert:" and base64url of CBOR; at most limits::inviteLinkSize characters.
[[nodiscard]] QString encodeInvite(const Invite &invite);

// White space around it is ignored. Errors: InviteInvalid, UnsupportedVersion. Expiry is not judged here.
[[nodiscard]] Result<Invite> decodeInvite(QStringView link);

// What the profile keeps of a token: its SHA-256.
[[nodiscard]] TokenHash hashOf(const InviteToken &token);

// Bytes of a request to pair, and of any friend request here: what every toxcore takes, though the TOX_MAX_FRIEND_REQUEST_LENGTH of
// a release may be more.
inline constexpr std::size_t pairRequestSize = 921;

// The message of the friend request to pair: our name (of limits::nameLength characters at most: not cut here) and, where an invite was used, its token. At
// most pairRequestSize bytes. PROTOCOL.md, "Request to pair".
struct PairRequest {
    std::optional<InviteToken> token; // none: a person is to decide
    QString name;
};
[[nodiscard]] QByteArray encodePairRequest(const PairRequest &request);
[[nodiscard]] std::optional<PairRequest> decodePairRequest(QByteArrayView message);

} // namespace culvert::wire
