// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"
#include "api/snapshot_stream.h"
#include "app/control/line_reader.h"

#include <QLocalSocket>

#include <memory>

namespace culvert::control {

// One attached window at the other end of a local socket: its commands, as many at once as limits::controlAsked, and the snapshots and
// events that it gets meanwhile. A window that does not read gets the newest snapshot when it does.
class WindowSession : public QObject {
    Q_OBJECT
public:
    // Owns the socket, at which a ControlSession has read "attach"; answers that.
    WindowSession(std::unique_ptr<QLocalSocket> socket, api::EngineClient &engine, QObject *parent);
    ~WindowSession() override { socket_->disconnect(this); } // hangs up without ended()

    [[nodiscard]] bool watching() const { return watching_; }
    void show(const QString &link);

Q_SIGNALS:
    void ended();
    void watchingChanged();

private:
    void read();
    [[nodiscard]] bool take(const QJsonObject &line);
    void answer(qint64 request, const api::Reply &reply);
    void sendSnapshot(const api::Snapshot &snapshot);
    [[nodiscard]] bool isFull() const;

    api::EngineClient &engine_;
    std::unique_ptr<QLocalSocket> socket_;
    LineReader lines_;
    api::SnapshotWriter snapshots_;
    int asked_ = 0; // commands that the engine has not answered
    bool watching_ = false;
};

} // namespace culvert::control
