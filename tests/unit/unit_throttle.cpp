// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rate.h"
#include "support/virtual_timers.h"
#include "tunnel/throttle.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;
using tunnel::Throttle;

namespace {

// A connection that would move bytes without end, or so many.
struct Mover {
    Mover(Throttle &throttle, quint64 has) : throttle_(throttle), left(has), place([this] { move(); }) {}
    void move()
    {
        ++turns;
        while (left > 0) {
            const quint64 n = std::min<quint64>({throttle_.allowance(place), left, 1000});
            if (n == 0)
                return;
            throttle_.moved(n);
            left -= n;
            moved += n;
        }
    }

    Throttle &throttle_;
    quint64 left;
    quint64 moved = 0;
    int turns = 0;
    Throttle::Place place;
};

constexpr quint64 endless = 1ull << 40;

} // namespace

class UnitThrottle : public QObject {
    Q_OBJECT

    Ledger ledger_;
    VirtualTimers timers_{ledger_};

private Q_SLOTS:
    void aRateIsReadAsItIsWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("rate"); // -1: it is none
        const auto row = [](const char *text, qint64 rate) { QTest::newRow(text) << QString::fromLatin1(text) << rate; };
        row("", 0);
        row("0", 0);
        row("none", 0);
        row("NONE", 0);
        row("1000", 1000);
        row("500k", 500'000);
        row("500K", 500'000);
        row(" 2M ", 2'000'000);
        row("1.5M", 1'500'000);
        row("0.25m", 250'000);
        row("10G", 10'000'000'000);
        row("1234567.891k", 1'234'567'891);
        row("999", -1);
        row("0.5k", -1);
        row("10.001G", -1);
        row("11G", -1);
        row("999999999G", -1);
        row("-1", -1);
        row("k", -1);
        row("1.", -1);
        row(".5M", -1);
        row("1.2345M", -1);
        row("1 M", -1);
        row("1Mk", -1);
        row("1M/s", -1);
    }
    void aRateIsReadAsItIsWritten()
    {
        QFETCH(QString, text);
        QFETCH(qint64, rate);
        const auto read = parseRate(text);
        QCOMPARE(read.ok(), rate >= 0);
        if (!read) {
            QCOMPARE(read.error().code, ErrorCode::RateInvalid);
            return;
        }
        QCOMPARE(*read, quint64(rate));
        QCOMPARE(parseRate(rateWords(*read)).value(), *read);
    }

    void withoutALimitNobodyWaits()
    {
        Throttle throttle(timers_);
        Mover mover(throttle, 1'000'000'000);
        mover.move();
        QCOMPARE(mover.left, 0ull);
    }

    void theRateIsKeptOverTime()
    {
        for (const quint64 rate : {1'000ull, 64'000ull, 3'333'333ull, 1'000'000'000ull}) {
            Throttle throttle(timers_);
            throttle.setRate(rate);
            Mover mover(throttle, endless);
            mover.move();
            timers_.run(20s);
            const quint64 most = rate * 20 + rate / 20; // and what may go at once
            QVERIFY2(mover.moved <= most && mover.moved >= most - most / 100, qPrintable(QStringLiteral("%1: %2").arg(rate).arg(mover.moved)));
            mover.left = 0;
        }
    }

    void aQuietTunnelDoesNotCatchUp()
    {
        Throttle throttle(timers_);
        throttle.setRate(100'000);
        timers_.run(1h);
        Mover mover(throttle, endless);
        mover.move();
        QCOMPARE(mover.moved, 5'000ull); // 50 ms of it
        mover.left = 0;
    }

    void nothingWakesTheEngineWhileNobodyWaits()
    {
        Throttle throttle(timers_);
        throttle.setRate(100'000);
        Mover mover(throttle, 30'000);
        mover.move();
        QVERIFY(timers_.runUntil([&] { return mover.left == 0; }, 10s));
        const quint64 before = timers_.fired();
        timers_.run(1h);
        QVERIFY(timers_.fired() - before <= 1); // the last one in the row had no more
    }

    void thoseThatWaitHaveEqualShares()
    {
        Throttle throttle(timers_);
        throttle.setRate(1'000'000);
        std::vector<std::unique_ptr<Mover>> movers;
        for (int i = 0; i < 7; ++i) {
            movers.push_back(std::make_unique<Mover>(throttle, endless));
            movers.back()->move(); // the first takes all that may go at once
        }
        timers_.run(10s);
        for (const auto &mover : movers)
            QVERIFY2(mover->moved > 1'400'000 && mover->moved < 1'500'000, qPrintable(QString::number(mover->moved)));
        // One that comes anew, and again and again, is not before the others.
        Mover eager(throttle, endless);
        for (int i = 0; i < 100; ++i)
            eager.move();
        QCOMPARE(eager.moved, 0ull);
        timers_.run(10s);
        QVERIFY(eager.moved > 1'200'000 && eager.moved < 1'300'000);
    }

    void whatIsLeftOfASmallShareIsForTheOthers()
    {
        Throttle throttle(timers_);
        throttle.setRate(1'000'000);
        Mover big(throttle, endless);
        std::vector<std::unique_ptr<Mover>> small;
        big.move();
        for (int i = 0; i < 20; ++i) {
            small.push_back(std::make_unique<Mover>(throttle, 10));
            small.back()->move();
        }
        timers_.run(1s);
        for (const auto &mover : small)
            QCOMPARE(mover->left, 0ull);
        QVERIFY2(big.moved > 1'020'000, qPrintable(QString::number(big.moved)));
    }

    void anotherLimitCountsAtOnce()
    {
        Throttle throttle(timers_);
        throttle.setRate(1'000);
        Mover mover(throttle, 50'000'000);
        mover.move();
        timers_.run(1s);
        QVERIFY(mover.moved < 1'100);
        throttle.setRate(1'000'000);
        timers_.run(10s);
        QVERIFY(mover.moved > 9'900'000);
        throttle.setRate(0);
        timers_.run(1ms);
        QCOMPARE(mover.left, 0ull);
    }

    void oneThatGoesAwayWhileItWaitsIsNotCalled()
    {
        Throttle throttle(timers_);
        throttle.setRate(10'000);
        Mover first(throttle, endless);
        first.move();
        auto second = std::make_unique<Mover>(throttle, endless);
        second->move();
        Mover third(throttle, endless);
        third.move();
        timers_.run(1s);
        second.reset();
        const quint64 before = third.moved;
        timers_.run(1s);
        QVERIFY(third.moved > before + 4'000);
        third.place.leave();
        third.place.leave();
        timers_.run(1s);
        QVERIFY(first.moved > 10'000);
    }

    void aThrottleMayGoBeforeThoseThatWait()
    {
        auto throttle = std::make_unique<Throttle>(timers_);
        throttle->setRate(1'000);
        Mover mover(*throttle, endless);
        mover.move();
        throttle.reset();
        timers_.run(1s);
        mover.place.leave();
    }
};

QTEST_GUILESS_MAIN(UnitThrottle)
#include "unit_throttle.moc"
