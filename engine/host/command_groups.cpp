// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/snapshot_json.h"
#include "host/command_executor.h"

#include <QMap>

#include <algorithm>
#include <utility>

namespace culvert::host {

// Whatever of a group can start does. One that cannot says why: where something runs it is tried again, as at a start of the
// program; where nothing does, it stays stopped.
api::Reply CommandExecutor::setGroup(const QString &group, bool started)
{
    profile::Config next = config();
    const auto inGroup = [&group](const profile::TunnelEntry &tunnel) { return !group.isEmpty() && tunnel.group == group; };
    if (std::none_of(next.tunnels.cbegin(), next.tunnels.cend(), inGroup))
        return Error{ErrorCode::GroupUnknown, group};
    QMap<QString, Error> clashes;
    profile::Config without = next; // those that could not listen: stopped first, they are tried anew
    for (profile::TunnelEntry &tunnel : next.tunnels) {
        if (!inGroup(tunnel))
            continue;
        if (with_.live && with_.live->tunnelError(tunnel.name))
            without.tunnel(tunnel.name)->started = false;
        const bool before = std::exchange(tunnel.started, started);
        if (const auto error = clash(tunnel, next.tunnels, &tunnel)) {
            clashes.insert(tunnel.name, *error);
            tunnel.started = before;
        }
    }
    if (started) {
        if (const auto saved = saveIfChanged(without); !saved)
            return saved.error();
    }
    if (const auto saved = saveIfChanged(next); !saved)
        return saved.error();

    QJsonArray out;
    for (api::TunnelInfo tunnel : snapshot().tunnels) {
        if (tunnel.group != group)
            continue;
        if (const auto clash = clashes.constFind(tunnel.name); clash != clashes.constEnd())
            tunnel.error = *clash;
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
