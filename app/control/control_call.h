// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/command.h"
#include "app/control/line_reader.h"
#include "core/limits.h"

#include <QJsonObject>
#include <QLocalSocket>
#include <QTimer>

namespace culvert::control {

// One question to the running program of a profile, by a sub-command. Nothing here waits.
class ControlCall : public QObject {
    Q_OBJECT
public:
    explicit ControlCall(QObject *parent = nullptr, Duration patience = limits::controlPatience);

    // One of the signals follows, once, notRunning() perhaps before this returns; failed() where no answer comes in time.
    void send(const QString &profileFolder, const api::Command &command);

    // Asks a running culvert to show its window, and with a link the dialog that pairs. failed() of a program without one.
    void showWindow(const QString &profileFolder, const QString &link);

    // Asks a program without a window to end, as it would by a signal. failed() of one with a window.
    void quit(const QString &profileFolder);

    // answered() again and again, until the program ends: failed().
    void watchConnections(const QString &profileFolder);

    // Begins a test of the link to a peer; answered() again and again, last when the test is over. Destroying the call ends
    // the test.
    void watchTest(const QString &profileFolder, const QString &peer, qint64 seconds);

Q_SIGNALS:
    void notRunning();
    void answered(const QJsonValue &reply);
    void failed(const QJsonObject &error); // as api::toJson(const Error &)

private:
    void start(const QString &profileFolder, const QJsonObject &request);
    void read();
    void fail(const QString &why);
    void onSocketError(QLocalSocket::LocalSocketError error);

    QLocalSocket socket_;
    LineReader lines_;
    QTimer limit_;
    QJsonObject request_;
    bool watch_ = false;
    bool done_ = false;
};

} // namespace culvert::control
