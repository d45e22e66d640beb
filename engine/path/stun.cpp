// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/stun.h"

#include <QtEndian>

#include <algorithm>

namespace culvert::path {

namespace {

constexpr std::array<std::uint8_t, 2> bindingRequest{0x00, 0x01};
constexpr std::array<std::uint8_t, 2> bindingSuccess{0x01, 0x01};
constexpr std::array<std::uint8_t, 4> cookie{0x21, 0x12, 0xa4, 0x42};
constexpr std::size_t headSize = 20;
constexpr quint16 mappedAddress = 0x0001;
constexpr quint16 xorMappedAddress = 0x0020; // as the other, but no router on the way mistakes it for an address to be translated

quint16 number(std::span<const std::uint8_t> bytes) { return qFromBigEndian<quint16>(bytes.data()); }

// Section 14.1 and 14.2; `mask`: what the port and the address are combined with.
std::optional<inet::SocketAddress> addressIn(std::span<const std::uint8_t> value, std::span<const std::uint8_t, 16> mask)
{
    const std::size_t size = value.size() < 4 ? 0 : value[1] == 1 ? 4 : value[1] == 2 ? 16 : 0;
    if (size == 0 || value.size() != 4 + size)
        return {};
    std::array<std::uint8_t, 16> host{};
    std::transform(value.begin() + 4, value.end(), mask.begin(), host.begin(), std::bit_xor<std::uint8_t>());
    const auto port = quint16(number(value.subspan(2)) ^ number(mask));
    return inet::SocketAddress{size == 4 ? QHostAddress(qFromBigEndian<quint32>(host.data())) : QHostAddress(host.data()), port}.unmapped();
}

} // namespace

std::array<std::uint8_t, 20> stunRequest(const StunId &id)
{
    std::array<std::uint8_t, 20> out{}; // without attributes: a length of 0
    std::copy(bindingRequest.begin(), bindingRequest.end(), out.begin());
    std::copy(cookie.begin(), cookie.end(), out.begin() + 4);
    std::copy(id.begin(), id.end(), out.begin() + 8);
    return out;
}

bool isStunAnswer(std::span<const std::uint8_t> datagram)
{
    return datagram.size() >= headSize && std::equal(bindingSuccess.begin(), bindingSuccess.end(), datagram.begin())
        && std::equal(cookie.begin(), cookie.end(), datagram.begin() + 4);
}

std::optional<inet::SocketAddress> addressInStunAnswer(std::span<const std::uint8_t> datagram, const StunId &id)
{
    if (!isStunAnswer(datagram) || !std::equal(id.begin(), id.end(), datagram.begin() + 8) || number(datagram.subspan(2)) != datagram.size() - headSize)
        return {};
    std::array<std::uint8_t, 16> mask{};
    std::copy(cookie.begin(), cookie.end(), mask.begin());
    std::copy(id.begin(), id.end(), mask.begin() + cookie.size());
    std::optional<inet::SocketAddress> plain;
    for (auto rest = datagram.subspan(headSize); rest.size() >= 4;) {
        const quint16 type = number(rest);
        const std::size_t size = number(rest.subspan(2));
        if (rest.size() - 4 < size)
            return {};
        const auto value = rest.subspan(4, size);
        if (type == xorMappedAddress)
            return addressIn(value, mask);
        if (type == mappedAddress && !plain) // of servers of RFC 3489
            plain = addressIn(value, std::array<std::uint8_t, 16>{});
        rest = rest.subspan(std::min(rest.size(), 4 + (size + 3) / 4 * 4));
    }
    return plain;
}

} // namespace culvert::path
