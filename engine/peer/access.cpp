// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/access.h"

#include <algorithm>

namespace culvert::peer {

namespace {

const QString localhost = QStringLiteral("localhost");

bool isLocalhost(const HostPattern &pattern) { return pattern.kind == HostPattern::Kind::Name && pattern.name == localhost; }

const QList<IpAddress> &localhostAddresses()
{
    static const QList<IpAddress> addresses{*IpAddress::parse(u"127.0.0.1"), *IpAddress::parse(u"::1")};
    return addresses;
}

// Every address of the machine; who connects to it reaches a loopback one.
bool isUnspecified(const IpAddress &address)
{
    const QString text = address.toString();
    const auto inner = address.embeddedV4();
    return text == u"0.0.0.0" || text == u"::" || (inner && inner->toString() == u"0.0.0.0");
}

bool reachesLoopback(const IpAddress &address)
{
    const auto inner = address.embeddedV4();
    return isLoopback(address) || isUnspecified(address) || (inner && isLoopback(*inner));
}

// Whether the peer asked for the address itself. "localhost" is a word for two of them, and nothing is looked up for it.
bool asksForAddress(const Host &host) { return host.address || host.name == localhost; }

bool namesHost(const HostPattern &pattern, const Host &host)
{
    if (host.address)
        return false;
    if (pattern.kind == HostPattern::Kind::Name)
        return pattern.name == host.name;
    return pattern.kind == HostPattern::Kind::Below && host.name.endsWith(u'.' + pattern.name);
}

// For a line that denies, whose addresses count in every clothing.
bool holdsInAnyForm(const Network &network, const IpAddress &address)
{
    if (!network.base.zone().isEmpty() && network.base.zone() != address.zone())
        return false;
    const auto inner = address.embeddedV4();
    return network.contains(address) || (inner && network.contains(*inner)) || (address.isV4() && network.contains(address.mapped()));
}

// For a line that allows or asks.
bool opens(const HostPattern &pattern, const Host &host, const IpAddress &address)
{
    const auto special = specialRange(address);
    switch (pattern.kind) {
    case HostPattern::Kind::Any:
        return !special;
    case HostPattern::Kind::Name:
        if (isLocalhost(pattern))
            return asksForAddress(host) && localhostAddresses().contains(address);
        return namesHost(pattern, host) && !special;
    case HostPattern::Kind::Below:
        return namesHost(pattern, host) && isPublic(address);
    case HostPattern::Kind::Network:
        break;
    }
    const Network &network = pattern.network;
    if (!asksForAddress(host) || !network.contains(address) || (special && !special->contains(network)))
        return false;
    return !network.single() || network.base.zone() == address.zone();
}

bool shuts(const HostPattern &pattern, const Host &host, const IpAddress &address)
{
    switch (pattern.kind) {
    case HostPattern::Kind::Any: return true;
    case HostPattern::Kind::Name:
    case HostPattern::Kind::Below: return namesHost(pattern, host) || (isLocalhost(pattern) && reachesLoopback(address));
    case HostPattern::Kind::Network: return holdsInAnyForm(pattern.network, address);
    }
    Q_UNREACHABLE();
}

bool coversListening(const Rule &rule, const IpAddress &address)
{
    const HostPattern &pattern = rule.host;
    const bool denies = rule.verb == RuleVerb::Deny;
    const bool everywhere = isUnspecified(address);
    switch (pattern.kind) {
    case HostPattern::Kind::Any: return true;
    case HostPattern::Kind::Name: return isLoopback(address) || (denies && everywhere);
    case HostPattern::Kind::Below: return false;
    case HostPattern::Kind::Network: break;
    }
    if (denies)
        return everywhere ? !address.isV4() || pattern.network.base.isV4() : holdsInAnyForm(pattern.network, address);
    // A range that happens to hold 0.0.0.0 does not name it.
    return pattern.network.contains(address) && (!everywhere || pattern.network.single());
}

int rank(RuleVerb verb)
{
    switch (verb) {
    case RuleVerb::Deny: return 0;
    case RuleVerb::Ask: return 1;
    case RuleVerb::Allow: return 2;
    }
    Q_UNREACHABLE();
}

} // namespace

Decision decide(const QList<Rule> &rules, const Host &host, const IpAddress &address, quint16 port, Protocol protocol)
{
    for (qsizetype i = 0; i < rules.size(); ++i) {
        const Rule &rule = rules[i];
        if (rule.listen || !rule.ports.contains(port) || !rule.speaksOf(protocol))
            continue;
        if (rule.verb == RuleVerb::Deny ? shuts(rule.host, host, address) : opens(rule.host, host, address))
            return {rule.verb, i};
    }
    return {};
}

Decision decideListen(const QList<Rule> &rules, const IpAddress &address, quint16 port)
{
    for (qsizetype i = 0; i < rules.size(); ++i) {
        const Rule &rule = rules[i];
        const bool holdsPort = port == 0 ? rule.ports == PortRange{} : rule.ports.contains(port);
        if (rule.listen && holdsPort && coversListening(rule, address))
            return {rule.verb, i};
    }
    return {};
}

std::optional<Decision> decideUnresolved(const QList<Rule> &rules, const Host &host, quint16 port, Protocol protocol)
{
    for (qsizetype i = 0; i < rules.size(); ++i) {
        const Rule &rule = rules[i];
        if (rule.listen || !rule.ports.contains(port) || !rule.speaksOf(protocol))
            continue;
        const bool whatever = rule.host.kind == HostPattern::Kind::Any || namesHost(rule.host, host);
        if (!whatever)
            continue;
        if (rule.verb != RuleVerb::Deny)
            return std::nullopt;
        return Decision{RuleVerb::Deny, i};
    }
    return Decision{};
}

QList<IpAddress> knownAddresses(const Host &host)
{
    if (host.address)
        return {*host.address};
    if (host.name == localhost)
        return localhostAddresses();
    return {};
}

std::optional<IpAddress> closedToNames(const Host &host, const QList<IpAddress> &addresses)
{
    const auto isSpecial = [](const IpAddress &address) { return specialRange(address).has_value(); };
    if (asksForAddress(host) || addresses.isEmpty() || !std::all_of(addresses.begin(), addresses.end(), isSpecial))
        return std::nullopt;
    return addresses.first();
}

Judgement judge(const QList<Rule> &rules, const Host &host, const QList<IpAddress> &addresses, quint16 port, Protocol protocol)
{
    Judgement out;
    for (const IpAddress &address : addresses) {
        const Decision decision = decide(rules, host, address, port, protocol);
        if (out.addresses.isEmpty() || rank(decision.verb) > rank(out.decision.verb))
            out = {decision, {}};
        if (decision.verb == out.decision.verb)
            out.addresses.append(address);
    }
    return out;
}

} // namespace culvert::peer
