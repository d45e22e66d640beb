// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "wire/link_keys.h"

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
    Receipt = 205,   // a Receipt; through Tox alone
};

// PROTOCOL.md, "Heartbeat": 30 bytes. Below 96, because Tox lets nothing larger through a path that it holds for sick.
struct Heartbeat {
    std::uint32_t number = 0;      // counts from 1
    std::uint32_t echo = 0;        // number of the last one heard; 0: none yet
    std::uint32_t echoDelayUs = 0; // how long ago that was heard, in microseconds; the largest value: longer

    static constexpr std::size_t size = 30;
    bool operator==(const Heartbeat &) const = default;
};

// What a heartbeat is bound to: the pair of machines, the direction, and this very start of both programs, so that none can
// be made up, turned round or kept for later.
struct HeartbeatSeal {
    SymmetricKey key;              // LinkKeys::heartbeat
    PublicKey sender;
    InstanceId senderInstance;
    InstanceId receiverInstance;
};

void encode(const Heartbeat &heartbeat, const HeartbeatSeal &seal, std::span<std::uint8_t, Heartbeat::size> out);

// Of a whole datagram. Nothing unless it is an authentic one of this version. Its number tells whether it is new.
[[nodiscard]] std::optional<Heartbeat> decodeHeartbeat(std::span<const std::uint8_t> datagram, const HeartbeatSeal &seal);

} // namespace culvert::wire
