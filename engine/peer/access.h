// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule.h"

// Which line of a peer's rules decides. A target is asked for by its host and, for a name, by each address that the name
// resolves to; only addresses that were judged here may be dialled.
//
// A line matches a host with an address when it speaks of the protocol, its ports hold the port and
//   *            denies every host; allows and asks for every address that is not special (specialRange())
//   a name       is the very name; allows and asks for it with every address that is not special
//   localhost    allows and asks for 127.0.0.1 and ::1, asked for by address or as localhost; denies whatever reaches a
//                loopback address. In a target it is no name but a word for those two addresses
//   *.name       is the end of the name; allows and asks for it with public addresses alone (isPublic())
//   addresses    hold the address. They deny names that resolve to it too, and the address in IPv6's clothes; they allow and
//                ask for it only where the address itself was asked for, and a special one only if they lie within its range
// The first line that matches decides; none: denied. No line allows what it would not name for a person who reads it.
namespace culvert::peer {

struct Decision {
    RuleVerb verb = RuleVerb::Deny;
    std::optional<qsizetype> line; // index of the deciding line; none: no line matches
    bool operator==(const Decision &) const = default;
};

// `host` with this one address; for a host that is an address both are the same.
[[nodiscard]] Decision decide(const QList<Rule> &rules, const Host &host, const IpAddress &address, quint16 port,
                              Protocol protocol = Protocol::Tcp);

// Whether this machine may listen for the peer there; lines of the kind "listen" alone are asked, and lines of the other kind alone
// above. `port` 0 is whichever is free: a line decides on it that holds every port. "localhost" stands for loopback addresses;
// the unspecified address, which is every address of the machine, is allowed by a line that names it and denied by every line
// that denies an address that it holds.
[[nodiscard]] Decision decideListen(const QList<Rule> &rules, const IpAddress &address, quint16 port);

// What is known of a name before it is resolved: the decision, if no address could change it. So nothing is looked up that
// no line names.
[[nodiscard]] std::optional<Decision> decideUnresolved(const QList<Rule> &rules, const Host &host, quint16 port,
                                                       Protocol protocol = Protocol::Tcp);

// The addresses that need no resolver: the address itself, or those of "localhost". Empty: look the name up.
[[nodiscard]] QList<IpAddress> knownAddresses(const Host &host);

// The first of a name's addresses, if each of them is special: no line that has the name opens one. None for a host that is
// an address.
[[nodiscard]] std::optional<IpAddress> closedToNames(const Host &host, const QList<IpAddress> &addresses);

struct Judgement {
    Decision decision;          // the most that one of the addresses gets: allow before ask before deny
    QList<IpAddress> addresses; // those that get it, in their order
};
[[nodiscard]] Judgement judge(const QList<Rule> &rules, const Host &host, const QList<IpAddress> &addresses, quint16 port,
                              Protocol protocol = Protocol::Tcp);

} // namespace culvert::peer
