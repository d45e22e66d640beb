// SPDX-License-Identifier: GPL-3.0-or-later
// Who may send and how much: the order of streams, their windows, and the guard against standing queues.
#include "core/limits.h"
#include "link/datagram_queue.h"
#include "link/queue_guard.h"
#include "link/receive_window.h"
#include "link/send_order.h"

#include <QTest>

#include <map>
#include <tuple>

using namespace culvert;
using namespace culvert::link;
using namespace std::chrono_literals;

namespace {

// A line with a queue that never ends, and a sender with as much under way as the guard allows, at most `window`.
struct Line {
    double bytesPerSecond;
    Duration way;           // round trip without queue
    quint64 window;
    Duration others{};      // what other senders' bytes wait in the same queue
    bool more = true;
    QueueGuard guard{};
    Instant now{1h};

    [[nodiscard]] Duration roundTrip(quint64 inFlight) const
    {
        const Duration full(qint64(double(inFlight) / bytesPerSecond * 1e9));
        return std::max(way, full) + others;
    }
    // The least that was under way in the last second, where the guard's answer settles.
    quint64 run(Duration span, bool starting = false)
    {
        const Instant until = now + span;
        quint64 inFlight = 0;
        while (now < until) {
            inFlight = std::min(window, guard.allowed());
            const Duration roundTrip_ = roundTrip(inFlight);
            guard.observe({roundTrip_, roundTrip_, inFlight, more, starting}, now);
            now += roundTrip_ / 8;
        }
        return inFlight;
    }
    [[nodiscard]] double held() const { return bytesPerSecond * double(way.count()) / 1e9; }
};

} // namespace

class UnitLinkOrder final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void streamsTakeTurns()
    {
        SendOrder order;
        for (const std::int64_t id : {4, 8, 12})
            order.add(id, SendOrder::Kind::Bulk);
        QList<std::int64_t> went;
        for (int i = 0; i < 6; ++i) {
            const auto turn = order.next();
            QVERIFY(turn);
            went.append(turn->stream);
            order.taken();
            order.endPacket();
            order.add(turn->stream, turn->kind);
        }
        QCOMPARE(went, (QList<std::int64_t>{4, 8, 12, 4, 8, 12}));
    }

    void aShortStreamGoesBeforeFiftyThatCarryMuch()
    {
        SendOrder order;
        for (std::int64_t id = 0; id < 50; ++id)
            order.add(id, SendOrder::Kind::Bulk);
        order.add(1000, SendOrder::Kind::Short);
        QCOMPARE(order.next()->stream, std::int64_t(1000));
        order.taken();
        order.endPacket();
        QCOMPARE(order.next()->stream, std::int64_t(0));
    }

    void bulkHasAQuarterWhateverTheOthersWant()
    {
        SendOrder order;
        order.add(1, SendOrder::Kind::Bulk);
        order.add(2, SendOrder::Kind::Short);
        order.add(3, SendOrder::Kind::Short);
        std::map<std::int64_t, int> packets;
        for (int i = 0; i < 4000; ++i) {
            const auto turn = order.next();
            ++packets[turn->stream];
            order.taken();
            order.endPacket();
            order.add(turn->stream, turn->kind);
        }
        QCOMPARE(packets[1], 1000);
        QCOMPARE(packets[2], 1500);
        QCOMPARE(packets[3], 1500);
    }

    void aPacketThatAShortStreamHasBegunIsForTheOtherShortOnesFirst()
    {
        SendOrder order;
        order.add(1, SendOrder::Kind::Bulk);
        for (int packet = 0; packet < 3; ++packet) {
            for (const std::int64_t id : {2, 3, 4, 5, 6})
                order.add(id, SendOrder::Kind::Short);
            for (const std::int64_t id : {2, 3, 4, 5, 6}) {
                QCOMPARE(order.next()->stream, id);
                order.taken();
            }
            QCOMPARE(order.next()->stream, std::int64_t(1)); // what room they leave
            order.endPacket();
        }
        order.add(2, SendOrder::Kind::Short);
        QCOMPARE(order.next()->stream, std::int64_t(1)); // its turn to begin one
    }

    void whoHasNothingToSendIsPassedOver()
    {
        SendOrder order;
        QVERIFY(!order.next());
        order.add(7, SendOrder::Kind::Short);
        order.add(9, SendOrder::Kind::Bulk);
        order.drop();
        QCOMPARE(order.next()->stream, std::int64_t(9));
        order.drop();
        QVERIFY(!order.next());
    }

    void aStandingQueueIsCutToAboutHalfTheWay_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("ms");
        QTest::newRow("5 Mbit/s, 40 ms") << 625e3 << 40;
        QTest::newRow("20 Mbit/s, 100 ms") << 2.5e6 << 100;
        QTest::newRow("100 Mbit/s, 20 ms") << 12.5e6 << 20;
    }
    void aStandingQueueIsCutToAboutHalfTheWay()
    {
        QFETCH(double, rate);
        QFETCH(int, ms);
        Line line{rate, ms * 1ms, 0};
        line.window = quint64(line.held());
        line.run(1s); // the path without queue has been seen
        QCOMPARE(line.guard.allowed(), QueueGuard::unlimited);
        line.window = quint64(5 * line.held());
        line.run(2s);
        const Duration after = line.roundTrip(std::min(line.window, line.guard.allowed()));
        QVERIFY2(after < line.way * 2 + 10ms, qPrintable(QString::number(double(after.count()) / 1e6)));
        QVERIFY(after >= line.way);
        QVERIFY(double(line.guard.allowed()) >= line.held());
    }

    void aFasterLineIsFoundAgain()
    {
        Line line{625e3, 40ms, 25'000};
        line.run(1s);
        line.window = 1'000'000;
        line.run(3s);
        const quint64 slow = line.guard.allowed();
        line.bytesPerSecond *= 4;
        line.run(2s);
        QVERIFY2(line.guard.allowed() > 3 * slow, qPrintable(QString::number(line.guard.allowed())));
    }

    void whoHasNoMoreToSendIsNotBlamedForTheQueue()
    {
        Line line{625e3, 40ms, 3000};
        line.run(1s);
        line.more = false;
        line.others = 200ms; // the other direction of the line is full
        line.run(3s);
        QCOMPARE(line.guard.allowed(), QueueGuard::unlimited);
    }

    void othersInTheSameQueueDoNotTakeEverything()
    {
        Line line{2.5e6, 40ms, 100'000};
        line.run(1s);
        line.others = 300ms;
        line.run(4s);
        QVERIFY2(double(line.guard.allowed()) > 0.8 * line.held(), qPrintable(QString::number(line.guard.allowed())));
    }

    void aStartMayFillTheQueueForFiveRoundsOnly()
    {
        Line line{625e3, 40ms, 25'000};
        line.run(200ms, true);
        line.window = 75'000; // a queue of two round trips
        line.run(3 * 120ms, true);
        QCOMPARE(line.guard.allowed(), QueueGuard::unlimited);
        line.run(2s, true);
        QVERIFY(line.guard.allowed() < 75'000);
    }

    void aWindowGrowsToItsMostAndNoFurther()
    {
        // A reader as fast as bytes can come, on a way where every round trip is a turn: its window doubles and doubles.
        link::ReceiveWindow window;
        constexpr quint64 plenty = quint64(1) << 40;
        QCOMPARE(window.renew(plenty, Instant(1h), 100ms), limits::streamWindow - limits::streamWindowLeast);
        quint64 most = 0;
        for (Instant now = Instant(1h); now < Instant(1h + 10s); now += 100ms) {
            window.read(window.promised());
            std::ignore = window.renew(plenty, now, 100ms);
            most = std::max(most, window.promised());
        }
        QCOMPARE(most, limits::streamWindowMax);
        // With nothing left for it, it falls to the least, and stays there.
        for (int i = 0; i < 20; ++i) {
            window.read(window.promised());
            std::ignore = window.renew(0, Instant(2h + i * 100ms), 100ms);
        }
        QCOMPARE(window.promised(), limits::streamWindowLeast);
        QCOMPARE(window.shared(), quint64(0));
    }

    void anotherPathIsJudgedAnew()
    {
        Line line{625e3, 1ms, 2000};
        line.run(1s);
        line.way = 300ms; // from a cable to the other side of the world
        line.guard.restart();
        line.window = 187'500;
        line.run(3s);
        QCOMPARE(line.guard.allowed(), QueueGuard::unlimited);
    }

    void datagramsThatWaitTakeTurnsAndTheOldestMakeWay()
    {
        std::map<std::int64_t, std::size_t> full, late;
        DatagramQueue queue([&](std::int64_t stream, DatagramQueue::Drop why, std::size_t count) {
            (why == DatagramQueue::Drop::Full ? full : late)[stream] += count;
        });
        const Instant start{1h};
        const auto add = [&](std::int64_t stream, std::uint8_t mark, std::size_t size, Instant at) {
            queue.add(stream, std::vector<std::uint8_t>(size, mark), at);
        };
        for (const std::uint8_t mark : {1, 2, 3}) {
            add(4, mark, 10, start);
            if (mark < 3)
                add(8, mark, 10, start);
        }
        QList<std::pair<int, int>> went;
        while (const auto turn = queue.next(start)) {
            went.append({int(turn->stream), turn->datagram[0]});
            queue.taken();
        }
        QCOMPARE(went, (QList<std::pair<int, int>>{{4, 1}, {8, 1}, {4, 2}, {8, 2}, {4, 3}}));
        QCOMPARE(queue.bytes(), quint64(0));

        // One flow alone gets a quarter, with the newest in it; another then a quarter of the rest, and each the least.
        for (int i = 0; i < 2000; ++i)
            add(4, std::uint8_t(i), 1000, start);
        QVERIFY(queue.bytes() <= limits::udpQueue / 4 && queue.bytes() > limits::udpQueue / 4 - 2000);
        QCOMPARE(full[4] + queue.bytes() / 1064, quint64(2000));
        QCOMPARE(int(queue.next(start)->datagram[0]), int(std::uint8_t(full[4])));
        for (std::int64_t stream = 8; stream < 8 + 4 * 255; stream += 4) {
            for (int i = 0; i < 300; ++i)
                add(stream, 0, 1000, start);
        }
        QVERIFY(queue.bytes() <= limits::udpQueue + 255 * limits::udpQueueLeast);
        QVERIFY(full[8 + 4 * 254] < 300); // the last comer has its least

        QVERIFY(queue.next(start + limits::udpWait));
        QVERIFY(!queue.next(start + limits::udpWait + 1ns));
        QVERIFY(queue.empty() && late[4] > 0 && queue.bytes() == 0);

        add(4, 1, 10, start);
        add(8, 2, 0, start);
        QCOMPARE(queue.forget(4), std::size_t(1));
        QCOMPARE(queue.forget(4), std::size_t(0));
        QVERIFY(queue.next(start)->datagram.empty());
        queue.taken();
        QVERIFY(queue.empty());
    }
};

QTEST_GUILESS_MAIN(UnitLinkOrder)
#include "unit_link_order.moc"
