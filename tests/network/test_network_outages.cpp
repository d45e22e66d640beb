// SPDX-License-Identifier: GPL-3.0-or-later
// Two real programs in two networks, and a wire that is cut, stopped and mended in the middle of transfers of 100 MB each way.
#include "network_test.h"

#include <QElapsedTimer>

#include <csignal>

using namespace culvert::test;

namespace {

constexpr qint64 size = 100'000'000;
constexpr int patience = 120'000;

} // namespace

class NetworkOutages : public NetworkTest {
    Q_OBJECT

    std::unique_ptr<TwoNetworks> networks_;
    std::unique_ptr<Transfer> transfer_;

    void begin(TwoNetworks::Way way)
    {
        networks_ = std::make_unique<TwoNetworks>(seed());
        const QString wrong = networks_->start(way);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        // Slow enough that the transfer is not over before its middle.
        networks_->wire.setWeather({.delay = std::chrono::milliseconds(5), .bytesPerSecond = 15e6});
        transfer_ = networks_->transfer(size);
        QVERIFY(transfer_);
        QTRY_VERIFY_WITH_TIMEOUT(transfer_->moved() > size / 4, patience);
    }

    // From here on something has to move within this many ms; prints after how many it did.
    void goesOnWithin(int limit)
    {
        const qint64 before = transfer_->moved();
        QElapsedTimer clock;
        clock.start();
        if (!QTest::qWaitFor([&] { return transfer_->moved() > before; }, limit)) {
            for (const Machine *machine : {&networks_->application, &networks_->target})
                qInfo("peers: %s", qPrintable(machine->json({QStringLiteral("peers")}).out));
            QFAIL("it does not go on");
        }
        qInfo("going again after %lld ms", clock.elapsed());
    }

    void endsWhole()
    {
        networks_->wire.setWeather({});
        QTRY_VERIFY2_WITH_TIMEOUT(transfer_->isDone(), qPrintable(QString::number(transfer_->moved())), patience);
        QVERIFY(transfer_->isWhole());
        transfer_->application.reset();
        QTRY_VERIFY_WITH_TIMEOUT(networks_->isAtBaseline(), 10'000);
    }

private Q_SLOTS:
    void cleanup()
    {
        transfer_.reset();
        networks_.reset();
    }

    void aTransferGoesOnWhenItsPathReturns_data()
    {
        QTest::addColumn<int>("way");
        QTest::addColumn<int>("seconds");
        QTest::newRow("Tox, 30 s") << int(TwoNetworks::Way::Tox) << 30;
        QTest::newRow("direct, 10 s") << int(TwoNetworks::Way::Direct) << 10;
        if (isLong()) {
            QTest::newRow("direct, 30 s") << int(TwoNetworks::Way::Direct) << 30;
            QTest::newRow("Tox, 4 min") << int(TwoNetworks::Way::Tox) << 240;
            QTest::newRow("direct, 4 min") << int(TwoNetworks::Way::Direct) << 240;
        }
    }
    void aTransferGoesOnWhenItsPathReturns()
    {
        QFETCH(const int, way);
        QFETCH(const int, seconds);
        begin(TwoNetworks::Way(way));
        if (QTest::currentTestFailed())
            return;
        networks_->wire.setCut(true);
        qint64 moved = -1;
        // What was in the ends' buffers still arrives.
        QTRY_VERIFY(std::exchange(moved, transfer_->moved()) == transfer_->moved());
        QElapsedTimer cut;
        cut.start();
        QTest::qWait(seconds * 1000); // the outage itself
        QVERIFY(!transfer_->application->isOver());
        networks_->wire.setCut(false);
        if (seconds > 30 && way == int(TwoNetworks::Way::Tox)) {
            // toxcore has given its friend up and looks for it anew; the path returns when it has found it.
            QElapsedTimer clock;
            clock.start();
            QTRY_VERIFY_WITH_TIMEOUT(networks_->peerPath() != QStringLiteral("none"), 180'000);
            qInfo("toxcore found its friend after %lld ms", clock.elapsed());
        }
        goesOnWithin(2000);
        endsWhole();
    }

    void aPeerThatWasStoppedForTwentySecondsGoesOn()
    {
        begin(TwoNetworks::Way::Direct);
        if (QTest::currentTestFailed())
            return;
        const auto pid = pid_t(networks_->target.process()->processId());
        ::kill(pid, SIGSTOP);
        QTRY_COMPARE_WITH_TIMEOUT(networks_->peerState(), QStringLiteral("connecting"), 10'000);
        QTest::qWait(20'000); // the stop itself
        ::kill(pid, SIGCONT);
        goesOnWithin(2000);
        endsWhole();
    }

    void aTransferMovesBetweenTheDirectWayAndToxAndBack()
    {
        begin(TwoNetworks::Way::Direct);
        if (QTest::currentTestFailed())
            return;
        const int times = isLong() ? 10 : 3;
        networks_->wire.setWeather({.delay = std::chrono::milliseconds(5), .bytesPerSecond = isLong() ? 1.5e6 : 5e6});
        for (int i = 0; i < times; ++i) {
            networks_->wire.setUdpPortBlocked(TwoNetworks::directPort, true);
            QTRY_COMPARE_WITH_TIMEOUT(networks_->peerPath(), QStringLiteral("tox-udp"), 10'000);
            goesOnWithin(2000);
            networks_->wire.setUdpPortBlocked(TwoNetworks::directPort, false);
            QTRY_COMPARE_WITH_TIMEOUT(networks_->peerPath(), QStringLiteral("direct"), 15'000);
            goesOnWithin(2000);
        }
        QVERIFY(!transfer_->isDone());
        endsWhole();
    }
};

int main(int argc, char **argv) { return NetworkTest::run<NetworkOutages>(argc, argv); }

#include "test_network_outages.moc"
