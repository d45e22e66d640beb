// SPDX-License-Identifier: GPL-3.0-or-later
// A peer that is paired, has its keys, and an engine that was tampered with: what it tries reaches nothing, costs its own
// link alone, and gets its code, while an honest peer keeps its speed. The table of tries is printed.
#include "hostile_world.h"

#include "support/quic_frames.h"

#include <QCborMap>
#include <QCborValue>
#include <QTest>

#include <sodium.h>

#include <deque>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

using World = HostileWorld;

class HostilePeer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noSpellingOfAForbiddenTargetIsLetThrough()
    {
        World w(1);
        QVERIFY(w.online());
        int tries = 0;
        for (const char *host : {"127.0.0.1", "127.1", "127.0.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1",
                                 "127.0.0.1.", "\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1",
                                 "::ffff:7f00:1", "::", "0", "0.0.0.0", "localhost", "LOCALHOST.", "localhost.localdomain", "foo.localhost",
                                 "fe80::1%eth0", "b\u00fccher.example", "xn--bcher-kva.example", "nas.lan.evil.example", "x.nas.lan", "nas.lan\u3002x",
                                 "example.org", "rebind.example.org", "Rebind.Example.ORG."}) {
            const ErrorCode code = w.tryOpening(wire::encode(wire::Opening{{QString::fromUtf8(host), 80}}));
            tell(QStringLiteral("opening to %1").arg(QString::fromUtf8(host)), codeName(code));
            QCOMPARE(code, ErrorCode::TargetNotAllowed);
            ++tries;
        }
        // A name whose second answer is another.
        w.victim.dialler.resolve = [n = 0](const QString &) mutable {
            return n++ == 0 ? QStringList{QStringLiteral("93.184.216.34")} : QStringList{QStringLiteral("127.0.0.1")};
        };
        const QByteArray twice = wire::encode(wire::Opening{{QStringLiteral("again.example.org"), 80}});
        QCOMPARE(w.tryOpening(twice), ErrorCode::None); // allowed: connected, and left alone
        QCOMPARE(w.tryOpening(twice), ErrorCode::TargetNotAllowed);
        QCOMPARE(w.victim.dialler.dialled, QStringList{QStringLiteral("93.184.216.34")});
        tell(QStringLiteral("%1 forbidden spellings").arg(tries), QStringLiteral("0 dialled"));
        QVERIFY(w.side->link->up());
    }

    void whatIsNoOpeningEndsItsStreamAlone()
    {
        World w(2);
        QVERIFY(w.online());
        const QByteArray good = wire::encode(wire::Opening{w.web});
        struct Try {
            const char *what;
            QByteArray bytes;
            ErrorCode code;
        };
        QByteArray other = good;
        other[4] = 2; // the version
        for (const Try &t : {Try{"length 0", QByteArray(2, '\0'), ErrorCode::ProtocolViolation},
                             Try{"length 513", QByteArray("\x02\x01", 2) + QByteArray(513, 'x'), ErrorCode::ProtocolViolation},
                             Try{"length 65535", QByteArray("\xff\xff", 2), ErrorCode::ProtocolViolation},
                             Try{"junk", QByteArray("\0\x10", 2) + QByteArray(16, '\xff'), ErrorCode::ProtocolViolation},
                             Try{"another version", other, ErrorCode::UnsupportedVersion},
                             Try{"half an opening", good.left(6), ErrorCode::LimitReached},
                             Try{"one byte", good.left(1), ErrorCode::LimitReached}}) {
            const ErrorCode code = w.tryOpening(t.bytes, limits::openingWait + 2s);
            tell(QStringLiteral("opening: %1").arg(QLatin1String(t.what)), codeName(code));
            QCOMPARE(code, t.code);
            QVERIFY(w.side->link->up());
        }
        QCOMPARE(w.victim.dialler.dials, 0);
        QVERIFY(w.timers.runUntil([&] { return w.victim.atBaseline(); }, 5s));
    }

    void framesThatBreakQuicEndTheOwnLinkAlone_data()
    {
        QTest::addColumn<QByteArray>("frames");
        const auto v = [](quint64 n) { return varint(n); };
        // Stream ids: its own are 0, 4, 8… as the client, 1, 5, 9… as the server; both are tried.
        for (const int bit : {0, 1}) {
            const QByteArray who = bit ? QByteArray(" (server's)") : QByteArray(" (client's)");
            const auto row = [&](const char *what, const QByteArray &frames) { QTest::newRow(what + who) << frames; };
            row("a stream id beyond the limit", "\x0a" + v(4 * limits::streamsPerPeer + 40 + quint64(bit)) + "\x01x");
            row("a unidirectional stream", "\x0a" + v(2 + quint64(bit)) + "\x01x");
            row("more than the stream's window", "\x0e" + v(400 + quint64(bit)) + v(1ull << 40) + "\x01x");
            row("a final size beyond the window", "\x04" + v(400 + quint64(bit)) + v(4) + v(1ull << 40));
        }
        QTest::newRow("an acknowledgement of nothing") << "\x02" + v(1ull << 40) + QByteArray(3, '\0');
        QTest::newRow("retiring an id that was never given") << "\x19" + v(70);
        QTest::newRow("too many connection ids") << [&] {
            QByteArray out;
            for (char n = 3; n < 12; ++n)
                out += QByteArray("\x18") + n + QByteArray(1, '\0') + "\x08" + QByteArray(8, n) + QByteArray(16, n);
            return out;
        }();
        QTest::newRow("more streams than there are numbers") << "\x12" + v((1ull << 60) + 1);
        QTest::newRow("an unknown frame") << QByteArray("\x2f");
        QTest::newRow("a frame cut short") << QByteArray("\x04\x44", 2) + QByteArray("\xff");
    }
    void framesThatBreakQuicEndTheOwnLinkAlone()
    {
        QFETCH(QByteArray, frames);
        World w(3);
        QVERIFY(w.online());
        auto client = w.honest.connectTo(w.victim, w.web, std::make_shared<Application>());
        w.timers.run(500ms);
        const auto before = w.victim.troubles.size();
        LinkSide::Collector end;
        end.toSend = asForgedFrames(frames);
        end.finishAfter = false;
        end.start(*w.side->link->open());
        QVERIFY(w.timers.runUntil([&] { return end.closed; }, 1s));
        tell(QString::fromLatin1(QTest::currentDataTag()), codeName(end.code));
        QCOMPARE(end.code, ErrorCode::ProtocolViolation);
        QVERIFY(w.victim.troubles.size() > before);
        QVERIFY(!client->gotReset);
        QVERIFY(w.honest.stateOf(w.victim) == api::PeerState::Online);
        QVERIFY(w.timers.runUntil([&] { return w.side->link->up(); }, 10s)); // it may come back, as any peer
    }

    // Seen red with the streams of all links in one table by their id, which is what a mix-up of links would come to.
    void resetsOfStreamsThatItDoesNotOwnReachNobodyElse()
    {
        World w(4);
        QVERIFY(w.online());
        // The honest link has streams of both sides, so that every id the hostile one may reset is in use there, too.
        w.target->toSend = QByteArray(100, 'h');
        auto client = w.honest.connectTo(w.victim, w.web, std::make_shared<Application>());
        auto back = std::make_shared<Application>();
        back->toSend = QByteArray(100, 'b');
        w.honest.dialler.answer = [back](const Endpoint &) { return back; };
        auto visitor = w.victim.connectTo(w.honest, w.web, std::make_shared<Application>());
        QVERIFY(w.timers.runUntil([&] { return client->got.size() == 100 && visitor->got.size() == 100; }, 2s));
        // RESET_STREAM and STOP_SENDING for every id that the honest peer's connection may use.
        for (quint64 id = 0; id < 16; ++id) {
            if (!w.timers.runUntil([&] { return w.side->link->up(); }, 10s))
                break;
            LinkSide::Collector end;
            end.toSend = asForgedFrames("\x04" + varint(id) + varint(4) + varint(0) + "\x05" + varint(id) + varint(4));
            end.finishAfter = false;
            end.start(*w.side->link->open());
            w.timers.runUntil([&] { return end.closed; }, 1s);
            tell(QStringLiteral("reset of stream %1").arg(id), end.closed ? codeName(end.code) : QStringLiteral("its own stream"));
            if (end.stream)
                end.stream->reset(ErrorCode::HangUp);
        }
        QVERIFY(!client->gotReset);
        QVERIFY(!visitor->gotReset);
        for (const auto &end : {w.target, back}) {
            end->toSend = "more";
            end->wake();
        }
        QVERIFY(w.timers.runUntil([&] { return client->got.size() == 104 && visitor->got.size() == 104; }, 2s));
    }

    void endlessHellosAreAnsweredSeldomAndByItsOwnLinkAlone()
    {
        World w(5);
        QVERIFY(w.online());
        quint64 said = 0;
        w.carrier->messageReceived = [&](const PublicKey &, const QByteArray &) { ++said; };
        auto client = w.honest.connectTo(w.victim, w.web, std::make_shared<Application>());
        const quint64 fired = w.timers.fired();
        for (int i = 0; i < 5000; ++i) { // each of a new start of the program: 1000 a second
            w.victim.carrier->messageReceived(w.carrier->key(), hello(*w.carrier, w.victim.carrier->key(), randomId<InstanceId>(w.random), 1, w.random));
            w.timers.run(1ms);
        }
        tell(QStringLiteral("5000 hellos in 5 s"), QStringLiteral("%1 answers").arg(said));
        QVERIFY2(said <= 5 * 4 + 2, qPrintable(QString::number(said))); // never sooner than 250 ms after the last
        QVERIFY(w.timers.fired() - fired < 60'000);
        QVERIFY(!client->gotReset);
        QVERIFY(w.honest.stateOf(w.victim) == api::PeerState::Online);
    }

    void aFloodOfOpeningsIsBoundedAndTheHonestPeerKeepsItsSpeed()
    {
        World w(6);
        QVERIFY(w.online());
        const qsizetype alone = w.honestBytes(3s);
        // As many streams as are let, each with half an opening; and what is refused at once, over and over.
        std::deque<LinkSide::Collector> half;
        int opened = 0;
        while (auto stream = w.side->link->open()) {
            auto &end = half.emplace_back();
            end.toSend = QByteArray(1, '\0');
            end.finishAfter = false;
            end.start(*stream);
            ++opened;
        }
        QCOMPARE(opened, int(limits::streamsPerPeer));
        w.timers.run(200ms);
        QVERIFY(w.victim.ledger.count(Counted::Stream).now <= qint64(limits::streamsPerPeer));
        const qsizetype beside = w.honestBytes(3s);
        tell(QStringLiteral("1024 half openings"), QStringLiteral("honest peer %1 B, alone %2 B").arg(beside).arg(alone));
        QVERIFY(alone > 5'000'000);
        QVERIFY(beside > alone * 8 / 10);
        w.timers.run(limits::openingWait + 1s);
        for (const auto &end : half) {
            QVERIFY(end.closed);
            QCOMPARE(end.code, ErrorCode::LimitReached);
        }
        const auto closed = w.victim.connections.info();
        QCOMPARE(std::count_if(closed.begin(), closed.end(), [](const auto &c) { return c.state == api::ConnectionState::Closed; }),
                 std::ptrdiff_t(limits::closedKept));
        QCOMPARE(w.victim.dialler.dials, 2); // the honest peer's two
        QVERIFY(w.timers.runUntil([&] { return w.victim.ledger.count(Counted::Stream).now == 0; }, 5s));
    }

    void applicationsThatSayNothingHoldUpNoOtherPeer()
    {
        World w(7);
        w.victim.dialler.answer = [&](const Endpoint &) { return std::make_shared<Application>(); };
        QVERIFY(w.online());
        const qint64 before = w.honest.ledger.count(Counted::Connection).now;
        // Of a local port of the honest machine: each is connected and idle for ever.
        QList<std::shared_ptr<Application>> idle;
        for (int i = 0; i < int(limits::streamsPerPeer) + 5; ++i) {
            idle.append(w.honest.connectTo(w.victim, w.web, std::make_shared<Application>()));
            w.timers.run(1ms);
        }
        w.timers.run(5s);
        const auto refused = std::count_if(idle.begin(), idle.end(), [](const auto &a) { return a->gotReset; });
        tell(QStringLiteral("%1 idle applications").arg(idle.size()), QStringLiteral("%1 refused").arg(refused));
        QCOMPARE(refused, std::ptrdiff_t(5));
        QCOMPARE(w.honest.lastClosed().reason.code, ErrorCode::LimitReached);
        QCOMPARE(w.honest.lastClosed().reason.subject, QStringLiteral("1024 connections to a peer"));
        QCOMPARE(w.honest.ledger.count(Counted::Connection).now - before, qint64(limits::streamsPerPeer));
        QCOMPARE(w.tryOpening(wire::encode(wire::Opening{{QStringLiteral("127.0.0.1"), 80}})), ErrorCode::TargetNotAllowed); // answered
        idle[0]->resetNow(); // one goes, and there is room for one
        w.timers.run(1s);
        auto next = w.honest.connectTo(w.victim, w.web, std::make_shared<Application>());
        w.timers.run(1s);
        QVERIFY(!next->gotReset);
    }

    void messagesBeyondTheirSizeAreRefused()
    {
        SeededRandom random(8);
        const auto key = randomId<wire::SymmetricKey>(random);
        const auto sender = randomId<PublicKey>(random);
        // A good hello but for a part that nobody knows, of `more` bytes: to the limit it is taken, beyond it not.
        const auto hello = [&](qsizetype more) {
            QCborMap map{{0, 1}, {1, QByteArray(16, 'i')}, {3, false}, {5, QStringLiteral("nas")}, {7, 1}, {99, QByteArray(more, 'x')}};
            const QByteArray plain = QCborValue(map).toCbor();
            QByteArray out(24 + plain.size() + 16, '\0');
            auto *bytes = reinterpret_cast<unsigned char *>(out.data());
            crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + 24, nullptr, reinterpret_cast<const unsigned char *>(plain.constData()),
                                                       quint64(plain.size()), sender.data(), PublicKey::size, nullptr, bytes, key.data());
            return out;
        };
        const qsizetype room = qsizetype(limits::helloSize) - hello(300).size() + 300;
        QCOMPARE(hello(room).size(), qsizetype(limits::helloSize));
        QVERIFY(wire::openHello(hello(room), key, sender).hello);
        QVERIFY(!wire::openHello(hello(room + 1), key, sender).hello);

        World w(9);
        QVERIFY(w.online());
        auto *path = w.carrier->pathTo(w.victim.carrier->key());
        const quint64 taken = w.side->link->received().total();
        path->received(std::vector<std::uint8_t>(limits::datagramSize + 1, 200));
        QCOMPARE(w.side->link->received().total(), taken);
        path->received(std::vector<std::uint8_t>(limits::datagramSize, 200));
        QCOMPARE(w.side->link->received().total(), taken + limits::datagramSize);
    }

    void aHandshakeThatIsNeverFinishedIsGivenUpAndLeavesRoom()
    {
        World w(10);
        QVERIFY(w.online());
        // It hears nothing: as client it begins and goes no further, as server it never answers.
        w.side->link->close(ErrorCode::HangUp);
        w.network.setDeaf(w.victim.carrier->key(), true);
        const quint64 fired = w.timers.fired();
        w.timers.run(3 * limits::handshake);
        tell(QStringLiteral("handshakes never finished, 60 s"), QStringLiteral("%1 alarms").arg(w.timers.fired() - fired));
        QVERIFY2(w.timers.fired() - fired < 60 * 60, qPrintable(QString::number(w.timers.fired() - fired)));
        w.network.setDeaf(w.victim.carrier->key(), false);
        QVERIFY(w.timers.runUntil([&] { return w.side->link->up() && w.honest.stateOf(w.victim) == api::PeerState::Online; }, 30s));
        QVERIFY(w.timers.runUntil([&] { return w.victim.ledger.count(Counted::Link).now == 2; }, 2s));
    }
};

QTEST_GUILESS_MAIN(HostilePeer)
#include "hostile_peer.moc"
