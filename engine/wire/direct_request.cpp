// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/direct_request.h"

#include "wire/datagram.h"

#include <QtEndian>

#include <sodium.h>

#include <algorithm>

namespace culvert::wire {

namespace {

// type, nonce, then sealed: the sender's key, its proof, the length of the message, the message, zeroes; then the tag.
constexpr std::size_t nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t sealedAt = 1 + nonceSize;
constexpr std::size_t plainSize = limits::datagramSize - sealedAt - tagSize;
constexpr std::size_t proofAt = PublicKey::size;
constexpr std::size_t lengthAt = proofAt + std::tuple_size_v<RequestClaim::Proof>;
constexpr std::size_t messageAt = lengthAt + 2;
constexpr std::size_t messageMax = plainSize - messageAt;
static_assert(messageMax >= pairRequestSize);

using Plain = std::array<std::uint8_t, plainSize>;

SymmetricKey sealingKey(const TokenHash &token)
{
    SymmetricKey key;
    constexpr std::uint8_t label[] = {'c', 'u', 'l', 'v', 'p', 'a', 'i', 'r'};
    crypto_generichash(key.data(), SymmetricKey::size, label, sizeof label, token.data(), TokenHash::size);
    return key;
}

RequestClaim::Proof proofOf(const std::uint8_t *nonce, const PublicKey &sender, QByteArrayView message, const SymmetricKey &key)
{
    RequestClaim::Proof proof;
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), SymmetricKey::size, proof.size());
    crypto_generichash_update(&state, nonce, nonceSize);
    crypto_generichash_update(&state, sender.data(), PublicKey::size);
    crypto_generichash_update(&state, reinterpret_cast<const std::uint8_t *>(message.data()), std::size_t(message.size()));
    crypto_generichash_final(&state, proof.data(), proof.size());
    return proof;
}

} // namespace

RequestDatagram sealRequest(const PairRequest &request, const PublicKey &sender, const PublicKey &receiver,
                            const SymmetricKey &key, Random &random)
{
    Q_ASSERT(request.token);
    const QByteArray message = encodePairRequest(request);
    Q_ASSERT(std::size_t(message.size()) <= messageMax); // a token and a name of 64 characters
    RequestDatagram out{};
    out[0] = std::uint8_t(DatagramType::Request);
    random.fill(std::span(out).subspan(1, nonceSize));
    Plain plain{};
    std::ranges::copy(sender.span(), plain.begin());
    std::ranges::copy(proofOf(&out[1], sender, message, key), plain.begin() + proofAt);
    qToBigEndian(std::uint16_t(message.size()), &plain[lengthAt]);
    std::ranges::copy(message, plain.begin() + messageAt);
    const SymmetricKey sealing = sealingKey(hashOf(*request.token));
    crypto_aead_xchacha20poly1305_ietf_encrypt(&out[sealedAt], nullptr, plain.data(), plain.size(), receiver.data(),
                                               PublicKey::size, nullptr, &out[1], sealing.data());
    return out;
}

bool isRequest(std::span<const std::uint8_t> datagram)
{
    return datagram.size() == limits::datagramSize && datagram[0] == std::uint8_t(DatagramType::Request);
}

std::optional<RequestClaim> openRequest(std::span<const std::uint8_t> datagram, const TokenHash &token, const PublicKey &receiver)
{
    if (!isRequest(datagram))
        return std::nullopt;
    Plain plain;
    const SymmetricKey sealing = sealingKey(token);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, &datagram[sealedAt], plainSize + tagSize,
                                                   receiver.data(), PublicKey::size, &datagram[1], sealing.data()) != 0)
        return std::nullopt;
    const std::size_t length = qFromBigEndian<std::uint16_t>(&plain[lengthAt]);
    if (length > messageMax)
        return std::nullopt;
    RequestClaim claim;
    claim.from = *PublicKey::fromBytes(QByteArrayView(plain.data(), qsizetype(PublicKey::size)));
    claim.nonce = QByteArray(reinterpret_cast<const char *>(&datagram[1]), qsizetype(nonceSize));
    std::copy_n(plain.begin() + proofAt, claim.proof.size(), claim.proof.begin());
    claim.message = QByteArray(reinterpret_cast<const char *>(&plain[messageAt]), qsizetype(length));
    return claim;
}

bool proves(const RequestClaim &claim, const SymmetricKey &key)
{
    const auto expected = proofOf(reinterpret_cast<const std::uint8_t *>(claim.nonce.constData()), claim.from, claim.message, key);
    return sodium_memcmp(expected.data(), claim.proof.data(), expected.size()) == 0;
}

} // namespace culvert::wire
