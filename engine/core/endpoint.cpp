// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/endpoint.h"

#include "core/digits.h"
#include "core/ip_address.h"
#include "core/limits.h"
#include "core/unseen.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <utility>

namespace culvert {

namespace {

std::optional<quint16> parsePort(QStringView text)
{
    const auto value = parseDecimal(text, 5);
    return value && *value <= 65535 ? std::optional(quint16(*value)) : std::nullopt;
}

// In names also what has no shape of its own: marks of no width, letters that only fill a place, what chooses among the shapes of
// the sign before it, the breaks of lines, the empty cell of Braille, and places in Unicode that are kept for more of them. But not
// U+FE0F, with which keyboards write emoji. A host may hold these, and a name that is stored already: what a profile has must be read.
bool isUnseenInName(char32_t c)
{
    constexpr std::pair<char32_t, char32_t> shapeless[]{
        {0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x2028, 0x2029}, {0x2065, 0x2065}, {0x2800, 0x2800}, {0x3164, 0x3164},
        {0xFE00, 0xFE0E}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x16FE4, 0x16FE4}, {0x1D159, 0x1D159}, {0xE0000, 0xE0FFF}};
    return isUnseen(c) || std::any_of(std::begin(shapeless), std::end(shapeless), [&](const auto &range) { return c >= range.first && c <= range.second; });
}

bool hostLooksRight(QStringView host)
{
    // A UTF-16 unit is three bytes of UTF-8 at most: of a short one they need not be counted.
    if (host.isEmpty() || host.size() > hostLength || (host.size() > hostLength / 3 && host.toUtf8().size() > hostLength))
        return false;
    for (qsizetype i = 0; i < host.size();) {
        const char32_t c = nextCharacter(host, i);
        if (QChar::isSpace(c) || isUnseen(c) || c == U'/' || c == U'[' || c == U']' || c == U'@')
            return false;
    }
    return true;
}

// Any zone is taken, as in fe80::1%eth0: whether it means something is not known here.
bool isIpv6(QStringView host)
{
    const qsizetype zone = host.indexOf(u'%');
    return IpAddress::parse(zone < 0 ? host : host.first(zone)).has_value() && !host.endsWith(u'%');
}

// Splits off the port after the last colon; brackets around the host are removed. A bare IPv6 address is refused
// because its last group cannot be told from a port.
std::optional<Endpoint> split(QStringView text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon < 0)
        return std::nullopt;
    const auto port = parsePort(text.mid(colon + 1));
    QStringView host = text.left(colon);
    const bool bracketed = host.startsWith(u'[') && host.endsWith(u']');
    if (bracketed)
        host = host.mid(1, host.size() - 2);
    if (!port || !hostLooksRight(host) || bracketed != host.contains(u':') || (bracketed && !isIpv6(host)))
        return std::nullopt;
    return Endpoint{host.toString(), *port};
}

} // namespace

QString Endpoint::toString() const
{
    const bool v6 = host.contains(u':');
    QString out;
    out.reserve(host.size() + 8);
    if (v6)
        out += u'[';
    out += host;
    if (v6)
        out += u']';
    out += u':';
    std::array<char, 5> digits;
    const char *const end = std::to_chars(digits.data(), digits.data() + digits.size(), port).ptr;
    out += QLatin1StringView(digits.data(), end);
    return out;
}

Result<Endpoint> parseEndpoint(QStringView text)
{
    const auto endpoint = split(text.trimmed());
    if (!endpoint || endpoint->port == 0)
        return Error{ErrorCode::EndpointInvalid, text.toString()};
    return *endpoint;
}

Result<Endpoint> parseListen(QStringView text)
{
    const QStringView trimmed = text.trimmed();
    if (const auto port = parsePort(trimmed))
        return Endpoint{QStringLiteral("127.0.0.1"), *port};
    auto endpoint = split(trimmed);
    if (!endpoint)
        return Error{ErrorCode::ListenInvalid, text.toString()};
    if (endpoint->host == u'*')
        endpoint->host = QStringLiteral("0.0.0.0");
    else if (endpoint->host == u"localhost")
        endpoint->host = QStringLiteral("127.0.0.1");
    return *endpoint;
}

Result<QString> storedName(const QString &name)
{
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty() || trimmed.size() > limits::nameLength)
        return Error{ErrorCode::NameInvalid, name};
    for (QChar c : trimmed) {
        if (c.category() == QChar::Other_Control || c == u'/')
            return Error{ErrorCode::NameInvalid, name};
    }
    return trimmed;
}

Result<QString> checkedName(const QString &name, const QString &present)
{
    const auto stored = storedName(name);
    if (!stored || *stored == present)
        return stored;
    for (qsizetype i = 0; i < stored->size();) {
        if (isUnseenInName(nextCharacter(*stored, i)))
            return Error{ErrorCode::NameInvalid, name};
    }
    return stored;
}

} // namespace culvert
