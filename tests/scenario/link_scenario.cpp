// SPDX-License-Identifier: GPL-3.0-or-later
// Whole links in virtual time: two of them, a simulated network between, and everything that may go wrong with it.
#include "scenario/flows.h"
#include "support/pattern.h"

#include "core/limits.h"

#include <QCryptographicHash>
#include <QTest>

#include <algorithm>
#include <array>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

struct World : LinkWorld {
    explicit World(quint64 seed, const Weather &weather = {}, Duration resumeLimit = 5min)
        : LinkWorld(seed, weather, link::Congestion::Bbr2, resumeLimit)
    {
    }
    bool connect() { return LinkWorld::connect(20s); }
};

using Collector = LinkSide::Collector;

// A transfer of `bytes` each way over one stream opened by `from`.
struct Exchange {
    Exchange(LinkSide &from, LinkSide &to, QByteArray there, QByteArray back)
    {
        near.toSend = there;
        far.toSend = back;
        to.onStream = [this](link::Stream &stream) { far.start(&stream); };
        auto opened = from.link->open();
        if (opened)
            near.start(*opened);
    }
    [[nodiscard]] bool over() const { return near.closed && far.closed; }
    Collector near, far;
};

} // namespace

class LinkScenario : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoSidesFindOneAnotherAndCarryBytesBothWays()
    {
        World w(1);
        QVERIFY(w.connect());
        const QByteArray there = pattern(300'000, 5);
        const QByteArray back = pattern(2'000'000, 6);
        Exchange x(*w.a, *w.b, there, back);
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 30s));
        QCOMPARE(x.far.got, there);
        QCOMPARE(x.near.got, back);
        QCOMPARE(int(x.near.code), int(ErrorCode::None));
        QCOMPARE(w.a->ledger.count(Counted::Stream).now, 0);
        QCOMPARE(w.b->ledger.count(Counted::Stream).now, 0);
        QCOMPARE(w.a->ledger.queuedBytes(), 0);
        QCOMPARE(w.b->ledger.queuedBytes(), 0);
        QCOMPARE(w.network.largestDatagram(), quint64(limits::datagramSize));
    }

    void eitherSideMayOpenStreams()
    {
        World w(2);
        QVERIFY(w.connect());
        const QByteArray there = pattern(10'000, 5);
        Exchange x(*w.b, *w.a, there, there);
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 10s));
        QCOMPARE(x.far.got, there);
        QCOMPARE(x.near.got, there);
    }

    void bytesArriveWholeInAnyWeather_data()
    {
        QTest::addColumn<quint64>("seed");
        const quint64 first = qEnvironmentVariableIsSet("CULVERT_SEED") ? qEnvironmentVariable("CULVERT_SEED").toULongLong() : 100;
        const int count = qEnvironmentVariableIsSet("CULVERT_SEED") ? 1 : 60;
        for (int i = 0; i < count; ++i)
            QTest::addRow("seed %llu", first + quint64(i)) << first + quint64(i);
    }
    void bytesArriveWholeInAnyWeather()
    {
        QFETCH(quint64, seed);
        SeededRandom dice(seed * 7919);
        Weather weather;
        weather.loss = dice.unit() * 0.05;
        weather.duplicate = dice.unit() * 0.02;
        weather.delay = Duration(qint64(dice.unit() * 8e7));
        weather.jitter = Duration(qint64(dice.unit() * 2e7));
        weather.bytesPerSecond = dice.unit() < 0.5 ? 0 : 2e5 + dice.unit() * 5e6;
        World w(seed, weather);
        QVERIFY(w.connect());
        const QByteArray there = pattern(qsizetype(dice.unit() * 200'000), seed);
        const QByteArray back = pattern(qsizetype(dice.unit() * 1'000'000), seed + 1);
        Exchange x(*w.a, *w.b, there, back);
        // A cut in the middle, seen by nobody, of up to ten seconds.
        w.timers.run(Duration(qint64(dice.unit() * 3e8)));
        w.network.setBlackHole(true);
        w.timers.run(Duration(qint64(dice.unit() * 1e10)));
        w.network.setBlackHole(false);
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 120s));
        QCOMPARE(x.far.got, there);
        QCOMPARE(x.near.got, back);
        QCOMPARE(w.a->ledger.queuedBytes(), 0);
        QCOMPARE(w.b->ledger.queuedBytes(), 0);
    }

    void anOutageWhoseFirstDatagramsAfterItAreLostIsResumedToo()
    {
        Weather weather;
        weather.bytesPerSecond = 5e6;
        World w(77, weather);
        QVERIFY(w.connect());
        const QByteArray back = pattern(5'000'000, 6);
        Exchange x(*w.a, *w.b, back, back);
        w.timers.run(500ms);
        QVERIFY(!x.over() && !x.near.got.isEmpty());
        w.network.setBlackHole(true);
        w.timers.run(60s);
        w.network.setBlackHole(false);
        w.network.setStreamsSwallowed(true); // what was sent at once when the path returned is lost
        w.timers.run(1s);
        w.network.setStreamsSwallowed(false);
        const qsizetype before = x.near.got.size() + x.far.got.size();
        QVERIFY(w.timers.runUntil([&] { return x.near.got.size() + x.far.got.size() > before; }, 2s));
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 60s));
        QVERIFY(x.near.got == back && x.far.got == back);
    }

    void anOutageOfMinutesIsResumedWithinASecond_data()
    {
        QTest::addColumn<bool>("told");
        QTest::newRow("the path is reported down") << true;
        QTest::newRow("datagrams vanish silently") << false;
    }
    void anOutageOfMinutesIsResumedWithinASecond()
    {
        QFETCH(bool, told);
        World w(3, {.delay = 20ms, .bytesPerSecond = 2e6});
        QVERIFY(w.connect());
        const QByteArray back = pattern(4'000'000, 9);
        Exchange x(*w.a, *w.b, "please", back);
        QVERIFY(w.timers.runUntil([&] { return x.near.got.size() > 1'000'000; }, 20s));
        const auto cut = [&](bool on) { told ? w.network.setConnected(!on) : w.network.setBlackHole(on); };
        cut(true);
        w.timers.run(290s);
        QVERIFY(!x.near.closed);
        const qsizetype before = x.near.got.size();
        cut(false);
        QVERIFY(w.timers.runUntil([&] { return x.near.got.size() > before; }, 1s));
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 60s));
        QCOMPARE(x.near.got, back);
    }

    void afterTheResumeLimitStreamsEndWithThatReason()
    {
        World w(4, {.bytesPerSecond = 1e7}, 60s);
        QVERIFY(w.connect());
        Exchange x(*w.a, *w.b, "x", pattern(50'000'000, 1));
        w.timers.run(100ms);
        w.network.setConnected(false);
        w.timers.run(59s);
        QVERIFY2(!x.near.closed, qPrintable(codeName(x.near.code)));
        w.timers.run(3s);
        QVERIFY(x.near.closed && x.far.closed);
        QCOMPARE(int(x.near.code), int(ErrorCode::ResumeLimit));
        QCOMPARE(w.a->ledger.count(Counted::Stream).now, 0);
        QCOMPARE(w.a->ledger.count(Counted::Link).now, 0);
        QCOMPARE(w.b->ledger.queuedBytes(), 0);
        w.network.setConnected(true);
        QVERIFY(w.connect());
    }

    void aResumeLimitThatIsLoweredInAnOutageHoldsAtOnce()
    {
        World w(4, {.bytesPerSecond = 1e7}, 1h);
        QVERIFY(w.connect());
        Exchange x(*w.a, *w.b, "x", pattern(50'000'000, 1));
        w.timers.run(100ms);
        w.network.setConnected(false);
        w.timers.run(30s);
        QVERIFY(!x.near.closed);
        w.a->link->setResumeLimit(60s);
        w.timers.run(29s);
        QVERIFY(!x.near.closed);
        w.timers.run(3s);
        QVERIFY(x.near.closed);
        QCOMPARE(int(x.near.code), int(ErrorCode::ResumeLimit));
    }

    void aDeadPeerCostsAlmostNothing()
    {
        World w(5);
        QVERIFY(w.connect());
        Exchange x(*w.a, *w.b, pattern(4'000'000, 1), pattern(4'000'000, 2));
        w.timers.run(20ms);
        w.network.setBlackHole(true);
        w.timers.run(10s);
        const quint64 before = w.timers.fired();
        const quint64 datagrams = w.network.datagrams();
        w.timers.run(60s);
        // Two sides, each with four heartbeats a second, and hellos and probes that back off.
        QVERIFY2(w.timers.fired() - before < 60 * 2 * 12, qPrintable(QString::number(w.timers.fired() - before)));
        QVERIFY(w.network.datagrams() - datagrams < 60 * 2 * 8);
    }

    void aSilentPeerRefusesNewStreamsAndKeepsOldOnes()
    {
        World w(6);
        QVERIFY(w.connect());
        Exchange x(*w.a, *w.b, "x", {});
        w.timers.run(10ms);
        w.network.setBlackHole(true);
        w.timers.run(4s);
        auto refused = w.a->link->open();
        QVERIFY(!refused.ok());
        QCOMPARE(int(refused.error().code), int(ErrorCode::PeerSilent));
        w.network.setConnected(false);
        w.timers.run(1ms);
        auto offline = w.a->link->open();
        QVERIFY(!offline.ok());
        QCOMPARE(int(offline.error().code), int(ErrorCode::PeerOffline));
    }

    void nothingThatWasHeardOnceDoesAnythingWhenSentAgain()
    {
        World w(15);
        // All that comes is kept by somebody who can send it again from the peer's address.
        struct Keeper {
            Keeper(SimCarrier &carrier, const PublicKey &from)
                : sender(from), path(carrier.pathTo(from)), toLink(path->received), helloToLink(carrier.messageReceived)
            {
                path->received = [this](std::span<const std::uint8_t> datagram) {
                    kept.append(QByteArray(reinterpret_cast<const char *>(datagram.data()), qsizetype(datagram.size())));
                    toLink(datagram);
                };
                carrier.messageReceived = [this](const PublicKey &whose, const QByteArray &message) {
                    hellos.append(message);
                    helloToLink(whose, message);
                };
            }
            void sayAllAgain(int round)
            {
                for (QByteArray datagram : std::as_const(kept)) {
                    toLink({reinterpret_cast<const std::uint8_t *>(datagram.constData()), std::size_t(datagram.size())});
                    const qsizetype at = 1 + round % (datagram.size() - 1);
                    datagram[at] = char(datagram[at] ^ 1);
                    toLink({reinterpret_cast<const std::uint8_t *>(datagram.constData()), std::size_t(datagram.size())});
                }
                for (const QByteArray &hello : std::as_const(hellos))
                    helloToLink(sender, hello);
                path->receivedAll();
            }
            PublicKey sender;
            path::DatagramPath *path;
            std::function<void(std::span<const std::uint8_t>)> toLink;
            std::function<void(const PublicKey &, const QByteArray &)> helloToLink;
            QList<QByteArray> kept, hellos;
        };
        Keeper toA(*w.carrierA, w.carrierB->key());
        Keeper toB(*w.carrierB, w.carrierA->key());
        QVERIFY(w.connect());
        Exchange x(*w.a, *w.b, pattern(200'000, 1), pattern(200'000, 2));
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 20s));
        w.timers.run(8s);
        QVERIFY(toA.kept.size() > 100 && toB.kept.size() > 100 && !toA.hellos.isEmpty() && !toB.hellos.isEmpty());
        w.network.setBlackHole(true);
        for (int round = 0; round < 20; ++round) {
            w.timers.run(500ms);
            toA.sayAllAgain(round);
            toB.sayAllAgain(round);
        }
        // It does not feign that the peer is there,
        QVERIFY2(w.a->link->quietFor() >= 9s, qPrintable(QString::number(w.a->link->quietFor().count())));
        QVERIFY2(w.b->link->quietFor() >= 9s, qPrintable(QString::number(w.b->link->quietFor().count())));
        QCOMPARE(w.a->link->open().error().code, ErrorCode::PeerSilent);
        w.network.setBlackHole(false);
        QVERIFY(w.timers.runUntil([&] { return w.a->link->quietFor() < 1s && w.b->link->quietFor() < 1s; }, 4s));
        // nor does it replace the connection or confuse who is there.
        Exchange y(*w.a, *w.b, "there", "back");
        for (int round = 0; round < 20 && !y.over(); ++round) {
            toA.sayAllAgain(round);
            toB.sayAllAgain(round);
            w.timers.run(500ms);
        }
        QVERIFY(y.over());
        QCOMPARE(y.near.got, QByteArray("back"));
        QCOMPARE(y.near.code, ErrorCode::None);
        w.timers.run(8s);
        QVERIFY(w.a->link->quietFor() < 2s && w.b->link->quietFor() < 2s && w.a->link->up() && w.b->link->up());
    }

    void aRecordedHelloDoesNotKeepTheRealMachineAway_data()
    {
        QTest::addColumn<bool>("ofTheClient");
        QTest::newRow("hellos of the client") << true;
        QTest::newRow("hellos of the server") << false;
    }
    // Hellos of an earlier run, said again to a program that was just started and has nothing to compare them with.
    void aRecordedHelloDoesNotKeepTheRealMachineAway()
    {
        QFETCH(bool, ofTheClient);
        World w(16);
        SimCarrier &speaker = ofTheClient ? *w.carrierA : *w.carrierB;
        SimCarrier &hearer = ofTheClient ? *w.carrierB : *w.carrierA;
        auto &speakerSide = ofTheClient ? w.a : w.b;
        auto &hearerSide = ofTheClient ? w.b : w.a;
        const auto start = [&](std::unique_ptr<LinkSide> &side, SimCarrier &carrier, const PublicKey &peer) {
            side.reset();
            side = std::make_unique<LinkSide>(w.timers, w.random, carrier, peer);
        };
        QList<QByteArray> recorded;
        const auto record = [&] {
            hearer.messageReceived = [&, next = hearer.messageReceived](const PublicKey &from, const QByteArray &hello) {
                recorded.append(hello);
                next(from, hello);
            };
        };
        record();
        for (int run = 0; run < 3; ++run) {
            QVERIFY(w.connect());
            w.timers.run(3s);
            start(speakerSide, speaker, hearer.key());
        }
        QVERIFY(recorded.size() >= 3);
        w.network.setConnected(false);
        w.timers.run(1s);
        start(hearerSide, hearer, speaker.key());
        const auto sayAllAgain = [&] {
            for (const QByteArray &hello : std::as_const(recorded))
                hearer.messageReceived(speaker.key(), hello);
        };
        hearer.messageReceived(speaker.key(), recorded.first()); // before the real one can be heard
        w.network.setConnected(true);
        for (int round = 0; round < 8; ++round) { // and the others beside it
            w.timers.run(1s);
            sayAllAgain();
        }
        QVERIFY(w.connect());
        w.timers.run(8s);
        QVERIFY(w.a->link->quietFor() < 2s && w.b->link->quietFor() < 2s);
        Exchange x(*w.a, *w.b, "there", "back");
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 5s));
        QCOMPARE(x.near.got, QByteArray("back"));
        // A connection that is lost is made again.
        speakerSide->link->close(ErrorCode::HangUp);
        QVERIFY(w.timers.runUntil([&] { return !hearerSide->link->up(); }, 5s));
        sayAllAgain();
        QVERIFY(w.connect());
        for (const LinkSide *side : {w.a.get(), w.b.get()}) {
            for (const Error &trouble : side->troubles)
                QVERIFY(trouble.code != ErrorCode::IdentityElsewhere);
        }
    }

    void aResetReachesTheOtherSideWithItsCodeAndDropsTheQueue()
    {
        World w(7, {.delay = 10ms, .bytesPerSecond = 1e6});
        QVERIFY(w.connect());
        Exchange x(*w.a, *w.b, "get", pattern(10'000'000, 3));
        x.near.finishAfter = false;
        QVERIFY(w.timers.runUntil([&] { return x.near.got.size() > 100'000; }, 10s));
        x.near.stream->reset(ErrorCode::HangUp);
        x.near.stream = nullptr;
        QVERIFY(w.timers.runUntil([&] { return x.far.closed; }, 1s));
        QCOMPARE(int(x.far.code), int(ErrorCode::HangUp));
        QVERIFY(x.far.byPeer);
        QVERIFY(w.timers.runUntil([&] { return w.a->ledger.count(Counted::Stream).now == 0 && w.b->ledger.count(Counted::Stream).now == 0; }, 2s));
        QCOMPARE(w.a->ledger.queuedBytes(), 0);
        QCOMPARE(w.b->ledger.queuedBytes(), 0);
    }

    void readersThatNeverReadDoNotHoldUpOthersAndTheirMemoryIsBounded()
    {
        World w(8);
        QVERIFY(w.connect());
        std::vector<std::unique_ptr<Collector>> stuckFar;
        std::vector<std::unique_ptr<Collector>> stuckNear;
        w.b->collect(stuckFar, pattern(8'000'000, 1));
        for (int i = 0; i < 20; ++i) {
            auto c = std::make_unique<Collector>();
            c->reading = false;
            c->toSend = "go";
            auto opened = w.a->link->open();
            QVERIFY(opened.ok());
            c->start(*opened);
            stuckNear.push_back(std::move(c));
        }
        w.timers.run(10s);
        QVERIFY(w.a->ledger.queuedBytes() <= qint64(20 * limits::streamWindow));
        QVERIFY(w.b->ledger.queuedBytes() <= qint64(limits::peerSendBuffer + 64 * 1024));
        // The streams of this world must go before it does, so the exchange is made on the other direction's events.
        Collector far;
        Collector near;
        const QByteArray answer = pattern(3'000'000, 4);
        far.toSend = answer;
        w.b->onStream = [&](link::Stream &stream) { far.start(&stream); };
        auto opened = w.a->link->open();
        QVERIFY(opened.ok());
        near.toSend = "quick";
        near.start(*opened);
        QVERIFY(w.timers.runUntil([&] { return near.closed && far.closed; }, 10s));
        QCOMPARE(near.got, answer);
        w.a.reset();
        w.timers.run(1s);
        w.b.reset();
    }

    void aRestartedPeerReplacesItsOldLinkAndOldStreamsSayWhy()
    {
        World w(9);
        QVERIFY(w.connect());
        Exchange x(*w.a, *w.b, "x", {});
        x.far.finishAfter = false;
        w.timers.run(50ms);
        // Killed: nothing is said. The same key comes back as another program.
        w.network.setDeaf(w.carrierB->key(), true);
        w.b.reset();
        x.far.stream = nullptr;
        w.network.setDeaf(w.carrierB->key(), false);
        QVERIFY(!x.near.closed || x.near.code == ErrorCode::ProgramQuit);
        w.b = std::make_unique<LinkSide>(w.timers, w.random, *w.carrierB, w.carrierA->key());
        w.network.setConnected(false);
        w.timers.run(10ms);
        w.network.setConnected(true);
        QVERIFY(w.timers.runUntil([&] { return w.b->link->up() && x.near.closed; }, 20s));
        QCOMPARE(int(x.near.code), int(ErrorCode::PeerRestarted));
        QVERIFY(w.connect());
        QCOMPARE(w.a->ledger.count(Counted::Link).now, 1);
    }

    // The peer's hello to the program that is gone reaches the new one before its own first hello gets through: then only the
    // peer's answer tells the new one that it may shake hands.
    void aRestartedPeerThatHearsAHelloForTheOldOneFirstIsLinkedAgain()
    {
        World w(30);
        QVERIFY(w.connect());
        w.network.setDeaf(w.carrierA->key(), true);
        w.a = nullptr; // killed: nothing is said
        w.a = std::make_unique<LinkSide>(w.timers, w.random, *w.carrierA, w.carrierB->key());
        w.b->link->greetAgain();
        QVERIFY(w.timers.runUntil([&] { return w.a->hellos > 0; }, 5s));
        QVERIFY(!w.a->link->up());
        w.network.setDeaf(w.carrierA->key(), false);
        QVERIFY(w.timers.runUntil([&] { return w.a->link->up(); }, 10s));
        QVERIFY(w.connect());
    }

    void aCleanQuitIsSeenAtOnce()
    {
        World w(10);
        QVERIFY(w.connect());
        Exchange x(*w.a, *w.b, "x", {});
        x.far.finishAfter = false;
        w.timers.run(50ms);
        w.b.reset();
        QVERIFY(w.timers.runUntil([&] { return x.near.closed; }, 100ms));
        QCOMPARE(int(x.near.code), int(ErrorCode::ProgramQuit));
        QVERIFY(x.near.byPeer);
    }

    void halfCloseIsKeptBothWays()
    {
        World w(11);
        QVERIFY(w.connect());
        Exchange x(*w.a, *w.b, "question", {});
        x.far.finishAfter = false;
        QVERIFY(w.timers.runUntil([&] { return x.far.sawEnd; }, 1s));
        QCOMPARE(x.far.got, QByteArray("question"));
        w.timers.run(5s);
        QVERIFY(!x.near.closed);
        x.far.toSend = pattern(500'000, 7);
        x.far.finishAfter = true;
        const QByteArray answer = x.far.toSend;
        x.far.push();
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 10s));
        QCOMPARE(x.near.got, answer);
    }

    void anUnreadEndKeepsItsBytesWhenTheStreamIsOver()
    {
        World w(12);
        QVERIFY(w.connect());
        Exchange x(*w.a, *w.b, "q", pattern(50'000, 8));
        x.near.reading = false;
        QVERIFY(w.timers.runUntil([&] { return x.far.closed; }, 5s));
        QVERIFY(!x.near.closed);
        x.near.reading = true;
        x.near.pull();
        QVERIFY(w.timers.runUntil([&] { return x.near.closed; }, 1s));
        QCOMPARE(int(x.near.code), int(ErrorCode::None));
        QCOMPARE(x.near.got, pattern(50'000, 8));
    }

    void manyShortStreamsLeaveNothing()
    {
        World w(13, {.loss = 0.03, .jitter = 3ms});
        QVERIFY(w.connect());
        std::map<link::Stream *, std::unique_ptr<Collector>> far;
        w.b->onStream = [&](link::Stream &stream) {
            auto &c = far[&stream];
            c = std::make_unique<Collector>();
            c->toSend = "answer";
            c->start(&stream);
        };
        constexpr int total = 3000;
        int finished = 0;
        int started = 0;
        std::vector<std::unique_ptr<Collector>> near;
        SeededRandom dice(77);
        while (finished < total) {
            while (started < total && started - finished < 64) {
                auto opened = w.a->link->open();
                QVERIFY(opened.ok());
                near.push_back(std::make_unique<Collector>());
                near.back()->toSend = "question";
                near.back()->start(*opened);
                ++started;
                if (dice.unit() < 0.2) {
                    near.back()->stream->reset(ErrorCode::HangUp);
                    near.back()->closed = true;
                }
            }
            w.timers.run(1ms);
            finished = int(std::count_if(near.begin(), near.end(), [](const auto &c) { return c->closed; }));
            QVERIFY2(w.timers.now().time_since_epoch() < 2h, "the streams do not end");
        }
        w.timers.run(10s);
        QCOMPARE(w.a->ledger.count(Counted::Stream).now, 0);
        QCOMPARE(w.b->ledger.count(Counted::Stream).now, 0);
        QCOMPARE(w.a->ledger.queuedBytes(), 0);
        QCOMPARE(w.b->ledger.queuedBytes(), 0);
    }

    // Else all of a burst would be with one machine at a time, and the other had nothing to do.
    void aBurstOfOpeningsIsAnsweredInParts()
    {
        World w(42);
        QVERIFY(w.connect());
        w.timers.run(1s);
        std::vector<std::unique_ptr<Collector>> far;
        std::vector<quint64> answered; // datagrams that had gone when each was told
        w.b->onStream = [&](link::Stream &stream) {
            answered.push_back(w.network.figures(w.carrierB->key()).datagrams);
            far.push_back(std::make_unique<Collector>());
            far.back()->toSend = "answer";
            far.back()->start(&stream);
        };
        std::array<Collector, 12> near;
        for (Collector &one : near) {
            one.toSend = "question";
            one.start(*w.a->link->open());
        }
        QVERIFY(w.timers.runUntil([&] { return std::ranges::all_of(near, &Collector::closed); }, 1s));
        QVERIFY(w.timers.runUntil([&] { return std::ranges::all_of(far, [](const auto &one) { return one->closed; }); }, 1s));
        for (const Collector &one : near)
            QCOMPARE(one.got, QByteArray("answer"));
        QCOMPARE(answered.size(), near.size());
        QCOMPARE(answered[3], answered[0]);
        QVERIFY(answered[4] > answered[3]);
        QVERIFY(answered[8] > answered[7]);
    }

    void aBurstOfOpeningsIsToldAtOnceThoughNothingElseHappens()
    {
        World w(44);
        QVERIFY(w.connect());
        w.timers.run(1s);
        std::vector<std::unique_ptr<Collector>> far;
        std::vector<Instant> when;
        w.b->onStream = [&](link::Stream &stream) {
            when.push_back(w.timers.now());
            far.push_back(std::make_unique<Collector>());
            far.back()->finishAfter = false;
            far.back()->start(&stream);
        };
        std::array<Collector, 40> near;
        for (Collector &one : near) {
            one.toSend = "question";
            one.start(*w.a->link->open());
        }
        QVERIFY(w.timers.runUntil([&] { return far.size() == near.size(); }, 1s));
        QCOMPARE(when.back(), when.front());
        for (Collector &one : near)
            one.stream->reset(ErrorCode::HangUp);
        QVERIFY(w.timers.runUntil([&] { return std::ranges::all_of(far, [](const auto &one) { return one->closed; }); }, 1s));
    }

    void aDatagramFindsTheLastStreamOfABurst()
    {
        struct Flow final : link::StreamEvents {
            void streamReadable() override {}
            void streamWritable() override {}
            void streamClosed(ErrorCode, bool) override { stream = nullptr; }
            bool streamDatagram(std::span<const std::uint8_t> datagram) override
            {
                got += int(datagram.size());
                return true;
            }
            link::Stream *stream = nullptr;
            int got = 0;
        };
        World w(43);
        QVERIFY(w.connect());
        w.timers.run(1s);
        std::vector<std::unique_ptr<Flow>> far;
        w.b->onStream = [&](link::Stream &stream) {
            far.push_back(std::make_unique<Flow>());
            far.back()->stream = &stream;
            stream.setEvents(far.back().get());
        };
        std::array<Flow, 12> near;
        for (Flow &one : near) {
            one.stream = *w.a->link->open();
            one.stream->setEvents(&one);
            one.stream->write(std::array<std::uint8_t, 1>{1});
        }
        QVERIFY(near.back().stream->sendDatagram(std::array<std::uint8_t, 5>{}));
        QVERIFY(w.timers.runUntil([&] { return far.size() == near.size() && far.back()->got == 5; }, 1s));
        for (const Flow &one : near)
            one.stream->reset(ErrorCode::HangUp);
        QVERIFY(w.timers.runUntil([&] { return std::ranges::all_of(far, [](const auto &one) { return !one->stream; }); }, 1s));
    }

    void shortWordsOfManyStreamsShareADatagram()
    {
        World w(41);
        QVERIFY(w.connect());
        w.timers.run(1s); // whatever a new link says is said
        std::vector<std::unique_ptr<Collector>> far;
        w.b->collect(far);
        w.network.resetFigures();
        std::array<Collector, 12> near;
        for (Collector &one : near) {
            one.toSend = "a question of forty bytes, and not of less";
            one.start(*w.a->link->open());
        }
        QVERIFY(w.timers.runUntil([&] { return far.size() == near.size(); }, 1s));
        const quint64 datagrams = w.network.figures(w.carrierA->key()).datagrams;
        QVERIFY2(datagrams <= 2, qPrintable(QString::number(datagrams)));
        QVERIFY(w.timers.runUntil([&] { return std::ranges::all_of(near, &Collector::closed); }, 1s));
        QCOMPARE(far.size(), near.size());
        for (const auto &one : far)
            QCOMPARE(one->got, QByteArray("a question of forty bytes, and not of less"));
        QVERIFY(w.timers.runUntil([&] { return std::ranges::all_of(far, [](const auto &one) { return one->closed; }); }, 1s));
    }

    void resetsOfMoreThanAWindowDoNotUseUpTheLinksCredit()
    {
        World w(14);
        QVERIFY(w.connect());
        std::vector<std::unique_ptr<Collector>> kept;
        w.b->collect(kept, pattern(2'000'000, 1));
        for (int i = 0; i < 60; ++i) { // 60 streams × 1 MB unread, each then reset: more than three link windows
            auto opened = w.a->link->open();
            QVERIFY(opened.ok());
            Collector c;
            c.reading = false;
            c.toSend = "go";
            c.start(*opened);
            w.timers.run(200ms);
            c.stream->reset(ErrorCode::HangUp);
        }
        w.timers.run(1s);
        const QByteArray answer = pattern(3'000'000, 2);
        Exchange x(*w.a, *w.b, "go", answer);
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 20s));
        QCOMPARE(x.near.got, answer);
    }

    void aPathThatRefusesDatagramsForAMomentLosesNothing()
    {
        World w(15);
        QVERIFY(w.connect());
        const QByteArray there = pattern(500'000, 3);
        Exchange x(*w.a, *w.b, there, {});
        for (int i = 0; i < 20; ++i) {
            w.carrierA->blockNext(5);
            w.timers.run(2ms);
        }
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 10s));
        QCOMPARE(x.far.got, there);
    }

    void whatAPathGoesOnRefusingIsOfferedEverMoreSeldom()
    {
        World w(16);
        QVERIFY(w.connect());
        const QByteArray there = pattern(500'000, 3);
        Exchange x(*w.a, *w.b, there, {});
        w.carrierA->blockNext(1'000'000);
        w.timers.run(100ms);
        QVERIFY(w.carrierA->refused() >= 5); // a path is full for a moment at most
        w.timers.run(10s);
        const quint64 offers = w.carrierA->refused();
        qInfo("%llu offers in 10.1 s", offers);
        QVERIFY2(offers < 500, "it spins");
        w.carrierA->blockNext(0);
        const qsizetype before = x.far.got.size();
        QVERIFY(w.timers.runUntil([&] { return x.far.got.size() > before; }, 200ms));
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 10s));
        QCOMPARE(x.far.got, there);
    }

    void aHundredReadersThatDoNotReadLeaveRoomForOthers()
    {
        World w(18, {.delay = 25ms});
        QVERIFY(w.connect());
        std::vector<std::unique_ptr<Collector>> kept;
        w.b->collect(kept, QByteArray(8'000'000, 'x'));
        for (int i = 0; i < 100; ++i) {
            auto opened = w.a->link->open();
            QVERIFY(opened.ok());
            kept.push_back(std::make_unique<Collector>());
            kept.back()->reading = false;
            kept.back()->toSend = "go";
            kept.back()->start(*opened);
        }
        w.timers.run(20s);
        QVERIFY(w.b->ledger.queuedBytes() <= qint64(limits::peerSendBuffer + 101 * limits::streamSendLeast));
        const QByteArray answer = pattern(3'000'000, 2);
        Exchange x(*w.a, *w.b, "quick", answer);
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 4s));
        QCOMPARE(x.near.got, answer);
        w.a.reset();
        w.timers.run(1s);
        w.b.reset();
    }

    void aServerWaitsQuietlyAfterAConnectionThatFailed_data()
    {
        QTest::addColumn<bool>("forged");
        QTest::newRow("closed by the client") << false;
        QTest::newRow("begun under a wrong key") << true;
    }
    void aServerWaitsQuietlyAfterAConnectionThatFailed()
    {
        QFETCH(bool, forged);
        World w(19);
        QVERIFY(w.connect());
        if (forged) {
            // A first datagram such as anybody can make who may send from the peer's address.
            struct Stranger final : link::ConnectionEvents {
                path::SendResult sendDatagram(std::span<std::uint8_t> d) override
                {
                    d[0] = 200;
                    datagram.assign(d.begin(), d.end());
                    return path::SendResult::Sent;
                }
                void streamOpened(link::Stream &) override {}
                void serviceWanted() override {}
                [[nodiscard]] Instant linkTime() const override { return {}; }
                std::vector<std::uint8_t> datagram;
            } stranger;
            Ledger ledger;
            link::Holdings holdings;
            auto attempt = link::QuicConnection::connect({link::Role::Client, {wire::SymmetricKey(), "nobody"}, {}, w.random, ledger, stranger, holdings},
                                                         w.timers.now());
            attempt->write(w.timers.now());
            QVERIFY(!stranger.datagram.empty());
            auto *path = w.carrierB->pathTo(w.carrierA->key());
            path->received(stranger.datagram);
            path->receivedAll();
            QVERIFY(w.b->link->up()); // the link that is there does not mind
        } else {
            w.a->link->close(ErrorCode::PeerRemoved);
            w.timers.run(5ms);
            QVERIFY(!w.b->link->up());
        }
        w.network.setBlackHole(true);
        w.timers.run(5s);
        const quint64 before = w.timers.fired();
        w.timers.run(20s);
        QVERIFY2(w.timers.fired() - before < 20 * 2 * 12, qPrintable(QString::number(w.timers.fired() - before)));
        QVERIFY(w.b->troubles.isEmpty());
    }

    void anAnswerThatCameWholeIsReadThoughThePeerHasQuit()
    {
        World w(21);
        QVERIFY(w.connect());
        const QByteArray answer = pattern(50'000, 9);
        Exchange x(*w.a, *w.b, "q", answer);
        x.near.reading = false;
        QVERIFY(w.timers.runUntil([&] { return x.far.closed; }, 5s)); // all is here and acknowledged
        QCOMPARE(int(x.far.code), int(ErrorCode::None));
        w.b.reset();
        w.timers.run(1s);
        QVERIFY(!w.a->link->up());
        QVERIFY(!x.near.closed);
        x.near.reading = true;
        x.near.pull();
        QVERIFY(w.timers.runUntil([&] { return x.near.closed; }, 1s));
        QCOMPARE(int(x.near.code), int(ErrorCode::None));
        QCOMPARE(x.near.got, answer);
        QCOMPARE(w.a->ledger.count(Counted::Stream).now, 0);
        QCOMPARE(w.a->ledger.queuedBytes(), 0);
    }

    void roundTripAndLossAreMeasured()
    {
        World w(16, {.loss = 0.2, .delay = 30ms});
        QVERIFY(w.connect());
        w.timers.run(70s);
        QVERIFY(w.a->link->roundTrip().has_value());
        const double ms = double(w.a->link->roundTrip()->count()) / 1e6;
        QVERIFY2(ms > 59 && ms < 65, qPrintable(QString::number(ms)));
        QVERIFY(w.a->link->lossPercent().has_value());
        QVERIFY2(*w.a->link->lossPercent() > 5 && *w.a->link->lossPercent() < 40, qPrintable(QString::number(*w.a->link->lossPercent())));
    }

    void aLinkGreetsAgainAtOnceWhenToldAndNotMoreOftenThanThePauseAllows()
    {
        World w(19);
        QVERIFY(w.connect());
        w.timers.run(10s);
        const int before = w.b->hellos;
        w.timers.run(1min);
        QCOMPARE(w.b->hellos, before); // a link that is up says none by itself
        w.a->link->greetAgain();
        w.timers.run(10ms);
        QCOMPARE(w.b->hellos, before + 1);
        for (int i = 0; i < 200; ++i) {
            w.a->link->greetAgain();
            w.timers.run(10ms);
        }
        QVERIFY(w.b->hellos <= before + 1 + 9);
        QVERIFY(w.a->link->up() && w.b->link->up());
    }

    void junkAndForeignDatagramsAreIgnored()
    {
        World w(17);
        QVERIFY(w.connect());
        SeededRandom dice(5);
        auto *path = w.carrierB->pathTo(w.carrierA->key());
        for (int i = 0; i < 5000; ++i) {
            std::vector<std::uint8_t> junk(1 + std::size_t(dice.unit() * 1400));
            dice.fill(junk);
            if (dice.unit() < 0.7)
                junk[0] = 200;
            else if (dice.unit() < 0.5)
                junk[0] = 201;
            if (i % 3 == 0 && junk.size() > 2)
                junk[1] = 0xc3; // looks like an Initial
            path->received(junk);
            path->receivedAll();
        }
        w.timers.run(1s);
        w.carrierB->messageReceived(w.carrierA->key(), "not a hello");
        const QByteArray there = pattern(100'000, 3);
        Exchange x(*w.a, *w.b, there, there);
        QVERIFY(w.timers.runUntil([&] { return x.over(); }, 20s));
        QCOMPARE(x.far.got, there);
    }
};

QTEST_GUILESS_MAIN(LinkScenario)
#include "link_scenario.moc"
