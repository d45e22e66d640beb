// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QObject>

#include <X11/SM/SMlib.h>

#include <optional>

namespace culvert::test {

// A session manager as X11 desktops have one (XSMP, by libSM), for one program that finds it by the environment variable
// SESSION_MANAGER. One per process: libICE keeps what it listens on for good.
class SessionManager : public QObject {
    Q_OBJECT
public:
    SessionManager();

    [[nodiscard]] bool listening() const { return !address_.isEmpty(); }
    // For SESSION_MANAGER.
    [[nodiscard]] QString address() const { return address_; }
    // A program has come and saved its state for the first time, as the protocol wants it.
    [[nodiscard]] bool hasProgram() const { return saves_ > 0; }
    // The person logs out: the program is asked to save, and when it has done so, it is told to end.
    void logOut();
    [[nodiscard]] bool toldToEnd() const { return told_; }
    // What the program says of its start in the next session (SmRestartStyleHint).
    [[nodiscard]] std::optional<int> restartHint() const;

private:
    void accept(IceListenObj listen);
    void saved(bool well);
    static Status newProgram(SmsConn connection, SmPointer self, unsigned long *mask, SmsCallbacks *callbacks, char **failure);

    QString address_;
    SmsConn program_ = nullptr;
    QMap<QByteArray, QByteArray> properties_; // each one's first value
    int saves_ = 0;
    bool loggingOut_ = false;
    bool told_ = false;
};

} // namespace culvert::test
