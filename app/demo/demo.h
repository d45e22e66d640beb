// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demo_web_server.h"
#include "api/engine_client.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace culvert::demo {

// Two engines in this process, "this machine" and "the other machine", each with a temporary profile, paired by a real invite
// over loopback Tox, and a forward from here to a web server over there. What is shown is what two real machines do.
// Main thread. Destroying it stops both engines and removes the profiles: under 4 s.
class Demo : public QObject {
    Q_OBJECT
public:
    explicit Demo(QObject *parent = nullptr);
    ~Demo() override;

    // Begins; ready() or failed() follows, after about ten seconds.
    void start();

    [[nodiscard]] api::EngineClient &here();
    [[nodiscard]] api::EngineClient &there();

Q_SIGNALS:
    // One sentence for each step done, for people.
    void stepDone(const QString &what);
    // The forward listens, and the peer is online: `page` can be opened.
    void ready(const QUrl &page);
    // Comes at most once; nothing follows.
    void failed(const QString &why);

private:
    struct Machine;
    enum class Step { Idle, Starting, Joining, Inviting, Connecting, Forwarding, Ready, Failed };

    void add(Machine &machine);
    void look(Machine &machine);
    void advance();
    void fail(const QString &why);
    void invite();
    void pair(const QString &link);
    void forward();
    // Sends a command of the demo; an error of it ends the demo.
    template <class Then> void ask(Machine &machine, const api::Command &command, Then then);

    std::unique_ptr<Machine> here_;
    std::unique_ptr<Machine> there_;
    DemoWebServer web_;
    QTimer looking_;
    Step step_ = Step::Idle;
};

} // namespace culvert::demo
