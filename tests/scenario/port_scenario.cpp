// SPDX-License-Identifier: GPL-3.0-or-later
// The local port of a tunnel: real sockets, virtual time. Programs of this machine connect and say nothing, or go away again.
#include "core/limits.h"
#include "scenario/port_world.h"
#include "tunnel/forward.h"
#include "tunnel/tunnel_list.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <chrono>
#include <functional>
#include <vector>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

struct World : PortWorld {
    void begin(quint16 port)
    {
        PortWorld::begin<tunnel::Forward>({QStringLiteral("web"), far.carrier->key(), {QStringLiteral("127.0.0.1"), port}, target, true});
    }
    static std::unique_ptr<QTcpSocket> connectTo(quint16 port)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->setProxy(QNetworkProxy::NoProxy);
        socket->connectToHost(QHostAddress::LocalHost, port);
        return socket;
    }
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
        QCOMPARE(w.tunnel->info().state, api::TunnelState::Failed);
        w.timers.run(limits::listenRetry + 1ms); // tried again, and failed again: said once
        QCOMPARE(w.troubles.size(), 1);
        QCOMPARE(w.troubles[0].code, ErrorCode::PortInUse);
        other.reset();
        w.timers.run(limits::listenRetry - 2ms);
        QCOMPARE(w.tunnel->info().state, api::TunnelState::Failed);
        w.timers.run(2ms);
        QCOMPARE(w.tunnel->info().state, api::TunnelState::Listening);
        QVERIFY(!w.tunnel->error());
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

    void aTunnelBeginsWithItsLimitAndTakesAnotherWithoutBeingMadeAnew()
    {
        World w;
        w.answer = QByteArray(1'000'000, 'x');
        QVERIFY(w.online());
        constexpr quint64 rate = 100'000;
        profile::TunnelEntry entry{QStringLiteral("web"), w.far.carrier->key(), {QStringLiteral("127.0.0.1"), 0}, w.target, true};
        entry.limit = rate;
        static_cast<PortWorld &>(w).begin<tunnel::Forward>(entry);
        const auto since = w.timers.now();
        auto client = World::connectTo(w.port());
        qsizetype got = 0;
        const auto runTo = [&](const std::function<bool()> &condition) {
            return w.until([&] {
                w.timers.run(9ms);
                got += client->readAll().size();
                return condition();
            });
        };
        QVERIFY(runTo([&] { return got > 0 && w.timers.now() - since >= 1s; }));
        const quint64 most = quint64(std::chrono::duration<double>(w.timers.now() - since).count() * rate) + rate / 20;
        QVERIFY2(w.tunnel->info().received <= most, qPrintable(QString::number(w.tunnel->info().received)));
        entry.limit = 20 * rate; // the rest is there in half a second
        QVERIFY(w.tunnel->adopt(entry));
        const auto changed = w.timers.now();
        QVERIFY(runTo([&] { return got == w.answer.size(); }));
        QVERIFY(w.timers.now() - changed < 5s); // of virtual time; at the old rate more than eight
    }

    void aTunnelThatGetsAnotherNameKeepsItsConnectionsAndItsCounters()
    {
        World w;
        QVERIFY(w.online());
        tunnel::TunnelList tunnels({w.near.peers, w.near.connections, w.timers, *w.readiness, w.near.ledger, [&](const Error &e) { w.troubles.append(e); }});
        const auto named = [&](const char *name) {
            return profile::TunnelEntry{QString::fromLatin1(name), w.far.carrier->key(), {QStringLiteral("127.0.0.1"), 0}, w.target, true};
        };
        tunnels.follow({named("one"), named("web")}); // which differ by their names alone
        const QString port = tunnels.info()[1].listen;
        auto client = World::connectTo(port.section(u':', -1).toUShort());
        client->write("hello");
        QVERIFY(w.until([&] { return w.services.size() == 1 && w.services[0]->got == "hello"; }));
        profile::TunnelEntry other = named("other");
        other.group = QStringLiteral("work");
        tunnels.follow({named("one"), other});
        const api::TunnelInfo info = tunnels.info()[1];
        QCOMPARE(info.name, QStringLiteral("other"));
        QCOMPARE(info.listen, port);
        QCOMPARE(info.open, 1);
        QCOMPARE(info.sent, quint64(5));
        QCOMPARE(tunnels.info()[0].open, 0);
        QCOMPARE(w.near.connections.info()[0].tunnel, QStringLiteral("other"));
        client->write(" again");
        QVERIFY(w.until([&] { return w.services[0]->got == "hello again"; }));
        // The name of one that goes on elsewhere is no new name for this, whatever else is alike.
        profile::TunnelEntry moved = named("other");
        moved.target.port = 81;
        tunnels.follow({named("one"), moved, other = named("third")});
        QCOMPARE(w.near.connections.openCount(), 0);
        QCOMPARE(w.near.lastClosed().reason.code, ErrorCode::TunnelStopped);
        QVERIFY(w.until([&] { return client->state() == QAbstractSocket::UnconnectedState; }));
    }

    void aPortThatIsNotHadIsSaidByTheTunnelsPresentName()
    {
        World w;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        w.begin(other.serverPort());
        QCOMPARE(w.tunnel->error()->tunnel, QStringLiteral("web"));
        profile::TunnelEntry entry = w.tunnel->entry();
        entry.name = QStringLiteral("shop");
        QVERIFY(w.tunnel->adopt(entry));
        QCOMPARE(w.tunnel->error()->tunnel, QStringLiteral("shop"));
        QCOMPARE(w.troubles[0].tunnel, QStringLiteral("web"));
    }
};

QTEST_GUILESS_MAIN(PortScenario)
#include "port_scenario.moc"
