// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/datagram.h"

#include <QtEndian>

namespace culvert::wire {

namespace {
constexpr std::uint8_t heartbeatVersion = 1;
}

void encode(const Heartbeat &heartbeat, std::span<std::uint8_t, Heartbeat::size> out)
{
    out[0] = std::uint8_t(DatagramType::Heartbeat);
    out[1] = heartbeatVersion;
    qToBigEndian(heartbeat.number, &out[2]);
    qToBigEndian(heartbeat.echo, &out[6]);
    qToBigEndian(heartbeat.echoDelayUs, &out[10]);
}

std::optional<Heartbeat> decodeHeartbeat(std::span<const std::uint8_t> datagram)
{
    if (datagram.size() < Heartbeat::size || datagram[0] != std::uint8_t(DatagramType::Heartbeat)
        || datagram[1] != heartbeatVersion)
        return std::nullopt;
    return Heartbeat{qFromBigEndian<std::uint32_t>(&datagram[2]), qFromBigEndian<std::uint32_t>(&datagram[6]),
                     qFromBigEndian<std::uint32_t>(&datagram[10])};
}

} // namespace culvert::wire
