// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"

#include <QLocalServer>

namespace culvert::control {

// The control socket of a running program. On the thread of the engine's client.
class ControlServer : public QObject {
    Q_OBJECT
public:
    explicit ControlServer(api::EngineClient &engine, QObject *parent = nullptr);

    // The caller must hold the profile's lock: a socket that a dead program left there is removed. Error: ControlFailed.
    [[nodiscard]] Outcome listen(const QString &profileFolder);

private:
    void accept();

    api::EngineClient &engine_;
    QLocalServer server_;
    int sessions_ = 0;
};

} // namespace culvert::control
