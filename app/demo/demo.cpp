// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"

#include "api/sentences.h"
#include "host/engine_host.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

#include <chrono>

namespace culvert::demo {

using namespace std::chrono_literals;

namespace {

constexpr auto lookEvery = 200ms; // while the two find each other

QString textAt(const QJsonValue &value, const QString &key) { return value.toObject().value(key).toString(); }

} // namespace

struct Demo::Machine {
    QTemporaryDir folder;                        // before the engine: removed after it has stopped
    std::unique_ptr<host::EngineHost> engine;
    bool started = false;
    quint16 udpPort = 0;
    QString dhtKey;
    bool peerOnline = false;
};

Demo::Demo(QObject *parent) : QObject(parent), here_(std::make_unique<Machine>()), there_(std::make_unique<Machine>())
{
    add(*here_);
    add(*there_);
    looking_.setInterval(lookEvery);
    connect(&looking_, &QTimer::timeout, this, [this] {
        look(*here_);
        look(*there_);
    });
}

Demo::~Demo() = default;

api::EngineClient &Demo::here() { return *here_->engine; }
api::EngineClient &Demo::there() { return *there_->engine; }

void Demo::add(Machine &machine)
{
    host::EngineOptions options;
    options.profileFolder = QDir(machine.folder.path()).filePath(QStringLiteral("profile"));
    options.builtInNodes = false;
    options.loopbackOnly = true;
    machine.engine = std::make_unique<host::EngineHost>(std::move(options));
    connect(machine.engine.get(), &host::EngineHost::started, this, [this, &machine] {
        machine.started = true;
        advance();
    });
    connect(machine.engine.get(), &host::EngineHost::failed, this, [this](const Error &error) { fail(api::sentence(error)); });
}

void Demo::start()
{
    step_ = Step::Starting;
    if (!here_->folder.isValid() || !there_->folder.isValid()) {
        fail(tr("No temporary folder could be made: %1. Make room in %2.").arg(here_->folder.errorString(), QDir::tempPath()));
        return;
    }
    if (!web_.listen()) {
        fail(tr("The web server of the demo could not open a port: %1.").arg(web_.errorString()));
        return;
    }
    here_->engine->start();
    there_->engine->start();
}

// What the demo needs to know of an engine, from the status that every program may ask for.
void Demo::look(Machine &machine)
{
    ask(machine, api::Status{}, [this, &machine](const QJsonValue &status) {
        const QJsonObject node = status.toObject().value(QStringLiteral("tox")).toObject().value(QStringLiteral("node")).toObject();
        machine.udpPort = quint16(node.value(QStringLiteral("udpPort")).toInt());
        machine.dhtKey = node.value(QStringLiteral("dhtPublicKey")).toString();
        const QJsonArray peers = status.toObject().value(QStringLiteral("peers")).toArray();
        machine.peerOnline = !peers.isEmpty() && textAt(peers.first(), QStringLiteral("state")) == QLatin1String("online");
        advance();
    });
}

// Goes on as soon as what the present step waits for is there.
void Demo::advance()
{
    switch (step_) {
    case Step::Starting:
        if (!here_->started || !there_->started)
            return;
        Q_EMIT stepDone(tr("Two engines run, each with an identity of its own."));
        step_ = Step::Joining;
        looking_.start();
        return;
    case Step::Joining:
        if (here_->udpPort == 0 || there_->udpPort == 0)
            return;
        here_->engine->bootstrapFrom(there_->udpPort, there_->dhtKey);
        there_->engine->bootstrapFrom(here_->udpPort, here_->dhtKey);
        Q_EMIT stepDone(tr("They joined a Tox network of two, on loopback: UDP ports %1 and %2.")
                            .arg(here_->udpPort).arg(there_->udpPort));
        step_ = Step::Inviting;
        invite();
        return;
    case Step::Connecting:
        if (!here_->peerOnline || !there_->peerOnline)
            return;
        Q_EMIT stepDone(tr("The two found each other and are linked."));
        step_ = Step::Forwarding;
        looking_.stop();
        forward();
        return;
    case Step::Idle:
    case Step::Inviting:
    case Step::Forwarding:
    case Step::Ready:
    case Step::Failed:
        return;
    }
}

void Demo::invite()
{
    const QString target = QStringLiteral("127.0.0.1:%1").arg(web_.port());
    ask(*there_, api::CreateInvite{{target}}, [this, target](const QJsonValue &reply) {
        Q_EMIT stepDone(tr("The other machine made an invite that allows %1 and nothing else.").arg(target));
        pair(textAt(reply, QStringLiteral("link")));
    });
}

void Demo::pair(const QString &link)
{
    ask(*here_, api::Pair{link, tr("other machine")}, [this](const QJsonValue &) {
        Q_EMIT stepDone(tr("This machine accepted it; now they look for each other, which takes about ten seconds."));
        step_ = Step::Connecting;
    });
}

void Demo::forward()
{
    const api::AddForward command{tr("other machine"), QStringLiteral("127.0.0.1:0"),
                                  QStringLiteral("127.0.0.1:%1").arg(web_.port()), tr("demo page")};
    ask(*here_, command, [this](const QJsonValue &tunnel) {
        const QString listen = textAt(tunnel, QStringLiteral("listen"));
        if (textAt(tunnel, QStringLiteral("state")) != QLatin1String("listening")) {
            fail(tr("The tunnel does not listen on %1.").arg(listen));
            return;
        }
        Q_EMIT stepDone(tr("The tunnel listens on %1; its target is the web server on the other machine.").arg(listen));
        step_ = Step::Ready;
        Q_EMIT ready(QUrl(QStringLiteral("http://%1/").arg(listen)));
    });
}

void Demo::fail(const QString &why)
{
    if (step_ == Step::Failed)
        return;
    step_ = Step::Failed;
    looking_.stop();
    Q_EMIT failed(why);
}

template <class Then> void Demo::ask(Machine &machine, const api::Command &command, Then then)
{
    machine.engine->send(command, this, [this, then = std::move(then)](const api::Reply &reply) {
        if (step_ == Step::Failed)
            return;
        if (!reply.ok()) {
            fail(api::sentence(reply.error()));
            return;
        }
        then(reply.value());
    });
}

} // namespace culvert::demo
