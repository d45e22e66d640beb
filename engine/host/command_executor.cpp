// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/command_executor.h"

#include "api/snapshot_json.h"
#include "host/profile_snapshot.h"

#include <algorithm>

namespace culvert::host {

CommandExecutor::CommandExecutor(Surroundings surroundings) : with_(std::move(surroundings)) {}

api::Reply CommandExecutor::execute(const api::Command &command)
{
    return std::visit([this](const auto &one) { return run(one); }, command);
}

Outcome CommandExecutor::save(profile::Config next) { return followed(with_.profile.save(std::move(next))); }

Outcome CommandExecutor::saveNow(profile::Config next) { return followed(with_.profile.saveNow(std::move(next))); }

Outcome CommandExecutor::followed(Outcome saved)
{
    if (saved && with_.live)
        with_.live->configChanged();
    return saved;
}

api::Snapshot CommandExecutor::snapshot() const
{
    return with_.live ? with_.live->snapshot() : snapshotAtRest(config(), with_.address, with_.timers.wallClock());
}

api::PeerInfo CommandExecutor::peerInfo(const PublicKey &id) const
{
    const auto peers = snapshot().peers;
    const auto found = std::find_if(peers.begin(), peers.end(), [&](const api::PeerInfo &p) { return p.id == id; });
    return found != peers.end() ? *found : peerAtRest(*config().peer(id));
}

QJsonValue CommandExecutor::peerJson(const PublicKey &id) const
{
    return config().peer(id) ? QJsonValue(api::toJson(peerInfo(id))) : QJsonValue();
}

QJsonValue CommandExecutor::tunnelJson(const QString &name) const
{
    const auto tunnels = snapshot().tunnels;
    const auto found = std::find_if(tunnels.begin(), tunnels.end(), [&](const api::TunnelInfo &t) { return t.name == name; });
    if (found != tunnels.end())
        return api::toJson(*found);
    const profile::TunnelEntry *tunnel = config().tunnel(name);
    return tunnel ? QJsonValue(api::toJson(tunnelAtRest(*tunnel, config()))) : QJsonValue();
}

api::Reply CommandExecutor::run(const api::GetId &)
{
    return QJsonValue(QJsonObject{{QStringLiteral("address"), with_.address.toHex()},
                       {QStringLiteral("id"), with_.address.publicKey().toHex()}});
}

api::Reply CommandExecutor::run(const api::ListPeers &)
{
    return api::toJson(snapshot()).value(QStringLiteral("peers"));
}

api::Reply CommandExecutor::run(const api::RenamePeer &command)
{
    const auto id = config().findPeer(command.peer);
    if (!id)
        return id.error();
    const auto name = checkedName(command.name, config().peer(*id)->name);
    if (!name)
        return name.error();
    profile::Config next = config();
    for (profile::PeerEntry &peer : next.peers) {
        if (peer.id == *id)
            peer.name = *name;
        else if (peer.name == *name)
            return Error{ErrorCode::NameTaken, *name};
    }
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return peerJson(*id);
}

api::Reply CommandExecutor::run(const api::RemovePeer &command)
{
    const auto id = config().findPeer(command.peer);
    if (!id)
        return id.error();
    profile::Config next = config();
    const QString name = next.peer(*id)->name;
    next.peers.removeIf([&](const profile::PeerEntry &peer) { return peer.id == *id; });
    next.tunnels.removeIf([&](const profile::TunnelEntry &tunnel) { return tunnel.peer == *id; });
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return QJsonValue(QJsonObject{{QStringLiteral("removed"), name}});
}

api::Reply CommandExecutor::run(const api::ListConnections &)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    return QJsonValue(api::connectionsToJson(with_.live->snapshot()));
}

api::Reply CommandExecutor::run(const api::FindProgram &command)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    const auto program = with_.live->programOf(command.id);
    if (!program)
        return Error{ErrorCode::ConnectionUnknown, QString::number(command.id)};
    return QJsonValue(QJsonObject{{QStringLiteral("program"), program->isEmpty() ? QJsonValue() : QJsonValue(*program)}});
}

api::Reply CommandExecutor::run(const api::ReadConnection &command)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    const auto connection = with_.live->connection(command.id);
    if (!connection)
        return Error{ErrorCode::ConnectionUnknown, QString::number(command.id)};
    if (connection->reason.code != ErrorCode::None)
        return connection->reason;
    return QJsonValue(QJsonObject{{QStringLiteral("connection"), qint64(command.id)},
                                  {QStringLiteral("open"), connection->state != api::ConnectionState::Closed}});
}

api::Reply CommandExecutor::run(const api::CloseConnection &command)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    if (!with_.live->closeConnection(command.id))
        return Error{ErrorCode::ConnectionUnknown, QString::number(command.id)};
    return QJsonValue(QJsonObject{{QStringLiteral("closed"), qint64(command.id)}});
}

api::Reply CommandExecutor::run(const api::Status &) { return QJsonValue(api::toJson(snapshot())); }

api::Reply CommandExecutor::run(const api::SetPaused &command)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    with_.live->setPaused(command.paused);
    return QJsonValue(QJsonObject{{QStringLiteral("paused"), command.paused}});
}

api::Reply CommandExecutor::run(const api::Refresh &)
{
    if (!with_.live)
        return Error{ErrorCode::NotRunning};
    with_.live->refresh();
    return QJsonValue(QJsonObject{{QStringLiteral("refreshed"), true}});
}

api::Reply CommandExecutor::run(const api::SetSetting &command)
{
    profile::Config next = config();
    if (command.value) {
        const auto written = profile::writeSetting(next.settings, command.key, *command.value);
        if (!written)
            return written.error();
        const QString &name = next.settings.machineName; // a config has what was given earlier
        if (const auto checked = checkedName(name, config().settings.machineName); !name.isEmpty() && !checked)
            return checked.error();
    }
    const auto value = profile::readSetting(next.settings, command.key);
    if (!value)
        return value.error();
    if (command.value) {
        if (const auto saved = save(std::move(next)); !saved)
            return saved.error();
    }
    return QJsonValue(QJsonObject{{command.key, *value}});
}

} // namespace culvert::host
