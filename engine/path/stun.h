// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inet/socket_address.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

// STUN (RFC 8489), as far as it says how a socket is seen from outside: bytes in, bytes out.
namespace culvert::path {

using StunId = std::array<std::uint8_t, 12>; // of a transaction

// A Binding request.
[[nodiscard]] std::array<std::uint8_t, 20> stunRequest(const StunId &id);

// Whether it has the form of an answer that succeeded, as none of our own datagrams has.
[[nodiscard]] bool isStunAnswer(std::span<const std::uint8_t> datagram);

// Where the request of this id came from, as such an answer says; nothing: it is another's answer, or broken.
[[nodiscard]] std::optional<inet::SocketAddress> addressInStunAnswer(std::span<const std::uint8_t> datagram, const StunId &id);

} // namespace culvert::path
