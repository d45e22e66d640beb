// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/command.h"
#include "api/snapshot.h"
#include "core/secret.h"

#include <QObject>

#include <functional>

namespace culvert::api {

// A program at a local socket that wants a connection of its own.
struct LocalCaller {
    QString peer;    // as a person gives it
    QString target;  // HOST:PORT, the same
    QString program; // for the table of connections: "ssh (pid 812)"
    // Makes what the socket is told once of {"connection"}, its number, when the target is there, or of why there is none. Set;
    // called on the engine thread.
    QByteArray (*words)(const Reply &) = nullptr;
};

// The engine as the outside sees it. Lives on the thread of its user; nothing here waits.
class EngineClient : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(const Reply &)>;

    using QObject::QObject;

    // `answer` is called on this object's thread, later, exactly once unless `context` or this object is gone by then. Errors beside
    // those of the command: NotRunning before the engine has started; ControlFailed where it is in another process and went.
    virtual void send(Command command, QObject *context, Answer answer) = 0;

    // Changes the password of the running profile: `present` is the one it has, `fresh` the one it shall have; empty: none.
    // No command, so that a password is never on the control socket. Answers {"password": whether there is one now}.
    // `answer` as of send(). Errors: PasswordWrong, PasswordPresent, PasswordAbsent; what writing the profile had; NotRunning;
    // ServiceRefuses where the engine is in another process.
    virtual void changePassword(const Secret &present, const Secret &fresh, QObject *context, Answer answer) = 0;

    // Hands over a connected local socket, which is the engine's from here on: the near end of a connection. Before any byte of
    // the target it is told how that came about. No command: a socket is no value.
    virtual void carry(qintptr descriptor, const LocalCaller &caller) = 0;

    // While on, snapshotTaken() comes at most 4 times a second, and at once after being switched on.
    virtual void setWatching(bool on) = 0;

Q_SIGNALS:
    void snapshotTaken(const culvert::api::Snapshot &snapshot);
    // Something a person should hear of at once. It is in Snapshot::errors too, but for what waits for an answer and is no
    // failure: QuestionAsked is in Snapshot::questions, PairingAsked in Snapshot::requests.
    void errorOccurred(const culvert::Error &error);
};

} // namespace culvert::api
