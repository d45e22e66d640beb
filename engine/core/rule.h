// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/host.h"
#include "core/result.h"

#include <QList>
#include <QStringList>

namespace culvert {

enum class RuleVerb { Allow, Deny, Ask };

enum class Protocol { Tcp, Udp };

// Which hosts a rule line names.
struct HostPattern {
    enum class Kind {
        Any,     // *
        Name,    // nas.example.org
        Below,   // *.example.org: every name below it, not itself
        Network, // 192.168.1.10, 10.0.0.0/8, [fd00::/8]
    };
    Kind kind = Kind::Any;
    QString name;    // of Name and Below, as normalisedName() has it
    Network network; // of Network

    [[nodiscard]] QString toString() const;
    bool operator==(const HostPattern &) const = default;
};

struct PortRange {
    quint16 first = 1;
    quint16 last = 65535; // 1 to 65535 is written *

    [[nodiscard]] bool contains(quint16 port) const { return port >= first && port <= last; }
    [[nodiscard]] QString toString() const;
    bool operator==(const PortRange &) const = default;
};

// One line of what a peer may reach here; the first that matches decides, nothing matches means no. What matching means is
// in peer/access.h.
struct Rule {
    RuleVerb verb = RuleVerb::Allow;
    HostPattern host;
    PortRange ports;
    Protocol protocol = Protocol::Tcp; // UDP is written behind the ports: 53/udp
    bool listen = false; // where the peer may have this machine listen, instead of what it may reach: Name "localhost", Network or Any

    // A line that denies without saying UDP denies both: what it names is not to be reached. One that allows or asks opens what it
    // says alone.
    [[nodiscard]] bool speaksOf(Protocol asked) const { return protocol == asked || (verb == RuleVerb::Deny && protocol == Protocol::Tcp); }
    [[nodiscard]] QString target() const;   // 10.0.0.0/8:80-443
    [[nodiscard]] QString toString() const; // allow 10.0.0.0/8:80-443
    [[nodiscard]] bool sameTarget(const Rule &other) const
    {
        return listen == other.listen && host == other.host && ports == other.ports && protocol == other.protocol;
    }
    bool operator==(const Rule &) const = default;
};

// HOSTS:PORTS. HOSTS: *, a name, *.name, an IPv4 address or network in plain spelling, or an IPv6 one in brackets; a network
// has no bits behind its prefix. PORTS: 1 to 65535, FIRST-LAST or *, and /udp behind them for UDP. Or "listen" and [ADDRESSES:]PORTS,
// ADDRESSES being "localhost" where they are left out, "*", or as above. Error: RuleInvalid (detail: which part is wrong, for
// the sentence).
[[nodiscard]] Result<Rule> parseRuleTarget(RuleVerb verb, QStringView text);
// "allow", "deny" or "ask", white space, HOSTS:PORTS.
[[nodiscard]] Result<Rule> parseRule(QStringView line);

// Each as toString() writes it.
[[nodiscard]] QStringList linesOf(const QList<Rule> &rules);

[[nodiscard]] QString verbName(RuleVerb verb);

// The line that names exactly this target, in whatever spelling it is; none for one that nothing can reach.
[[nodiscard]] std::optional<Rule> ruleFor(RuleVerb verb, const Endpoint &target, Protocol protocol = Protocol::Tcp);

// How a target is written in rules, lists and sentences: 127.0.0.1:53/udp, and plain for TCP.
[[nodiscard]] QString targetText(const Endpoint &target, Protocol protocol);
struct Target {
    Endpoint endpoint;
    Protocol protocol = Protocol::Tcp;

    [[nodiscard]] QString toString() const { return targetText(endpoint, protocol); }
    bool operator==(const Target &) const = default;
};
// Error: EndpointInvalid.
[[nodiscard]] Result<Target> parseTarget(QStringView text);

// Puts these lines first, in their order, and takes away older ones of the same targets: they could never decide again.
void putFirst(QList<Rule> &rules, const QList<Rule> &lines);

} // namespace culvert
