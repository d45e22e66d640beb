// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/probe.h"

#include "wire/datagram.h"

#include <sodium.h>

#include <algorithm>

namespace culvert::wire {

namespace {

// type, kind, tag, nonce, MAC, where the question came from, then zeroes.
constexpr std::size_t kindAt = 1;
constexpr std::size_t tagAt = 2;
constexpr std::size_t nonceAt = tagAt + ProbeTag::size;
constexpr std::size_t macAt = nonceAt + ProbeNonce::size;
constexpr std::size_t macSize = 16;
constexpr std::size_t seenAt = macAt + macSize;
constexpr std::size_t seenHostSize = 16;
constexpr std::size_t seenSize = seenHostSize + 2;
static_assert(macSize >= crypto_generichash_BYTES_MIN);

std::array<std::uint8_t, macSize> macOf(std::span<const std::uint8_t> datagram, const SymmetricKey &key, const PublicKey &sender)
{
    std::array<std::uint8_t, macSize> mac;
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), SymmetricKey::size, mac.size());
    crypto_generichash_update(&state, sender.data(), PublicKey::size);
    crypto_generichash_update(&state, datagram.data(), macAt);
    crypto_generichash_update(&state, datagram.data() + seenAt, seenSize);
    crypto_generichash_final(&state, mac.data(), mac.size());
    return mac;
}

} // namespace

ProbeTag probeTag(const SymmetricKey &key)
{
    std::array<std::uint8_t, crypto_generichash_BYTES_MIN> hash;
    constexpr std::uint8_t label[] = {'c', 'u', 'l', 'v', 't', 't', 'a', 'g'};
    crypto_generichash(hash.data(), hash.size(), label, sizeof label, key.data(), SymmetricKey::size);
    return *ProbeTag::fromBytes(QByteArrayView(hash.data(), qsizetype(ProbeTag::size)));
}

ProbeDatagram encodeProbe(const Probe &probe, const SymmetricKey &key, const PublicKey &sender)
{
    ProbeDatagram out{};
    out[0] = std::uint8_t(DatagramType::Probe);
    out[kindAt] = std::uint8_t(probe.kind);
    std::ranges::copy(probeTag(key).span(), out.begin() + tagAt);
    std::ranges::copy(probe.nonce.span(), out.begin() + nonceAt);
    std::ranges::copy(probe.seenHost, out.begin() + seenAt);
    out[seenAt + seenHostSize] = std::uint8_t(probe.seenPort >> 8);
    out[seenAt + seenHostSize + 1] = std::uint8_t(probe.seenPort);
    std::ranges::copy(macOf(out, key, sender), out.begin() + macAt);
    return out;
}

std::optional<ProbeTag> tagOfProbe(std::span<const std::uint8_t> datagram)
{
    if (datagram.size() != probeSize || datagram[0] != std::uint8_t(DatagramType::Probe))
        return std::nullopt;
    return ProbeTag::fromBytes(QByteArrayView(datagram.data() + tagAt, qsizetype(ProbeTag::size)));
}

std::optional<Probe> decodeProbe(std::span<const std::uint8_t> datagram, const SymmetricKey &key, const PublicKey &sender)
{
    if (datagram.size() != probeSize || datagram[0] != std::uint8_t(DatagramType::Probe))
        return std::nullopt;
    const auto mac = macOf(datagram, key, sender);
    if (sodium_memcmp(mac.data(), datagram.data() + macAt, macSize) != 0)
        return std::nullopt;
    const std::uint8_t kind = datagram[kindAt];
    if (kind != std::uint8_t(Probe::Kind::Question) && kind != std::uint8_t(Probe::Kind::Answer))
        return std::nullopt;
    Probe probe{Probe::Kind(kind), *ProbeNonce::fromBytes(QByteArrayView(datagram.data() + nonceAt, qsizetype(ProbeNonce::size)))};
    std::ranges::copy(datagram.subspan(seenAt, seenHostSize), probe.seenHost.begin());
    probe.seenPort = std::uint16_t(datagram[seenAt + seenHostSize] << 8 | datagram[seenAt + seenHostSize + 1]);
    return probe;
}

} // namespace culvert::wire
