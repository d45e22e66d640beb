// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"
#include "ui/link_reader.h"
#include "ui/models/connections_model.h"
#include "ui/models/counters_model.h"
#include "ui/models/errors_model.h"
#include "ui/models/invites_model.h"
#include "ui/models/peers_model.h"
#include "ui/models/requests_model.h"
#include "ui/models/tunnels_model.h"
#include "ui/models/traffic_meter.h"
#include "ui/models/counter_history.h"
#include "ui/text/status_text.h"

#include <QElapsedTimer>

namespace culvert::ui {

// The newest snapshot and the models that follow it: what tray, window and pages show. Watches from its construction on.
class EngineState final : public QObject {
    Q_OBJECT
public:
    // `client` outlives this object.
    explicit EngineState(api::EngineClient &client, QObject *parent = nullptr);

    [[nodiscard]] api::EngineClient &client() { return client_; }
    [[nodiscard]] const api::Snapshot &snapshot() const { return snapshot_; }
    [[nodiscard]] const StatusText &status() const { return status_; }

    [[nodiscard]] TunnelsModel &tunnels() { return tunnels_; }
    [[nodiscard]] PeersModel &peers() { return peers_; }
    [[nodiscard]] RequestsModel &requests() { return requests_; }
    [[nodiscard]] InvitesModel &invites() { return invites_; }
    [[nodiscard]] ConnectionsModel &connections() { return connections_; }
    [[nodiscard]] ErrorsModel &errors() { return errors_; }
    [[nodiscard]] CountersModel &counters() { return counters_; }

    [[nodiscard]] const CounterHistory &history() const { return history_; }

    // While held, the connections stay as they are; afterwards they are as they are then. An empty list is not held: there would be
    // nothing to see of it.
    void setConnectionsHeld(bool held) { connectionsHeld_ = held; }
    [[nodiscard]] bool connectionsHeld() const { return connectionsHeld_; }
    void setErrorsHeld(bool held) { errorsHeld_ = held; }
    [[nodiscard]] bool errorsHeld() const { return errorsHeld_; }

    // Without one, links are judged by their look until the engine gets them.
    void setLinkReader(LinkReader reader) { linkReader_ = std::move(reader); }
    [[nodiscard]] const LinkReader &linkReader() const { return linkReader_; }

    // The peer with this key in hex; null if there is none. Valid until the next snapshot.
    [[nodiscard]] const api::PeerInfo *peer(const QString &hex) const;

    // Of the tunnels, sorted.
    [[nodiscard]] QStringList groups() const;

    // Whether Start does something: what waits for its peer is started already.
    [[nodiscard]] static bool canStart(const api::TunnelInfo &tunnel);
    // Starts those of these tunnels that can start, or stops those that are not stopped.
    void setRunning(bool running, const QStringList &names);
    void setAllRunning(bool running);

    // Starts what can start of that group; the others are told by failedInPart().
    void startGroup(const QString &group);

    // Sends and shows a failure by failed(). `done`, if any, follows a success.
    void ask(api::Command command, std::function<void(const QJsonValue &)> done = {});

    // The language has changed: what is kept in words is said anew.
    void retranslate();

Q_SIGNALS:
    void updated();
    void failed(const culvert::Error &error); // a command sent by ask() was not done
    void failedInPart(const QList<culvert::Error> &errors); // one command was done but for these
    void undoable(const QString &what, const std::function<void()> &undo); // `what` was done; `undo` takes it back

private:
    void take(const api::Snapshot &snapshot);

    api::EngineClient &client_;
    QElapsedTimer clock_;
    api::Snapshot snapshot_;
    StatusText status_;
    TunnelsModel tunnels_;
    PeersModel peers_;
    RequestsModel requests_;
    InvitesModel invites_;
    ConnectionsModel connections_;
    ErrorsModel errors_;
    CountersModel counters_;
    TrafficMeter traffic_;
    CounterHistory history_;
    LinkReader linkReader_;
    bool connectionsHeld_ = false;
    bool errorsHeld_ = false;
};

} // namespace culvert::ui
