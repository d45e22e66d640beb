// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"
#include "wire/link_keys.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace culvert::wire {

// Tells a machine which of its peers a probe is of, before it can be checked. The same for both directions of a pair.
using ProbeTag = FixedBytes<8, struct ProbeTagTag>;
// Ties an answer to its question. Random.
using ProbeNonce = FixedBytes<16, struct ProbeNonceTag>;

// What finds a direct way between two machines: a question and its answer, both of the full size of a datagram, so that a
// way that loses large datagrams is not taken for one. PROTOCOL.md, "Probe".
struct Probe {
    enum class Kind : std::uint8_t { Question = 1, Answer = 2 };
    Kind kind = Kind::Question;
    ProbeNonce nonce;
    // In an answer: where the question came from, as the one who answers saw it. IPv4 as ::ffff:a.b.c.d; port 0: not said.
    std::array<std::uint8_t, 16> seenHost{};
    std::uint16_t seenPort = 0;
    bool operator==(const Probe &) const = default;
};

inline constexpr std::size_t probeSize = limits::datagramSize;
using ProbeDatagram = std::array<std::uint8_t, probeSize>;

[[nodiscard]] ProbeTag probeTag(const SymmetricKey &key);

// Authenticated for the direction too: what a machine sends it does not take back.
[[nodiscard]] ProbeDatagram encodeProbe(const Probe &probe, const SymmetricKey &key, const PublicKey &sender);

// The tag of a whole datagram that may be a probe; nothing for any other size or type.
[[nodiscard]] std::optional<ProbeTag> tagOfProbe(std::span<const std::uint8_t> datagram);
// Nothing unless it is authentic.
[[nodiscard]] std::optional<Probe> decodeProbe(std::span<const std::uint8_t> datagram, const SymmetricKey &key, const PublicKey &sender);

} // namespace culvert::wire
