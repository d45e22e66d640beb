// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/datagram.h"

#include <QtEndian>

#include <sodium.h>

#include <algorithm>
#include <array>

namespace culvert::wire {

namespace {

constexpr std::uint8_t heartbeatVersion = 1;
constexpr std::size_t macAt = 14;
constexpr std::size_t macSize = Heartbeat::size - macAt;
static_assert(macSize >= crypto_generichash_BYTES_MIN);

std::array<std::uint8_t, macSize> macOf(std::span<const std::uint8_t> head, const HeartbeatSeal &seal)
{
    std::array<std::uint8_t, macSize> mac;
    crypto_generichash_state state;
    crypto_generichash_init(&state, seal.key.data(), SymmetricKey::size, mac.size());
    crypto_generichash_update(&state, seal.sender.data(), PublicKey::size);
    crypto_generichash_update(&state, seal.senderInstance.data(), InstanceId::size);
    crypto_generichash_update(&state, seal.receiverInstance.data(), InstanceId::size);
    crypto_generichash_update(&state, head.data(), head.size());
    crypto_generichash_final(&state, mac.data(), mac.size());
    return mac;
}

} // namespace

void encode(const Heartbeat &heartbeat, const HeartbeatSeal &seal, std::span<std::uint8_t, Heartbeat::size> out)
{
    out[0] = std::uint8_t(DatagramType::Heartbeat);
    out[1] = heartbeatVersion;
    qToBigEndian(heartbeat.number, &out[2]);
    qToBigEndian(heartbeat.echo, &out[6]);
    qToBigEndian(heartbeat.echoDelayUs, &out[10]);
    std::ranges::copy(macOf(out.first(macAt), seal), out.begin() + macAt);
}

std::optional<Heartbeat> decodeHeartbeat(std::span<const std::uint8_t> datagram, const HeartbeatSeal &seal)
{
    if (datagram.size() != Heartbeat::size || datagram[0] != std::uint8_t(DatagramType::Heartbeat)
        || datagram[1] != heartbeatVersion)
        return std::nullopt;
    const auto mac = macOf(datagram.first(macAt), seal);
    if (sodium_memcmp(mac.data(), &datagram[macAt], macSize) != 0)
        return std::nullopt;
    return Heartbeat{qFromBigEndian<std::uint32_t>(&datagram[2]), qFromBigEndian<std::uint32_t>(&datagram[6]),
                     qFromBigEndian<std::uint32_t>(&datagram[10])};
}

} // namespace culvert::wire
