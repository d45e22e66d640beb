// SPDX-License-Identifier: GPL-3.0-or-later
// One machine with many peers, in virtual time: all of them use it at once and it uses all of them.
#include "core/limits.h"
#include "scenario/machine.h"

#include <QElapsedTimer>
#include <QTest>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

class ManyPeersScenario final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fiftyPeersAreServedAtOnceAndLeaveNothing()
    {
        constexpr int count = 50;
        constexpr int each = 20;          // connections of a peer, and as many to it
        constexpr qsizetype size = 50'000; // each way
        QElapsedTimer clock;
        clock.start();
        Ledger clockLedger;
        VirtualTimers timers(clockLedger);
        SimNetwork network(timers, 1);
        network.setWeather({.loss = 0.01, .delay = 20ms});
        SeededRandom random(2);
        const Endpoint target{QStringLiteral("127.0.0.1"), 80};
        Machine hub(timers, network, random, QStringLiteral("hub"));
        std::vector<std::unique_ptr<Machine>> peers;
        for (int i = 0; i < count; ++i) {
            peers.push_back(std::make_unique<Machine>(timers, network, random, QStringLiteral("p%1").arg(i)));
            peers.back()->know(hub, QStringLiteral("hub"), {target});
            hub.know(*peers.back(), QStringLiteral("p%1").arg(i), {target});
        }
        const auto allOnline = [&] {
            return std::all_of(peers.begin(), peers.end(), [&](const auto &peer) {
                return hub.stateOf(*peer) == api::PeerState::Online && peer->stateOf(hub) == api::PeerState::Online;
            });
        };
        QVERIFY(timers.runUntil(allOnline, 60s));
        std::vector<std::shared_ptr<Application>> applications;
        std::vector<std::shared_ptr<Application>> targets;
        const auto whole = [](char letter) {
            auto application = std::make_shared<Application>();
            application->toSend = QByteArray(size, letter);
            application->thenFinish = true;
            return application;
        };
        const auto serve = [&](Machine &machine) {
            machine.dialler.answer = [&](const Endpoint &) {
                targets.push_back(whole('z'));
                return targets.back();
            };
        };
        serve(hub);
        const Instant begun = timers.now();
        for (const auto &peer : peers) {
            serve(*peer);
            for (int i = 0; i < each; ++i) {
                for (const bool fromHub : {false, true}) {
                    applications.push_back(whole(char('a' + i)));
                    (fromHub ? hub : *peer).connectTo(fromHub ? *peer : hub, target, applications.back());
                }
            }
        }
        const auto allAnswered = [&] {
            const auto has = [](const auto &one) { return one->got.size() == size && one->gotFin; };
            return std::all_of(applications.begin(), applications.end(), has) && std::all_of(targets.begin(), targets.end(), has);
        };
        const bool answered = timers.runUntil(allAnswered, 120s);
        const auto ended = std::count_if(applications.begin(), applications.end(), [](const auto &one) { return one->gotFin; });
        QVERIFY2(answered, qPrintable(QStringLiteral("%1 targets of %2, %3 answered").arg(targets.size()).arg(applications.size()).arg(ended)));
        const auto took = std::chrono::duration<double>(timers.now() - begun).count();
        QCOMPARE(targets.size(), applications.size());
        QVERIFY(timers.runUntil([&] { return hub.atBaseline(); }, 60s));
        for (const auto &peer : peers)
            QVERIFY(timers.runUntil([&] { return peer->atBaseline(); }, 60s));
        qInfo("%d peers, %d connections of %d KB each way: %.1f s of virtual time, %lld ms of this machine; %lld MB queued at most at the one",
              count, 2 * count * each, int(size / 1000), took, clock.elapsed(), hub.ledger.queuedBytesPeak() / 1'000'000);
    }

    void allPeersTogetherHaveALimitOfFlows()
    {
        Ledger clockLedger;
        VirtualTimers timers(clockLedger);
        SimNetwork network(timers, 3);
        SeededRandom random(4);
        Machine hub(timers, network, random, QStringLiteral("hub"));
        hub.datagrams.there = [](const Endpoint &) { return std::make_shared<DatagramProgram>(); };
        std::vector<std::unique_ptr<Machine>> peers;
        for (int i = 0; i <= limits::udpFlows / limits::udpFlowsOfPeer; ++i) {
            const QString name = QStringLiteral("p%1").arg(i);
            peers.push_back(std::make_unique<Machine>(timers, network, random, name));
            peers.back()->know(hub, QStringLiteral("hub"));
            hub.know(*peers.back(), name);
            hub.book.last().rules.append(parseRule(QStringLiteral("allow 10.0.0.1:53/udp")).value());
        }
        hub.follow();
        QVERIFY(timers.runUntil([&] {
            return std::all_of(peers.begin(), peers.end(), [&](const auto &peer) { return peer->stateOf(hub) == api::PeerState::Online; });
        }, 60s));
        QList<std::shared_ptr<DatagramProgram>> flows;
        for (const auto &peer : peers) { // each as many as it may have
            for (int i = 0; i < limits::udpFlowsOfPeer; ++i)
                flows.append(peer->sendTo(hub, {QStringLiteral("10.0.0.1"), 53}));
            timers.run(2s);
        }
        const auto refused = std::count_if(flows.begin(), flows.end(), [](const auto &flow) { return flow->why.code == ErrorCode::LimitReached; });
        QCOMPARE(refused, flows.size() - limits::udpFlows);
        QCOMPARE(hub.ledger.count(Counted::UdpFlow).now, limits::udpFlows);
        QVERIFY(flows.first()->events); // who was there stays
        QVERIFY(!flows.last()->events);
        peers.front().reset(); // and makes room when it goes
        QVERIFY(timers.runUntil([&] { return hub.ledger.count(Counted::UdpFlow).now == limits::udpFlows - limits::udpFlowsOfPeer; }, 10min));
        flows.append(peers.back()->sendTo(hub, {QStringLiteral("10.0.0.1"), 53}));
        timers.run(2s);
        QVERIFY(flows.last()->events);
    }
};

QTEST_GUILESS_MAIN(ManyPeersScenario)
#include "many_peers_scenario.moc"
