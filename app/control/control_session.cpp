// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_session.h"

#include "api/command_json.h"
#include "api/snapshot_json.h"
#include "core/limits.h"

namespace culvert::control {

namespace {

// A reader that does not read gets the next table when it has taken this one.
constexpr qint64 unreadMax = 1 << 20;

} // namespace

ControlSession::ControlSession(QLocalSocket *socket, api::EngineClient &engine, QObject *parent)
    : QObject(parent), engine_(engine), socket_(socket), lines_(*socket, requestSize)
{
    socket_->setParent(nullptr);
    socket_->setReadBufferSize(requestSize + 1);
    pause_.setSingleShot(true);
    pause_.setInterval(std::chrono::duration_cast<std::chrono::milliseconds>(limits::snapshotPause));
    connect(&pause_, &QTimer::timeout, this, &ControlSession::ask);
    connect(socket, &QLocalSocket::readyRead, this, &ControlSession::read);
    connect(socket, &QLocalSocket::disconnected, this, &ControlSession::ended);
    // Later: ended() must not come before somebody can hear it.
    QMetaObject::invokeMethod(this, &ControlSession::read, Qt::QueuedConnection);
}

void ControlSession::read()
{
    if (asked_ || watch_)
        return;
    const auto request = lines_.next();
    if (lines_.broken()) {
        refuse({ErrorCode::UsageWrong, QStringLiteral("the control socket")});
        socket_->disconnectFromServer();
        return;
    }
    if (!request)
        return;
    if (request->value(QStringLiteral("watch")) == QStringLiteral("connections")) {
        watch_ = true;
        ask();
        return;
    }
    const auto command = api::commandFromJson(*request);
    if (!command) {
        refuse(command.error());
        read();
        return;
    }
    asked_ = true;
    engine_.send(*command, this, [this](const api::Reply &reply) { answer(reply); });
}

void ControlSession::ask()
{
    if (socket_->bytesToWrite() > unreadMax) {
        pause_.start();
        return;
    }
    engine_.send(api::ListConnections{}, this, [this](const api::Reply &reply) {
        answer(reply);
        pause_.start();
    });
}

void ControlSession::answer(const api::Reply &reply)
{
    asked_ = false;
    if (reply)
        writeLine(*socket_, {{QStringLiteral("reply"), *reply}});
    else
        refuse(reply.error());
    read();
}

void ControlSession::refuse(const Error &error)
{
    writeLine(*socket_, {{QStringLiteral("error"), api::toJson(error)}});
}

} // namespace culvert::control
