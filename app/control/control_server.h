// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"
#include "app/control/control_place.h"
#include "app/control/session_host.h"

#include <QList>
#include <QLocalServer>
#include <QTimer>

#include <functional>

namespace culvert::control {

class ControlSession;
class WindowSession;

// The control socket of a running program. On the thread of the engine's client.
class ControlServer : public QObject, private SessionHost {
    Q_OBJECT
public:
    explicit ControlServer(api::EngineClient &engine, QObject *parent = nullptr);
    ~ControlServer() override;

    // The caller must hold the profile's lock meanwhile: a socket that a dead program left there is removed. A program that has
    // the lock later does so too, and keeps its own when this one ends. Listens anew by itself where its socket has gone, and nobody
    // else's is there: with the folder of a session that ended, say. Error: ControlFailed.
    [[nodiscard]] Outcome listen(const QString &profileFolder);

    // Called when a second start asks this program to show its window, with the link it was given, if any. Not set: this
    // program has no window; those that attach to it are asked, and if there is none that is said.
    std::function<void(const QString &link)> showWindow;

    // Called when a window takes over: this program ends, soon. Not set: it does not, and says so.
    std::function<void()> quitAsked;

private:
    void close();
    void lookAfterSocket();
    void accept();
    void endOne();
    void followWatching();
    [[nodiscard]] Outcome show(const QString &link) override;
    [[nodiscard]] Outcome quit() override;
    [[nodiscard]] Outcome attach(std::unique_ptr<QLocalSocket> &socket, int format) override;

    api::EngineClient &engine_;
    QLocalServer server_;
    SocketFile listensAt_;
    QTimer lookAfter_;
    QString profileFolder_;
    QList<ControlSession *> sessions_; // the oldest first
    QList<WindowSession *> windows_;   // the same
};

} // namespace culvert::control
