// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/command.h"
#include "api/snapshot.h"
#include "core/secret.h"

#include <QObject>

#include <functional>

namespace culvert::api {

// The engine as the outside sees it. Lives on the thread of its user; nothing here waits.
class EngineClient : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(const Reply &)>;

    using QObject::QObject;

    // `answer` is called on this object's thread, later, exactly once unless `context` is gone by then.
    virtual void send(Command command, QObject *context, Answer answer) = 0;

    // Changes the password of the running profile: `present` is the one it has, `fresh` the one it shall have; empty: none.
    // No command, so that a password is never on the control socket. Answers {"password": whether there is one now}.
    // Errors: PasswordWrong, PasswordPresent, PasswordAbsent; what writing the profile had.
    virtual void changePassword(const Secret &present, const Secret &fresh, QObject *context, Answer answer) = 0;

    // While on, snapshotTaken() comes at most 4 times a second, and at once after being switched on.
    virtual void setWatching(bool on) = 0;

Q_SIGNALS:
    void snapshotTaken(const culvert::api::Snapshot &snapshot);
    // Something a person should hear of at once. It is in Snapshot::errors too.
    void errorOccurred(const culvert::Error &error);
};

} // namespace culvert::api
