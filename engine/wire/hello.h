// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/ids.h"
#include "core/random.h"
#include "wire/link_keys.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace culvert::wire {

// The version of everything that two machines say to one another. A hello of another one is refused.
inline constexpr qint64 protocolVersion = 1;

using HelloChallenge = FixedBytes<16, struct HelloChallengeTag>;

// Who is there: sent when a path comes up and until the link is. PROTOCOL.md, "Hello".
struct Hello {
    InstanceId instance;               // of the sender's program
    std::optional<InstanceId> heard;   // the receiver's instance, as the sender heard it last
    bool linked = false;               // the sender has a link to the receiver
    std::optional<InviteToken> token;  // while pairing
    QString name;                      // of the sender's machine, for people; cut to limits::nameLength
    QList<Endpoint> candidates{};      // where the sender may be reached by UDP; at most limits::directCandidates
    std::uint32_t number = 1;          // counts the hellos of this instance from 1, so that none can be said again
    bool proven = false;               // the one in `heard` has said the sender's own instance: it is there now
    // Of two programs of one key: whether one that another has followed is there still, asked and answered, and then told.
    std::optional<HelloChallenge> challenge{}; // to be said back in the next hellos
    std::optional<HelloChallenge> response{};  // the receiver's, as the sender heard it last
    bool twice = false;                        // besides the one in `heard` another program of the receiver's key is there
};

// Sealed by XChaCha20-Poly1305 under a random nonce; the sender's key is authenticated with it, so that a hello cannot be
// sent back to its sender. At most limits::helloSize bytes.
[[nodiscard]] QByteArray sealHello(const Hello &hello, const SymmetricKey &key, const PublicKey &sender, Random &random);

enum class HelloRefusal { NotAuthentic, Malformed, OtherVersion };
struct OpenedHello {
    std::optional<Hello> hello;
    HelloRefusal refusal = HelloRefusal::NotAuthentic; // without a hello
};
[[nodiscard]] OpenedHello openHello(QByteArrayView message, const SymmetricKey &key, const PublicKey &sender);

} // namespace culvert::wire
