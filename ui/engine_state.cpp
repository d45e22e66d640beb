// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/engine_state.h"

#include "api/snapshot_json.h"

#include <QJsonArray>
#include <QJsonObject>

#include <utility>

namespace culvert::ui {

EngineState::EngineState(api::EngineClient &client, QObject *parent) : QObject(parent), client_(client)
{
    clock_.start();
    connect(&client_, &api::EngineClient::snapshotTaken, this, &EngineState::take);
    client_.setWatching(true);
}

void EngineState::take(const api::Snapshot &snapshot)
{
    if (snapshot.running && !snapshot_.running) { // maybe another engine, which counts its connections from 1 again
        connections_.forget();
        traffic_ = {};
    }
    connectionsHeld_ = connectionsHeld_ && connections_.rowCount() > 0;
    errorsHeld_ = errorsHeld_ && errors_.rowCount() > 0;
    snapshot_ = snapshot;
    const Moment moment{clock_.elapsed(), QDateTime::currentDateTimeUtc()};
    tunnels_.update(snapshot, moment);
    peers_.update(snapshot, moment);
    requests_.update(snapshot, moment);
    invites_.update(snapshot, moment);
    if (!connectionsHeld_)
        connections_.update(snapshot, moment);
    if (!errorsHeld_)
        errors_.update(snapshot, moment);
    counters_.update(snapshot);
    traffic_.take(snapshot.connections, moment.ms);
    history_.take(snapshot.counters, moment.ms);
    status_ = StatusText(snapshot, traffic_.rates());
    Q_EMIT updated();
}

void EngineState::retranslate()
{
    status_ = StatusText(snapshot_, traffic_.rates());
    Q_EMIT updated();
}

const api::PeerInfo *EngineState::peer(const QString &hex) const
{
    for (const api::PeerInfo &info : snapshot_.peers) {
        if (info.id.toHex() == hex)
            return &info;
    }
    return nullptr;
}

QStringList EngineState::groups() const
{
    QStringList groups;
    for (const api::TunnelInfo &tunnel : snapshot_.tunnels) {
        if (!tunnel.group.isEmpty())
            groups << tunnel.group;
    }
    groups.sort(Qt::CaseInsensitive);
    groups.removeDuplicates();
    return groups;
}

bool EngineState::canStart(const api::TunnelInfo &tunnel)
{
    return tunnel.state == api::TunnelState::Stopped || tunnel.state == api::TunnelState::Failed;
}

void EngineState::setRunning(bool running, const QStringList &names)
{
    for (const api::TunnelInfo &tunnel : snapshot_.tunnels) {
        if (!names.contains(tunnel.name))
            continue;
        if (running && canStart(tunnel))
            ask(api::StartTunnel{tunnel.name});
        else if (!running && tunnel.state != api::TunnelState::Stopped)
            ask(api::StopTunnel{tunnel.name});
    }
}

void EngineState::setAllRunning(bool running)
{
    QStringList names;
    for (const api::TunnelInfo &tunnel : snapshot_.tunnels)
        names << tunnel.name;
    setRunning(running, names);
}

void EngineState::startGroup(const QString &group)
{
    ask(api::StartGroup{group}, [this](const QJsonValue &tunnels) {
        QList<Error> errors;
        for (const QJsonValue &tunnel : tunnels.toArray()) {
            const auto error = api::errorFromJson(tunnel[QStringLiteral("error")].toObject());
            if (!error)
                continue;
            errors << *error;
            errors.last().tunnel = tunnel[QStringLiteral("name")].toString();
        }
        if (!errors.isEmpty())
            Q_EMIT failedInPart(errors);
    });
}

void EngineState::ask(api::Command command, std::function<void(const QJsonValue &)> done)
{
    client_.send(std::move(command), this, [this, done = std::move(done)](const api::Reply &reply) {
        if (!reply.ok())
            Q_EMIT failed(reply.error());
        else if (done)
            done(*reply);
    });
}

} // namespace culvert::ui
