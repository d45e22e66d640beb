// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/snapshot_json.h"

#include "api/json_values.h"

#include <QJsonArray>

namespace culvert::api {

QJsonObject toJson(const InviteInfo &invite)
{
    return {{QStringLiteral("id"), invite.id},
            {QStringLiteral("createdAt"), orNull(invite.createdAt)},
            {QStringLiteral("expiresAt"), orNull(invite.expiresAt)},
            {QStringLiteral("allow"), QJsonArray::fromStringList(invite.allow)},
            {QStringLiteral("direct"), invite.direct},
            {QStringLiteral("label"), invite.label}};
}

QJsonObject toJson(const EndedInviteInfo &ended)
{
    QJsonObject out = toJson(ended.invite);
    out.insert(QStringLiteral("ended"), inviteEndName(ended.end));
    out.insert(QStringLiteral("endedAt"), orNull(ended.endedAt));
    out.insert(QStringLiteral("by"), ended.byId ? QJsonValue(ended.by) : QJsonValue());
    out.insert(QStringLiteral("byId"), ended.byId ? QJsonValue(ended.byId->toHex()) : QJsonValue());
    return out;
}

QJsonArray invitesToJson(const QList<InviteInfo> &invites)
{
    QJsonArray out;
    for (const InviteInfo &invite : invites)
        out.append(toJson(invite));
    return out;
}

} // namespace culvert::api
