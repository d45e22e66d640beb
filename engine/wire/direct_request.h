// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"
#include "core/random.h"
#include "wire/invite.h"
#include "wire/link_keys.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace culvert::wire {

// A request to pair as one UDP datagram, for a machine that is not, or not yet, met over Tox. Only who has the token's
// hash can read it, so that nobody on the way learns a key, and what is not of an open invite costs no public-key
// operation. PROTOCOL.md, "Request over UDP".
using RequestDatagram = std::array<std::uint8_t, limits::datagramSize>;

// Of a request that has a token. `key` is LinkKeys::request of the two.
[[nodiscard]] RequestDatagram sealRequest(const PairRequest &request, const PublicKey &sender, const PublicKey &receiver,
                                          const SymmetricKey &key, Random &random);

[[nodiscard]] bool isRequest(std::span<const std::uint8_t> datagram);

// What somebody who knows the token says: not yet that it is who it says.
struct RequestClaim {
    using Proof = std::array<std::uint8_t, 16>;
    PublicKey from;
    QByteArray message;         // for decodePairRequest
    QByteArray nonce;
    Proof proof{};
};

// Nothing unless it was sealed with the token of this hash for this receiver.
[[nodiscard]] std::optional<RequestClaim> openRequest(std::span<const std::uint8_t> datagram, const TokenHash &token,
                                                      const PublicKey &receiver);
// Whether the sender has the secret key of the public key it names: `key` is LinkKeys::request with that one.
[[nodiscard]] bool proves(const RequestClaim &claim, const SymmetricKey &key);

} // namespace culvert::wire
