// SPDX-License-Identifier: GPL-3.0-or-later
// Machines behind real routers that let nothing in: one that another on the Internet is to reach, and two that are to find each other.
#include "home_router.h"
#include "network_test.h"

#include <QElapsedTimer>

using namespace culvert::test;

namespace {

constexpr int soon = 60'000; // ms

} // namespace

class NetworkRouter : public NetworkTest {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        if (!HomeRouter::isInstalled())
            QSKIP("miniupnpd and nftables are not here: tools/test --router installs them");
    }

    void aMachineBehindARouterThatForwardsAPortIsReachedDirectly_data()
    {
        QTest::addColumn<int>("speaking");
        QTest::newRow("asked by NAT-PMP") << int(HomeRouter::NatPmp);
        QTest::newRow("asked by UPnP") << int(HomeRouter::Upnp);
        QTest::newRow("that speaks both") << int(HomeRouter::NatPmp | HomeRouter::Upnp);
    }
    void aMachineBehindARouterThatForwardsAPortIsReachedDirectly()
    {
        QFETCH(const int, speaking);
        const NetNamespace house;
        const NetNamespace internet;
        HomeRouter router(house, internet);
        QVERIFY(router.isUp());
        QVERIFY(router.start(speaking));

        Machine home;
        Machine away;
        home.setChildModifier(house.childModifier());
        away.setChildModifier(internet.childModifier());
        home.letAskRouters();
        for (Machine *machine : {&home, &away}) {
            QCOMPARE(machine->run({QStringLiteral("set"), QStringLiteral("tox.enabled"), QStringLiteral("false")}).exitCode, 0);
            QVERIFY(machine->start(QStringLiteral("/no/list/is/needed")));
        }
        const auto direct = [&] { return home.status()[QStringLiteral("direct")].toObject(); };
        const auto port = quint16(direct()[QStringLiteral("port")].toInt());
        const QString outside = QStringLiteral("%1:%2").arg(router.address()).arg(port);
        QTRY_COMPARE_WITH_TIMEOUT(direct()[QStringLiteral("mapped")].toString(), outside, soon);
        QVERIFY(router.forwards(port));

        // The way from outside is the only one: the machine at home does not know where the other is.
        const Answer invite = home.json({QStringLiteral("invite"), QStringLiteral("--endpoint"), outside});
        QCOMPARE(away.json({QStringLiteral("pair"), invite.object()[QStringLiteral("link")].toString()}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(away.firstPeer(QStringLiteral("path")), QStringLiteral("direct"), soon);
        QTRY_COMPARE_WITH_TIMEOUT(away.firstPeer(QStringLiteral("state")), QStringLiteral("online"), soon);

        QVERIFY(home.stop() >= 0);
        QVERIFY(!router.forwards(port));
    }

    void twoMachinesBehindRoutersOfTheirOwnFindEachOther_data()
    {
        using Ports = HomeRouter::Ports;
        QTest::addColumn<HomeRouter::Ports>("ports");
        QTest::addColumn<bool>("forwards");
        QTest::addColumn<bool>("stun");
        QTest::addColumn<QString>("path"); // its beginning
        QTest::newRow("that keep ports") << Ports::Kept << false << false << QStringLiteral("tox");
        QTest::newRow("that keep ports, which a STUN server tells") << Ports::Kept << false << true << QStringLiteral("direct");
        QTest::newRow("that keep none") << Ports::AtRandom << false << true << QStringLiteral("tox-relay");
        QTest::newRow("that keep none, one of which forwards a port") << Ports::AtRandom << true << false << QStringLiteral("direct");
    }
    void twoMachinesBehindRoutersOfTheirOwnFindEachOther()
    {
        QFETCH(const HomeRouter::Ports, ports);
        QFETCH(const bool, forwards);
        QFETCH(const bool, stun);
        QFETCH(const QString, path);
        const NetNamespace house;
        const NetNamespace other;
        const NetNamespace internet;
        HomeRouter router(house, internet, 1, ports);
        const HomeRouter otherRouter(other, internet, 2, ports);
        QVERIFY(router.isUp() && otherRouter.isUp());
        QVERIFY(!forwards || router.start(HomeRouter::NatPmp));
        RelayProcess relay;
        relay.setPlace(router.internetAddress(), internet.childModifier());
        QVERIFY(relay.start());
        QProcess stunServer;
        stunServer.setChildProcessModifier(internet.childModifier());
        stunServer.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-B"), QStringLiteral(CULVERT_STUN_SERVER), router.internetAddress(), QStringLiteral("3478")});
        QVERIFY(stunServer.waitForReadyRead());

        Machine home;
        Machine away;
        home.setChildModifier(house.childModifier());
        away.setChildModifier(other.childModifier());
        home.letAskRouters();
        const auto &node = relay.node();
        for (Machine *machine : {&home, &away}) {
            QCOMPARE(machine->run({QStringLiteral("set"), QStringLiteral("tox.lanDiscovery"), QStringLiteral("false")}).exitCode, 0);
            if (stun)
                QCOMPARE(machine->run({QStringLiteral("set"), QStringLiteral("direct.stun"), router.internetAddress() + QStringLiteral(":3478")}).exitCode, 0);
            QVERIFY(machine->write(QStringLiteral("list.json"), nodesList(node.host, node.udpPort, node.key.toHex(), {node.tcpPorts.first()})));
            QVERIFY(machine->start(machine->file(QStringLiteral("list.json"))));
        }
        QElapsedTimer clock;
        clock.start();
        const Answer invite = home.json({QStringLiteral("invite")});
        QCOMPARE(away.json({QStringLiteral("pair"), invite.object()[QStringLiteral("link")].toString()}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(away.firstPeer(QStringLiteral("state")), QStringLiteral("online"), soon);
        qInfo("online after %lld ms", clock.elapsed());
        QTRY_VERIFY_WITH_TIMEOUT(away.firstPeer(QStringLiteral("path")).startsWith(path), soon);
        qInfo("by that path after %lld ms", clock.elapsed());
        const Answer test = away.json({QStringLiteral("test"), away.firstPeer(QStringLiteral("id")), QStringLiteral("--seconds"), QStringLiteral("1")});
        QVERIFY2(test.exitCode == 0, qPrintable(test.err));
        qInfo("%s", qPrintable(test.out));
        QVERIFY(away.firstPeer(QStringLiteral("path")).startsWith(path)); // still, whatever else was tried meanwhile
        stunServer.kill();
        stunServer.waitForFinished();
    }

    void aRouterThatForwardsNothingIsSaidToBeNone()
    {
        const NetNamespace house;
        const NetNamespace internet;
        const HomeRouter router(house, internet);
        QVERIFY(router.isUp());
        Machine home;
        home.setChildModifier(house.childModifier());
        home.letAskRouters();
        QCOMPARE(home.run({QStringLiteral("set"), QStringLiteral("tox.enabled"), QStringLiteral("false")}).exitCode, 0);
        QVERIFY(home.start(QStringLiteral("/no/list/is/needed")));
        const auto state = [&] { return home.status()[QStringLiteral("direct")][QStringLiteral("portMapping")].toString(); };
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("none"), soon);
        QVERIFY(home.stop() >= 0);
    }
};

int main(int argc, char **argv) { return NetworkTest::run<NetworkRouter>(argc, argv); }

#include "test_network_router.moc"
