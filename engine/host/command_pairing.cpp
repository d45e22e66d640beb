// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "host/command_executor.h"
#include "host/peer_name.h"
#include "wire/invite.h"

#include <QJsonObject>

namespace culvert::host {

namespace {

constexpr qint64 expiresMsMin = 1000; // an invite counts whole seconds
constexpr qint64 expiresMsMax = qint64(366) * 24 * 3'600'000;

// Each once. Errors: EndpointInvalid, LimitReached.
Result<QList<Endpoint>> endpointsOf(const QStringList &texts)
{
    QList<Endpoint> out;
    for (const QString &text : texts) {
        const auto endpoint = parseEndpoint(text);
        if (!endpoint)
            return endpoint.error();
        if (!out.contains(*endpoint))
            out.append(*endpoint);
    }
    if (out.size() > limits::peerEndpoints)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 endpoints of a machine").arg(limits::peerEndpoints)};
    return out;
}

} // namespace

api::Reply CommandExecutor::run(const api::CreateInvite &command)
{
    if (command.expiresMs < expiresMsMin || command.expiresMs > expiresMsMax)
        return Error{ErrorCode::DurationInvalid, QString::number(command.expiresMs) + QStringLiteral(" ms")};
    QList<Endpoint> allow;
    for (const QString &text : command.allow) {
        const auto target = parseEndpoint(text);
        if (!target)
            return target.error();
        if (!ruleFor(RuleVerb::Allow, *target))
            return Error{ErrorCode::EndpointInvalid, text};
        if (!allow.contains(*target))
            allow.append(*target);
    }
    if (std::size_t(allow.size()) > limits::inviteTargets)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 targets in one invite").arg(limits::inviteTargets)};

    const profile::Settings &settings = config().settings;
    const bool ownToo = command.endpoints.isEmpty() && !settings.directEndpoint.isEmpty();
    const auto endpoints = endpointsOf(ownToo ? QStringList{settings.directEndpoint} : command.endpoints);
    if (!endpoints)
        return endpoints.error();
    if (!settings.toxEnabled && endpoints->isEmpty())
        return Error{ErrorCode::EndpointMissing};

    const QDateTime now = with_.timers.wallClock();
    profile::Config next = config();
    next.invites.removeIf([&](const profile::InviteEntry &invite) { return invite.expiresAt <= now; });
    if (next.invites.size() >= limits::openInvites)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 open invites").arg(limits::openInvites)};

    const auto name = checkedName(with_.machineName);
    const auto token = randomId<InviteToken>(with_.random);
    const QDateTime expiresAt = QDateTime::fromSecsSinceEpoch(now.addMSecs(command.expiresMs).toSecsSinceEpoch(), Qt::UTC);
    const QString link = wire::encodeInvite({with_.address, token, expiresAt, name ? *name : QString(), allow, *endpoints});
    if (std::size_t(link.size()) > limits::inviteLinkSize)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 characters in an invite").arg(limits::inviteLinkSize)};
    next.invites.append({wire::hashOf(token), expiresAt, allow});
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return QJsonValue(QJsonObject{{QStringLiteral("link"), link},
                       {QStringLiteral("expiresAt"), expiresAt.toString(Qt::ISODateWithMs)}});
}

api::Reply CommandExecutor::run(const api::Pair &command)
{
    const auto invite = wire::decodeInvite(command.link);
    if (!invite)
        return invite.error();
    const PublicKey id = invite->address.publicKey();
    if (id == with_.address.publicKey())
        return Error{ErrorCode::InviteOwn};
    if (invite->expiresAt <= with_.timers.wallClock())
        return Error{ErrorCode::InviteExpired};
    if (!config().settings.toxEnabled && invite->endpoints.isEmpty())
        return Error{ErrorCode::EndpointMissing};

    profile::Config next = config();
    profile::PeerEntry *peer = next.peer(id);
    if (peer && !peer->pending)
        return Error{ErrorCode::AlreadyPaired, peer->name};
    if (!peer || !command.name.isEmpty()) {
        // A pending peer that is asked anew may get a new name; its own does not count as taken.
        profile::Config others = config();
        others.peers.removeIf([&](const profile::PeerEntry &p) { return p.id == id; });
        if (!command.name.isEmpty()) {
            if (const auto checked = checkedName(command.name); !checked)
                return checked.error();
        }
        const QString name = freePeerName(others, command.name.isEmpty() ? invite->name : command.name, id);
        if (!peer) {
            next.peers.append(profile::PeerEntry{{}, id, true, false, {}, {}, {}});
            peer = &next.peers.last();
        }
        peer->name = name;
    }
    peer->address = invite->address;
    peer->token = invite->token;
    peer->endpoints = invite->endpoints;
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return peerJson(id);
}

api::Reply CommandExecutor::run(const api::SetEndpoints &command)
{
    const auto id = config().findPeer(command.peer);
    if (!id)
        return id.error();
    const auto endpoints = endpointsOf(command.endpoints);
    if (!endpoints)
        return endpoints.error();
    profile::Config next = config();
    next.peer(*id)->endpoints = *endpoints;
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return peerJson(*id);
}

} // namespace culvert::host
