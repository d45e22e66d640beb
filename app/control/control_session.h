// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"
#include "app/control/line_reader.h"
#include "app/control/session_host.h"

#include <QLocalSocket>
#include <QTimer>

#include <memory>
#include <optional>

namespace culvert::control {

// One sub-command at the other end of a local socket: its requests are answered one after the other, and
// none is read while limits::controlUnread bytes of answers wait for the client.
class ControlSession : public QObject {
    Q_OBJECT
public:
    // Owns the socket. `host` outlives this object.
    ControlSession(QLocalSocket *socket, api::EngineClient &engine, SessionHost &host, QObject *parent);
    ~ControlSession() override; // hangs up without ended(), and stops no test: the program ends

    // Nothing was asked that is not answered.
    [[nodiscard]] bool isIdle() const { return !asked_ && !watch_ && !socket_->canReadLine(); }
    void refuse(const Error &error);
    void hangUp() { socket_->disconnectFromServer(); } // when what was said has been taken; ended() follows

Q_SIGNALS:
    void ended();

private:
    void read();
    void quit();
    void attach(int format);
    void handOver(const QJsonObject &request);
    void answer(const api::Reply &reply);
    void ask();
    void startTest(const QJsonObject &request);
    void followTest(const QJsonValue &test);
    void endTest();

    api::EngineClient &engine_;
    SessionHost &host_;
    std::unique_ptr<QLocalSocket> socket_; // null: it is a window's now
    LineReader lines_;
    QTimer pause_;        // between two tables of a watch
    bool asked_ = false;  // the engine has not answered yet
    bool watch_ = false;
    std::optional<api::TestId> test_; // under way for this client
};

} // namespace culvert::control
