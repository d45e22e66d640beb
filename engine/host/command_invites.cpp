// SPDX-License-Identifier: GPL-3.0-or-later
// The commands about what opens this machine to others: invites, and the address that they lead to.
#include "api/snapshot_json.h"
#include "core/limits.h"
#include "host/checked_endpoints.h"
#include "host/command_executor.h"
#include "host/profile_snapshot.h"
#include "wire/invite.h"

#include <QJsonArray>

namespace culvert::host {

namespace {

constexpr qint64 expiresMsMin = 1000; // an invite counts whole seconds

QList<Endpoint> endpointsOf(const QList<Target> &targets, Protocol protocol)
{
    QList<Endpoint> out;
    for (const Target &target : targets) {
        if (target.protocol == protocol)
            out.append(target.endpoint);
    }
    return out;
}

} // namespace

api::Reply CommandExecutor::run(const api::CreateInvite &command)
{
    if (command.expiresMs < expiresMsMin || command.expiresMs > api::inviteMsMax)
        return Error{ErrorCode::DurationInvalid, QString::number(command.expiresMs) + QStringLiteral(" ms"), QStringLiteral("invite")};
    QString label;
    if (!command.label.trimmed().isEmpty()) {
        const auto checked = checkedName(command.label);
        if (!checked)
            return checked.error();
        label = *checked;
    }
    QList<Target> allow;
    for (const QString &text : command.allow) {
        const auto target = parseTarget(text);
        if (!target)
            return target.error();
        if (!ruleFor(RuleVerb::Allow, target->endpoint, target->protocol))
            return Error{ErrorCode::EndpointInvalid, text};
        if (!allow.contains(*target))
            allow.append(*target);
    }
    if (std::size_t(allow.size()) > limits::inviteTargets)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 targets in one invite").arg(limits::inviteTargets)};

    const profile::Settings &settings = config().settings;
    const bool ownToo = command.endpoints.isEmpty() && !settings.directEndpoint.isEmpty();
    const auto endpoints = checkedEndpoints(ownToo ? QStringList{settings.directEndpoint} : command.endpoints);
    if (!endpoints)
        return endpoints.error();
    if (!settings.toxEnabled && endpoints->isEmpty())
        return Error{ErrorCode::EndpointMissing};

    const QDateTime now = with_.timers.wallClock();
    profile::Config next = config();
    next.endExpiredInvites(now);
    if (next.invites.size() >= limits::openInvites)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 open invites").arg(limits::openInvites)};

    const auto name = checkedName(settings.machineName.isEmpty() ? with_.machineName : settings.machineName);
    const auto token = randomId<InviteToken>(with_.random);
    const QDateTime expiresAt = QDateTime::fromSecsSinceEpoch(now.addMSecs(command.expiresMs).toSecsSinceEpoch()).toUTC();
    const QString link = wire::encodeInvite({with_.address, token, expiresAt, name ? *name : QString(), endpointsOf(allow, Protocol::Tcp), *endpoints, endpointsOf(allow, Protocol::Udp)});
    if (std::size_t(link.size()) > limits::inviteLinkSize)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 characters in an invite").arg(limits::inviteLinkSize)};
    next.invites.append({wire::hashOf(token), expiresAt, allow, now, !endpoints->isEmpty(), label});
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return QJsonValue(QJsonObject{{QStringLiteral("link"), link},
                                  {QStringLiteral("expiresAt"), expiresAt.toString(Qt::ISODateWithMs)},
                                  {QStringLiteral("invite"), inviteId(config().invites.last())}});
}

api::Reply CommandExecutor::run(const api::ListInvites &command)
{
    if (command.ended) {
        QJsonArray out;
        for (const api::EndedInviteInfo &ended : endedInvites(config(), with_.timers.wallClock()))
            out.append(api::toJson(ended));
        return QJsonValue(out);
    }
    return QJsonValue(api::invitesToJson(openInvites(config(), with_.timers.wallClock())));
}

api::Reply CommandExecutor::run(const api::RevokeInvite &command)
{
    const QString word = command.invite.trimmed();
    const bool all = word == u"all";
    const QDateTime now = with_.timers.wallClock();
    const auto isMeant = [&](const profile::InviteEntry &invite) {
        return invite.expiresAt > now && (all || (!word.isEmpty() && invite.tokenHash.toHex().startsWith(word, Qt::CaseInsensitive)));
    };
    QJsonArray revoked;
    profile::Config next = config();
    for (const profile::InviteEntry &invite : config().invites) {
        if (isMeant(invite))
            revoked.append(inviteId(invite));
    }
    if (!all && revoked.size() != 1) // none, or a beginning that several have
        return Error{ErrorCode::InviteUnknown, command.invite};
    if (!revoked.isEmpty()) {
        next.endInvites(isMeant, InviteEnd::Revoked, now);
        if (const auto saved = save(std::move(next)); !saved)
            return saved.error();
    }
    return QJsonValue(QJsonObject{{QStringLiteral("revoked"), revoked}});
}

// The address first: with an invite too many in the list, nobody is let in who was not meant to be.
api::Reply CommandExecutor::run(const api::NewAddress &)
{
    const Nospam before = with_.address.nospam();
    Nospam nospam = before;
    while (nospam == before)
        nospam = randomId<Nospam>(with_.random);
    const auto address = with_.changeNospam(nospam);
    if (!address)
        return address.error();
    QList<api::InviteInfo> voided;
    profile::Config next = config();
    const QDateTime now = with_.timers.wallClock();
    next.endExpiredInvites(now);
    for (const profile::InviteEntry &invite : std::as_const(next.invites)) {
        if (!invite.direct)
            voided.append(inviteInfo(invite));
    }
    next.endInvites([](const profile::InviteEntry &invite) { return !invite.direct; }, InviteEnd::AddressChanged, now);
    if (next.invites != config().invites) {
        if (const auto saved = saveNow(std::move(next)); !saved) {
            const auto undone = with_.changeNospam(before);
            return undone ? saved.error() : undone.error();
        }
    }
    with_.address = *address;
    return QJsonValue(QJsonObject{{QStringLiteral("address"), address->toHex()},
                                  {QStringLiteral("id"), address->publicKey().toHex()},
                                  {QStringLiteral("voided"), api::invitesToJson(voided)}});
}

} // namespace culvert::host
