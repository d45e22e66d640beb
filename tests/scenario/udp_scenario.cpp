// SPDX-License-Identifier: GPL-3.0-or-later
// Forwards of UDP over whole engines in virtual time: what arrives, what is dropped and counted, what ends a flow. The ports at which
// applications send are real ones.
#include "core/limits.h"
#include "scenario/link_world.h"
#include "scenario/two_machines.h"
#include "support/quic_frames.h"
#include "tunnel/udp_forward.h"

#include <QSet>
#include <QTest>
#include <QUdpSocket>

#include <algorithm>

#include <sys/socket.h>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

struct World : TwoMachines {
    explicit World(quint64 seed, const QStringList &rules = {QStringLiteral("allow 10.0.0.1:53/udp")}) : TwoMachines(seed)
    {
        setRules(rules);
        far.datagrams.there = [this](const Endpoint &) { return theOneTarget ? target : std::make_shared<DatagramProgram>(*target); };
        far.dialler.answer = [this](const Endpoint &) { return service; };
        target->answer = [](const QByteArray &query) { return QList<QByteArray>{"re:" + query}; };
    }
    ~World() { forward.reset(); }

    std::shared_ptr<DatagramProgram> open() { return near.sendTo(far, dns); }
    // What the near side's flow was closed with.
    bool closedWith(const std::shared_ptr<DatagramProgram> &program, ErrorCode code, Duration limit = 2s)
    {
        return timers.runUntil([&] { return !program->events; }, limit) && program->why.code == code;
    }
    api::ConnectionInfo first(const Machine &machine) const { return machine.connections.info().value(0); }

    // Sends one each time until the condition holds, for half a minute at most.
    bool whileSending(const std::shared_ptr<DatagramProgram> &program, const std::function<QByteArray()> &make, Duration pause,
                      const std::function<bool()> &condition)
    {
        for (const Instant end = timers.now() + 30s; timers.now() < end && !condition(); timers.run(pause))
            program->send(make());
        return condition();
    }

    // A forward of the near machine with a real port, and how virtual and real events happen side by side.
    void listen()
    {
        forward = std::make_unique<tunnel::UdpForward>(
            profile::TunnelEntry{QStringLiteral("u"), far.carrier->key(), {QStringLiteral("127.0.0.1"), 0}, dns, true, profile::TunnelKind::Udp},
            tunnel::Tunnel::Surroundings{near.peers, near.connections, timers, *readiness, near.ledger,
                                         [this](const Error &error) { said.append(error); }});
        port = quint16(forward->info().listen.section(u':', -1).toUInt());
    }
    bool until(const std::function<bool()> &condition)
    {
        return QTest::qWaitFor([&] {
            timers.run(1ms);
            return condition();
        }, 10'000);
    }
    void say(QUdpSocket &from, const QByteArray &datagram) const { from.writeDatagram(datagram, QHostAddress::LocalHost, port); }
    bool hears(QUdpSocket &socket, const QByteArray &expected)
    {
        return until([&] {
            QByteArray got(qsizetype(limits::udpDatagram), '\0');
            // Qt's own reading says "nothing there" after the first.
            for (ssize_t size; (size = ::recv(int(socket.socketDescriptor()), got.data(), std::size_t(got.size()), MSG_DONTWAIT)) >= 0;) {
                if (got.left(qsizetype(size)) == expected)
                    return true;
            }
            return false;
        });
    }

    const Endpoint dns{QStringLiteral("10.0.0.1"), 53};
    std::unique_ptr<tcp::Readiness> readiness = tcp::Readiness::ofSystem(timers);
    bool theOneTarget = true; // of all flows: else each has one like it
    std::shared_ptr<DatagramProgram> target = std::make_shared<DatagramProgram>();
    std::shared_ptr<Application> service = std::make_shared<Application>();
    std::unique_ptr<tunnel::UdpForward> forward;
    QList<Error> said;
    quint16 port = 0;
};

QByteArray numbered(int number, qsizetype size)
{
    QByteArray out = QByteArray::number(number) + ':';
    while (out.size() < size)
        out.append(char('a' + (number + out.size()) % 26));
    return out;
}

} // namespace

class UdpScenario final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void datagramsGoThereAndTheAnswersComeBack()
    {
        World w(1);
        QVERIFY(w.online());
        auto program = w.open();
        program->send("one");
        QVERIFY(w.timers.runUntil([&] { return program->got == QList<QByteArray>{"re:one"}; }, 1s));
        QVERIFY(w.timers.runUntil([&] { return w.first(w.near).state == api::ConnectionState::Open; }, 1s));
        program->send(""); // as a frame
        QVERIFY(w.timers.runUntil([&] { return program->got.size() == 2; }, 1s));
        QCOMPARE(program->got[1], QByteArray("re:"));
        QCOMPARE(w.target->got, (QList<QByteArray>{"one", ""}));
        const auto info = w.first(w.near);
        QCOMPARE(int(info.kind), int(api::ConnectionKind::Udp));
        QCOMPARE(int(info.state), int(api::ConnectionState::Open));
        QCOMPARE(info.target, QStringLiteral("10.0.0.1:53/udp"));
        QCOMPARE(info.sent, quint64(3));
        QCOMPARE(info.received, quint64(9));
        QCOMPARE(info.datagrams.sent, quint64(2));
        QCOMPARE(info.datagrams.received, quint64(2));
        QCOMPARE(info.datagrams.dropped(), quint64(0));
        QCOMPARE(w.first(w.far).datagrams, (api::DatagramInfo{2, 2, 0, 0, 0, 0}));
        QCOMPARE(w.near.ledger.count(Counted::UdpFlow).now, 1);
        QCOMPARE(w.far.peers.info().first().rules.first().hits, quint64(1));
    }

    void eachArrivesWholeOrNotAtAllAndNeverTwice()
    {
        for (quint64 seed = 10; seed < 14; ++seed) {
            World w(seed);
            QVERIFY(w.online());
            w.network.setWeather({.loss = 0.05, .duplicate = 0.05, .delay = 10ms, .jitter = 5ms, .reorder = 0.1});
            w.target->answer = {};
            auto program = w.open();
            QSet<QByteArray> sent;
            for (int i = 0; i < 500; ++i) {
                const QByteArray datagram = numbered(i, 20 + (i * 37) % 1300);
                sent.insert(datagram);
                program->send(datagram);
                w.timers.run(2ms);
            }
            w.timers.run(2s);
            const QSet<QByteArray> got(w.target->got.begin(), w.target->got.end());
            QCOMPARE(got.size(), w.target->got.size());
            QVERIFY2((got - sent).isEmpty(), "a datagram that nobody sent");
            QVERIFY(got.size() > 400);
            QVERIFY2(got.size() < 500, "the network lost some, and nobody sent them again");
        }
    }

    void theFirstOnesAreNotLostWithTheWayOfTheOpening()
    {
        for (quint64 seed = 20; seed < 30; ++seed) {
            World w(seed);
            QVERIFY(w.online());
            w.network.setWeather({.loss = 0.3, .delay = 10ms, .reorder = 0.3});
            w.target->answer = {};
            auto program = w.open();
            for (const char *one : {"a", "b", "c"})
                program->send(one);
            QVERIFY(w.timers.runUntil([&] { return w.target->got.size() == 3; }, 20s));
            QCOMPARE(w.target->got, (QList<QByteArray>{"a", "b", "c"}));
        }
    }

    void whatDoesNotFitIntoAPacketGoesByTheStream()
    {
        World w(2);
        QVERIFY(w.online());
        w.network.setWeather({.loss = 0.05, .delay = 10ms});
        auto program = w.open();
        program->send("hello");
        QVERIFY(w.timers.runUntil([&] { return w.first(w.near).state == api::ConnectionState::Open; }, 5s));
        for (const std::size_t size : {limits::udpFrame + 1, std::size_t(1452), std::size_t(9000), limits::udpDatagram - 3}) {
            const QByteArray large = numbered(int(size), qsizetype(size));
            program->send(large);
            QVERIFY(w.timers.runUntil([&] { return w.target->got.last() == large && program->got.last() == "re:" + large; }, 5s));
        }
        QCOMPARE(w.first(w.near).datagrams.dropped(), quint64(0));
    }

    void moreThanTheStreamTakesIsDroppedAndCounted()
    {
        World w(3);
        QVERIFY(w.online());
        w.target->answer = {};
        auto program = w.open();
        for (int i = 0; i < 10; ++i)
            program->send(QByteArray(60'000, 'x'));
        const auto dropped = w.first(w.near).datagrams;
        QVERIFY(dropped.droppedFull > 0);
        QVERIFY(w.timers.runUntil([&] { return w.target->got.size() == qsizetype(dropped.sent); }, 5s));
        QCOMPARE(dropped.sent + dropped.droppedFull, quint64(10));
        QCOMPARE(w.near.traffic.datagrams.droppedFull, dropped.droppedFull);
    }

    // What streams may have under way shrinks with each part of a datagram that is put into one.
    void aLargeDatagramGoesWholeThoughMemoryIsScarce()
    {
        World w(23);
        QVERIFY(w.online());
        w.target->answer = {};
        auto program = w.open();
        program->send("first");
        QVERIFY(w.timers.runUntil([&] { return w.target->got.size() == 1 && w.near.ledger.memory().unacknowledged == 0; }, 2s));
        constexpr quint64 room = 60'100; // of a stream, by what all peers have left
        const quint64 others = limits::engineSendBuffer - 16 * room;
        w.near.ledger.memory().unacknowledged += others;
        const QByteArray large = numbered(1, 60'000);
        const QByteArray next = numbered(2, 5000);
        program->send(large);
        w.timers.run(1s);
        program->send(next);
        w.timers.run(1s);
        w.near.ledger.memory().unacknowledged -= others;
        QCOMPARE(w.target->got, (QList<QByteArray>{"first", large, next}));
        QCOMPARE(w.first(w.near).datagrams.dropped(), quint64(0));
    }

    void aFlowThatIsIdleEndsOnBothSides()
    {
        World w(4);
        QVERIFY(w.online());
        auto program = w.open();
        program->send("one");
        w.timers.run(limits::udpIdle - 2s);
        w.target->send("late"); // what the target says keeps it, too
        w.timers.run(limits::udpIdle - 2s);
        QVERIFY(program->events);
        w.timers.run(3s);
        QVERIFY(!program->events);
        QCOMPARE(program->why.code, ErrorCode::FlowIdle);
        QVERIFY(w.atBaseline());
        QCOMPARE(w.near.lastClosed().reason.code, ErrorCode::FlowIdle);
        QCOMPARE(w.far.lastClosed().reason.code, ErrorCode::FlowIdle);
        QVERIFY(w.near.troubles.isEmpty() && w.far.troubles.isEmpty());
    }

    void aRuleOfTcpOpensNoUdpAndTheOtherWayRound()
    {
        World w(5, {QStringLiteral("allow 10.0.0.1:53"), QStringLiteral("allow *:*")});
        QVERIFY(w.online());
        auto program = w.open();
        program->send("one");
        QVERIFY(w.closedWith(program, ErrorCode::TargetNotAllowed));
        QVERIFY(w.near.lastClosed().reason.subject.endsWith(QStringLiteral("53/udp")));
        w.setRules({QStringLiteral("allow 10.0.0.1:53/udp")});
        auto application = std::make_shared<Application>();
        w.near.connectTo(w.far, w.dns, application);
        QVERIFY(w.timers.runUntil([&] { return application->gotReset; }, 2s));
        QCOMPARE(w.near.lastClosed().reason.code, ErrorCode::TargetNotAllowed);
        QCOMPARE(w.far.dialler.dials, 0);
        w.setRules({QStringLiteral("deny 10.0.0.0/24:*"), QStringLiteral("allow 10.0.0.1:53/udp")}); // a line that denies means both
        auto denied = w.open();
        denied->send("one");
        QVERIFY(w.closedWith(denied, ErrorCode::TargetNotAllowed));
        QVERIFY(w.far.datagrams.reached.isEmpty());
        QVERIFY(w.atBaseline());
    }

    void aNameIsResolvedOnceAndWhatWasCheckedIsReached()
    {
        World w(6, {QStringLiteral("allow dns.example.org:53/udp")});
        QVERIFY(w.online());
        w.far.dialler.resolve = [&](const QString &) {
            return w.far.dialler.lookups == 1 ? QStringList{QStringLiteral("127.0.0.1"), QStringLiteral("93.184.216.34")}
                                              : QStringList{QStringLiteral("127.0.0.1")};
        };
        auto program = w.near.sendTo(w.far, {QStringLiteral("DNS.example.org"), 53});
        program->send("one");
        QVERIFY(w.timers.runUntil([&] { return !program->got.isEmpty(); }, 2s));
        QCOMPARE(w.far.datagrams.reached, QStringList{QStringLiteral("93.184.216.34:53")});
        auto again = w.near.sendTo(w.far, {QStringLiteral("dns.example.org"), 53});
        QVERIFY(w.closedWith(again, ErrorCode::TargetNotAllowed));
    }

    void aPersonIsAskedForUdpApartFromTcp()
    {
        World w(7, {QStringLiteral("ask 10.0.0.1:53/udp"), QStringLiteral("ask 10.0.0.1:53")});
        QVERIFY(w.online());
        auto program = w.open();
        program->send("one");
        auto application = std::make_shared<Application>();
        w.near.connectTo(w.far, w.dns, application);
        QVERIFY(w.timers.runUntil([&] { return w.far.questions.info().size() == 2; }, 2s));
        QCOMPARE(w.far.questions.info()[0].targetText(), QStringLiteral("10.0.0.1:53/udp"));
        QCOMPARE(w.far.connections.info()[0].kind, api::ConnectionKind::Udp);
        QCOMPARE(w.far.connections.info()[1].kind, api::ConnectionKind::Tcp);
        QCOMPARE(w.far.questions.info()[1].targetText(), QStringLiteral("10.0.0.1:53"));
        program->send("two");
        QVERIFY(w.far.questions.answer(w.far.questions.info()[0].id, true));
        QVERIFY(w.timers.runUntil([&] { return w.target->got == QList<QByteArray>{"one", "two"}; }, 2s));
        QCOMPARE(w.far.dialler.dials, 0);
    }

    void aRuleThatGoesEndsTheFlowsThatItLetThrough()
    {
        World w(8);
        QVERIFY(w.online());
        auto program = w.open();
        program->send("one");
        QVERIFY(w.timers.runUntil([&] { return !program->got.isEmpty(); }, 2s));
        w.setRules({});
        QVERIFY(w.closedWith(program, ErrorCode::TargetNotAllowed));
        QVERIFY(w.atBaseline());
    }

    void aTargetWhereNobodyListensEndsTheFlowWithThatReason()
    {
        World w(9);
        QVERIFY(w.online());
        auto program = w.open();
        program->send("one");
        QVERIFY(w.timers.runUntil([&] { return !program->got.isEmpty(); }, 2s));
        w.target->fail(ErrorCode::TargetRefused);
        QVERIFY(w.closedWith(program, ErrorCode::TargetRefused));
        QCOMPARE(int(w.near.lastClosed().closedBy), int(api::ClosedBy::Target));
        QVERIFY(w.atBaseline());
    }

    void nothingWaitsForAPathThatIsGone()
    {
        World w(40);
        QVERIFY(w.online());
        w.target->answer = {};
        auto program = w.open();
        program->send("one");
        QVERIFY(w.timers.runUntil([&] { return w.target->got.size() == 1; }, 2s));
        w.timers.run(1s);
        const qint64 before = w.near.ledger.queuedBytes();
        w.network.setConnected(false);
        w.timers.run(10ms);
        for (int i = 0; i < 1000; ++i) {
            program->send(QByteArray(1000, 'x'));
            w.timers.run(1ms);
        }
        QCOMPARE(w.near.ledger.queuedBytes(), before);
        QCOMPARE(w.first(w.near).datagrams.droppedDown, quint64(1000));
        w.network.setConnected(true);
        QVERIFY(w.whileSending(program, [] { return QByteArray("again"); }, 100ms, [&] { return w.target->got.contains(QByteArray("again")); }));
        QVERIFY(!w.target->got.contains(QByteArray(1000, 'x')));
    }

    void aSilentPeerIsSentNothingEither()
    {
        World w(41);
        QVERIFY(w.online());
        w.target->answer = {};
        auto program = w.open();
        program->send("one");
        QVERIFY(w.timers.runUntil([&] { return w.first(w.near).state == api::ConnectionState::Open; }, 2s));
        w.network.setBlackHole(true);
        for (int i = 0; i < 6000; ++i) {
            program->send(QByteArray(1000, 'x'));
            w.timers.run(1ms);
            QVERIFY(w.near.ledger.queuedBytes() <= qint64(limits::udpQueue));
        }
        const auto info = w.first(w.near).datagrams;
        QVERIFY(info.droppedDown >= 2500); // of 6 s, the last three
        QVERIFY(w.near.ledger.queuedBytes() < 4096);
        w.network.setBlackHole(false);
        QVERIFY(w.whileSending(program, [] { return QByteArray("again"); }, 100ms, [&] { return w.target->got.contains(QByteArray("again")); }));
    }

    void aFloodTakesNoMoreThanItsTurnAndOldOnesMakeWay()
    {
        World w(42, {QStringLiteral("allow 10.0.0.1:53/udp"), QStringLiteral("allow 10.0.0.1:80")});
        QVERIFY(w.online());
        w.network.setWeather({.delay = 10ms, .bytesPerSecond = 500e3});
        w.target->answer = {};
        w.service->toSend = QByteArray(100'000, 's');
        w.service->thenFinish = true;
        auto program = w.open();
        program->send("first");
        QVERIFY(w.timers.runUntil([&] { return w.target->got.size() == 1; }, 2s));
        auto application = std::make_shared<Application>();
        application->toSend = QByteArray(400'000, 'r');
        w.near.connectTo(w.far, {QStringLiteral("10.0.0.1"), 80}, application);
        quint64 sent = 0;
        const bool through = w.whileSending(program, [&] { return numbered(int(sent++), 1200); }, 250us, // ten times what the line carries
                                            [&] { return application->gotFin && w.service->got.size() == 400'000; });
        QVERIFY2(through, "a transfer gets on beside it");
        const auto info = w.first(w.near).datagrams;
        QVERIFY(info.droppedFull > 0);
        QVERIFY(w.near.ledger.queuedBytes() <= qint64(limits::udpQueue + limits::streamSendBuffer));
        // What arrives is recent: the last that was sent is among what comes next.
        program->send("last");
        QVERIFY(w.timers.runUntil([&] { return w.target->got.contains(QByteArray("last")); }, 5s));
        QVERIFY(w.near.stateOf(w.far) == api::PeerState::Online);
    }

    void aPeerMayOpenNoMoreFlowsThanThis()
    {
        World w(43);
        QVERIFY(w.online());
        QList<std::shared_ptr<DatagramProgram>> programs;
        for (int i = 0; i < limits::udpFlowsOfPeer + 10; ++i)
            programs.append(w.open());
        w.timers.run(2s);
        const auto refused = std::count_if(programs.begin(), programs.end(), [](const auto &p) { return !p->events; });
        QCOMPARE(refused, 10);
        QCOMPARE(programs.last()->why.code, ErrorCode::LimitReached);
        QCOMPARE(w.far.ledger.count(Counted::UdpFlow).now, limits::udpFlowsOfPeer);
        auto application = std::make_shared<Application>(); // others are not worse off
        w.setRules({QStringLiteral("allow 10.0.0.1:53/udp"), QStringLiteral("allow 10.0.0.1:80")});
        application->toSend = "hello";
        w.near.connectTo(w.far, {QStringLiteral("10.0.0.1"), 80}, application);
        QVERIFY(w.timers.runUntil([&] { return w.service->got == "hello"; }, 2s));
    }

    void eachSenderAtThePortHearsItsOwnAnswers()
    {
        World w(44);
        w.theOneTarget = false;
        w.listen();
        QVERIFY(w.online());
        QUdpSocket one, other;
        QVERIFY(one.bind(QHostAddress::LocalHost) && other.bind(QHostAddress::LocalHost));
        w.say(one, "1");
        w.say(other, "2");
        QVERIFY(w.hears(one, "re:1"));
        QVERIFY(w.hears(other, "re:2"));
        QCOMPARE(w.forward->info().open, 2);
        QCOMPARE(w.forward->info().datagrams, (api::DatagramInfo{2, 2, 0, 0, 0, 0}));
        const QByteArray large = numbered(7, 20'000);
        w.say(one, large);
        QVERIFY(w.hears(one, "re:" + large));
        w.forward.reset();
        QVERIFY(w.atBaseline());
        QCOMPARE(w.near.ledger.count(Counted::Listener).now, 0);
        QCOMPARE(w.far.lastClosed().reason.code, ErrorCode::TunnelStopped);
    }

    void theFlowThatWasIdleLongestMakesWay()
    {
        World w(45);
        w.theOneTarget = false;
        w.listen();
        QVERIFY(w.online());
        std::vector<std::unique_ptr<QUdpSocket>> sockets;
        const auto ask = [&](int i) {
            w.say(*sockets[std::size_t(i)], QByteArray::number(i));
            return w.hears(*sockets[std::size_t(i)], "re:" + QByteArray::number(i));
        };
        for (int i = 0; i <= limits::udpFlowsToPeer; ++i) {
            sockets.push_back(std::make_unique<QUdpSocket>());
            QVERIFY(sockets.back()->bind(QHostAddress::LocalHost));
            QVERIFY(ask(i));
            if (i == 1)
                QVERIFY(ask(0)); // so that 1 is the one
        }
        QCOMPARE(w.forward->info().open, limits::udpFlowsToPeer);
        QCOMPARE(w.near.lastClosed().source, QStringLiteral("127.0.0.1:%1").arg(sockets[1]->localPort()));
        QCOMPARE(w.near.lastClosed().reason.code, ErrorCode::FlowIdle);
        QVERIFY(ask(1)); // and comes again
        QCOMPARE(w.forward->info().datagrams.dropped(), quint64(0));
    }

    void whileThePeerIsAwayDatagramsAreCountedAndSaidOnce()
    {
        World w(46);
        w.listen();
        QUdpSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost));
        for (int i = 0; i < 5; ++i)
            w.say(socket, "x");
        QVERIFY(w.until([&] { return w.forward->info().datagrams.droppedDown == 5; }));
        QCOMPARE(w.said.size(), 1);
        QCOMPARE(w.said[0].code, ErrorCode::PeerOffline);
        QVERIFY(w.near.connections.info().isEmpty());
    }

    void aRefusedFlowIsNotTriedAgainForEachDatagram()
    {
        World w(47, {});
        w.listen();
        QVERIFY(w.online());
        QUdpSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost));
        w.say(socket, "x");
        QVERIFY(w.until([&] { return w.near.connections.info().size() == 1 && w.near.connections.openCount() == 0; }));
        for (int i = 0; i < 20; ++i)
            w.say(socket, "x");
        QVERIFY(w.until([&] { return w.forward->info().datagrams.droppedDown == 20; }));
        QCOMPARE(w.near.connections.info().size(), 1);
        w.setRules({QStringLiteral("allow 10.0.0.1:53/udp")});
        w.timers.run(limits::udpPause);
        w.say(socket, "y");
        QVERIFY(w.hears(socket, "re:y"));
    }

    void aPeerOfTheFormerVersionIsSaidToAPerson()
    {
        World w(48);
        w.listen();
        auto carrier = w.network.join();
        profile::PeerEntry entry;
        entry.name = QStringLiteral("old");
        entry.id = carrier->key();
        w.near.book.append(entry);
        w.near.follow();
        LinkSide old(w.timers, w.random, *carrier, w.near.carrier->key(), 5min, link::Congestion::Bbr2, false);
        int streams = 0;
        old.onStream = [&](link::Stream &stream) {
            ++streams;
            stream.reset(ErrorCode::ProtocolViolation);
        };
        QVERIFY(w.timers.runUntil([&] { return old.link->up(); }, 20s));
        w.forward = std::make_unique<tunnel::UdpForward>(
            profile::TunnelEntry{QStringLiteral("u"), carrier->key(), {QStringLiteral("127.0.0.1"), 0}, w.dns, true, profile::TunnelKind::Udp},
            tunnel::Tunnel::Surroundings{w.near.peers, w.near.connections, w.timers, *w.readiness, w.near.ledger,
                                         [&](const Error &error) { w.said.append(error); }});
        w.port = quint16(w.forward->info().listen.section(u':', -1).toUInt());
        QUdpSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost));
        w.say(socket, "x");
        QVERIFY(w.until([&] { return w.said.size() == 1; }));
        QCOMPARE(w.said[0].code, ErrorCode::UdpUnsupported);
        QCOMPARE(w.said[0].peer, QStringLiteral("old"));
        w.timers.run(2s);
        QVERIFY(old.link->up());
        w.forward.reset();
        QVERIFY(w.timers.runUntil([&] { return w.near.atBaseline(); }, 5s));
    }

    void datagramsOfNoFlowReachNobodyAndAreCounted()
    {
        World w(49, {QStringLiteral("allow 10.0.0.1:80")});
        QVERIFY(w.online());
        auto carrier = w.network.join();
        profile::PeerEntry entry;
        entry.name = QStringLiteral("hostile");
        entry.id = carrier->key();
        entry.rules.append(parseRule(QStringLiteral("allow 10.0.0.1:53/udp")).value());
        w.far.book.append(entry);
        w.far.follow();
        LinkSide hostile(w.timers, w.random, *carrier, w.far.carrier->key());
        QVERIFY(w.timers.runUntil([&] { return hostile.link->up(); }, 20s));
        auto honest = std::make_shared<Application>();
        w.near.connectTo(w.far, {QStringLiteral("10.0.0.1"), 80}, honest);
        // DATAGRAM frames without a length fill the packet: numbers of no stream, of a stream of TCP, of the other side's, and cut ones.
        LinkSide::Collector test;
        test.toSend = wire::encode(wire::Opening{.test = wire::TestOpening{wire::TestRole::Echo, 60s, 1000}});
        test.finishAfter = false;
        test.start(*hostile.link->open());
        w.timers.run(500ms);
        int forged = 0;
        for (const QByteArray &frame : {QByteArray("\x30", 1), "\x30" + varint(4), "\x30" + varint(400) + "xyz", "\x30" + varint(1) + "xyz",
                                        QByteArray("\x30\xc0", 2), QByteArray("\x30\x80\x01", 3), "\x30" + varint(quint64(test.stream->id())) + "xyz",
                                        QByteArray("\x31\x00", 2), QByteArray("\x31\x01\x40", 3)}) {
            LinkSide::Collector end;
            end.toSend = asForgedFrames(frame);
            end.finishAfter = false;
            end.start(*hostile.link->open());
            w.timers.run(100ms);
            ++forged;
            const quint64 counted = w.far.peers.find(carrier->key())->info().link.strayDatagrams;
            QVERIFY2(hostile.link->up() && counted >= quint64(forged), qPrintable(QStringLiteral("%1: %2").arg(forged).arg(counted)));
            if (end.stream)
                end.stream->reset(ErrorCode::HangUp);
        }
        QVERIFY(w.target->got.isEmpty());
        QVERIFY(!honest->gotReset);
        QVERIFY(!test.closed);
    }
};

QTEST_GUILESS_MAIN(UdpScenario)
#include "udp_scenario.moc"
