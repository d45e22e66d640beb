// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <optional>

namespace culvert::wire {

using SymmetricKey = FixedBytes<32, struct SymmetricKeyTag>;

// What two machines share because each knows the other's public key. PROTOCOL.md, "Keys".
struct LinkKeys {
    SymmetricKey hello; // seals hellos
    SymmetricKey probe; // authenticates probes of direct ways
    SymmetricKey heartbeat; // authenticates heartbeats
    SymmetricKey request; // authenticates requests to pair that go by UDP
    SymmetricKey psk;   // the TLS 1.3 external pre-shared key of the QUIC handshake
};

// Nothing if `theirs` is no usable Curve25519 key (a low-order point).
[[nodiscard]] std::optional<LinkKeys> deriveLinkKeys(const SecretKey &mySecret, const PublicKey &mine, const PublicKey &theirs);

} // namespace culvert::wire
