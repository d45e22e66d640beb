// SPDX-License-Identifier: GPL-3.0-or-later
// Two real programs in two networks, and one of them gets another address in the middle of a transfer.
#include "network_test.h"

#include <QElapsedTimer>

using namespace culvert::test;

namespace {

constexpr qint64 size = 100'000'000;
constexpr quint8 probe = 202; // PROTOCOL.md, "Probe"
constexpr quint8 toxNodesRequest = 2; // what toxcore asks a node that it bootstraps from
constexpr int soon = 2000;    // ms: the promise

} // namespace

class NetworkAddresses : public NetworkTest {
    Q_OBJECT

private Q_SLOTS:
    void aTransferGoesOnWithinTwoSecondsOfAChangeOfAddress_data()
    {
        QTest::addColumn<bool>("near");
        QTest::newRow("of the application's machine") << true;
        QTest::newRow("of the target's machine") << false;
    }
    void aTransferGoesOnWithinTwoSecondsOfAChangeOfAddress()
    {
        QFETCH(const bool, near);
        TwoNetworks networks(seed());
        const QString wrong = networks.start(TwoNetworks::Way::Direct);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        networks.wire.setWeather({.delay = std::chrono::milliseconds(5), .bytesPerSecond = 8e6});
        const auto transfer = networks.transfer(size);
        QVERIFY(transfer);
        QTRY_VERIFY_WITH_TIMEOUT(transfer->moved() > size / 10, 60'000);

        const NetNamespace &network = near ? networks.first : networks.second;
        const QString before = networks.wire.address(near ? 1 : 2);
        const QString after = networks.wire.address(9);
        QVERIFY(network.ip(QStringLiteral("address del %1/24 dev eth0").arg(before)));
        QVERIFY(network.ip(QStringLiteral("address add %1/24 dev eth0").arg(after)));

        // What is under way still arrives; then nothing, until the new address is known. The longest such pause counts.
        QElapsedTimer clock;
        clock.start();
        qint64 firstProbe = -1;
        qint64 lastMove = 0;
        qint64 longest = 0;
        qint64 moved = transfer->moved();
        QVERIFY(!QTest::qWaitFor([&] {
            if (firstProbe < 0 && networks.wire.datagrams(after, probe) > 0)
                firstProbe = clock.elapsed();
            if (std::exchange(moved, transfer->moved()) != moved)
                lastMove = clock.elapsed();
            longest = std::max(longest, clock.elapsed() - lastMove);
            return transfer->isDone();
        }, 5000));
        qInfo("first probe after %lld ms, longest pause %lld ms", firstProbe, longest);
        QVERIFY2(longest < soon, qPrintable(QString::number(longest)));
        QVERIFY2(firstProbe >= 0 && firstProbe < soon, qPrintable(QString::number(firstProbe)));
        QCOMPARE(networks.peerPath(), QStringLiteral("direct"));
        networks.wire.setWeather({});
        QTRY_VERIFY2_WITH_TIMEOUT(transfer->isDone(), qPrintable(QString::number(transfer->moved())), 120'000);
        QVERIFY(transfer->isWhole());
    }

    // toxcore sends to where its friend was last heard from, unless the address it has is one of a house: that it keeps until its
    // own time-outs have run.
    void withToxAloneItIsJoinedAgainAtOnceAndTheTransferEndsWhole_data()
    {
        QTest::addColumn<bool>("house");
        QTest::newRow("addresses of the Internet") << false;
        QTest::newRow("addresses of one house") << true;
    }
    void withToxAloneItIsJoinedAgainAtOnceAndTheTransferEndsWhole()
    {
        QFETCH(const bool, house);
        TwoNetworks networks(seed(), house ? Wire::house : Wire::internet);
        const QString wrong = networks.start(TwoNetworks::Way::Tox);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        networks.wire.setWeather({.delay = std::chrono::milliseconds(5), .bytesPerSecond = 8e6});
        const auto transfer = networks.transfer(size / 4);
        QVERIFY(transfer);
        QTRY_VERIFY_WITH_TIMEOUT(transfer->moved() > size / 40, 60'000);
        const QString after = networks.wire.address(9);
        QVERIFY(networks.first.ip(QStringLiteral("address del %1/24 dev eth0").arg(networks.wire.address(1))));
        QVERIFY(networks.first.ip(QStringLiteral("address add %1/24 dev eth0").arg(after)));
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY_WITH_TIMEOUT(networks.wire.datagrams(after, toxNodesRequest) > 0, soon);
        qint64 before = transfer->moved();
        QTRY_VERIFY(std::exchange(before, transfer->moved()) == transfer->moved()); // what was under way
        QVERIFY2(QTest::qWaitFor([&] { return transfer->moved() > before; }, 240'000), "it stands still");
        const qint64 pause = clock.elapsed();
        qInfo("going on %lld ms after the change", pause);
        QVERIFY(house || pause < 3 * soon); // toxcore counts in whole seconds
        QTRY_VERIFY2_WITH_TIMEOUT(transfer->isDone(), qPrintable(QString::number(transfer->moved() - before)), 240'000);
        QVERIFY(transfer->isWhole());
    }
};

int main(int argc, char **argv) { return NetworkTest::run<NetworkAddresses>(argc, argv); }

#include "test_network_addresses.moc"
