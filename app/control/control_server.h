// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"

#include <QList>
#include <QLocalServer>

#include <functional>

namespace culvert::control {

class ControlSession;

// The control socket of a running program. On the thread of the engine's client.
class ControlServer : public QObject {
    Q_OBJECT
public:
    explicit ControlServer(api::EngineClient &engine, QObject *parent = nullptr);

    // The caller must hold the profile's lock: a socket that a dead program left there is removed. Error: ControlFailed.
    [[nodiscard]] Outcome listen(const QString &profileFolder);

    // Called when a second start asks this program to show its window, with the link it was given, if any. Not set: this
    // program has no window, and says so.
    std::function<void(const QString &link)> showWindow;

private:
    void accept();
    void endOne();

    api::EngineClient &engine_;
    QLocalServer server_;
    QList<ControlSession *> sessions_; // the oldest first
};

} // namespace culvert::control
