// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ip_address.h"

#include "core/digits.h"

#include <QList>

#include <algorithm>
#include <charconv>

namespace culvert {

namespace {

using Bytes = std::array<std::uint8_t, 16>;

std::optional<std::uint32_t> parseV4(QStringView text)
{
    const auto parts = text.split(u'.');
    if (parts.size() != 4)
        return std::nullopt;
    std::uint32_t value = 0;
    for (QStringView part : parts) {
        const auto number = parseDecimal(part, 3);
        if (!number || (part.size() > 1 && part.front() == u'0') || *number > 255)
            return std::nullopt;
        value = value << 8 | std::uint32_t(*number);
    }
    return value;
}

// The groups on one side of "::", the last of them perhaps as IPv4. Nothing: not groups.
std::optional<QList<quint16>> parseGroups(QStringView text, bool mayEndInV4)
{
    QList<quint16> groups;
    if (text.isEmpty())
        return groups;
    const auto parts = text.split(u':');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QStringView part = parts[i];
        if (mayEndInV4 && i + 1 == parts.size() && part.contains(u'.')) {
            const auto v4 = parseV4(part);
            if (!v4)
                return std::nullopt;
            groups << quint16(*v4 >> 16) << quint16(*v4);
            continue;
        }
        if (part.isEmpty() || part.size() > 4)
            return std::nullopt;
        uint value = 0;
        for (QChar c : part) {
            const int digit = hexDigit(c);
            if (digit < 0)
                return std::nullopt;
            value = value * 16 + uint(digit);
        }
        groups << quint16(value);
    }
    return groups;
}

std::optional<Bytes> parseV6(QStringView text)
{
    const qsizetype gap = text.indexOf(QStringLiteral("::"));
    const auto head = parseGroups(gap < 0 ? text : text.left(gap), gap < 0);
    const auto tail = gap < 0 ? std::optional(QList<quint16>()) : parseGroups(text.mid(gap + 2), true);
    if (!head || !tail)
        return std::nullopt;
    const qsizetype given = head->size() + tail->size();
    if (gap < 0 ? given != 8 : given > 7)
        return std::nullopt;
    const QList<quint16> all = *head + QList<quint16>(8 - given, 0) + *tail;
    Bytes bytes{};
    for (std::size_t i = 0; i < 8; ++i) {
        bytes[2 * i] = std::uint8_t(all[qsizetype(i)] >> 8);
        bytes[2 * i + 1] = std::uint8_t(all[qsizetype(i)]);
    }
    return bytes;
}

bool zoneLooksRight(QStringView zone)
{
    return !zone.isEmpty() && zone.size() <= 32 && std::all_of(zone.begin(), zone.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'.' || c == u'_' || c == u'-');
    });
}

Network network(const char *text, int prefix) { return {*IpAddress::parse(QString::fromLatin1(text)), prefix}; }

// The ranges below mirror the special-purpose registries of IANA.
const QList<Network> &specialRanges()
{
    static const QList<Network> ranges{network("0.0.0.0", 8), network("127.0.0.0", 8), network("169.254.0.0", 16), network("224.0.0.0", 4),
                                       network("255.255.255.255", 32), network("::", 128), network("::1", 128), network("fe80::", 10),
                                       network("ff00::", 8), network("::", 96)};
    return ranges;
}

const QList<Network> &notPublicRanges()
{
    static const QList<Network> ranges{
        network("10.0.0.0", 8), network("100.64.0.0", 10), network("172.16.0.0", 12), network("192.0.0.0", 24), network("192.0.2.0", 24),
        network("192.88.99.0", 24), network("192.168.0.0", 16), network("198.18.0.0", 15), network("198.51.100.0", 24),
        network("203.0.113.0", 24), network("240.0.0.0", 4)};
    return ranges;
}

} // namespace

IpAddress IpAddress::v4(std::uint32_t value)
{
    return IpAddress(true, {std::uint8_t(value >> 24), std::uint8_t(value >> 16), std::uint8_t(value >> 8), std::uint8_t(value)}, {});
}

std::optional<IpAddress> IpAddress::parse(QStringView text)
{
    if (!text.contains(u':')) {
        const auto value = parseV4(text);
        return value ? std::optional(v4(*value)) : std::nullopt;
    }
    const qsizetype percent = text.indexOf(u'%');
    const auto bytes = parseV6(percent < 0 ? text : text.left(percent));
    if (!bytes)
        return std::nullopt;
    IpAddress address = v6(*bytes);
    if (percent < 0)
        return address;
    const bool linkLocal = (*bytes)[0] == 0xfe && ((*bytes)[1] & 0xc0) == 0x80;
    if (!linkLocal || !zoneLooksRight(text.mid(percent + 1)))
        return std::nullopt;
    address.zone_ = text.mid(percent + 1).toString();
    return address;
}

// Every connection is shown with its addresses, so this builds no strings on its way.
QString IpAddress::toString() const
{
    constexpr std::size_t most = 48; // of numbers; the compiler does not see that what stands between them is never beyond
    std::array<char, most + 16> text;
    char *end = text.data();
    const auto number = [&](uint value, int base) { end = std::to_chars(end, text.data() + most, value, base).ptr; };
    if (v4_) {
        number(bytes_[0], 10);
        for (std::size_t i = 1; i < 4; ++i) {
            *end++ = '.';
            number(bytes_[i], 10);
        }
        return QString::fromLatin1(text.data(), end - text.data());
    }
    if (isMapped())
        return QStringLiteral("::ffff:") + embeddedV4()->toString();
    std::array<uint, 8> groups{};
    for (std::size_t i = 0; i < 8; ++i)
        groups[i] = uint(bytes_[2 * i] << 8 | bytes_[2 * i + 1]);
    std::size_t gapAt = 0;
    std::size_t gapSize = 0; // the longest run of zero groups, the first of equals
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t size = 0;
        while (i + size < 8 && groups[i + size] == 0)
            ++size;
        if (size > gapSize) {
            gapAt = i;
            gapSize = size;
        }
    }
    for (std::size_t i = 0; i < 8; ++i) {
        if (gapSize > 1 && i == gapAt) {
            *end++ = ':';
            *end++ = ':';
            i += gapSize - 1;
            continue;
        }
        if (end != text.data() && end[-1] != ':')
            *end++ = ':';
        number(groups[i], 16);
    }
    const QString out = QString::fromLatin1(text.data(), end - text.data());
    return zone_.isEmpty() ? out : out + u'%' + zone_;
}

IpAddress IpAddress::masked(int prefix) const
{
    IpAddress out(v4_, bytes_, {});
    for (int i = 0; i < 16; ++i) {
        const int kept = std::clamp(prefix - 8 * i, 0, 8);
        out.bytes_[std::size_t(i)] &= std::uint8_t(0xff00 >> kept);
    }
    return out;
}

bool IpAddress::isMapped() const
{
    return !v4_ && std::all_of(bytes_.begin(), bytes_.begin() + 10, [](std::uint8_t b) { return b == 0; }) && bytes_[10] == 0xff
        && bytes_[11] == 0xff;
}

IpAddress IpAddress::mapped() const
{
    Q_ASSERT(v4_);
    Bytes bytes{};
    bytes[10] = bytes[11] = 0xff;
    std::copy_n(bytes_.begin(), 4, bytes.begin() + 12);
    return v6(bytes);
}

std::optional<IpAddress> IpAddress::embeddedV4() const
{
    static const Network compatible = network("::", 96);
    static const Network nat64 = network("64:ff9b::", 96);
    static const Network sixToFour = network("2002::", 16);
    if (v4_)
        return std::nullopt;
    const auto at = [this](std::size_t i) {
        return v4(std::uint32_t(bytes_[i]) << 24 | std::uint32_t(bytes_[i + 1]) << 16 | std::uint32_t(bytes_[i + 2]) << 8 | bytes_[i + 3]);
    };
    const bool plain = masked(127) == IpAddress::v6({}); // :: and ::1 are themselves
    if (isMapped() || (compatible.contains(*this) && !plain) || nat64.contains(*this))
        return at(12);
    if (sixToFour.contains(*this))
        return at(2);
    return std::nullopt;
}

bool Network::contains(const IpAddress &address) const
{
    return address.isV4() == base.isV4() && address.masked(prefix) == base.masked(prefix);
}

bool Network::contains(const Network &other) const { return other.prefix >= prefix && contains(other.base); }

std::optional<Network> specialRange(const IpAddress &address)
{
    if (address.isMapped()) {
        const auto inner = specialRange(*address.embeddedV4());
        return inner ? Network{inner->base.mapped(), inner->prefix + 96} : Network{IpAddress::v4(0).mapped(), 96};
    }
    const auto &ranges = specialRanges();
    const auto found = std::find_if(ranges.begin(), ranges.end(), [&](const Network &range) { return range.contains(address); });
    return found == ranges.end() ? std::nullopt : std::optional(*found);
}

bool isLoopback(const IpAddress &address)
{
    static const Network v4 = network("127.0.0.0", 8);
    static const Network v6 = network("::1", 128);
    return v4.contains(address) || v6.contains(address);
}

bool isPublic(const IpAddress &address)
{
    static const Network global = network("2000::", 3);
    static const QList<Network> notGlobal{network("2001::", 23), network("2001:db8::", 32), network("2002::", 16), network("3fff::", 20)};
    if (specialRange(address))
        return false;
    const auto within = [&](const QList<Network> &ranges) {
        return std::any_of(ranges.begin(), ranges.end(), [&](const Network &range) { return range.contains(address); });
    };
    return address.isV4() ? !within(notPublicRanges()) : global.contains(address) && !within(notGlobal);
}

} // namespace culvert
