// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_call.h"

#include "api/command_json.h"
#include "api/snapshot_json.h"
#include "app/control/control_place.h"
#include "app/control/local_peer.h"

namespace culvert::control {

ControlCall::ControlCall(QObject *parent, Duration patience) : QObject(parent), lines_(socket_, limits::controlAnswer)
{
    limit_.setSingleShot(true);
    limit_.setInterval(std::chrono::ceil<std::chrono::milliseconds>(patience));
    connect(&limit_, &QTimer::timeout, this, [this, patience] {
        fail(QStringLiteral("no answer within %1 s").arg(std::chrono::ceil<std::chrono::seconds>(patience).count()));
    });
    connect(&socket_, &QLocalSocket::connected, this, [this] {
        // A socket of another user's could only lie, but it could.
        if (!isOfThisUser(socket_))
            fail(QStringLiteral("its socket belongs to another user"));
        else
            writeLine(socket_, request_);
    });
    connect(&socket_, &QLocalSocket::readyRead, this, &ControlCall::read);
    connect(&socket_, &QLocalSocket::errorOccurred, this, &ControlCall::onSocketError);
}

void ControlCall::send(const QString &profileFolder, const api::Command &command)
{
    start(profileFolder, api::toJson(command));
}

void ControlCall::showWindow(const QString &profileFolder, const QString &link)
{
    start(profileFolder, {{QStringLiteral("show"), link}});
}

void ControlCall::quit(const QString &profileFolder)
{
    start(profileFolder, {{QStringLiteral("quit"), true}});
}

void ControlCall::watchConnections(const QString &profileFolder)
{
    watch_ = true;
    start(profileFolder, {{QStringLiteral("watch"), QStringLiteral("connections")}});
}

void ControlCall::watchTest(const QString &profileFolder, const QString &peer, qint64 seconds)
{
    watch_ = true;
    start(profileFolder, {{QStringLiteral("watch"), QStringLiteral("test")},
                          {QStringLiteral("peer"), peer},
                          {QStringLiteral("seconds"), seconds}});
}

void ControlCall::start(const QString &profileFolder, const QJsonObject &request)
{
    request_ = request;
    if (lineOf(request).size() > limits::controlRequest) {
        const Error tooLong{ErrorCode::UsageWrong, QStringLiteral("more than %1 bytes").arg(limits::controlRequest)};
        done_ = true;
        QMetaObject::invokeMethod(this, [this, tooLong] { Q_EMIT failed(api::toJson(tooLong)); }, Qt::QueuedConnection);
        return;
    }
    limit_.start();
    socket_.connectToServer(socketOf(profileFolder));
}

void ControlCall::read()
{
    while (!done_) {
        const auto line = lines_.next();
        if (lines_.broken())
            return fail(QStringLiteral("its answer is not understood"));
        if (!line)
            return;
        limit_.stop();
        done_ = !watch_ || line->contains(QStringLiteral("error"));
        if (line->contains(QStringLiteral("error")))
            Q_EMIT failed(line->value(QStringLiteral("error")).toObject());
        else
            Q_EMIT answered(line->value(QStringLiteral("reply")));
    }
}

void ControlCall::fail(const QString &why)
{
    if (done_)
        return;
    done_ = true;
    limit_.stop();
    socket_.abort();
    Q_EMIT failed(api::toJson(Error{ErrorCode::ControlFailed, QString(), why}));
}

void ControlCall::onSocketError(QLocalSocket::LocalSocketError error)
{
    if (done_)
        return;
    switch (error) {
    case QLocalSocket::ServerNotFoundError:
    case QLocalSocket::ConnectionRefusedError: // a dead program left its socket
        done_ = true;
        limit_.stop();
        Q_EMIT notRunning();
        return;
    default:
        read(); // what came before the end
        fail(socket_.errorString());
    }
}

} // namespace culvert::control
