// SPDX-License-Identifier: GPL-3.0-or-later
// Two engines on a simulated network in virtual time: what applications and targets see, and what is left behind.
#include "scenario/two_machines.h"
#include "support/pattern.h"

#include "api/enum_names.h"
#include "api/snapshot_json.h"
#include "core/limits.h"
#include "wire/invite.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

const Endpoint web{QStringLiteral("10.0.0.1"), 80};

struct World : TwoMachines {
    explicit World(quint64 seed, const Weather &weather = {}) : TwoMachines(seed, {web}, weather)
    {
        far.dialler.answer = [this](const Endpoint &) { return target; };
    }

    std::shared_ptr<Application> target = std::make_shared<Application>();
};

std::shared_ptr<Application> app(const QByteArray &send = {}, bool finish = false)
{
    auto out = std::make_shared<Application>();
    out->toSend = send;
    out->thenFinish = finish;
    return out;
}

} // namespace

class EngineScenario : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRequestAndItsAnswerPassAndLeaveNothing_data()
    {
        QTest::addColumn<int>("dialMs");
        QTest::newRow("a target that is connected at once") << 0;
        QTest::newRow("one that takes its time") << 30;
    }
    void aRequestAndItsAnswerPassAndLeaveNothing()
    {
        QFETCH(int, dialMs);
        World w(1);
        QVERIFY(w.online());
        w.far.dialler.takes = std::chrono::milliseconds(dialMs);
        const QByteArray answer = pattern(3'000'000, 3);
        *w.target = {.toSend = answer, .thenFinish = true};
        auto client = w.near.connectTo(w.far, web, app("GET /", true));
        QVERIFY(w.timers.runUntil([&] { return client->gotFin; }, 30s));
        QCOMPARE(client->got, answer);
        QCOMPARE(w.target->got, QByteArray("GET /"));
        QVERIFY(w.target->gotFin);
        QVERIFY(w.atBaseline());
        QVERIFY(!client->gotReset && !w.target->gotReset);
        QCOMPARE(int(w.near.lastClosed().reason.code), int(ErrorCode::None));
        QCOMPARE(w.near.traffic.received, quint64(answer.size()));
        QCOMPARE(w.near.lastClosed().received, quint64(answer.size()));
        QCOMPARE(w.far.lastClosed().sent, quint64(answer.size()));
    }

    void aTargetThatIsConnectedAtOnceHasTheRequestInTheSameTurn()
    {
        World w(3);
        QVERIFY(w.online());
        w.far.dialler.takes = Duration::zero();
        auto client = w.near.connectTo(w.far, web, app("GET /"));
        QVERIFY(w.timers.runUntil([&] { return w.far.dialler.dials == 1; }, 1s));
        QCOMPARE(w.target->got, QByteArray("GET /"));
        client->resetNow();
        QVERIFY(w.atBaseline());
    }

    // Both ways at once: what is not read waits in the sockets.
    void aTunnelKeepsItsLimitAndQueuesNothingForIt()
    {
        World w(71);
        QVERIFY(w.online());
        constexpr quint64 rate = 200'000;
        w.near.traffic.setLimit(rate);
        const QByteArray up = pattern(4'000'000, 5), down = pattern(4'000'000, 6);
        *w.target = {.toSend = down, .thenFinish = true};
        auto client = w.near.connectTo(w.far, web, app(up, true));
        for (int second = 1; second <= 10; ++second) {
            w.timers.run(1s);
            const quint64 most = rate * quint64(second) + rate / 20;
            QVERIFY2(w.near.traffic.sent <= most && w.near.traffic.received <= most, qPrintable(QString::number(second)));
            // Nothing waits here for the limit beyond a window; at the peer what any slow reader leaves there.
            QVERIFY2(quint64(w.near.ledger.queuedBytes()) <= 2 * limits::streamWindow, qPrintable(QString::number(w.near.ledger.queuedBytes())));
            QVERIFY(quint64(w.far.ledger.queuedBytes()) <= limits::streamSendBuffer + limits::streamWindow);
        }
        QVERIFY(w.near.traffic.sent >= rate * 9 && w.near.traffic.received >= rate * 9);
        w.near.traffic.setLimit(0);
        QVERIFY(w.timers.runUntil([&] { return client->gotFin && w.target->gotFin; }, 10s));
        QCOMPARE(client->got, down);
        QCOMPARE(w.target->got, up);
        QVERIFY(w.atBaseline());
    }

    void connectionsOfALimitedTunnelShareItAndEndInOrder()
    {
        World w(72);
        QVERIFY(w.online());
        w.near.traffic.setLimit(500'000);
        *w.target = {};
        std::vector<std::shared_ptr<Application>> targets, clients;
        w.far.dialler.answer = [&](const Endpoint &) {
            targets.push_back(app(pattern(1'000'000, 9), true));
            return targets.back();
        };
        for (int i = 0; i < 5; ++i)
            clients.push_back(w.near.connectTo(w.far, web, app("x", i > 0)));
        w.timers.run(5s);
        for (const auto &client : clients)
            QVERIFY2(client->got.size() > 400'000 && client->got.size() < 600'000, qPrintable(QString::number(client->got.size())));
        clients[0]->resetNow(); // who hangs up while its turn is awaited is noticed
        QVERIFY(w.timers.runUntil([&] { return std::any_of(targets.begin(), targets.end(), [](const auto &t) { return t->gotReset; }); }, 1s));
        QVERIFY(w.timers.runUntil([&] { return std::all_of(clients.begin() + 1, clients.end(), [](const auto &c) { return c->gotFin; }); }, 10s));
        for (std::size_t i = 1; i < clients.size(); ++i)
            QCOMPARE(clients[i]->got, pattern(1'000'000, 9));
        QVERIFY(w.atBaseline());
    }

    void bytesBeforeTheTargetIsConnectedWait()
    {
        World w(2);
        QVERIFY(w.online());
        w.far.dialler.takes = 2s;
        const QByteArray early = pattern(4'000'000, 4);
        w.target->thenFinish = true;
        auto client = w.near.connectTo(w.far, web, app(early, true));
        w.timers.run(1900ms);
        QVERIFY(w.target->got.isEmpty());
        QVERIFY(w.far.ledger.queuedBytes() <= qint64(limits::streamWindow));
        QVERIFY(w.timers.runUntil([&] { return w.target->gotFin; }, 20s));
        QCOMPARE(w.target->got, early);
        QVERIFY(w.atBaseline());
    }

    void everyDialErrorReachesTheNearSideAsItIs_data()
    {
        QTest::addColumn<int>("code");
        for (const ErrorCode code : {ErrorCode::TargetRefused, ErrorCode::TargetUnreachable, ErrorCode::TargetTimedOut,
                                     ErrorCode::TargetNameNotFound, ErrorCode::TargetFailed})
            QTest::newRow(qPrintable(codeName(code))) << int(code);
    }
    void everyDialErrorReachesTheNearSideAsItIs()
    {
        QFETCH(int, code);
        World w(3);
        QVERIFY(w.online());
        w.far.dialler.answer = nullptr;
        w.far.dialler.otherwise = ErrorCode(code);
        auto client = w.near.connectTo(w.far, web, app("hello"));
        QVERIFY(w.timers.runUntil([&] { return client->gotReset; }, 1s));
        const auto info = w.near.lastClosed();
        QCOMPARE(int(info.reason.code), code);
        QCOMPARE(info.reason.subject, web.toString());
        QCOMPARE(int(info.closedBy), int(api::ClosedBy::Target));
        QVERIFY(w.atBaseline());
    }

    void nothingIsDialledThatNoRuleAllows()
    {
        World w(4);
        QVERIFY(w.online());
        for (const Endpoint &forbidden : {Endpoint{QStringLiteral("10.0.0.1"), 81}, Endpoint{QStringLiteral("10.0.0.2"), 80},
                                          Endpoint{QStringLiteral("localhost"), 80}, Endpoint{QStringLiteral("10.0.0.011"), 80}}) {
            auto client = w.near.connectTo(w.far, forbidden, app("hello"));
            QVERIFY(w.timers.runUntil([&] { return client->gotReset; }, 1s));
            QCOMPARE(int(w.near.lastClosed().reason.code), int(ErrorCode::TargetNotAllowed));
        }
        QCOMPARE(w.far.dialler.dials, 0);
        QVERIFY(w.atBaseline());
        QVERIFY(!w.far.troubles.isEmpty());
    }

    void aRuleThatIsTakenBackCutsItsConnections()
    {
        World w(5);
        QVERIFY(w.online());
        auto client = w.near.connectTo(w.far, web, app("hello"));
        QVERIFY(w.timers.runUntil([&] { return w.target->got == "hello"; }, 1s));
        w.far.book[0].rules.clear();
        w.far.follow();
        QVERIFY(w.timers.runUntil([&] { return client->gotReset; }, 1s));
        QVERIFY(w.target->gotReset);
        QCOMPARE(int(w.near.lastClosed().reason.code), int(ErrorCode::TargetNotAllowed));
        QVERIFY(w.atBaseline());
    }

    void anApplicationThatHangsUpInALargeAnswerClosesTheTargetAtOnce()
    {
        World w(6, {.delay = 10ms, .bytesPerSecond = 5e6});
        QVERIFY(w.online());
        w.target->toSend = pattern(100'000'000, 1);
        auto client = w.near.connectTo(w.far, web, app("GET"));
        QVERIFY(w.timers.runUntil([&] { return client->got.size() > 1'000'000; }, 10s));
        client->resetNow();
        QVERIFY(w.timers.runUntil([&] { return w.target->gotReset; }, 1s));
        QCOMPARE(int(w.far.lastClosed().reason.code), int(ErrorCode::HangUp));
        QCOMPARE(int(w.far.lastClosed().closedBy), int(api::ClosedBy::App));
        QVERIFY(w.atBaseline(2s));
    }

    void aTargetThatResetsIsAResetForTheApplication()
    {
        World w(7);
        QVERIFY(w.online());
        auto client = w.near.connectTo(w.far, web, app("GET"));
        QVERIFY(w.timers.runUntil([&] { return w.target->got == "GET"; }, 1s));
        w.target->resetNow();
        QVERIFY(w.timers.runUntil([&] { return client->gotReset; }, 1s));
        QVERIFY(!client->gotFin);
        QCOMPARE(int(w.near.lastClosed().closedBy), int(api::ClosedBy::Target));
        QVERIFY(w.atBaseline());
    }

    void halfClosedConnectionsGoOnInTheOtherDirection()
    {
        World w(8);
        QVERIFY(w.online());
        auto client = w.near.connectTo(w.far, web, app("question", true));
        QVERIFY(w.timers.runUntil([&] { return w.target->gotFin; }, 1s));
        w.timers.run(10ms); // the answer comes back
        QCOMPARE(int(w.near.connections.info().first().state), int(api::ConnectionState::HalfClosedOut));
        QCOMPARE(int(w.far.connections.info().first().state), int(api::ConnectionState::HalfClosedIn));
        w.timers.run(60s);
        QVERIFY(!client->gotFin);
        w.target->toSend = pattern(1'000'000, 5);
        w.target->thenFinish = true;
        w.target->wake();
        QVERIFY(w.timers.runUntil([&] { return client->gotFin; }, 5s));
        QCOMPARE(client->got, pattern(1'000'000, 5));
        QVERIFY(w.atBaseline());
        QCOMPARE(int(w.near.lastClosed().closedBy), int(api::ClosedBy::App));
    }

    void aFinThatHasComeGoesOnWithTheLastBytesAndALaterOneAlone()
    {
        World w(8);
        QVERIFY(w.online());
        auto client = w.near.connectTo(w.far, web, app("question", true));
        QVERIFY(w.timers.runUntil([&] { return w.target->gotFin; }, 1s));
        QVERIFY(w.target->gotFinWithLast);
        w.target->toSend = "answer";
        w.target->wake();
        w.timers.run(1s);
        QCOMPARE(client->got, QByteArray("answer"));
        QVERIFY(!client->gotFin);
        w.target->thenFinish = true;
        w.target->wake();
        QVERIFY(w.timers.runUntil([&] { return client->gotFin; }, 1s));
        QVERIFY(!client->gotFinWithLast);
        QVERIFY(w.atBaseline());
    }

    void aReaderThatDoesNotReadStopsItsSenderAndNobodyElse()
    {
        World w(9);
        QVERIFY(w.online());
        w.target->toSend = pattern(30'000'000, 1);
        auto stuck = std::make_shared<Application>();
        stuck->reads = false;
        w.near.connectTo(w.far, web, stuck);
        w.timers.run(5s);
        QVERIFY(w.target->toSend.size() > 20'000'000); // not read any further
        QVERIFY(w.near.ledger.queuedBytes() <= qint64(limits::streamWindow));
        auto other = std::make_shared<Application>();
        *other = {.toSend = pattern(2'000'000, 2), .thenFinish = true};
        w.far.dialler.answer = [&](const Endpoint &) { return other; };
        auto client = w.near.connectTo(w.far, web, app("x", true));
        QVERIFY(w.timers.runUntil([&] { return client->gotFin; }, 5s));
        QCOMPARE(client->got, pattern(2'000'000, 2));
        stuck->reads = true;
        stuck->wake();
        QVERIFY(w.timers.runUntil([&] { return stuck->got.size() == 30'000'000; }, 30s));
        QCOMPARE(stuck->got, pattern(30'000'000, 1));
    }

    void theFiguresOfALinkAreThoseOfItsLine()
    {
        World w(30, {.delay = 20ms, .bytesPerSecond = 1e6});
        QVERIFY(w.online());
        const auto figures = [](Machine &one, const Machine &other) { return one.peers.find(other.carrier->key())->info().link; };
        w.timers.run(10s);
        QVERIFY(figures(w.near, w.far).rateIn < 1000 && figures(w.near, w.far).rateOut < 1000); // heartbeats
        QVERIFY(figures(w.near, w.far).rateIn > 0);
        w.target->toSend = pattern(20'000'000, 1);
        w.near.connectTo(w.far, web, app("GET"));
        w.timers.run(6s);
        const api::LinkInfo in = figures(w.near, w.far);
        const api::LinkInfo out = figures(w.far, w.near);
        QVERIFY2(in.rateIn > 0.9e6 && in.rateIn < 1.02e6, qPrintable(QString::number(in.rateIn)));
        QVERIFY2(out.rateOut > 0.9e6 && out.rateOut < 1.1e6, qPrintable(QString::number(out.rateOut)));
        QVERIFY(in.bytesIn > 4'000'000 && in.bytesIn < 6'500'000 && in.bytesIn <= out.bytesOut);
        QVERIFY(out.congestionWindow && out.bytesInFlight && *out.bytesInFlight > 10'000);
        QVERIFY(*out.windowFill() > 0.2 && *out.windowFill() <= 1);
        QVERIFY(out.credit && *out.credit > 0);
        QVERIFY(*in.windowFill() < 0.1); // only acknowledgements go this way
        w.network.setConnected(false);
        w.timers.run(10s);
        QVERIFY(figures(w.near, w.far).rateIn == 0);
        QCOMPARE(figures(w.near, w.far).bytesIn, in.bytesIn);
    }

    void anOfflinePeerRefusesAtOnceAndSaysSo()
    {
        World w(10);
        QVERIFY(w.online());
        w.network.setConnected(false);
        w.timers.run(1ms);
        auto client = w.near.connectTo(w.far, web, app("x"));
        QVERIFY(client->gotReset);
        QCOMPARE(int(w.near.lastClosed().reason.code), int(ErrorCode::PeerOffline));
        QCOMPARE(w.near.lastClosed().reason.peer, QStringLiteral("far"));
        QCOMPARE(int(w.near.stateOf(w.far)), int(api::PeerState::Offline));
    }

    void aConnectionClosedByHandSaysSoOnBothSides()
    {
        World w(11);
        QVERIFY(w.online());
        auto client = w.near.connectTo(w.far, web, app("x"));
        QVERIFY(w.timers.runUntil([&] { return w.target->got == "x"; }, 1s));
        QVERIFY(w.near.connections.abort(1, ErrorCode::ClosedByUser));
        QVERIFY(!w.near.connections.abort(1, ErrorCode::ClosedByUser));
        QVERIFY(client->gotReset);
        QVERIFY(w.timers.runUntil([&] { return w.target->gotReset; }, 1s));
        QCOMPARE(int(w.far.lastClosed().reason.code), int(ErrorCode::ClosedByUser));
        QCOMPARE(int(w.near.lastClosed().closedBy), int(api::ClosedBy::This));
        QCOMPARE(int(w.far.lastClosed().closedBy), int(api::ClosedBy::Peer));
        QVERIFY(w.atBaseline());
    }

    void anEndThatASilentPeerIsStillToBeToldOfIsCounted()
    {
        World w(13);
        QVERIFY(w.online());
        auto client = w.near.connectTo(w.far, web, app("x"));
        QVERIFY(w.timers.runUntil([&] { return w.target->got == "x"; }, 1s));
        QCOMPARE(w.near.peers.partingStreams(), 0);
        w.network.setBlackHole(true);
        client->resetNow();
        QVERIFY(w.timers.runUntil([&] { return w.near.connections.openCount() == 0; }, 1s));
        w.timers.run(60s);
        QCOMPARE(w.near.peers.partingStreams(), 1);
        QCOMPARE(w.near.ledger.count(Counted::Stream).now, 1);
        w.network.setBlackHole(false);
        QVERIFY(w.atBaseline());
        QCOMPARE(w.near.peers.partingStreams(), 0);
    }

    void aConnectionSurvivesAnOutage()
    {
        World w(12, {.delay = 15ms, .bytesPerSecond = 3e6});
        QVERIFY(w.online());
        const QByteArray body = pattern(6'000'000, 6);
        *w.target = {.toSend = body, .thenFinish = true};
        auto client = w.near.connectTo(w.far, web, app("x", true));
        QVERIFY(w.timers.runUntil([&] { return client->got.size() > 1'000'000; }, 5s));
        w.network.setConnected(false);
        w.timers.run(120s);
        w.network.setConnected(true);
        QVERIFY(w.timers.runUntil([&] { return client->gotFin; }, 10s));
        QCOMPARE(client->got, body);
        QVERIFY(w.atBaseline());
    }

    void aPeerThatIsRemovedTakesItsConnectionsWithIt()
    {
        World w(13);
        QVERIFY(w.online());
        auto client = w.near.connectTo(w.far, web, app("x"));
        QVERIFY(w.timers.runUntil([&] { return w.target->got == "x"; }, 1s));
        w.near.book.clear();
        w.near.follow();
        QVERIFY(w.timers.runUntil([&] { return client->gotReset && w.target->gotReset; }, 1s));
        QCOMPARE(int(w.far.lastClosed().reason.code), int(ErrorCode::PeerRemoved));
        QVERIFY(w.atBaseline());
        QCOMPARE(w.near.ledger.count(Counted::Link).now, 0);
    }

    void aRequestToPairIsCarriedAndTheAnswerCompletesIt()
    {
        World w(14);
        Machine third(w.timers, w.network, w.random, QStringLiteral("third"));
        const auto token = randomId<InviteToken>(w.random);
        QByteArray message;
        w.far.carrier->requested = [&](const PublicKey &from, const QByteArray &m) {
            message = m;
            QCOMPARE(from, third.carrier->key());
            w.far.know(third, QStringLiteral("third"));
        };
        profile::PeerEntry entry;
        entry.name = QStringLiteral("far");
        entry.id = w.far.carrier->key();
        entry.pending = true;
        entry.address = w.far.carrier->address();
        entry.token = token;
        third.book.append(entry);
        third.follow();
        QCOMPARE(int(third.stateOf(w.far)), int(api::PeerState::Pending));
        QVERIFY(w.timers.runUntil([&] { return third.answers > 0; }, 10s));
        const auto request = wire::decodePairRequest(message);
        QVERIFY(request && request->token == token);
        QVERIFY(w.timers.runUntil([&] { return w.far.tokens.contains(token); }, 1s)); // in the hello as well
        third.book[0].pending = false;
        third.book[0].token.reset();
        third.follow();
        QVERIFY(w.timers.runUntil([&] { return third.stateOf(w.far) == api::PeerState::Online; }, 10s));
    }

    void aRequestWithoutAnAnswerIsSaidAgain()
    {
        World w(15);
        Machine third(w.timers, w.network, w.random, QStringLiteral("third"));
        QList<Instant> heard;
        w.far.carrier->requested = [&](const PublicKey &, const QByteArray &message) {
            const auto request = wire::decodePairRequest(message);
            QVERIFY(request && !request->token); // a bare address
            heard.append(w.timers.now());
        };
        profile::PeerEntry entry;
        entry.name = QStringLiteral("far");
        entry.id = w.far.carrier->key();
        entry.pending = true;
        entry.address = w.far.carrier->address();
        third.book.append(entry);
        third.follow();
        w.timers.run(65min);
        QCOMPARE(heard.size(), 7);
        QCOMPARE(heard[6] - heard[5], Duration(limits::requestRepeat));
        // A person accepts.
        w.far.know(third, QStringLiteral("third"));
        QVERIFY(w.timers.runUntil([&] { return third.answers > 0; }, 10s));
        third.book[0].pending = false;
        third.follow();
        w.far.carrier->requested = [&](const PublicKey &, const QByteArray &) { QFAIL("a machine that is paired asks no more"); };
        QVERIFY(w.timers.runUntil([&] { return third.stateOf(w.far) == api::PeerState::Online; }, 10s));
        w.timers.run(65min);
        QCOMPARE(third.stateOf(w.far), api::PeerState::Online);
    }

    void randomLivesOfManyConnectionsLeaveNothing_data()
    {
        QTest::addColumn<quint64>("seed");
        const bool given = qEnvironmentVariableIsSet("CULVERT_SEED");
        const quint64 first = given ? qEnvironmentVariable("CULVERT_SEED").toULongLong() : 500;
        for (int i = 0; i < (given ? 1 : 40); ++i)
            QTest::addRow("seed %llu", first + quint64(i)) << first + quint64(i);
    }
    // Applications and targets that send, finish, reset, stop reading and vanish at random, on a bad network.
    void randomLivesOfManyConnectionsLeaveNothing()
    {
        QFETCH(quint64, seed);
        SeededRandom dice(seed * 31);
        World w(seed, {.loss = dice.unit() * 0.03, .duplicate = 0.01, .delay = Duration(qint64(dice.unit() * 4e7)), .jitter = 5ms});
        QVERIFY(w.online());
        std::vector<std::shared_ptr<Application>> all;
        w.far.dialler.answer = [&](const Endpoint &) -> std::shared_ptr<Application> {
            if (dice.unit() < 0.1)
                return nullptr;
            all.push_back(app(pattern(qsizetype(dice.unit() * dice.unit() * 400'000), seed), dice.unit() < 0.6));
            return all.back();
        };
        for (int i = 0; i < 120; ++i) {
            all.push_back(w.near.connectTo(w.far, web, app(pattern(qsizetype(dice.unit() * 100'000), seed + 1), dice.unit() < 0.6)));
            w.timers.run(Duration(qint64(dice.unit() * 3e7)));
            const auto &one = all[std::size_t(dice.unit() * double(all.size()))];
            const double what = dice.unit();
            if (what < 0.2 && one->resetNow)
                one->resetNow();
            else if (what < 0.5) {
                one->reads = !one->reads;
                if (one->wake)
                    one->wake();
            } else if (what < 0.55)
                w.near.connections.abort(ConnectionId(dice.unit() * i), ErrorCode::ClosedByUser);
            else if (what < 0.58) {
                w.network.setBlackHole(true);
                w.timers.run(Duration(qint64(dice.unit() * 5e9)));
                w.network.setBlackHole(false);
            }
        }
        for (int i = 0; i < 60 && !(w.near.atBaseline() && w.far.atBaseline()); ++i) {
            for (const auto &one : all) {
                one->reads = true;
                one->thenFinish = true;
                if (one->wake)
                    one->wake();
            }
            w.timers.run(1s);
        }
        for (const Machine *m : {&w.near, &w.far}) {
            for (const auto &c : m->connections.info()) {
                if (c.state != api::ConnectionState::Closed)
                    qInfo() << "left:" << c.peer << api::nameOf(c.state) << c.sent << c.received << c.waitingOut << c.waitingIn << c.idleMs;
            }
        }
        QVERIFY2(w.near.atBaseline() && w.far.atBaseline(),
                 qPrintable(QStringLiteral("near %1 far %2 connections left").arg(w.near.connections.openCount()).arg(w.far.connections.openCount())));
    }
};

QTEST_GUILESS_MAIN(EngineScenario)
#include "engine_scenario.moc"
