// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of a link between two engines on a simulated network in virtual time: what they find, and how they end.
#include "scenario/machine.h"

#include "core/limits.h"
#include "tunnel/steady_rate.h"
#include "tunnel/test_end.h"

#include <QTest>

#include <cmath>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;
using api::TestPhase;
using wire::TestRole;

namespace {

struct Ends final : link::StreamEvents {
    explicit Ends(QList<ErrorCode> &into) : codes(into) {}
    void streamReadable() override {}
    void streamWritable() override {}
    void streamClosed(ErrorCode code, bool) override { codes.append(code); }
    QList<ErrorCode> &codes;
};

struct World {
    // With a rate: a line without one costs hours of virtual packets.
    explicit World(quint64 seed, const Weather &weather = {.bytesPerSecond = 1e6})
        : timers(clockLedger), network(timers, seed), random(seed + 1), near(timers, network, random, QStringLiteral("near")),
          far(timers, network, random, QStringLiteral("far"))
    {
        network.setWeather(weather);
        near.know(far, QStringLiteral("far")); // neither may reach anything at the other
        far.know(near, QStringLiteral("near"));
    }
    bool online()
    {
        return timers.runUntil(
            [&] { return near.stateOf(far) == api::PeerState::Online && far.stateOf(near) == api::PeerState::Online; }, 20s);
    }
    bool atBaseline(Duration limit = 5s) { return timers.runUntil([&] { return near.atBaseline() && far.atBaseline(); }, limit); }

    api::TestId start(Duration direction)
    {
        const auto test = near.tests.start(far.carrier->key(), direction);
        return test ? test->id : 0;
    }
    api::TestInfo info(api::TestId id) { return near.tests.find(id).ok() ? *near.tests.find(id) : api::TestInfo(); }
    bool reaches(api::TestId id, TestPhase phase, Duration limit = 60s)
    {
        return timers.runUntil([&] { return info(id).phase == phase; }, limit);
    }
    // A stream that a modified engine opens, with these bytes.
    link::Stream *raw(const QByteArray &bytes)
    {
        const auto opened = near.peers.find(far.carrier->key())->open();
        Q_ASSERT(opened.ok());
        ends.push_back(std::make_unique<Ends>(endings));
        (*opened)->setEvents(ends.back().get());
        (*opened)->write({reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())});
        return *opened;
    }
    // What the far side says of the streams that raw() opens.
    int ended(ErrorCode code) const { return int(endings.count(code)); }

    Ledger clockLedger;
    VirtualTimers timers;
    SimNetwork network;
    SeededRandom random;
    QList<ErrorCode> endings;
    std::vector<std::unique_ptr<Ends>> ends;
    Machine near, far;
};

QByteArray framed(const QCborMap &map)
{
    const QByteArray body = QCborValue(map).toCbor();
    return QByteArray(1, char(body.size() >> 8)) + QByteArray(1, char(body.size() & 255)) + body;
}

QByteArray opening(TestRole role, Duration lasts = 5s, quint64 bytes = 1 << 20) { return wire::encode(wire::Opening{.test = wire::TestOpening{role, lasts, bytes}}); }

} // namespace

class TestScenario : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // A line of 1000 bytes a second, and every 300 ms bytes of 200 ms wait for a lost packet and are then known at once.
    void whatWaitedForALostPacketDoesNotMakeTheLineFaster()
    {
        tunnel::SteadyRate rate;
        QVERIFY(!rate.hasRate());
        for (int ms = 0; ms <= 3950; ms += 50) {
            const int since = (ms + 100) % 300; // 0: a packet is lost
            rate.add(Instant(1h) + ms * 1ms, quint64(1000 + (since < 200 ? ms - since : ms)));
        }
        QVERIFY(rate.hasRate());
        QVERIFY2(std::abs(rate.bytesPerSecond() - 1000) < 1, qPrintable(QString::number(rate.bytesPerSecond())));
        rate.clear();
        QVERIFY(!rate.hasRate());
    }

    void aTestFindsTheLine_data()
    {
        QTest::addColumn<double>("line"); // bytes a second
        QTest::addColumn<double>("loss");
        QTest::addColumn<int>("delayMs");
        QTest::addColumn<double>("least"); // share of the line
        QTest::newRow("1 MB/s, 20 ms") << 1e6 << 0.0 << 20 << 0.85;
        QTest::newRow("1 MB/s, 20 ms, 1 % lost") << 1e6 << 0.01 << 20 << 0.75;
        QTest::newRow("5 MB/s, 50 ms, 0.3 % lost") << 5e6 << 0.003 << 50 << 0.75;
        QTest::newRow("100 KB/s, 5 ms") << 1e5 << 0.0 << 5 << 0.8;
    }
    void aTestFindsTheLine()
    {
        QFETCH(double, line);
        QFETCH(double, loss);
        QFETCH(int, delayMs);
        QFETCH(double, least);
        World w(1, {.loss = loss, .delay = delayMs * 1ms, .bytesPerSecond = line});
        QVERIFY(w.online());
        const api::TestId id = w.start(5s);
        QVERIFY(w.reaches(id, TestPhase::Down, 5s));
        w.timers.run(4s);
        const double live = w.info(id).bytesPerSecond;
        QVERIFY2(live > line * 0.7 && live < line * 1.3, qPrintable(QString::number(live)));
        QVERIFY(w.reaches(id, TestPhase::Done, 15s));
        const api::TestInfo found = w.info(id);
        for (const api::LoadInfo &load : {found.down, found.up}) {
            QVERIFY(load.bytesPerSecond);
            QVERIFY2(*load.bytesPerSecond > line * least && *load.bytesPerSecond <= line * 1.02, qPrintable(QString::number(*load.bytesPerSecond / line)));
        }
        QVERIFY(found.idle.count >= 5 && found.loaded.count > 50);
        QVERIFY2(found.idle.min >= 2 * delayMs && found.idle.median < 2 * delayMs + 15, qPrintable(QString::number(found.idle.median)));
        QVERIFY(found.loaded.min >= 2 * delayMs);
        QVERIFY(found.loaded.p95 >= found.loaded.median && found.loaded.median >= found.loaded.min);
        QCOMPARE(found.done, 1.0);
        QVERIFY(!found.error);
        QVERIFY(w.atBaseline(2s));
        QVERIFY(w.near.troubles.isEmpty() && w.far.troubles.isEmpty());
        QCOMPARE(w.far.dialler.dials, 0);
    }

    void bothSidesSeeATestAsConnections()
    {
        World w(2, {.bytesPerSecond = 1e6});
        QVERIFY(w.online());
        const api::TestId id = w.start(2s);
        QVERIFY(w.reaches(id, TestPhase::Down));
        w.timers.run(1s);
        const auto there = w.far.connections.info();
        QCOMPARE(there.size(), 2);
        QCOMPARE(there[0].target, QStringLiteral("test echo"));
        QCOMPARE(there[1].target, QStringLiteral("test down"));
        for (const auto &one : there) {
            QCOMPARE(int(one.kind), int(api::ConnectionKind::Test));
            QCOMPARE(one.peer, QStringLiteral("near"));
            QVERIFY(one.sent > 0);
        }
        QVERIFY(there[1].sent > 300'000);
        w.far.targets.recheck(); // a change of the rules does not touch it
        QVERIFY(w.reaches(id, TestPhase::Done));
        QVERIFY(w.atBaseline(2s));
        for (Machine *machine : {&w.near, &w.far}) {
            QCOMPARE(machine->connections.info().size(), 3);
            for (const auto &one : machine->connections.info())
                QCOMPARE(int(one.reason.code), int(ErrorCode::None));
        }
    }

    void aTestIsHeldBackByTheLineAndNotByMemory()
    {
        World w(3, {.bytesPerSecond = 1e5});
        QVERIFY(w.online());
        const api::TestId id = w.start(10s);
        qint64 most = 0;
        w.timers.runUntil([&] {
            most = std::max({most, w.near.ledger.queuedBytes(), w.far.ledger.queuedBytes()});
            return w.info(id).over();
        }, 30s);
        QCOMPARE(int(w.info(id).phase), int(TestPhase::Done));
        QVERIFY2(most <= qint64(limits::streamSendBuffer) + qint64(limits::streamWindow), qPrintable(QString::number(most)));
        QVERIFY(w.atBaseline(2s));
    }

    void onlyOneTestOfAPeerRunsAtATime()
    {
        World w(4);
        QVERIFY(w.online());
        const api::TestId id = w.start(1s);
        const auto second = w.near.tests.start(w.far.carrier->key(), 1s);
        QVERIFY(!second);
        QCOMPARE(int(second.error().code), int(ErrorCode::TestRunning));
        QVERIFY(w.reaches(id, TestPhase::Done));
        QVERIFY(w.near.tests.start(w.far.carrier->key(), 1s));
        QCOMPARE(w.near.tests.info().size(), 1); // the older one is forgotten
        QVERIFY(!w.near.tests.find(id));
    }

    void bothMachinesMayTestAtOnce()
    {
        World w(5, {.bytesPerSecond = 1e6});
        QVERIFY(w.online());
        const api::TestId id = w.start(3s);
        QVERIFY(w.far.tests.start(w.near.carrier->key(), 3s));
        QVERIFY(w.reaches(id, TestPhase::Done));
        QVERIFY(w.timers.runUntil([&] { return w.far.tests.info().first().phase == TestPhase::Done; }, 2s));
        QVERIFY(w.atBaseline(2s));
    }

    void aTestThatIsStoppedIsOverOnBothSides()
    {
        for (const TestPhase when : {TestPhase::Idle, TestPhase::Down, TestPhase::Up}) {
            World w(6, {.bytesPerSecond = 1e6});
            QVERIFY(w.online());
            const api::TestId id = w.start(3s);
            QVERIFY(w.reaches(id, when));
            w.timers.run(500ms);
            QVERIFY(w.near.tests.stop(id));
            QCOMPARE(int(w.info(id).phase), int(TestPhase::Failed));
            QCOMPARE(int(w.info(id).error->code), int(ErrorCode::ClosedByUser));
            QVERIFY(w.atBaseline(1s));
            QVERIFY(w.far.troubles.isEmpty());
            QVERIFY(w.start(1s) > id); // at once again
        }
    }

    void aTestWhoseConnectionIsClosedByHandIsOver_data()
    {
        QTest::addColumn<bool>("here");
        QTest::addColumn<bool>("echo");
        QTest::newRow("echo, here") << true << true;
        QTest::newRow("echo, there") << false << true;
        QTest::newRow("load, here") << true << false;
        QTest::newRow("load, there") << false << false;
    }
    void aTestWhoseConnectionIsClosedByHandIsOver()
    {
        QFETCH(bool, here);
        QFETCH(bool, echo);
        World w(7);
        QVERIFY(w.online());
        const api::TestId id = w.start(3s);
        QVERIFY(w.reaches(id, TestPhase::Down));
        w.timers.run(500ms);
        Machine &machine = here ? w.near : w.far;
        QVERIFY(machine.connections.abort(machine.connections.info()[echo ? 0 : 1].id, ErrorCode::ClosedByUser));
        QVERIFY(w.reaches(id, TestPhase::Failed, 1s));
        QCOMPARE(int(w.info(id).error->code), int(ErrorCode::ClosedByUser));
        QVERIFY(w.atBaseline(2s));
    }

    void aPeerThatVanishesEndsTheTestWithinSeconds()
    {
        for (const bool told : {true, false}) {
            World w(8);
            QVERIFY(w.online());
            const api::TestId id = w.start(10s);
            QVERIFY(w.reaches(id, TestPhase::Down));
            w.timers.run(1s);
            if (told)
                w.network.setConnected(false);
            else
                w.network.setBlackHole(true);
            QVERIFY(w.reaches(id, TestPhase::Failed, 4s));
            QCOMPARE(int(w.info(id).error->code), int(told ? ErrorCode::PeerOffline : ErrorCode::PeerSilent));
            QCOMPARE(w.info(id).error->peer, QStringLiteral("far"));
            // The far side does not wait for the resume limit: its load ends with the time that was asked for.
            QVERIFY(w.timers.runUntil([&] { return w.far.connections.openCount() <= 1; }, 25s));
            if (told)
                w.network.setConnected(true);
            else
                w.network.setBlackHole(false);
            QVERIFY(w.atBaseline(40s));
        }
    }

    void aPeerThatIsRemovedOrBlockedTakesItsTestWithIt()
    {
        for (const bool blocked : {true, false}) {
            World w(9);
            QVERIFY(w.online());
            const api::TestId id = w.start(10s);
            QVERIFY(w.reaches(id, TestPhase::Down));
            if (blocked)
                w.far.book[0].blocked = true;
            else
                w.far.book.clear();
            w.far.follow();
            QVERIFY(w.reaches(id, TestPhase::Failed, 2s));
            QVERIFY(w.atBaseline(2s));
            const auto again = w.near.tests.start(w.far.carrier->key(), 1s);
            QVERIFY(!again);
        }
    }

    void whoCannotBeReachedIsNotTested()
    {
        World w(10);
        QVERIFY(w.online());
        const auto code = [&] {
            const auto test = w.near.tests.start(w.far.carrier->key(), 1s);
            return test ? ErrorCode::None : test.error().code;
        };
        w.near.book[0].pending = true;
        w.near.follow();
        QCOMPARE(int(code()), int(ErrorCode::PeerPending));
        w.near.book[0].pending = false;
        w.near.book[0].blocked = true;
        w.near.follow();
        QCOMPARE(int(code()), int(ErrorCode::PeerBlocked));
        w.near.book[0].blocked = false;
        w.near.follow();
        w.network.setConnected(false);
        w.timers.run(1ms);
        QCOMPARE(int(code()), int(ErrorCode::PeerOffline));
        w.near.book.clear();
        w.near.follow();
        QCOMPARE(int(code()), int(ErrorCode::PeerUnknown));
        QCOMPARE(w.near.connections.info().size(), 0);
    }

    // --- A hostile peer ---

    void openingsThatAskForTooMuchAreRefused()
    {
        World w(11);
        QVERIFY(w.online());
        const qint64 huge = std::numeric_limits<qint64>::max();
        int count = 0;
        for (int role = 0; role < 3; ++role) {
            for (const auto &[ms, bytes] : {std::pair<qint64, qint64>{huge, 1000}, {1000, huge}, {150'001, 1000}, {0, 1000}, {1000, 0}, {-1, -1}}) {
                w.raw(framed({{0, 1}, {1, 1}, {4, role}, {5, ms}, {6, bytes}}));
                ++count;
            }
        }
        QVERIFY(w.timers.runUntil([&] { return w.ended(ErrorCode::ProtocolViolation) == count; }, 2s));
        QVERIFY(w.atBaseline());
    }

    void aSecondStreamOfARoleIsRefused()
    {
        World w(12, {.bytesPerSecond = 1e6});
        QVERIFY(w.online());
        for (const TestRole role : {TestRole::Echo, TestRole::Down, TestRole::Up}) {
            for (int i = 0; i < 100; ++i)
                w.raw(opening(role));
        }
        QVERIFY(w.timers.runUntil([&] { return w.ended(ErrorCode::LimitReached) == 297; }, 2s));
        QCOMPARE(w.far.connections.openCount(), 3);
        // They go when their time is over, whatever the near side does.
        QVERIFY(w.timers.runUntil([&] { return w.far.connections.openCount() == 0; }, 5s + limits::testGrace + 1s));
        QVERIFY(w.ended(ErrorCode::LimitReached) >= 299);
        QVERIFY(w.atBaseline(20s));
    }

    void moreBytesThanAskedForAreRefused()
    {
        for (const TestRole role : {TestRole::Echo, TestRole::Down, TestRole::Up}) {
            World w(13);
            QVERIFY(w.online());
            link::Stream *stream = w.raw(opening(role, 5s, 1000));
            w.timers.run(100ms);
            QCOMPARE(w.far.connections.openCount(), 1);
            const std::vector<std::uint8_t> more(2000, 7);
            stream->write(more);
            QVERIFY(w.timers.runUntil([&] { return w.ended(ErrorCode::LimitReached) == 1; }, 2s));
            QVERIFY(w.atBaseline());
        }
    }

    void anEchoThatIsNotReadHoldsNoMoreThanItsBuffer()
    {
        World w(14);
        QVERIFY(w.online());
        link::Stream *stream = w.raw(opening(TestRole::Echo, 60s, limits::testBytes));
        for (int i = 0; i < 200; ++i) {
            stream->write(std::vector<std::uint8_t>(100'000, 7));
            w.timers.run(20ms);
        }
        // What was sent back waits here, unread; what cannot be sent back is not taken there.
        QVERIFY2(w.far.ledger.queuedBytes() <= qint64(limits::streamSendBuffer + 2 * limits::streamWindowMax),
                 qPrintable(QString::number(w.far.ledger.queuedBytes())));
        stream->reset(ErrorCode::HangUp);
        QVERIFY(w.atBaseline());
    }

    void anEchoTakesNoMoreThanItsBuffer()
    {
        Ledger ledger;
        VirtualTimers timers(ledger);
        struct Events final : tcp::ByteEndEvents {
            void endReadable() override {}
            void endWritable() override { ++writable; }
            void endClosed(const Error &) override {}
            int writable = 0;
        } events;
        tunnel::EchoEnd echo(limits::testBytes, 60s, events, timers);
        std::vector<std::uint8_t> bytes(100'000, 7);
        QCOMPARE(echo.write(bytes), qsizetype(limits::testEchoBuffer));
        QCOMPARE(echo.write(bytes), 0);
        timers.run(1s);
        QCOMPARE(events.writable, 0);
        QCOMPARE(echo.read(std::span(bytes).first(1000)).bytes, 1000);
        timers.run(1ms);
        QCOMPARE(events.writable, 1);
        QCOMPARE(echo.write(bytes), 1000);
    }

    void anEchoThatAnswersWhatWasNotAskedEndsTheTest()
    {
        Ledger ledger;
        VirtualTimers timers(ledger);
        struct Events final : tcp::ByteEndEvents {
            void endReadable() override {}
            void endWritable() override {}
            void endClosed(const Error &reason) override { code = reason.code; }
            ErrorCode code = ErrorCode::None;
        } events;
        auto pings = std::make_shared<tunnel::Pings>();
        int answers = 0;
        pings->answered = [&](Duration, Instant) { ++answers; };
        tunnel::PingEnd end(pings, 10s, events, timers);
        end.ping();
        const std::vector<std::uint8_t> bytes(24);
        end.write(bytes);
        timers.run(1ms);
        QCOMPARE(answers, 1);
        QCOMPARE(int(events.code), int(ErrorCode::ProtocolViolation));
    }
};

QTEST_GUILESS_MAIN(TestScenario)
#include "test_scenario.moc"
