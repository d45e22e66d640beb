// SPDX-License-Identifier: GPL-3.0-or-later
// Two real programs in two networks, a TCP relay that both reach, and UDP between them that is blocked and comes back in the middle of
// a transfer.
#include "network_test.h"

#include <QElapsedTimer>

using namespace culvert::test;

namespace {

constexpr qint64 size = 100'000'000;
constexpr int patience = 120'000;
// toxcore calls a friend that it hears nothing of by UDP lost after 8 s, and then wakes its connection to the relay.
constexpr int untilRelayed = 30'000;
constexpr int untilBack = 60'000;

} // namespace

class NetworkRelay : public NetworkTest {
    Q_OBJECT

    std::unique_ptr<TwoNetworks> networks_;
    std::unique_ptr<Transfer> transfer_;

    // Waits until the path is this one; the longest time in which nothing moved meanwhile, or -1: it did not come to that.
    [[nodiscard]] qint64 stillUntil(const QString &path, int limit)
    {
        QElapsedTimer clock;
        clock.start();
        qint64 moved = transfer_->moved();
        qint64 lastMove = 0;
        qint64 longest = 0;
        qint64 arrived = -1;
        const auto goesOn = [&] {
            const bool moves = std::exchange(moved, transfer_->moved()) != moved;
            if (moves)
                lastMove = clock.elapsed();
            longest = std::max(longest, clock.elapsed() - lastMove);
            if (arrived < 0 && networks_->peerPath() == path)
                arrived = clock.elapsed();
            return arrived >= 0 && moves && lastMove > arrived;
        };
        if (!QTest::qWaitFor(goesOn, limit))
            return -1;
        qInfo("%s after %lld ms, going on after %lld ms, longest standstill %lld ms", qPrintable(path), arrived, lastMove, longest);
        return longest;
    }

private Q_SLOTS:
    void cleanup()
    {
        transfer_.reset();
        networks_.reset();
    }

    void aTransferMovesToARelayWhenUdpIsBlockedAndBackWhenItIsNot_data()
    {
        QTest::addColumn<int>("way");
        QTest::addColumn<QString>("path");
        QTest::newRow("Tox by UDP") << int(TwoNetworks::Way::Tox) << QStringLiteral("tox-udp");
        QTest::newRow("direct") << int(TwoNetworks::Way::Direct) << QStringLiteral("direct");
    }
    void aTransferMovesToARelayWhenUdpIsBlockedAndBackWhenItIsNot()
    {
        QFETCH(const int, way);
        QFETCH(const QString, path);
        if (!RelayProcess::installed())
            QSKIP("no relay: tox-bootstrapd is not installed (Debian: toxcore-utils)");
        networks_ = std::make_unique<TwoNetworks>(seed());
        QVERIFY(networks_->startRelay());
        const QString wrong = networks_->start(TwoNetworks::Way(way));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        networks_->wire.setWeather({.delay = std::chrono::milliseconds(5), .bytesPerSecond = 2e6});
        transfer_ = networks_->transfer(size);
        QVERIFY(transfer_);
        const int times = isLong() ? 3 : 1;
        for (int i = 0; i < times; ++i) {
            const qint64 before = transfer_->moved();
            QTRY_VERIFY_WITH_TIMEOUT(transfer_->moved() > before + size / 20, patience);
            networks_->wire.setUdpBlocked(true);
            QVERIFY(stillUntil(QStringLiteral("tox-relay"), untilRelayed) >= 0);
            // It is no short burst.
            const qint64 relayed = transfer_->moved();
            QTRY_VERIFY_WITH_TIMEOUT(transfer_->moved() > relayed + size / 20, patience);
            QCOMPARE(networks_->peerPath(), QStringLiteral("tox-relay"));
            networks_->wire.setUdpBlocked(false);
            const qint64 still = stillUntil(path, untilBack);
            QVERIFY(still >= 0);
            QVERIFY2(still < 2000, "the relay carries until the other way does");
        }
        QVERIFY(!transfer_->isDone());
        networks_->wire.setWeather({});
        QTRY_VERIFY2_WITH_TIMEOUT(transfer_->isDone(), qPrintable(QString::number(transfer_->moved())), patience);
        QVERIFY(transfer_->isWhole());
        transfer_->application.reset();
        QTRY_VERIFY_WITH_TIMEOUT(networks_->isAtBaseline(), 10'000);
    }
};

int main(int argc, char **argv) { return NetworkTest::run<NetworkRelay>(argc, argv); }

#include "test_network_relay.moc"
