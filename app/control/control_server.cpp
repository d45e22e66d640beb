// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_server.h"

#include "app/control/control_place.h"
#include "app/control/control_session.h"
#include "app/control/local_peer.h"

namespace culvert::control {

namespace {

constexpr int sessionsMax = 64; // at once; more is a program gone wild

} // namespace

ControlServer::ControlServer(api::EngineClient &engine, QObject *parent) : QObject(parent), engine_(engine)
{
    server_.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&server_, &QLocalServer::newConnection, this, &ControlServer::accept);
}

Outcome ControlServer::listen(const QString &profileFolder)
{
    const QString socket = socketOf(profileFolder);
    if (const auto made = makeSocketFolder(socket); !made)
        return made;
    QLocalServer::removeServer(socket);
    if (!server_.listen(socket))
        return Error{ErrorCode::ControlFailed, socket, server_.errorString()};
    return done();
}

void ControlServer::accept()
{
    while (QLocalSocket *socket = server_.nextPendingConnection()) {
        if (sessions_ >= sessionsMax || !isOfThisUser(*socket)) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++sessions_;
        auto *session = new ControlSession(socket, engine_, this);
        connect(session, &ControlSession::ended, this, [this, session] {
            --sessions_;
            session->deleteLater();
        }, Qt::SingleShotConnection);
    }
}

} // namespace culvert::control
