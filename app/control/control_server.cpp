// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_server.h"

#include "app/control/control_place.h"
#include "app/control/control_session.h"
#include "app/control/local_peer.h"
#include "core/limits.h"

#include <algorithm>

namespace culvert::control {

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
    server_.close();
    QLocalServer::removeServer(socket);
    if (!server_.listen(socket))
        return Error{ErrorCode::ControlFailed, socket, server_.errorString()};
    return done();
}

void ControlServer::accept()
{
    while (QLocalSocket *socket = server_.nextPendingConnection()) {
        if (!isOfThisUser(*socket)) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto *session = new ControlSession(socket, engine_, showWindow, this);
        connect(session, &ControlSession::ended, this, [this, session] {
            sessions_.removeOne(session);
            session->deleteLater();
        }, Qt::SingleShotConnection);
        sessions_.append(session);
        if (sessions_.size() > limits::controlSessions)
            endOne();
    }
}

// The one that has waited longest for a request of its own, so that programs that say nothing keep nobody out; the last to
// come if all are being served.
void ControlServer::endOne()
{
    const auto idle = std::find_if(sessions_.begin(), std::prev(sessions_.end()), [](const ControlSession *one) { return one->isIdle(); });
    ControlSession *session = *idle;
    sessions_.erase(idle);
    session->refuse({ErrorCode::LimitReached, QStringLiteral("%1 programs at the control socket").arg(limits::controlSessions)});
    session->hangUp();
}

} // namespace culvert::control
