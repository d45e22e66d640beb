// SPDX-License-Identifier: GPL-3.0-or-later
// The local port of a tunnel: real sockets, virtual time. Programs of this machine connect and say nothing, or go away again.
#include "core/limits.h"
#include "scenario/machine.h"
#include "tunnel/forward.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <vector>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

struct World {
    World() : timers(clockLedger), network(timers, 1), random(2), near(timers, network, random, QStringLiteral("near")),
              far(timers, network, random, QStringLiteral("far"))
    {
        near.know(far, QStringLiteral("far"));
        far.know(near, QStringLiteral("near"), {target});
        far.dialler.answer = [this](const Endpoint &) {
            services.push_back(std::make_shared<Application>());
            return services.back();
        };
    }
    ~World() { forward.reset(); }
    void begin(quint16 port)
    {
        forward = std::make_unique<tunnel::Forward>(
            profile::TunnelEntry{QStringLiteral("web"), far.carrier->key(), {QStringLiteral("127.0.0.1"), port}, target, true},
            tunnel::Tunnel::Surroundings{near.peers, near.connections, timers, *readiness, near.ledger, [this](const Error &e) { troubles.append(e); }});
    }
    // Lets virtual and real events happen until the condition holds, at most ten real seconds.
    bool until(const std::function<bool()> &condition)
    {
        return QTest::qWaitFor([&] {
            timers.run(1ms);
            return condition();
        }, 10'000);
    }
    bool online() { return timers.runUntil([&] { return near.stateOf(far) == api::PeerState::Online; }, 20s); }
    [[nodiscard]] quint16 port() const { return quint16(forward->info().listen.section(u':', -1).toUInt()); }
    static std::unique_ptr<QTcpSocket> connectTo(quint16 port)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->setProxy(QNetworkProxy::NoProxy);
        socket->connectToHost(QHostAddress::LocalHost, port);
        return socket;
    }

    const Endpoint target{QStringLiteral("10.0.0.1"), 80};
    Ledger clockLedger;
    VirtualTimers timers;
    std::unique_ptr<tcp::Readiness> readiness = tcp::Readiness::ofSystem(timers);
    SimNetwork network;
    SeededRandom random;
    std::vector<std::shared_ptr<Application>> services;
    Machine near, far;
    QList<Error> troubles;
    std::unique_ptr<tunnel::Forward> forward;
};

} // namespace

class PortScenario final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPortThatIsHadLateIsListenedOnBeforeLong()
    {
        World w;
        auto other = std::make_unique<QTcpServer>();
        QVERIFY(other->listen(QHostAddress::LocalHost));
        w.begin(other->serverPort());
        QCOMPARE(w.forward->info().state, api::TunnelState::Failed);
        w.timers.run(limits::listenRetry + 1ms); // tried again, and failed again: said once
        QCOMPARE(w.troubles.size(), 1);
        QCOMPARE(w.troubles[0].code, ErrorCode::PortInUse);
        other.reset();
        w.timers.run(limits::listenRetry - 2ms);
        QCOMPARE(w.forward->info().state, api::TunnelState::Failed);
        w.timers.run(2ms);
        QCOMPARE(w.forward->info().state, api::TunnelState::Listening);
        QVERIFY(!w.forward->error());
    }

    void programsThatConnectAndSayNothingAreCarriedAndHoldUpNobody()
    {
        World w;
        QVERIFY(w.online());
        w.begin(0);
        std::vector<std::unique_ptr<QTcpSocket>> idle;
        for (int i = 0; i < 300; ++i)
            idle.push_back(World::connectTo(w.port()));
        QVERIFY(w.until([&] { return w.near.connections.openCount() == 300 && w.services.size() == 300; }));
        // They cost nothing while they say nothing.
        const quint64 fired = w.timers.fired();
        w.timers.run(1h);
        QVERIFY2(w.timers.fired() - fired < 3600 * 20, qPrintable(QString::number(w.timers.fired() - fired)));
        QCOMPARE(w.near.connections.openCount(), 300); // nobody hangs up on them: an idle SSH session is one of them
        auto client = World::connectTo(w.port());
        client->write("hello");
        QVERIFY(w.until([&] { return w.services.size() == 301 && w.services.back()->got == "hello"; }));
        idle.clear(); // with a FIN, and nothing said
        client->abort();
        QVERIFY(w.until([&] { return std::all_of(w.services.begin(), w.services.begin() + 300, [](const auto &s) { return s->gotFin; }); }));
        for (const auto &service : w.services) {
            service->thenFinish = true;
            if (service->wake)
                service->wake();
        }
        QVERIFY(w.until([&] { return w.near.atBaseline() && w.far.atBaseline(); }));
    }

    void programsThatAreGoneBeforeTheyAreCarriedLeaveNothing()
    {
        World w;
        QVERIFY(w.online());
        w.begin(0);
        for (int i = 0; i < 500; ++i) {
            auto socket = World::connectTo(w.port());
            if (i % 2)
                QVERIFY(w.until([&] { return socket->state() == QAbstractSocket::ConnectedState; }));
            socket->abort();
        }
        // To their services they have finished, or were never there.
        QVERIFY(w.until([&] {
            for (const auto &service : w.services) {
                if (service->wake && service->gotFin) {
                    service->thenFinish = true;
                    service->wake();
                }
            }
            return w.near.atBaseline() && w.far.atBaseline();
        }));
    }
};

QTEST_GUILESS_MAIN(PortScenario)
#include "port_scenario.moc"
