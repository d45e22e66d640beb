// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/remote_engine.h"

#include "api/command_json.h"
#include "api/snapshot_json.h"
#include "app/control/control_place.h"
#include "app/control/local_peer.h"
#include "core/limits.h"

#include <utility>

namespace culvert::control {

namespace {

using namespace std::chrono_literals;

constexpr auto lookEvery = 500ms;
constexpr auto silentFor = 5s;  // four snapshots come in each second
constexpr auto tellAfter = 5s;  // a service that is started anew is back before

// What a window shows of an engine that is gone: names, and that nothing runs.
api::Snapshot atEnd(api::Snapshot snapshot)
{
    snapshot.running = false;
    snapshot.paused = false;
    snapshot.tox.connection = api::ToxConnection::None;
    snapshot.direct = {};
    for (api::PeerInfo &peer : snapshot.peers) {
        if (peer.state == api::PeerState::Online || peer.state == api::PeerState::Connecting) {
            peer.state = api::PeerState::Offline;
            peer.since = {};
        }
        peer.path = api::PathKind::None;
        peer.rttMs.reset();
        peer.lossPercent.reset();
        peer.noAnswerMs = 0;
        peer.link = {};
    }
    for (api::TunnelInfo &tunnel : snapshot.tunnels) {
        tunnel.state = api::TunnelState::Stopped;
        tunnel.error.reset();
        tunnel.open = 0;
    }
    snapshot.listeners.clear();
    snapshot.questions.clear();
    snapshot.requests.clear();
    snapshot.tests.clear();
    snapshot.counters.clear();
    snapshot.connections.removeIf([](const api::ConnectionInfo &one) { return one.state != api::ConnectionState::Closed; });
    return snapshot;
}

} // namespace

RemoteEngine::RemoteEngine(QString profileFolder, QObject *parent) : api::EngineClient(parent), profileFolder_(std::move(profileFolder))
{
    for (QTimer *timer : {&again_, &silence_, &tell_})
        timer->setSingleShot(true);
    connect(&again_, &QTimer::timeout, this, &RemoteEngine::look);
    connect(&silence_, &QTimer::timeout, this, [this] { lose({ErrorCode::ControlFailed, {}, QStringLiteral("it says nothing")}); });
    connect(&tell_, &QTimer::timeout, this, [this] { Q_EMIT errorOccurred(Error{ErrorCode::ServiceLost}); });
}

RemoteEngine::~RemoteEngine() { hangUp(); }

void RemoteEngine::attach()
{
    setState(known_ ? State::Lost : State::Looking);
    look();
}

void RemoteEngine::leave()
{
    hangUp();
    again_.stop();
    tell_.stop();
    setState(State::Left);
    tellEnd();
}

void RemoteEngine::look()
{
    hangUp();
    socket_ = std::make_unique<QLocalSocket>();
    lines_.emplace(*socket_, limits::controlAnswer);
    connect(socket_.get(), &QLocalSocket::connected, this, &RemoteEngine::onConnected);
    connect(socket_.get(), &QLocalSocket::readyRead, this, &RemoteEngine::read);
    connect(socket_.get(), &QLocalSocket::errorOccurred, this, [this, from = socket_.get()](QLocalSocket::LocalSocketError error) {
        if (from != socket_.get()) // it was told late
            return;
        const bool nobody = error == QLocalSocket::ServerNotFoundError || error == QLocalSocket::ConnectionRefusedError
            || error == QLocalSocket::PeerClosedError;
        lose(nobody ? Error{ErrorCode::NotRunning} : Error{ErrorCode::ControlFailed, {}, socket_->errorString()});
    }, Qt::QueuedConnection); // it may be told within connectToServer()
    silence_.start(std::chrono::ceil<std::chrono::milliseconds>(limits::controlPatience));
    socket_->connectToServer(socketOf(profileFolder_));
}

void RemoteEngine::onConnected()
{
    // A socket of another user's could only lie, but it could.
    if (!isOfThisUser(*socket_))
        return lose({ErrorCode::ControlFailed, {}, QStringLiteral("its socket belongs to another user")});
    writeLine(*socket_, {{QStringLiteral("attach"), api::streamFormat}});
}

void RemoteEngine::read()
{
    while (socket_ && socket_->state() != QLocalSocket::UnconnectedState) {
        const auto line = lines_->next();
        if (!line && !lines_->broken())
            return;
        if (lines_->broken() || !take(*line))
            return lose({ErrorCode::ControlFailed, {}, QStringLiteral("what it says is not understood")});
    }
}

// False: it cannot be made sense of.
bool RemoteEngine::take(const QJsonObject &line)
{
    if (state_ != State::Attached)
        return takeHello(line);
    if (watching_)
        silence_.start(silentFor);
    if (const auto snapshot = line.constFind(QStringLiteral("snapshot")); snapshot != line.constEnd()) {
        if (!snapshots_.take(snapshot->toObject()))
            return false;
        Q_EMIT snapshotTaken(snapshots_.snapshot());
        return true;
    }
    if (line.contains(QStringLiteral("answer")))
        return takeAnswer(line);
    if (const auto event = line.constFind(QStringLiteral("event")); event != line.constEnd()) {
        if (const auto error = api::errorStreamed(event->toObject()))
            Q_EMIT errorOccurred(*error);
        return true; // one that only a newer program knows is in its own log
    }
    if (line.contains(QStringLiteral("show"))) {
        Q_EMIT showAsked(line.value(QStringLiteral("show")).toString());
        return true;
    }
    return !line.contains(QStringLiteral("error")); // what is more is for a newer window
}

bool RemoteEngine::takeHello(const QJsonObject &line)
{
    const QJsonObject hello = line.value(QStringLiteral("reply")).toObject();
    if (hello.value(QStringLiteral("attached")).toInt() != api::streamFormat) {
        const auto error = api::errorFromJson(line.value(QStringLiteral("error")).toObject());
        // A program of before there were windows to attach does not know the word.
        lose(!error || error->code == ErrorCode::CommandUnknown ? Error{ErrorCode::ServiceDiffers} : *error);
        return true;
    }
    version_ = hello.value(QStringLiteral("version")).toString();
    trouble_.reset();
    known_ = true;
    tell_.stop();
    silence_.stop();
    snapshots_ = {}; // until then the last ones are what there was
    setState(State::Attached);
    if (watching_)
        setWatching(true);
    Q_EMIT attached();
    return true;
}

bool RemoteEngine::takeAnswer(const QJsonObject &line)
{
    const auto waiting = pending_.constFind(line.value(QStringLiteral("answer")).toInteger());
    if (waiting == pending_.constEnd())
        return false;
    const Pending asked = *waiting;
    pending_.erase(waiting);
    if (!asked.context)
        return true;
    const auto failure = line.constFind(QStringLiteral("error"));
    if (failure == line.constEnd()) {
        asked.answer(line.value(QStringLiteral("reply")));
        return true;
    }
    const auto error = api::errorStreamed(failure->toObject());
    asked.answer(error ? *error : Error{ErrorCode::ControlFailed, {}, QStringLiteral("an error of another version")});
    return true;
}

void RemoteEngine::lose(const Error &why)
{
    if (state_ == State::Left || !socket_)
        return;
    hangUp();
    if (!known_) {
        setState(State::Left);
        Q_EMIT refused(why);
        return;
    }
    const bool news = state_ == State::Attached;
    trouble_ = why.code == ErrorCode::NotRunning ? std::nullopt : std::optional(why);
    if (news)
        tell_.start(tellAfter);
    again_.start(lookEvery);
    setState(State::Lost);
    if (news)
        tellEnd();
}

// Whoever waits for an answer is told that none comes.
void RemoteEngine::hangUp()
{
    silence_.stop();
    if (socket_) {
        socket_->disconnect(this);
        socket_->flush(); // else what was asked just now, as by a window that is quit, would not be done
        socket_->abort();
        socket_.release()->deleteLater(); // this may be within one of its signals
    }
    for (Pending &waiting : std::exchange(pending_, {}))
        answerLater(waiting.context, std::move(waiting.answer), {ErrorCode::ControlFailed, {}, QStringLiteral("it has gone")});
}

void RemoteEngine::tellEnd()
{
    if (watching_)
        Q_EMIT snapshotTaken(atEnd(snapshots_.snapshot()));
}

void RemoteEngine::setState(State state)
{
    state_ = state;
    Q_EMIT stateChanged();
}

void RemoteEngine::answerLater(QObject *context, Answer answer, Error error)
{
    if (context)
        QMetaObject::invokeMethod(context, [answer = std::move(answer), error = std::move(error)] { answer(error); }, Qt::QueuedConnection);
}

void RemoteEngine::send(api::Command command, QObject *context, Answer answer)
{
    if (state_ != State::Attached)
        return answerLater(context, std::move(answer), {ErrorCode::NotRunning});
    const QByteArray line = lineOf(QJsonObject{{QStringLiteral("request"), lastRequest_ + 1}, {QStringLiteral("do"), api::toJson(command)}});
    if (line.size() > limits::controlRequest)
        return answerLater(context, std::move(answer), {ErrorCode::UsageWrong, QStringLiteral("more than %1 bytes").arg(limits::controlRequest)});
    pending_.insert(++lastRequest_, {context, std::move(answer)});
    socket_->write(line);
}

void RemoteEngine::changePassword(const Secret &, const Secret &, QObject *context, Answer answer)
{
    answerLater(context, std::move(answer), {ErrorCode::ServiceRefuses});
}

void RemoteEngine::carry(qintptr descriptor, const api::LocalCaller &caller)
{
    auto *socket = new QLocalSocket(this);
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    socket->setSocketDescriptor(descriptor);
    socket->write(caller.words(Error{ErrorCode::ServiceRefuses}));
    socket->disconnectFromServer();
}

void RemoteEngine::setWatching(bool on)
{
    watching_ = on;
    if (state_ != State::Attached)
        return;
    writeLine(*socket_, {{QStringLiteral("watching"), on}});
    if (on)
        silence_.start(silentFor);
    else
        silence_.stop();
}

} // namespace culvert::control
