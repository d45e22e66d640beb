// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/pairing.h"

#include "host/checked_rules.h"
#include "host/peer_name.h"
#include "wire/invite.h"

#include <algorithm>

namespace culvert::host {

// The other machine is not taken up before that is on the disk: it would not ask again.
bool Pairing::save(profile::Config next)
{
    if (const auto saved = with_.profile.saveNow(std::move(next)); !saved) {
        with_.trouble(saved.error());
        return false;
    }
    with_.changed();
    return true;
}

QList<TokenHash> Pairing::openTokens() const
{
    QList<TokenHash> out;
    const QDateTime now = with_.timers.wallClock();
    for (const profile::InviteEntry &invite : with_.profile.config().invites) {
        if (invite.expiresAt > now)
            out.append(invite.tokenHash);
    }
    return out;
}

std::optional<TokenHash> Pairing::inviteShown(const PublicKey &from, const QByteArray &message) const
{
    const auto request = wire::decodePairRequest(message);
    if (!request || !request->token)
        return std::nullopt;
    const profile::PeerEntry *known = with_.profile.config().peer(from);
    const TokenHash hash = wire::hashOf(*request->token);
    return (known && known->blocked) || !openTokens().contains(hash) ? std::nullopt : std::optional(hash);
}

void Pairing::requested(const PublicKey &from, const QByteArray &message)
{
    const auto request = wire::decodePairRequest(message);
    if (!request)
        return with_.trouble({ErrorCode::StrangerRefused, from.toHex()});
    const profile::PeerEntry *known = with_.profile.config().peer(from);
    if (known && known->blocked)
        return;
    // One that could not be used yet is tried again when the request is repeated.
    if (request->token && useInvite(from, *request->token, request->name) != Invite::NotOpen)
        return;
    if (!known && requests_.asked(from, request->name))
        with_.asked(requests_.entries().last());
}

void Pairing::tokenShown(const PublicKey &from, const InviteToken &token) { useInvite(from, token, {}); }

Pairing::Invite Pairing::useInvite(const PublicKey &from, const InviteToken &token, const QString &name)
{
    profile::Config next = with_.profile.config();
    const QDateTime now = with_.timers.wallClock();
    const TokenHash hash = wire::hashOf(token);
    const auto invite = std::find_if(next.invites.begin(), next.invites.end(), [&](const profile::InviteEntry &open) {
        return open.tokenHash == hash && open.expiresAt > now;
    });
    if (invite == next.invites.end())
        return Invite::NotOpen;
    profile::PeerEntry *peer = next.peer(from);
    if (!peer) {
        next.peers.append(profile::PeerEntry{freePeerName(next, saidName(name), from), from, false, false, {}, {}, {}});
        peer = &next.peers.last();
    }
    if (peer->blocked)
        return Invite::NotOpen;
    peer->setPaired();
    const qsizetype before = peer->rules.size();
    for (const Target &target : invite->allow) {
        if (const auto rule = ruleFor(RuleVerb::Allow, target.endpoint, target.protocol))
            putFirst(peer->rules, {*rule});
    }
    if (const auto counted = checkedRuleCount(peer->rules.size(), before); !counted) {
        Error error = counted.error();
        error.peer = peer->name;
        with_.trouble(error);
        return Invite::NotYet;
    }
    next.endInvites([&](const profile::InviteEntry &open) { return open.tokenHash == hash; }, InviteEnd::Used, now, peer->name, from);
    return save(std::move(next)) ? Invite::Used : Invite::NotYet;
}

void Pairing::answered(const PublicKey &from)
{
    profile::Config next = with_.profile.config();
    profile::PeerEntry *peer = next.peer(from);
    if (!peer || !peer->pending)
        return;
    peer->setPaired();
    save(std::move(next));
}

void Pairing::followBook()
{
    requests_.dropIf([this](const PublicKey &id) { return with_.profile.config().peer(id) != nullptr; });
}

} // namespace culvert::host
