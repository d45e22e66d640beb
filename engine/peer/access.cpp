// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/access.h"

#include <QHostAddress>

#include <algorithm>

namespace culvert::peer {

namespace {

// Dotted decimal with four parts only: QHostAddress also reads 127.1 and 0x7f000001.
bool plainIpv4(const QString &text)
{
    const QHostAddress address(text);
    return address.protocol() == QAbstractSocket::IPv4Protocol && address.toString() == text;
}

bool sameHost(const QString &rule, const QString &asked)
{
    if (rule.contains(u':') || asked.contains(u':')) {
        const QHostAddress a(rule);
        const QHostAddress b(asked);
        return a.protocol() == QAbstractSocket::IPv6Protocol && b.protocol() == QAbstractSocket::IPv6Protocol && a == b
            && a.scopeId() == b.scopeId();
    }
    if (plainIpv4(rule) || plainIpv4(asked))
        return rule == asked;
    return rule.compare(asked, Qt::CaseInsensitive) == 0;
}

} // namespace

bool allowed(const QList<profile::Rule> &rules, const Endpoint &target)
{
    const auto line = std::find_if(rules.begin(), rules.end(), [&](const profile::Rule &rule) {
        return rule.target.port == target.port && sameHost(rule.target.host, target.host);
    });
    return line != rules.end() && line->allow;
}

} // namespace culvert::peer
