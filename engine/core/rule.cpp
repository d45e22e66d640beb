// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule.h"

#include "core/digits.h"

#include <algorithm>
#include <variant>

namespace culvert {

namespace {

std::optional<int> parseNumber(QStringView text, int least, int most)
{
    const auto value = parseDecimal(text, 5);
    if (!value || (text.size() > 1 && text.front() == u'0') || *value < least || *value > most)
        return std::nullopt;
    return value;
}

constexpr qsizetype quoted = 300; // characters of a wrong text that its error repeats

const QString udpSuffix = QStringLiteral("/udp");

// Takes what says so off the end.
Protocol takeProtocol(QStringView &text)
{
    if (!text.endsWith(udpSuffix, Qt::CaseInsensitive))
        return Protocol::Tcp;
    text.chop(udpSuffix.size());
    return Protocol::Udp;
}

const QString localhost = QStringLiteral("localhost");
const QString listenWord = QStringLiteral("listen");

// What is wrong with a part of a line, by the word that api/sentences.cpp knows.
struct Wrong {
    QString what;
};
template <class T>
using Part = std::variant<T, Wrong>;

Part<PortRange> parsePorts(QStringView text)
{
    if (text == u"*")
        return PortRange{};
    const qsizetype dash = text.indexOf(u'-');
    const auto first = parseNumber(dash < 0 ? text : text.left(dash), 1, 65535);
    const auto last = dash < 0 ? first : parseNumber(text.mid(dash + 1), 1, 65535);
    if (!first || !last)
        return Wrong{QStringLiteral("port")};
    if (*first > *last)
        return Wrong{QStringLiteral("portOrder")};
    return PortRange{quint16(*first), quint16(*last)};
}

Part<HostPattern> parseNetwork(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    const auto address = IpAddress::parse(slash < 0 ? text : text.left(slash));
    if (!address)
        return Wrong{QStringLiteral("address")};
    if (slash < 0)
        return HostPattern{HostPattern::Kind::Network, {}, {*address, address->bits()}};
    const auto prefix = parseNumber(text.mid(slash + 1), 0, address->bits());
    if (!prefix || !address->zone().isEmpty())
        return Wrong{QStringLiteral("prefix")};
    const IpAddress base = address->masked(*prefix);
    if (base != *address)
        return Wrong{QStringLiteral("bits %1/%2").arg(base.toString()).arg(*prefix)};
    return HostPattern{HostPattern::Kind::Network, {}, {base, *prefix}};
}

Part<HostPattern> parseHosts(QStringView text)
{
    if (text.startsWith(u'[') && text.endsWith(u']')) {
        if (!text.contains(u':'))
            return Wrong{QStringLiteral("address")};
        return parseNetwork(text.mid(1, text.size() - 2));
    }
    if (text.startsWith(u'[') && text.contains(u"]/")) // the length of a range stands within its brackets
        return Wrong{QStringLiteral("prefix")};
    if (text.contains(u':') || text.contains(u'[') || text.contains(u']'))
        return Wrong{QStringLiteral("brackets")};
    if (text == u"*")
        return HostPattern{};
    const bool below = text.startsWith(u"*.");
    const QString name = text.mid(below ? 2 : 0).toString();
    if (name.contains(u'*'))
        return Wrong{QStringLiteral("star")};
    if (!below && (name.contains(u'/') || IpAddress::parse(name)))
        return parseNetwork(name);
    if (!below && normalisedHost(name) && normalisedHost(name)->address)
        return Wrong{QStringLiteral("address")};
    const auto normalised = normalisedName(name);
    if (!normalised)
        return Wrong{QStringLiteral("name")};
    return HostPattern{below ? HostPattern::Kind::Below : HostPattern::Kind::Name, *normalised, {}};
}

} // namespace

QString HostPattern::toString() const
{
    switch (kind) {
    case Kind::Any: return QStringLiteral("*");
    case Kind::Name: return name;
    case Kind::Below: return QStringLiteral("*.") + name;
    case Kind::Network: break;
    }
    const QString text = network.base.toString() + (network.single() ? QString() : QStringLiteral("/%1").arg(network.prefix));
    return network.base.isV4() ? text : u'[' + text + u']';
}

QString PortRange::toString() const
{
    if (*this == PortRange{})
        return QStringLiteral("*");
    return first == last ? QString::number(first) : QStringLiteral("%1-%2").arg(first).arg(last);
}

QString Rule::target() const
{
    return (listen ? listenWord + u' ' : QString()) + host.toString() + u':' + ports.toString() + (protocol == Protocol::Udp ? udpSuffix : QString());
}
QString Rule::toString() const { return verbName(verb) + u' ' + target(); }

QStringList linesOf(const QList<Rule> &rules)
{
    QStringList lines;
    for (const Rule &rule : rules)
        lines.append(rule.toString());
    return lines;
}

QString verbName(RuleVerb verb)
{
    switch (verb) {
    case RuleVerb::Allow: return QStringLiteral("allow");
    case RuleVerb::Deny: return QStringLiteral("deny");
    case RuleVerb::Ask: return QStringLiteral("ask");
    }
    Q_UNREACHABLE();
}

Result<Rule> parseRuleTarget(RuleVerb verb, QStringView text)
{
    const auto wrong = [&](const QString &what) { return Error{ErrorCode::RuleInvalid, text.left(quoted).toString(), what}; };
    QStringView trimmed = text.trimmed();
    const Protocol protocol = takeProtocol(trimmed);
    const bool listen = trimmed.startsWith(listenWord) && trimmed.size() > listenWord.size() && trimmed[listenWord.size()].isSpace();
    if (listen)
        trimmed = trimmed.mid(listenWord.size()).trimmed();
    const QString whole = listen && !trimmed.contains(u':') ? localhost + u':' + trimmed.toString() : trimmed.toString();
    if (listen)
        trimmed = whole;
    const qsizetype colon = trimmed.lastIndexOf(u':');
    if (trimmed.isEmpty() || colon < 0 || trimmed.endsWith(u']'))
        return wrong(QStringLiteral("noPort"));
    const auto hosts = parseHosts(trimmed.left(colon));
    if (const Wrong *it = std::get_if<Wrong>(&hosts))
        return wrong(it->what);
    const auto ports = parsePorts(trimmed.mid(colon + 1));
    if (const Wrong *it = std::get_if<Wrong>(&ports))
        return wrong(it->what);
    const HostPattern &host = std::get<HostPattern>(hosts);
    if (listen && (host.kind == HostPattern::Kind::Below || (host.kind == HostPattern::Kind::Name && host.name != localhost)))
        return wrong(QStringLiteral("listenHost"));
    if (listen && protocol == Protocol::Udp) // no port of UDP is listened on for a peer
        return wrong(QStringLiteral("listenUdp"));
    if (listen && verb == RuleVerb::Ask)
        return wrong(QStringLiteral("listenAsk"));
    return Rule{verb, host, std::get<PortRange>(ports), protocol, listen};
}

Result<Rule> parseRule(QStringView line)
{
    const QStringView trimmed = line.trimmed();
    const auto space = std::find_if(trimmed.begin(), trimmed.end(), [](QChar c) { return c.isSpace(); }) - trimmed.begin();
    for (const RuleVerb verb : {RuleVerb::Allow, RuleVerb::Deny, RuleVerb::Ask}) {
        if (trimmed.left(space) == verbName(verb)) {
            auto rule = parseRuleTarget(verb, trimmed.mid(space));
            if (!rule)
                return Error{ErrorCode::RuleInvalid, trimmed.left(quoted).toString(), rule.error().detail};
            return rule;
        }
    }
    return Error{ErrorCode::RuleInvalid, line.left(quoted).toString(), QStringLiteral("verb")};
}

QString targetText(const Endpoint &target, Protocol protocol)
{
    return target.toString() + (protocol == Protocol::Udp ? udpSuffix : QString());
}

Result<Target> parseTarget(QStringView text)
{
    QStringView trimmed = text.trimmed();
    const Protocol protocol = takeProtocol(trimmed);
    const auto endpoint = parseEndpoint(trimmed);
    if (!endpoint)
        return endpoint.error();
    return Target{*endpoint, protocol};
}

std::optional<Rule> ruleFor(RuleVerb verb, const Endpoint &target, Protocol protocol)
{
    const auto host = normalisedHost(target.host);
    if (!host || target.port == 0)
        return std::nullopt;
    HostPattern pattern;
    if (host->address)
        pattern = {HostPattern::Kind::Network, {}, {*host->address, host->address->bits()}};
    else
        pattern = {HostPattern::Kind::Name, host->name, {}};
    return Rule{verb, pattern, {target.port, target.port}, protocol, false};
}

void putFirst(QList<Rule> &rules, const QList<Rule> &lines)
{
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        const Rule &first = *line;
        rules.removeIf([&](const Rule &old) { return old.sameTarget(first); });
        rules.prepend(first);
    }
}

} // namespace culvert
