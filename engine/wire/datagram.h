// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace culvert::wire {

// The first byte of every datagram on a path. 200 to 254 is what Tox lets through as lossy packets.
enum class DatagramType : std::uint8_t {
    Quic = 200,      // the rest is one QUIC datagram
    Heartbeat = 201, // a Heartbeat
    Probe = 202,     // a Probe; on direct ways alone
    Hello = 203,     // the rest is one sealed Hello; on direct ways alone, Tox has lossless packets for it
    Request = 204,   // a request to pair; by UDP alone, from whoever has an invite
};

// PROTOCOL.md, "Heartbeat": 14 bytes. Below 96, because Tox lets nothing larger through a path that it holds for sick.
struct Heartbeat {
    std::uint32_t number = 0;      // counts from 1
    std::uint32_t echo = 0;        // number of the last one heard; 0: none yet
    std::uint32_t echoDelayUs = 0; // how long ago that was heard, in microseconds; the largest value: longer

    static constexpr std::size_t size = 14;
    bool operator==(const Heartbeat &) const = default;
};

void encode(const Heartbeat &heartbeat, std::span<std::uint8_t, Heartbeat::size> out);

// Of a whole datagram. Nothing if it is not one of this version; longer ones are read as far as they are known.
[[nodiscard]] std::optional<Heartbeat> decodeHeartbeat(std::span<const std::uint8_t> datagram);

} // namespace culvert::wire
