// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"

#include <QList>
#include <QLocalServer>

namespace culvert::control {

class ControlSession;

// The control socket of a running program. On the thread of the engine's client.
class ControlServer : public QObject {
    Q_OBJECT
public:
    explicit ControlServer(api::EngineClient &engine, QObject *parent = nullptr);

    // The caller must hold the profile's lock: a socket that a dead program left there is removed. Error: ControlFailed.
    [[nodiscard]] Outcome listen(const QString &profileFolder);

private:
    void accept();
    void endOne();

    api::EngineClient &engine_;
    QLocalServer server_;
    QList<ControlSession *> sessions_; // the oldest first
};

} // namespace culvert::control
