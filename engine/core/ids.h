// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QString>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace culvert {

namespace detail {
// Exactly out.size() bytes from 2 × out.size() hex digits of either case; false for anything else.
[[nodiscard]] bool decodeHex(QStringView text, std::span<std::uint8_t> out);
[[nodiscard]] QString encodeHex(std::span<const std::uint8_t> bytes);
} // namespace detail

// N bytes that mean one thing. A value: fixed size, no terminator, compared whole. Text is upper-case hex.
template <std::size_t N, class Tag>
class FixedBytes {
public:
    static constexpr std::size_t size = N;

    FixedBytes() = default;
    explicit FixedBytes(const std::array<std::uint8_t, N> &bytes) : bytes_(bytes) {}

    // Nothing unless there are exactly N bytes.
    static std::optional<FixedBytes> fromBytes(QByteArrayView bytes)
    {
        if (bytes.size() != qsizetype(N))
            return std::nullopt;
        FixedBytes out;
        std::memcpy(out.bytes_.data(), bytes.data(), N);
        return out;
    }
    // Nothing unless there are exactly 2 N hex digits.
    static std::optional<FixedBytes> fromHex(QStringView text)
    {
        FixedBytes out;
        if (!detail::decodeHex(text, out.bytes_))
            return std::nullopt;
        return out;
    }

    [[nodiscard]] QString toHex() const { return detail::encodeHex(bytes_); }
    [[nodiscard]] QByteArray toBytes() const { return QByteArray(reinterpret_cast<const char *>(bytes_.data()), qsizetype(N)); }
    [[nodiscard]] const std::uint8_t *data() const { return bytes_.data(); }
    [[nodiscard]] std::uint8_t *data() { return bytes_.data(); }
    [[nodiscard]] std::span<const std::uint8_t, N> span() const { return bytes_; }

    auto operator<=>(const FixedBytes &) const = default;
    friend size_t qHash(const FixedBytes &id, size_t seed = 0) { return qHashBits(id.bytes_.data(), N, seed); }

private:
    std::array<std::uint8_t, N> bytes_{};
};

using PublicKey = FixedBytes<32, struct PublicKeyTag>;     // a Tox public key: who a peer is
using SecretKey = FixedBytes<32, struct SecretKeyTag>;     // a Tox secret key; never leaves the engine
using InstanceId = FixedBytes<16, struct InstanceIdTag>;   // one start of a program; random
using InviteToken = FixedBytes<16, struct InviteTokenTag>; // what an invite proves; random, one-time
using Nospam = FixedBytes<4, struct NospamTag>;            // the part of a Tox address that can be changed
using TokenHash = FixedBytes<32, struct TokenHashTag>;     // SHA-256 of an InviteToken, as the profile keeps it

// A Tox address: public key (32 bytes), nospam (4), checksum (2). A value of this type has a right checksum.
// Source: Tox protocol specification, "Tox ID".
class ToxAddress {
public:
    static constexpr std::size_t size = PublicKey::size + Nospam::size + 2;

    // Nothing if the length or the checksum is wrong.
    static std::optional<ToxAddress> fromBytes(QByteArrayView bytes);
    static std::optional<ToxAddress> fromHex(QStringView text);

    [[nodiscard]] PublicKey publicKey() const;
    [[nodiscard]] Nospam nospam() const;
    [[nodiscard]] QString toHex() const { return bytes_.toHex(); }
    [[nodiscard]] QByteArray toBytes() const { return bytes_.toBytes(); }
    [[nodiscard]] const std::uint8_t *data() const { return bytes_.data(); }

    bool operator==(const ToxAddress &) const = default;

private:
    using Bytes = FixedBytes<size, struct ToxAddressTag>;
    explicit ToxAddress(const Bytes &bytes) : bytes_(bytes) {}
    static std::optional<ToxAddress> checked(const Bytes &bytes);

    Bytes bytes_;
};

// Numbers one connection, flow of UDP or test carried by this engine; never used again while the program runs.
using ConnectionId = quint64;
using QuestionId = quint64;

} // namespace culvert
