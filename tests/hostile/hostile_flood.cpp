// SPDX-License-Identifier: GPL-3.0-or-later
// Too much of what is allowed once, by a peer that is paired: it costs its own link at most.
#include "hostile_world.h"

#include "support/quic_frames.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <deque>

using namespace culvert;
using namespace culvert::test;
using World = HostileWorld;

namespace {

// A variable-length integer of RFC 9000 section 16, in 2 or 4 bytes.
QByteArray shortVarint(quint64 value)
{
    if (value < 1 << 14)
        return QByteArray(1, char(0x40 | value >> 8)) + char(value);
    return QByteArray(1, char(0x80 | value >> 24)) + char(value >> 16) + char(value >> 8) + char(value);
}

// The first datagram of a handshake, of the peer or of anybody.
struct FirstDatagram final : link::ConnectionEvents {
    FirstDatagram(Random &random, Instant now, const link::TlsSecrets &secrets)
    {
        Ledger ledger;
        link::Holdings holdings;
        auto attempt = link::QuicConnection::connect({link::Role::Client, secrets, {}, random, ledger, *this, holdings}, now);
        attempt->write(now);
    }
    path::SendResult sendDatagram(std::span<std::uint8_t> d) override
    {
        if (bytes.empty()) {
            d[0] = std::uint8_t(wire::DatagramType::Quic);
            bytes.assign(d.begin(), d.end());
        }
        return path::SendResult::Sent;
    }
    void streamOpened(link::Stream &) override {}
    void serviceWanted() override {}
    [[nodiscard]] Instant linkTime() const override { return {}; }
    std::vector<std::uint8_t> bytes;
};

// The peer's own side, and at the victim targets that say FIN and do not read.
struct NoReaders {
    explicit NoReaders(quint64 seed) : w(seed)
    {
        w.victim.dialler.resolve = [](const QString &) { return QStringList{QStringLiteral("93.184.216.34")}; };
        w.victim.dialler.answer = [this](const Endpoint &) {
            targets.push_back(std::make_shared<Application>(Application{.thenFinish = true, .reads = false, .buffer = 1}));
            return targets.back();
        };
    }
    // Opens as many connections as it may, at most so many, and ends each behind so many bytes.
    void open(int count, qsizetype bytes)
    {
        for (int i = 0; i < count; ++i) {
            if (auto stream = w.side->link->open()) {
                auto &end = ends.emplace_back();
                end.toSend = wire::encode(wire::Opening{{QStringLiteral("a.example.org"), 80}}) + QByteArray(bytes, 'x');
                end.start(*stream);
            }
            w.timers.run(2ms);
        }
        w.timers.runUntil([this] {
            return std::all_of(ends.begin(), ends.end(), [](const auto &end) { return end.closed || (end.sawEnd && end.stream->unacknowledged() == 0); });
        }, 5s);
        w.timers.run(100ms); // for the last acknowledgements
    }
    // The same on so many links, one after the other; false: one did not come up. Another one is up then.
    [[nodiscard]] bool openOnEachOf(int links, int count, qsizetype bytes)
    {
        for (int i = 0; i < links; ++i) {
            open(count, bytes);
            w.side.reset();
            w.side = std::make_unique<LinkSide>(w.timers, w.random, *w.carrier, w.victim.carrier->key());
            if (!w.timers.runUntil([this] { return w.side->link->up(); }, 30s))
                return false;
        }
        return true;
    }
    [[nodiscard]] qint64 held() const { return w.victim.ledger.count(Counted::TcpSocket).now; }

    std::deque<LinkSide::Collector> ends; // before the link that speaks to them
    std::vector<std::shared_ptr<Application>> targets;
    World w;
};

} // namespace

class HostileFlood final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void streamsThatTogetherSendMoreThanTheWindowEndTheirLink()
    {
        World w(1);
        QVERIFY(w.online());
        auto client = w.honest.connectTo(w.victim, w.web, std::make_shared<Application>());
        std::deque<LinkSide::Collector> ends;
        for (int i = 0; i < 300; ++i) {
            auto opened = w.side->link->open();
            QVERIFY(opened.ok());
            auto &end = ends.emplace_back();
            end.toSend = QByteArray(1, '\0'); // half an opening
            end.finishAfter = false;
            end.start(*opened);
        }
        w.timers.run(2s); // each has been given its window
        // One byte of each, so far behind the others that all between counts and nothing of it can be read.
        const auto last = ends.front().stream->id() & 3;
        quint64 promised = 0;
        std::size_t next = 0;
        while (next < ends.size() && w.side->link->up()) {
            QByteArray frames;
            for (; frames.size() < 900 && next < ends.size(); ++next, promised += 60'000)
                frames += "\x0e" + shortVarint(4 * next + quint64(last)) + shortVarint(60'000) + "\x01x";
            LinkSide::Collector end;
            end.toSend = asForgedFrames(frames);
            end.finishAfter = false;
            end.start(*w.side->link->open());
            w.timers.run(200ms);
            if (promised < limits::peerWindow)
                QVERIFY2(!end.closed, qPrintable(codeName(end.code)));
            if (end.stream)
                end.stream->reset(ErrorCode::HangUp);
        }
        tell(QStringLiteral("%1 B of all streams, none readable").arg(promised), codeName(ends.front().code));
        QVERIFY(promised > limits::peerWindow);
        QVERIFY(ends.front().closed);
        QCOMPARE(ends.front().code, ErrorCode::ProtocolViolation);
        QVERIFY(!client->gotReset);
    }

    void connectionsWhoseLastBytesWaitHereStillCount()
    {
        NoReaders n(4);
        QVERIFY(n.w.online());
        n.open(3000, 1000);
        tell(QStringLiteral("3000 connections, ended behind 1 KB"), QStringLiteral("%1 held").arg(n.held()));
        QCOMPARE(n.held(), qint64(limits::streamsPerPeer));
        QCOMPARE(n.w.victim.ledger.count(Counted::Stream).now, qint64(limits::streamsPerPeer));
        for (const auto &target : n.targets) {
            target->reads = true;
            target->wake();
        }
        QVERIFY(n.w.timers.runUntil([&] { return n.held() == 0; }, 5s));
        n.open(int(limits::streamsPerPeer) + 100, 1000);
        QCOMPARE(n.held(), qint64(limits::streamsPerPeer)); // there is room for as many again
    }

    void whatEarlierLinksLeftStillCounts()
    {
        NoReaders n(5);
        QVERIFY(n.w.online());
        QVERIFY(n.openOnEachOf(7, 200, 1000));
        tell(QStringLiteral("1400 connections over 7 links"), QStringLiteral("%1 held").arg(n.held()));
        QCOMPARE(n.held(), qint64(limits::streamsPerPeer));
        QCOMPARE(n.w.tryOpening(wire::encode(wire::Opening{n.w.web})), ErrorCode::LimitReached);
    }

    void soDoTheBytesOfThose()
    {
        NoReaders n(5);
        QVERIFY(n.w.online());
        QVERIFY(n.openOnEachOf(7, 140, 60'000));
        const quint64 promised = n.w.victim.ledger.memory().promised;
        tell(QStringLiteral("60 KB of each of 980 connections, 7 links"), QStringLiteral("%1 B promised beyond the least").arg(promised));
        QVERIFY(promised <= limits::peerReceiveMax / 2);
    }

    void linksBegunAnewWithoutEndLeaveFewBehind()
    {
        NoReaders n(6);
        QVERIFY(n.w.online());
        QVERIFY(n.openOnEachOf(12, 10, 1000));
        tell(QStringLiteral("12 links, 10 connections each"), QStringLiteral("%1 held").arg(n.held()));
        QCOMPARE(n.held(), 10 * qint64(limits::connectionsKept));
    }

    void namesThatNobodyAnswersHoldUpNoOtherPeer()
    {
        std::deque<LinkSide::Collector> ends; // before the link that speaks to them
        World w(7);
        w.victim.book[0].rules.append(parseRule(QStringLiteral("allow nas.lan:80")).value()); // of the honest one
        w.victim.follow();
        w.victim.dialler.resolve = [](const QString &) { return QStringList{QStringLiteral("10.0.0.9")}; };
        w.victim.dialler.silentAbout = [](const QString &name) { return name.endsWith(QStringLiteral(".example.org")); };
        w.reached->toSend = "hello";
        QVERIFY(w.online());
        for (int round = 0; round < 2; ++round) { // those of the first are given up when the second comes
            for (int i = 0; i < 1000; ++i) {
                auto stream = w.side->link->open();
                QVERIFY(stream.ok());
                auto &end = ends.emplace_back();
                end.toSend = wire::encode(wire::Opening{{QStringLiteral("n%1-%2.example.org").arg(round).arg(i), 80}});
                end.finishAfter = false;
                end.start(*stream);
            }
            w.timers.run(1s);
            tell(QStringLiteral("1000 names that nobody answers"), QStringLiteral("%1 looked up at once").arg(w.victim.dialler.asking));
            QCOMPARE(w.victim.dialler.asking, int(limits::lookups / 2));
            auto client = w.honest.connectTo(w.victim, {QStringLiteral("nas.lan"), 80}, std::make_shared<Application>());
            QVERIFY(w.timers.runUntil([&] { return client->got == "hello"; }, 1s));
            w.reached->toSend = "hello";
            client->resetNow();
            w.timers.run(limits::lookup);
        }
        QVERIFY(std::all_of(ends.begin(), ends.end(), [](const auto &end) { return end.closed && end.code == ErrorCode::TargetTimedOut; }));
    }

    void aHandshakeThatGetsNoAnswerIsGivenUpInTime_data()
    {
        QTest::addColumn<bool>("asServer");
        QTest::newRow("as the client, that nobody answers") << false;
        QTest::newRow("as the server, whose client says no more") << true;
    }
    void aHandshakeThatGetsNoAnswerIsGivenUpInTime()
    {
        QFETCH(bool, asServer);
        SeededRandom random(3);
        Ledger ledger;
        const Instant begun(1h);
        const link::TlsSecrets secrets{{}, "both"};
        FirstDatagram first(random, begun, secrets);
        link::Holdings holdings;
        const link::QuicConnection::Setup setup{asServer ? link::Role::Server : link::Role::Client, secrets, {}, random, ledger, first, holdings};
        auto connection = asServer ? link::QuicConnection::accept(setup, std::span(first.bytes).subspan(1), begun) : link::QuicConnection::connect(setup, begun);
        QVERIFY(connection && !connection->over());
        Instant now = begun;
        while (!connection->over() && now < begun + 10 * limits::handshake) {
            connection->write(now);
            now = std::max(now + 1ms, connection->expiry());
            connection->handleExpiry(now);
        }
        QVERIFY(connection->over());
        QCOMPARE(connection->whyOver().code, ErrorCode::HandshakeFailed);
        QVERIFY2(now - begun >= limits::handshake && now - begun < limits::handshake + 1s, qPrintable(QString::number((now - begun) / 1ms)));
    }

    void aFloodOfHandshakesIsLookedIntoSeldom()
    {
        quint64 seed = 2;
        auto w = std::make_unique<World>(seed);
        while (!(w->carrier->key() < w->victim.carrier->key())) // the victim is the server of their link
            w = std::make_unique<World>(++seed);
        QVERIFY(w->online());
        auto client = w->honest.connectTo(w->victim, w->web, std::make_shared<Application>());
        w->timers.run(500ms);
        auto *path = w->victim.carrier->pathTo(w->carrier->key());
        w->side.reset(); // the peer itself is silent
        w->network.resetFigures();
        qint64 spent = 0;
        for (int i = 0; i < 2000; ++i) { // a thousand a second
            const FirstDatagram first(w->random, w->timers.now(), {{}, "nobody"});
            QElapsedTimer clock;
            clock.start();
            path->received(first.bytes);
            path->receivedAll();
            spent += clock.nsecsElapsed();
            w->timers.run(1ms);
        }
        const quint64 answers = w->network.figures(w->victim.carrier->key()).datagrams;
        tell(QStringLiteral("2000 handshakes begun in 2 s"), QStringLiteral("%1 datagrams sent, %2 us for each").arg(answers).arg(spent / 2000 / 1000));
        // Heartbeats to both peers, and of each handshake that was looked into one refusal.
        QVERIFY2(answers < 2 * 10 * 4 + 40, qPrintable(QString::number(answers)));
        QVERIFY(!client->gotReset);
        QVERIFY(w->honest.stateOf(w->victim) == api::PeerState::Online);
    }
};

QTEST_GUILESS_MAIN(HostileFlood)
#include "hostile_flood.moc"
