// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host.h"

#include "core/digits.h"
#include "core/endpoint.h"

#include <QUrl>

#include <algorithm>

namespace culvert {

namespace {

constexpr qsizetype labelSize = 63; // RFC 1035 section 2.3.4

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// One part of an IPv4 address as inet_aton reads it: 0x hexadecimal, 0 octal, else decimal.
std::optional<quint64> parsePart(QStringView text)
{
    int base = 10;
    if (text.startsWith(u"0x")) {
        base = 16;
        text = text.mid(2);
    } else if (text.size() > 1 && text.startsWith(u'0')) {
        base = 8;
        text = text.mid(1);
    }
    quint64 value = 0;
    for (QChar c : text) {
        const int digit = hexDigit(c);
        if (digit < 0 || digit >= base)
            return std::nullopt;
        value = value * quint64(base) + quint64(digit);
        if (value > 0xffffffff)
            return std::nullopt;
    }
    if (text.isEmpty() && base != 8)
        return std::nullopt;
    return value;
}

std::optional<IpAddress> parseLooseV4(QStringView text)
{
    const auto parts = text.split(u'.');
    if (parts.size() > 4)
        return std::nullopt;
    quint64 value = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const auto part = parsePart(parts[i]);
        const bool last = i + 1 == parts.size();
        const int bits = last ? 8 * int(4 - i) : 8;
        if (!part || *part >= quint64(1) << bits)
            return std::nullopt;
        value = value << bits | *part;
    }
    return IpAddress::v4(quint32(value));
}

// Also one that is too large: no name of the internet ends so, and resolvers differ in what they make of it.
bool endsInNumber(QStringView name)
{
    const QStringView last = name.mid(name.lastIndexOf(u'.') + 1);
    const QStringView hex = last.mid(2);
    return isDigits(last) || (last.startsWith(u"0x") && std::all_of(hex.begin(), hex.end(), [](QChar c) { return hexDigit(c) >= 0; }));
}

// ASCII, lower case, one full stop at the end taken off.
QString folded(const QString &text)
{
    const bool ascii = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
    QString out = ascii ? text.toLower() : QString::fromLatin1(QUrl::toAce(text)).toLower();
    if (out.endsWith(u'.'))
        out.chop(1);
    return out;
}

bool nameLooksRight(const QString &name)
{
    if (name.isEmpty() || name.size() > hostLength)
        return false;
    const auto labels = QStringView(name).split(u'.');
    return std::all_of(labels.begin(), labels.end(), [](QStringView label) {
        return !label.isEmpty() && label.size() <= labelSize && label.front() != u'-' && label.back() != u'-'
            && std::all_of(label.begin(), label.end(), [](QChar c) {
                   return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_';
               });
    });
}

} // namespace

std::optional<QString> normalisedName(const QString &text)
{
    const auto host = normalisedHost(text);
    return host && !host->address ? std::optional(host->name) : std::nullopt;
}

std::optional<Host> normalisedHost(const QString &text)
{
    if (text.contains(u':')) {
        const auto address = IpAddress::parse(text);
        return address ? std::optional(Host{address, {}}) : std::nullopt;
    }
    const QString plain = folded(text);
    if (const auto address = parseLooseV4(plain))
        return Host{address, {}};
    return nameLooksRight(plain) && !endsInNumber(plain) ? std::optional(Host{{}, plain}) : std::nullopt;
}

} // namespace culvert
