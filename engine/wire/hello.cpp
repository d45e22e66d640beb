// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/hello.h"

#include "core/limits.h"
#include "wire/cbor.h"

#include <QCborArray>

#include <sodium.h>

#include <algorithm>

namespace culvert::wire {

namespace {

constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

enum Key : qint64 { Version = 0, Instance = 1, Heard = 2, Linked = 3, Token = 4, Name = 5, Candidates = 6, Number = 7, Proven = 8,
                   Challenge = 9, Response = 10, Twice = 11 };

const std::uint8_t *bytesOf(QByteArrayView view) { return reinterpret_cast<const std::uint8_t *>(view.data()); }

} // namespace

QByteArray sealHello(const Hello &hello, const SymmetricKey &key, const PublicKey &sender, Random &random)
{
    QCborMap map{{Version, protocolVersion},
                 {Instance, hello.instance.toBytes()},
                 {Linked, hello.linked},
                 {Name, hello.name.left(limits::nameLength)},
                 {Number, qint64(hello.number)}};
    if (hello.heard)
        map.insert(Heard, hello.heard->toBytes());
    if (hello.heard && hello.proven)
        map.insert(Proven, true);
    if (hello.token)
        map.insert(Token, hello.token->toBytes());
    if (hello.challenge)
        map.insert(Challenge, hello.challenge->toBytes());
    if (hello.response)
        map.insert(Response, hello.response->toBytes());
    if (hello.heard && hello.proven && hello.twice)
        map.insert(Twice, true);
    if (!hello.candidates.isEmpty()) {
        QCborArray candidates;
        for (const Endpoint &candidate : hello.candidates.first(std::min(hello.candidates.size(), limits::directCandidates)))
            candidates.append(candidate.toString());
        map.insert(Candidates, candidates);
    }
    const QByteArray plain = QCborValue(map).toCbor();

    QByteArray sealed(nonceSize + plain.size() + tagSize, Qt::Uninitialized);
    auto *const out = reinterpret_cast<std::uint8_t *>(sealed.data());
    random.fill({out, std::size_t(nonceSize)});
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + nonceSize, nullptr, bytesOf(plain), quint64(plain.size()),
                                               sender.data(), PublicKey::size, nullptr, out, key.data());
    return sealed;
}

OpenedHello openHello(QByteArrayView message, const SymmetricKey &key, const PublicKey &sender)
{
    if (message.size() < nonceSize + tagSize || message.size() > qsizetype(limits::helloSize))
        return {};
    QByteArray plain(message.size() - nonceSize - tagSize, Qt::Uninitialized);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<std::uint8_t *>(plain.data()), nullptr, nullptr,
                                                   bytesOf(message) + nonceSize, quint64(message.size() - nonceSize),
                                                   sender.data(), PublicKey::size, bytesOf(message), key.data()) != 0)
        return {};
    const auto map = decodeMap(plain);
    const auto version = map ? integerAt(*map, Version, 1, INT_MAX) : std::nullopt;
    if (!version)
        return {std::nullopt, HelloRefusal::Malformed};
    if (*version != protocolVersion)
        return {std::nullopt, HelloRefusal::OtherVersion};
    const auto instance = InstanceId::fromBytes(bytesAt(*map, Instance).value_or(QByteArray()));
    const auto name = textAt(*map, Name, limits::nameLength);
    const auto number = integerAt(*map, Number, 1, UINT32_MAX);
    if (!instance || !name || !number)
        return {std::nullopt, HelloRefusal::Malformed};
    Hello hello;
    hello.instance = *instance;
    hello.linked = map->value(Linked).toBool();
    hello.name = *name;
    hello.number = std::uint32_t(*number);
    hello.heard = InstanceId::fromBytes(bytesAt(*map, Heard).value_or(QByteArray()));
    hello.proven = hello.heard && map->value(Proven).toBool();
    hello.token = InviteToken::fromBytes(bytesAt(*map, Token).value_or(QByteArray()));
    hello.challenge = HelloChallenge::fromBytes(bytesAt(*map, Challenge).value_or(QByteArray()));
    hello.response = HelloChallenge::fromBytes(bytesAt(*map, Response).value_or(QByteArray()));
    hello.twice = hello.proven && map->value(Twice).toBool();
    for (const QCborValue &candidate : map->value(Candidates).toArray()) {
        const auto endpoint = parseEndpoint(candidate.toString());
        if (endpoint && hello.candidates.size() < limits::directCandidates)
            hello.candidates.append(*endpoint);
    }
    return {hello, HelloRefusal::NotAuthentic};
}

} // namespace culvert::wire
