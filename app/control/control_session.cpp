// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_session.h"

#include "api/command_json.h"
#include "api/enum_names.h"
#include "api/snapshot_json.h"
#include "app/control/local_peer.h"
#include "core/limits.h"

#include <QPointer>

#include <utility>

namespace culvert::control {

ControlSession::ControlSession(QLocalSocket *socket, api::EngineClient &engine, SessionHost &host, QObject *parent)
    : QObject(parent), engine_(engine), host_(host), socket_(socket), lines_(*socket, limits::controlRequest)
{
    socket_->setParent(nullptr);
    socket_->setReadBufferSize(limits::controlRequest + 1);
    pause_.setSingleShot(true);
    pause_.setInterval(std::chrono::duration_cast<std::chrono::milliseconds>(limits::snapshotPause));
    connect(&pause_, &QTimer::timeout, this, &ControlSession::ask);
    connect(socket, &QLocalSocket::readyRead, this, &ControlSession::read);
    connect(socket, &QLocalSocket::bytesWritten, this, &ControlSession::read);
    connect(socket, &QLocalSocket::disconnected, this, &ControlSession::endTest);
    connect(socket, &QLocalSocket::disconnected, this, &ControlSession::ended);
    // Later: ended() must not come before somebody can hear it.
    QMetaObject::invokeMethod(this, &ControlSession::read, Qt::QueuedConnection);
}

// A socket that goes says so, and what would hear it is half gone by then.
ControlSession::~ControlSession()
{
    if (socket_)
        socket_->disconnect(this);
}

void ControlSession::read()
{
    if (!socket_ || asked_ || watch_ || socket_->state() == QLocalSocket::ClosingState || socket_->bytesToWrite() > limits::controlUnread)
        return;
    const auto request = lines_.next();
    if (lines_.broken()) {
        refuse({ErrorCode::UsageWrong, QStringLiteral("the control socket")});
        hangUp();
        return;
    }
    if (!request)
        return;
    if (request->value(QStringLiteral("watch")) == QStringLiteral("connections")) {
        watch_ = true;
        ask();
        return;
    }
    if (request->value(QStringLiteral("watch")) == QStringLiteral("test")) {
        startTest(*request);
        return;
    }
    if (request->contains(QStringLiteral("show"))) {
        const auto shown = host_.show(request->value(QStringLiteral("show")).toString());
        answer(shown ? api::Reply(QJsonValue(QJsonObject{{QStringLiteral("shown"), true}})) : api::Reply(shown.error()));
        return;
    }
    if (request->contains(QStringLiteral("quit"))) {
        quit();
        return;
    }
    if (request->contains(QStringLiteral("attach"))) {
        attach(request->value(QStringLiteral("attach")).toInt());
        return;
    }
    if (request->contains(QStringLiteral("connect"))) {
        handOver(*request);
        return;
    }
    const auto command = api::commandFromJson(*request);
    if (!command) {
        answer(command.error());
        return;
    }
    asked_ = true;
    engine_.send(*command, this, [this](const api::Reply &reply) { answer(reply); });
}

void ControlSession::quit()
{
    const auto quitting = host_.quit();
    answer(quitting ? api::Reply(QJsonValue(QJsonObject{{QStringLiteral("quitting"), true}})) : api::Reply(quitting.error()));
    socket_->flush(); // the event loop may not come back to it
}

void ControlSession::attach(int format)
{
    QLocalSocket *socket = socket_.get();
    if (const auto attached = host_.attach(socket_, format); !attached) {
        answer(attached.error());
        return;
    }
    socket->disconnect(this);
    Q_EMIT ended();
}

// The engine answers at the socket, which is no control socket any more.
void ControlSession::handOver(const QJsonObject &request)
{
    const api::LocalCaller caller{request.value(QStringLiteral("peer")).toString(), request.value(QStringLiteral("connect")).toString(),
                                  programBehind(*socket_), [](const api::Reply &reply) { return lineOf(reply); }};
    const bool early = socket_->bytesAvailable() > 0; // what Qt has read would be lost
    const qintptr descriptor = early ? -1 : takeDescriptor(*socket_, QByteArray::fromBase64(request.value(QStringLiteral("socket")).toString().toLatin1()));
    if (descriptor < 0) {
        refuse({early ? ErrorCode::UsageWrong : ErrorCode::ControlFailed, QStringLiteral("connect"), QStringLiteral("connect")});
        hangUp();
        return;
    }
    socket_->abort();
    engine_.carry(descriptor, caller);
}

void ControlSession::ask()
{
    // A reader that does not read gets the next table when it has taken this one.
    if (socket_->bytesToWrite() > limits::controlUnread) {
        pause_.start();
        return;
    }
    if (test_) {
        engine_.send(api::ReadTest{*test_}, this, [this](const api::Reply &reply) {
            if (reply)
                return followTest(*reply);
            test_.reset();
            answer(reply);
        });
        return;
    }
    engine_.send(api::ListConnections{}, this, [this](const api::Reply &reply) {
        answer(reply);
        pause_.start();
    });
}

void ControlSession::startTest(const QJsonObject &request)
{
    asked_ = true;
    const api::StartTest command{request.value(QStringLiteral("peer")).toString(), request.value(QStringLiteral("seconds")).toInteger()};
    engine_.send(command, &engine_, [this, session = QPointer<ControlSession>(this), &engine = engine_](const api::Reply &reply) {
        const api::TestId id = reply ? api::TestId((*reply)[QStringLiteral("test")].toInteger()) : 0;
        if (session && socket_->state() == QLocalSocket::ConnectedState) {
            if (reply)
                test_ = id;
            return reply ? followTest(*reply) : answer(reply);
        }
        if (reply) // the client did not wait for it
            engine.send(api::StopTest{id}, &engine, [](const api::Reply &) {});
    });
}

void ControlSession::followTest(const QJsonValue &test)
{
    const QString phase = test[QStringLiteral("phase")].toString();
    if (phase == api::nameOf(api::TestPhase::Done) || phase == api::nameOf(api::TestPhase::Failed)) {
        test_.reset();
        answer(test);
        return;
    }
    writeLine(*socket_, {{QStringLiteral("reply"), test}});
    pause_.start();
}

// The client has gone.
void ControlSession::endTest()
{
    pause_.stop();
    if (const auto test = std::exchange(test_, std::nullopt))
        engine_.send(api::StopTest{*test}, &engine_, [](const api::Reply &) {});
}

// What waits behind it is read in a turn of its own: of requests that are answered at once there may be thousands.
void ControlSession::answer(const api::Reply &reply)
{
    asked_ = false;
    socket_->write(lineOf(reply));
    QMetaObject::invokeMethod(this, &ControlSession::read, Qt::QueuedConnection);
}

void ControlSession::refuse(const Error &error) { socket_->write(lineOf(api::Reply(error))); }

} // namespace culvert::control
