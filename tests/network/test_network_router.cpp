// SPDX-License-Identifier: GPL-3.0-or-later
// A machine behind a real router that lets nothing in, and one on the Internet that is to reach it.
#include "home_router.h"
#include "network_test.h"

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
        const QString outside = QStringLiteral("%1:%2").arg(QLatin1StringView(HomeRouter::address)).arg(port);
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
