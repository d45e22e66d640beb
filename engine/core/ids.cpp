// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ids.h"

#include "core/digits.h"

namespace culvert {

bool detail::decodeHex(QStringView text, std::span<std::uint8_t> out)
{
    if (text.size() != qsizetype(2 * out.size()))
        return false;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const int high = hexDigit(text[qsizetype(2 * i)]);
        const int low = hexDigit(text[qsizetype(2 * i + 1)]);
        if (high < 0 || low < 0)
            return false;
        out[i] = std::uint8_t(high << 4 | low);
    }
    return true;
}

QString detail::encodeHex(std::span<const std::uint8_t> bytes)
{
    static constexpr char16_t digits[] = u"0123456789ABCDEF";
    QString text(qsizetype(2 * bytes.size()), Qt::Uninitialized);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text[qsizetype(2 * i)] = QChar(digits[bytes[i] >> 4]);
        text[qsizetype(2 * i + 1)] = QChar(digits[bytes[i] & 15]);
    }
    return text;
}

std::optional<ToxAddress> ToxAddress::checked(const Bytes &bytes)
{
    // The checksum is the XOR of the 2-byte words before it, so the XOR of all words is zero.
    std::uint8_t sum[2] = {};
    for (std::size_t i = 0; i < size; ++i)
        sum[i % 2] ^= bytes.data()[i];
    if (sum[0] != 0 || sum[1] != 0)
        return std::nullopt;
    return ToxAddress(bytes);
}

std::optional<ToxAddress> ToxAddress::fromBytes(QByteArrayView bytes)
{
    const auto fixed = Bytes::fromBytes(bytes);
    return fixed ? checked(*fixed) : std::nullopt;
}

std::optional<ToxAddress> ToxAddress::fromHex(QStringView text)
{
    const auto fixed = Bytes::fromHex(text);
    return fixed ? checked(*fixed) : std::nullopt;
}

PublicKey ToxAddress::publicKey() const
{
    return *PublicKey::fromBytes(QByteArrayView(bytes_.data(), PublicKey::size));
}

Nospam ToxAddress::nospam() const
{
    return *Nospam::fromBytes(QByteArrayView(bytes_.data() + PublicKey::size, Nospam::size));
}

} // namespace culvert
