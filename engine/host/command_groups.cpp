// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/snapshot_json.h"
#include "host/command_executor.h"

#include <QMap>

#include <algorithm>

namespace culvert::host {

// A whole group follows also where one of it cannot: that one says so and is tried again, as at a start of the program.
api::Reply CommandExecutor::setGroup(const QString &group, bool started)
{
    profile::Config next = config();
    const auto inGroup = [&group](const profile::TunnelEntry &tunnel) { return !group.isEmpty() && tunnel.group == group; };
    if (std::none_of(next.tunnels.cbegin(), next.tunnels.cend(), inGroup))
        return Error{ErrorCode::GroupUnknown, group};
    // One that was started and could not listen is stopped first, so that it is tried anew.
    for (profile::TunnelEntry &tunnel : next.tunnels) {
        if (inGroup(tunnel))
            tunnel.started = started && tunnel.started && !(with_.live && with_.live->tunnelError(tunnel.name));
    }
    if (const auto saved = saveIfChanged(next); !saved)
        return saved.error();
    for (profile::TunnelEntry &tunnel : next.tunnels) {
        if (!inGroup(tunnel))
            continue;
        tunnel.started = started;
        if (const auto error = clash(tunnel, config().tunnel(tunnel.name)))
            return *error;
    }
    if (const auto saved = saveIfChanged(next); !saved)
        return saved.error();

    QJsonArray out;
    for (const api::TunnelInfo &tunnel : snapshot().tunnels) {
        if (tunnel.group == group)
            out.append(api::toJson(tunnel));
    }
    return QJsonValue(out);
}

api::Reply CommandExecutor::run(const api::ListGroups &)
{
    QMap<QString, QJsonArray> groups;
    for (const profile::TunnelEntry &tunnel : config().tunnels) {
        if (!tunnel.group.isEmpty())
            groups[tunnel.group].append(tunnel.name);
    }
    QJsonArray out;
    for (auto it = groups.cbegin(); it != groups.cend(); ++it)
        out.append(QJsonObject{{QStringLiteral("group"), it.key()}, {QStringLiteral("tunnels"), it.value()}});
    return QJsonValue(out);
}

api::Reply CommandExecutor::run(const api::StartGroup &command) { return setGroup(command.group, true); }
api::Reply CommandExecutor::run(const api::StopGroup &command) { return setGroup(command.group, false); }

} // namespace culvert::host
