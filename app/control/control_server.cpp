// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_server.h"

#include "app/control/control_session.h"
#include "app/control/local_peer.h"
#include "app/control/window_session.h"
#include "core/limits.h"

#include <QFile>

#include <algorithm>
#include <tuple>
#include <utility>

namespace culvert::control {

using namespace std::chrono_literals;

ControlServer::ControlServer(api::EngineClient &engine, QObject *parent) : QObject(parent), engine_(engine)
{
    server_.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&server_, &QLocalServer::newConnection, this, &ControlServer::accept);
    lookAfter_.setInterval(2s);
    connect(&lookAfter_, &QTimer::timeout, this, &ControlServer::lookAfterSocket);
}

ControlServer::~ControlServer() { close(); }

// QLocalServer removes what lies at its name, be it another program's socket: that one steps aside meanwhile.
void ControlServer::close()
{
    const QString socket = server_.fullServerName();
    const QString aside = socket + QStringLiteral(".aside");
    const bool another = server_.isListening() && socketFile(socket) != listensAt_ && QFile::rename(socket, aside);
    server_.close();
    if (another)
        QFile::rename(aside, socket);
}

Outcome ControlServer::listen(const QString &profileFolder)
{
    profileFolder_ = profileFolder;
    const QStringList places = socketPlaces(profileFolder);
    const QString &socket = places.first();
    if (const auto made = makeSocketFolder(socket); !made)
        return made;
    close();
    for (const QString &place : places)
        QLocalServer::removeServer(place);
    if (!server_.listen(socket))
        return Error{ErrorCode::ControlFailed, socket, server_.errorString()};
    listensAt_ = socketFile(socket);
    if (listensAt_ != SocketFile())
        lookAfter_.start();
    return done();
}

void ControlServer::lookAfterSocket()
{
    if (socketFile(socketOf(profileFolder_)) == SocketFile())
        std::ignore = listen(profileFolder_); // if not, it is tried again
}

void ControlServer::accept()
{
    while (QLocalSocket *socket = server_.nextPendingConnection()) {
        if (!isOfThisUser(*socket)) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto *session = new ControlSession(socket, engine_, *this, this);
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

Outcome ControlServer::show(const QString &link)
{
    if (showWindow)
        showWindow(link);
    else if (!windows_.isEmpty())
        windows_.last()->show(link);
    else
        return Error{ErrorCode::CommandUnknown, QStringLiteral("show")};
    return done();
}

Outcome ControlServer::quit()
{
    if (!quitAsked)
        return Error{ErrorCode::CommandUnknown, QStringLiteral("quit")};
    quitAsked();
    return done();
}

Outcome ControlServer::attach(std::unique_ptr<QLocalSocket> &socket, int format)
{
    if (showWindow)
        return Error{ErrorCode::ProfileInUse, profileFolder_};
    if (format != api::streamFormat)
        return Error{ErrorCode::ServiceDiffers, QStringLiteral(CULVERT_VERSION)};
    if (windows_.size() >= limits::controlWindows)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 windows at the control socket").arg(limits::controlWindows)};
    auto *window = new WindowSession(std::move(socket), engine_, this);
    connect(window, &WindowSession::watchingChanged, this, &ControlServer::followWatching);
    connect(window, &WindowSession::ended, this, [this, window] {
        windows_.removeOne(window);
        window->deleteLater();
        followWatching();
    }, Qt::SingleShotConnection);
    windows_.append(window);
    return done();
}

// One that begins to watch gets its first snapshot at once: it is told by being switched on again.
void ControlServer::followWatching()
{
    engine_.setWatching(std::any_of(windows_.begin(), windows_.end(), [](const WindowSession *one) { return one->watching(); }));
}

} // namespace culvert::control
