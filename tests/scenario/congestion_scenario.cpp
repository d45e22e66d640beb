// SPDX-License-Identifier: GPL-3.0-or-later
// What a line gives and how long a small request waits beside a transfer, in virtual time. tests/bench/congestion.cpp prints
// the whole table; the bounds here are the goals.
#include "scenario/bulk_and_requests.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

struct Line {
    double loss;
    int roundTripMs;
    double megabits;
    quint64 queueBytes;
};

Weather weatherOf(const Line &line)
{
    Weather weather;
    weather.loss = line.loss;
    weather.delay = line.roundTripMs * 500us;
    weather.bytesPerSecond = line.megabits * 1e6 / 8;
    weather.queueBytes = line.queueBytes;
    return weather;
}

quint64 seed()
{
    return qEnvironmentVariableIsSet("CULVERT_SEED") ? qEnvironmentVariable("CULVERT_SEED").toULongLong() : 1;
}

} // namespace

Q_DECLARE_METATYPE(Line)

class CongestionScenario final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLineIsFilled_data()
    {
        QTest::addColumn<Line>("line");
        QTest::addColumn<double>("percent");
        QTest::addColumn<int>("afterSeconds");
        QTest::newRow("1 % loss, 100 ms, 20 Mbit/s") << Line{0.01, 100, 20, 250'000} << 80.0 << 2;
        QTest::newRow("0.3 % loss, 40 ms, 20 Mbit/s") << Line{0.003, 40, 20, 100'000} << 90.0 << 2;
        QTest::newRow("5 Mbit/s with a queue of 64 KB") << Line{0, 40, 5, 64 << 10} << 85.0 << 1;
        QTest::newRow("300 ms, 50 Mbit/s, after 5 s") << Line{0, 300, 50, 1'875'000} << 80.0 << 5;
    }
    void aLineIsFilled()
    {
        QFETCH(Line, line);
        QFETCH(double, percent);
        QFETCH(int, afterSeconds);
        LinkWorld w(seed(), weatherOf(line));
        QVERIFY(w.connect());
        BulkAndRequests load(w);
        QVERIFY(load.startBulk(1));
        w.timers.run(afterSeconds * 1s);
        const quint64 before = load.bulkReceived();
        w.timers.run(10s);
        const double got = 100 * double(load.bulkReceived() - before) * 8 / 10 / (line.megabits * 1e6);
        QVERIFY2(got >= percent, qPrintable(QStringLiteral("%1 %, seed %2").arg(got, 0, 'f', 1).arg(seed())));
    }

    // Between two turns of a relay nothing comes that would wake the loop.
    void aLoopThatIsLateKeepsTheRate()
    {
        Weather weather = weatherOf({0, 30, 60, 600'000});
        weather.turn = 30ms;
        LinkWorld w(seed(), weather);
        w.timers.setLate(1ms);
        QVERIFY(w.connect());
        BulkAndRequests load(w);
        QVERIFY(load.startBulk(1));
        w.timers.run(5s);
        const quint64 before = load.bulkReceived();
        w.timers.run(10s);
        const double got = double(load.bulkReceived() - before) / 10 / weather.bytesPerSecond;
        QVERIFY2(got > 0.8, qPrintable(QStringLiteral("%1, seed %2").arg(got, 0, 'f', 3).arg(seed())));
    }

    void aRequestBesideATransferWaitsLittle_data()
    {
        QTest::addColumn<Line>("line");
        QTest::addColumn<int>("streams");
        QTest::newRow("1 % loss, 100 ms, 20 Mbit/s") << Line{0.01, 100, 20, 250'000} << 1;
        QTest::newRow("0.3 % loss, 40 ms, 20 Mbit/s") << Line{0.003, 40, 20, 100'000} << 1;
        QTest::newRow("20 ms, 5 Mbit/s") << Line{0, 20, 5, 64 << 10} << 1;
        QTest::newRow("40 ms, 5 Mbit/s") << Line{0, 40, 5, 64 << 10} << 1;
        QTest::newRow("40 ms, 5 Mbit/s, ten transfers") << Line{0, 40, 5, 64 << 10} << 10;
        QTest::newRow("40 ms, 5 Mbit/s, fifty transfers") << Line{0, 40, 5, 64 << 10} << 50;
        QTest::newRow("300 ms, 50 Mbit/s") << Line{0, 300, 50, 1'875'000} << 1;
    }
    void aRequestBesideATransferWaitsLittle()
    {
        QFETCH(Line, line);
        QFETCH(int, streams);
        LinkWorld w(seed(), weatherOf(line));
        QVERIFY(w.connect());
        BulkAndRequests load(w);
        QVERIFY(load.startBulk(streams));
        w.timers.run(8s);
        const double ms = load.requests(line.loss > 0 ? 400 : 60, 0.95);
        QVERIFY2(ms <= 2 * line.roundTripMs + 50, qPrintable(QStringLiteral("%1 ms, seed %2").arg(ms).arg(seed())));
    }

    // Red when QUIC is asked for packets without a stream while pacing holds it back: bbr2 then never ends its start here.
    void aLongLineDoesNotOverflowOnceItIsFilled()
    {
        LinkWorld w(seed(), weatherOf({0, 300, 50, 1'875'000}));
        QVERIFY(w.connect());
        BulkAndRequests load(w);
        QVERIFY(load.startBulk(1));
        w.timers.run(20s);
        w.network.resetFigures();
        w.timers.run(20s);
        const SenderFigures &figures = w.network.figures(w.carrierB->key());
        QVERIFY2(figures.overflowed * 100 < figures.datagrams,
                 qPrintable(QStringLiteral("%1 of %2, seed %3").arg(figures.overflowed).arg(figures.datagrams).arg(seed())));
    }

    void noQueueStandsBeforeASlowLine()
    {
        const Line line{0, 40, 5, 1 << 20}; // a megabyte could wait there: 1.7 s
        LinkWorld w(seed(), weatherOf(line));
        QVERIFY(w.connect());
        BulkAndRequests load(w);
        QVERIFY(load.startBulk(4));
        w.timers.run(12s);
        w.network.resetFigures();
        w.timers.run(20s);
        const SenderFigures &figures = w.network.figures(w.carrierB->key());
        const double mean = figures.queueSum / double(figures.datagrams);
        QVERIFY2(mean < 32'000, qPrintable(QString::number(mean))); // about one way of the line, and a little
        QVERIFY2(figures.queuePeak < 100'000, qPrintable(QString::number(figures.queuePeak)));
        QCOMPARE(figures.overflowed, quint64(0));
    }

    // They may go though as much is under way as may: what room their packets have is not the transfer's then.
    void manyShortQuestionsBesideATransferWaitLittle()
    {
        LinkWorld w(seed(), weatherOf({0, 40, 5, 1 << 20}));
        QVERIFY(w.connect());
        std::vector<std::unique_ptr<LinkSide::Collector>> asked, heard;
        BulkAndRequests load(w);
        QVERIFY(load.startBulk(4));
        w.timers.run(12s);
        w.a->collect(heard);
        const auto over = [](const auto &ends) { return std::ranges::all_of(ends, [](const auto &end) { return end->closed; }); };
        constexpr int questions = 40; // 1 ms apart
        constexpr int rounds = 30;
        Duration sum{};
        for (int round = 0; round < rounds; ++round) {
            const Instant begin = w.timers.now();
            for (int i = 0; i < questions; ++i) {
                asked.push_back(std::make_unique<LinkSide::Collector>());
                asked.back()->toSend = "question";
                asked.back()->start(*w.b->link->open());
                w.timers.run(1ms);
            }
            QVERIFY(w.timers.runUntil([&] { return heard.size() == questions; }, 10s));
            sum += w.timers.now() - begin;
            QVERIFY(w.timers.runUntil([&] { return over(asked) && over(heard); }, 10s));
            asked.clear();
            heard.clear();
            w.timers.run(300ms);
        }
        const double ms = double((sum / rounds).count()) / 1e6; // with 40 of asking, and 20 of the line
        QVERIFY2(ms < 96, qPrintable(QStringLiteral("%1 ms, seed %2").arg(ms).arg(seed())));
    }

    void aTransferGetsOnBesideMoreShortWordsThanTheLineCarries()
    {
        LinkWorld w(seed(), weatherOf({0, 40, 1, 64 << 10}));
        QVERIFY(w.connect());
        std::array<LinkSide::Collector, 200> talkers;
        std::vector<std::unique_ptr<LinkSide::Collector>> listeners;
        BulkAndRequests load(w);
        QVERIFY(load.startBulk(1));
        w.timers.run(2s);
        w.a->collect(listeners);
        for (LinkSide::Collector &one : talkers) {
            one.finishAfter = false;
            one.start(*w.b->link->open());
        }
        const quint64 before = load.bulkReceived();
        for (int i = 0; i < 200; ++i) { // 800 KB a second where there is room for 125
            for (LinkSide::Collector &one : talkers) {
                one.toSend += QByteArray(200, 'w');
                one.push();
            }
            w.timers.run(50ms);
        }
        qsizetype heard = 0;
        for (const auto &one : listeners)
            heard += one->got.size();
        const quint64 got = load.bulkReceived() - before;
        QVERIFY2(got > 250'000, qPrintable(QString::number(got))); // of 1,250,000 that the line carries meanwhile
        QVERIFY2(heard > 2 * qsizetype(got), qPrintable(QString::number(heard)));
    }

    void aPathThatBlocksHoldsOneDatagramAndStopsTheWriter()
    {
        LinkWorld w(seed(), {.delay = 10ms});
        QVERIFY(w.connect());
        BulkAndRequests load(w);
        QVERIFY(load.startBulk(10));
        w.timers.run(500ms);
        const quint64 before = w.carrierB->refused();
        w.carrierB->blockNext(150);
        QVERIFY(w.timers.runUntil([&] { return w.carrierB->refused() - before >= 150; }, 2s));
        QVERIFY2(w.carrierB->refusedDifferent() <= 1, qPrintable(QString::number(w.carrierB->refusedDifferent())));
        const quint64 had = load.bulkReceived();
        w.timers.run(1s);
        QVERIFY(load.bulkReceived() > had + 1'000'000);
    }
};

QTEST_GUILESS_MAIN(CongestionScenario)
#include "congestion_scenario.moc"
