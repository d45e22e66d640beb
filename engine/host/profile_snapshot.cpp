// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/profile_snapshot.h"

#include <algorithm>

namespace culvert::host {

api::PeerInfo peerAtRest(const profile::PeerEntry &peer)
{
    api::PeerInfo info;
    info.name = peer.name;
    info.id = peer.id;
    info.state = peer.blocked ? api::PeerState::Blocked : peer.pending ? api::PeerState::Pending : api::PeerState::Offline;
    info.allowed = profile::ruleLines(peer.rules);
    info.endpoints = profile::endpointLines(peer.endpoints);
    info.stranger = peer.stranger;
    for (const Rule &rule : peer.rules)
        info.rules.append({rule.toString(), 0, {}});
    return info;
}

api::TunnelInfo tunnelAtRest(const profile::TunnelEntry &tunnel, const profile::Config &config)
{
    api::TunnelInfo info;
    info.name = tunnel.name;
    info.listen = tunnel.listen.toString();
    if (const profile::PeerEntry *peer = config.peer(tunnel.peer))
        info.peer = peer->name;
    info.peerId = tunnel.peer;
    info.group = tunnel.group;
    info.limit = tunnel.limit;
    info.kind = tunnel.kind;
    if (tunnel.kind != TunnelKind::Proxy)
        info.target = targetText(tunnel.target, tunnel.protocol());
    else if (tunnel.login)
        info.user = tunnel.login->user;
    return info;
}

QString inviteId(const profile::InviteEntry &invite) { return invite.tokenHash.toHex().left(8); }

api::InviteInfo inviteInfo(const profile::InviteEntry &invite)
{
    return {inviteId(invite), invite.createdAt, invite.expiresAt, profile::targetLines(invite.allow), invite.direct, invite.label};
}

QList<api::InviteInfo> openInvites(const profile::Config &config, const QDateTime &now)
{
    QList<api::InviteInfo> out;
    for (const profile::InviteEntry &invite : config.invites) {
        if (invite.expiresAt > now)
            out.append(inviteInfo(invite));
    }
    return out;
}

QList<api::EndedInviteInfo> endedInvites(profile::Config config, const QDateTime &now)
{
    config.endExpiredInvites(now);
    QList<api::EndedInviteInfo> out;
    for (const profile::EndedInvite &ended : std::as_const(config.endedInvites)) {
        const profile::PeerEntry *peer = ended.byId ? config.peer(*ended.byId) : nullptr;
        out.append({inviteInfo(ended.invite), ended.end, ended.at, peer ? peer->name : ended.by, ended.byId});
    }
    std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.endedAt > b.endedAt; });
    return out;
}

api::Snapshot snapshotAtRest(const profile::Config &config, const ToxAddress &address, const QDateTime &now)
{
    api::Snapshot snapshot;
    snapshot.version = QStringLiteral(CULVERT_VERSION);
    snapshot.address = address.toHex();
    snapshot.tox.enabled = config.settings.toxEnabled;
    for (const profile::PeerEntry &peer : config.peers)
        snapshot.peers.append(peerAtRest(peer));
    for (const profile::TunnelEntry &tunnel : config.tunnels)
        snapshot.tunnels.append(tunnelAtRest(tunnel, config));
    snapshot.invites = openInvites(config, now);
    snapshot.atRest = true;
    return snapshot;
}

} // namespace culvert::host
