// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/window_session.h"

#include "api/command_json.h"
#include "api/snapshot_json.h"
#include "core/limits.h"

#include <utility>

namespace culvert::control {

WindowSession::WindowSession(std::unique_ptr<QLocalSocket> socket, api::EngineClient &engine, QObject *parent)
    : QObject(parent), engine_(engine), socket_(std::move(socket)), lines_(*socket_, limits::controlRequest)
{
    connect(socket_.get(), &QLocalSocket::readyRead, this, &WindowSession::read);
    connect(socket_.get(), &QLocalSocket::bytesWritten, this, &WindowSession::read);
    connect(socket_.get(), &QLocalSocket::disconnected, this, &WindowSession::ended);
    connect(&engine_, &api::EngineClient::snapshotTaken, this, &WindowSession::sendSnapshot);
    connect(&engine_, &api::EngineClient::errorOccurred, this, [this](const Error &error) {
        if (!isFull()) // it is among the errors of the next snapshot
            writeLine(*socket_, {{QStringLiteral("event"), api::streamed(error)}});
    });
    writeLine(*socket_, {{QStringLiteral("reply"), QJsonObject{{QStringLiteral("attached"), api::streamFormat},
                                                               {QStringLiteral("version"), QStringLiteral(CULVERT_VERSION)}}}});
    QMetaObject::invokeMethod(this, &WindowSession::read, Qt::QueuedConnection); // what came behind "attach"
}

bool WindowSession::isFull() const { return socket_->bytesToWrite() > limits::controlUnread; }

void WindowSession::show(const QString &link) { writeLine(*socket_, {{QStringLiteral("show"), link}}); }

void WindowSession::read()
{
    while (socket_->state() == QLocalSocket::ConnectedState && asked_ < limits::controlAsked && !isFull()) {
        const auto line = lines_.next();
        if (!line && !lines_.broken())
            return;
        if (lines_.broken() || !take(*line)) {
            writeLine(*socket_, {{QStringLiteral("error"), api::toJson(Error{ErrorCode::UsageWrong, QStringLiteral("the control socket")})}});
            socket_->disconnectFromServer();
        }
    }
}

// False: no line of this protocol.
bool WindowSession::take(const QJsonObject &line)
{
    if (const QJsonValue watching = line.value(QStringLiteral("watching")); watching.isBool()) {
        watching_ = watching.toBool();
        Q_EMIT watchingChanged();
        return true;
    }
    const qint64 request = line.value(QStringLiteral("request")).toInteger(-1);
    if (request < 0)
        return false;
    const auto command = api::commandFromJson(line.value(QStringLiteral("do")).toObject());
    if (!command) {
        answer(request, command.error());
        return true;
    }
    ++asked_;
    engine_.send(*command, this, [this, request](const api::Reply &reply) {
        --asked_;
        answer(request, reply);
        read();
    });
    return true;
}

void WindowSession::answer(qint64 request, const api::Reply &reply)
{
    QJsonObject line{{QStringLiteral("answer"), request}};
    if (reply)
        line.insert(QStringLiteral("reply"), *reply);
    else
        line.insert(QStringLiteral("error"), api::streamed(reply.error()));
    writeLine(*socket_, line);
}

// The next one has what this one would have told.
void WindowSession::sendSnapshot(const api::Snapshot &snapshot)
{
    if (watching_ && !isFull())
        writeLine(*socket_, {{QStringLiteral("snapshot"), snapshots_.changesTo(snapshot)}});
}

} // namespace culvert::control
