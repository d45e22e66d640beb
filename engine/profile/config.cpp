// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/config.h"

#include "core/limits.h"

#include <algorithm>

namespace culvert::profile {

namespace {

template <class List, class Match>
auto *find(List &list, Match match)
{
    const auto found = std::find_if(list.begin(), list.end(), match);
    return found == list.end() ? nullptr : &*found;
}

} // namespace

QStringList ruleLines(const QList<Rule> &rules)
{
    QStringList lines;
    for (const Rule &rule : rules)
        lines.append(rule.verb == RuleVerb::Allow ? rule.target() : rule.toString());
    return lines;
}

QStringList endpointLines(const QList<Endpoint> &endpoints)
{
    QStringList lines;
    for (const Endpoint &endpoint : endpoints)
        lines.append(endpoint.toString());
    return lines;
}

QStringList targetLines(const QList<Target> &targets)
{
    QStringList lines;
    for (const Target &target : targets)
        lines.append(target.toString());
    return lines;
}

void Config::endInvites(const std::function<bool(const InviteEntry &)> &is, InviteEnd end, const QDateTime &at, const QString &by, std::optional<PublicKey> byId)
{
    for (const InviteEntry &invite : std::as_const(invites)) {
        if (is(invite))
            endedInvites.append({invite, end, end == InviteEnd::Expired ? invite.expiresAt : at, by, byId});
    }
    invites.removeIf(is);
    if (endedInvites.size() > limits::endedInvitesKept)
        endedInvites.remove(0, endedInvites.size() - limits::endedInvitesKept);
}

void Config::endExpiredInvites(const QDateTime &now)
{
    endInvites([&](const InviteEntry &invite) { return invite.expiresAt <= now; }, InviteEnd::Expired, now);
}

const PeerEntry *Config::peer(const PublicKey &id) const
{
    return find(peers, [&](const PeerEntry &p) { return p.id == id; });
}

PeerEntry *Config::peer(const PublicKey &id)
{
    return find(peers, [&](const PeerEntry &p) { return p.id == id; });
}

const TunnelEntry *Config::tunnel(const QString &name) const
{
    return find(tunnels, [&](const TunnelEntry &t) { return t.name == name; });
}

TunnelEntry *Config::tunnel(const QString &name)
{
    return find(tunnels, [&](const TunnelEntry &t) { return t.name == name; });
}

bool TunnelEntry::samePort(const TunnelEntry &other) const
{
    const auto machine = [](const TunnelEntry &one) { // that is to listen; none: this one
        return one.kind == TunnelKind::Reverse ? std::optional(one.peer) : std::nullopt;
    };
    return listen.port != 0 && listen == other.listen && protocol() == other.protocol() && machine(*this) == machine(other);
}

const TunnelEntry *Config::sharesPort(const TunnelEntry &tunnel) const
{
    return find(tunnels, [&](const TunnelEntry &other) { return other.name != tunnel.name && other.samePort(tunnel); });
}

Result<PublicKey> Config::findPeer(const QString &words) const
{
    const QString word = words.trimmed();
    const Error unknownPeer{ErrorCode::PeerUnknown, words};
    if (word.isEmpty())
        return unknownPeer;
    // Before names, which others may have chosen: none stands for another's key.
    if (const auto key = PublicKey::fromHex(word); key && peer(*key))
        return *key;
    if (const PeerEntry *named = find(peers, [&](const PeerEntry &p) { return p.name == word; }))
        return named->id;
    const PeerEntry *match = nullptr;
    for (const PeerEntry &p : peers) {
        if (!p.name.startsWith(word) && !p.id.toHex().startsWith(word, Qt::CaseInsensitive))
            continue;
        if (match)
            return Error{ErrorCode::PeerAmbiguous, words};
        match = &p;
    }
    if (!match)
        return unknownPeer;
    return match->id;
}

} // namespace culvert::profile
