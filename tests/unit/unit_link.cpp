// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "link/chunk_queue.h"
#include "link/hello_exchange.h"
#include "link/liveness.h"
#include "link/traffic_meter.h"
#include "support/sim_network.h"

#include <QDateTime>
#include <QTest>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <numeric>

using namespace culvert;
using namespace culvert::link;
using namespace std::chrono_literals;

namespace {

const Instant start{1h};

// Two machines and what they say to one another.
struct Pair {
    explicit Pair(Random &random) : random_(random)
    {
        for (Side *side : {&a, &b}) {
            random.fill({side->secret.data(), SecretKey::size});
            crypto_scalarmult_base(side->key.data(), side->secret.data());
        }
        renew(a, b.key);
        renew(b, a.key);
    }
    struct Side {
        SecretKey secret;
        PublicKey key;
        InstanceId instance;
        std::unique_ptr<HelloExchange> hellos;
    };
    // The program of this side is started anew.
    void renew(Side &side, const PublicKey &other)
    {
        side.instance = randomId<InstanceId>(random_);
        const auto keys = wire::deriveLinkKeys(side.secret, side.key, other);
        side.hellos = std::make_unique<HelloExchange>(HelloExchange::Self{side.key, side.instance, QStringLiteral("nas")}, other,
                                                      keys->hello, random_);
    }
    Random &random_;
    Side a;
    Side b;
};

} // namespace

class UnitLink final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChunkQueueIsAStreamOfBytesAtFixedAddresses_data()
    {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<bool>("appended");
        const auto both = [](quint64 seed) {
            QTest::newRow(qPrintable(QStringLiteral("written, seed %1").arg(seed))) << seed << false;
            QTest::newRow(qPrintable(QStringLiteral("appended, seed %1").arg(seed))) << seed << true;
        };
        for (quint64 seed = 1; seed <= 8; ++seed)
            both(seed);
        both(quint64(QDateTime::currentMSecsSinceEpoch()));
    }
    void aChunkQueueIsAStreamOfBytesAtFixedAddresses()
    {
        QFETCH(quint64, seed);
        QFETCH(bool, appended);
        test::SeededRandom random(seed);
        const auto below = [&](quint64 n) { return quint64(random.unit() * double(n)); };
        ChunkQueue queue;
        QByteArray model;         // all bytes ever appended
        quint64 released = 0;
        std::map<quint64, const std::uint8_t *> addresses; // of some bytes not released: QUIC keeps such pointers
        for (int round = 0; round < 4000; ++round) {
            switch (below(4)) {
            case 0: {
                if (!appended)
                    break;
                addresses.clear(); // append() may move what waits
                QByteArray bytes(qsizetype(below(round % 50 ? 3000 : 200'000)), '\0');
                random.fill({reinterpret_cast<std::uint8_t *>(bytes.data()), std::size_t(bytes.size())});
                queue.append({reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())});
                model += bytes;
                break;
            }
            case 1: {
                const auto space = queue.space();
                QVERIFY(!space.empty());
                const std::size_t n = std::size_t(below(space.size() + 1));
                random.fill(space.first(n));
                queue.commit(n);
                model.append(reinterpret_cast<const char *>(space.data()), qsizetype(n));
                break;
            }
            case 2: {
                const quint64 span = quint64(model.size()) - released;
                quint64 to = released + (round % 100 == 0 ? span : below(span + 1));
                if (round % 3 == 0) // around the end of a piece
                    to = std::min(released + span, released + quint64(queue.at(released).size()) + below(3) - (span > 0 ? 1 : 0));
                queue.release(to);
                released = std::max(released, to);
                addresses.erase(addresses.begin(), addresses.lower_bound(released));
                break;
            }
            default: {
                const quint64 position = released + below(quint64(model.size()) - released + 1);
                const auto bytes = queue.at(position);
                QCOMPARE(bytes.empty(), position == quint64(model.size()));
                QVERIFY(position + bytes.size() <= quint64(model.size()));
                QVERIFY(bytes.empty() || std::memcmp(bytes.data(), model.constData() + position, bytes.size()) == 0);
                if (!bytes.empty())
                    addresses[position] = bytes.data();
                break;
            }
            }
            QCOMPARE(queue.begin(), released);
            QCOMPARE(queue.end(), quint64(model.size()));
            QCOMPARE(queue.size(), quint64(model.size()) - released);
            for (const auto &[position, address] : addresses) {
                QCOMPARE(queue.at(position).data(), address);
                QCOMPARE(*address, std::uint8_t(model[qsizetype(position)]));
            }
        }
        QByteArray rest;
        for (quint64 position = released; position < queue.end();) {
            const auto bytes = queue.at(position);
            QVERIFY(!bytes.empty());
            rest.append(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
            position += bytes.size();
        }
        QCOMPARE(rest, model.mid(qsizetype(released)));
        queue.clear();
        QCOMPARE(queue.size(), quint64(0));
        queue.append(std::array<std::uint8_t, 3>{1, 2, 3});
        QCOMPARE(queue.at(queue.begin()).size(), std::size_t(3));
    }

    void whatCameTogetherIsReadTogether()
    {
        std::vector<std::uint8_t> bytes(3000);
        std::iota(bytes.begin(), bytes.end(), std::uint8_t(1));
        const auto isFrom = [&](std::span<const std::uint8_t> piece, std::size_t from, std::size_t to) {
            return std::ranges::equal(piece, std::span(bytes).subspan(from, to - from));
        };
        ChunkQueue queue;
        queue.append(std::span(bytes).first(9));
        queue.append(std::span(bytes).subspan(9, 991)); // more than the first piece has room for
        QVERIFY(isFrom(queue.at(0), 0, 1000));
        queue.release(9);
        QVERIFY(isFrom(queue.at(9), 9, 1000));
        queue.release(700);
        for (const std::size_t end : {1500, 2000, 3000})
            queue.append(std::span(bytes).subspan(std::size_t(queue.end()), end - std::size_t(queue.end())));
        QVERIFY(isFrom(queue.at(700), 700, 3000));
    }

    void anOpeningThatComesByteByByteIsInOnePiece()
    {
        std::vector<std::uint8_t> bytes(2 + limits::openingSize); // with its length
        std::iota(bytes.begin(), bytes.end(), std::uint8_t(1));
        for (const std::size_t before : {0, 9, 4090}) {
            ChunkQueue queue;
            queue.append(std::vector<std::uint8_t>(before));
            queue.release(before);
            for (const std::uint8_t &byte : bytes)
                queue.append({&byte, 1});
            QVERIFY2(std::ranges::equal(queue.at(before), bytes), qPrintable(QString::number(before)));
        }
    }

    void silenceBeginsThreeSecondsAfterTheLastWord()
    {
        Liveness liveness;
        liveness.restart(start);
        QVERIFY(!liveness.silent(start + limits::silence - 1ns));
        QVERIFY(liveness.silent(start + limits::silence));
        liveness.heard(start + 10s);
        QVERIFY(!liveness.silent(start + 12s));
        QCOMPARE(liveness.quietFor(start + 12s), Duration(2s));
        QCOMPARE(liveness.silentAt(), start + 10s + limits::silence);
        liveness.heartbeatReceived({1, 0, 0}, start + 20s);
        QVERIFY(!liveness.silent(start + 22s));
    }

    void heartbeatsAreDueAtOnceThenEachSecondAndOftenerInSilence()
    {
        Liveness liveness;
        liveness.restart(start);
        QCOMPARE(liveness.nextHeartbeat(start), start);
        QCOMPARE(liveness.makeHeartbeat(start).number, 1u);
        QCOMPARE(liveness.nextHeartbeat(start + 1ms), start + limits::heartbeat);
        QCOMPARE(liveness.makeHeartbeat(start + 3s).number, 2u);
        QCOMPARE(liveness.nextHeartbeat(start + 3s), start + 3s + limits::heartbeatSilent);
        liveness.restart(start + 10s);
        QCOMPARE(liveness.nextHeartbeat(start + 10s), start + 10s);
        QCOMPARE(liveness.makeHeartbeat(start + 10s).number, 3u); // numbers go on over paths
    }

    void theRoundTripIsWithoutTheTimeThatTheOtherSideTook()
    {
        Liveness a;
        Liveness b;
        a.restart(start);
        b.restart(start);
        QVERIFY(!a.roundTrip());
        for (int i = 0; i < 20; ++i) {
            const Instant t = start + i * 1s;
            b.heartbeatReceived(a.makeHeartbeat(t), t + 30ms);
            a.heartbeatReceived(b.makeHeartbeat(t + 430ms), t + 480ms); // 50 ms on the way back
        }
        QVERIFY(a.roundTrip());
        QVERIFY(*a.roundTrip() > 79ms && *a.roundTrip() < 81ms);
    }

    void anEchoCountsOnceAndAnImpossibleOneNotAtAll()
    {
        Liveness liveness;
        liveness.restart(start);
        const auto beat = liveness.makeHeartbeat(start);
        liveness.heartbeatReceived({1, beat.number, 500'000}, start + 100ms); // kept longer than it was under way
        QVERIFY(!liveness.roundTrip());
        liveness.heartbeatReceived({2, beat.number, 0}, start + 200ms); // was used up by the first
        QVERIFY(!liveness.roundTrip());
        const auto second = liveness.makeHeartbeat(start + 1s);
        liveness.heartbeatReceived({3, second.number, 0}, start + 1s + 100ms);
        QCOMPARE(*liveness.roundTrip(), Duration(100ms));
        liveness.heartbeatReceived({4, second.number, 0}, start + 9s);
        liveness.heartbeatReceived({5, 999, 0}, start + 9s); // never said
        liveness.heartbeatReceived({6, 0, 0}, start + 9s);
        QCOMPARE(*liveness.roundTrip(), Duration(100ms));
    }

    void theRateIsThatOfTheLastTwoSeconds()
    {
        TrafficMeter meter;
        QCOMPARE(meter.bytesPerSecond(start), 0.0);
        for (int ms = 0; ms < 10'000; ms += 10)
            meter.add(1000, start + ms * 1ms);
        QCOMPARE(meter.total(), 1'000'000u);
        const double steady = meter.bytesPerSecond(start + 9990ms);
        QVERIFY2(steady > 98'000 && steady < 102'000, qPrintable(QString::number(steady)));
        const double half = meter.bytesPerSecond(start + 11s); // a second without a byte
        QVERIFY2(half > 45'000 && half < 55'000, qPrintable(QString::number(half)));
        QCOMPARE(meter.bytesPerSecond(start + 12s), 0.0);
        meter.add(2000, start + 60s); // nothing of before is left in it
        const double after = meter.bytesPerSecond(start + 60s);
        QVERIFY2(after > 900 && after < 1100, qPrintable(QString::number(after)));
        QCOMPARE(meter.total(), 1'002'000u);
    }

    void theRateOfAYoungLinkIsNotWateredDown()
    {
        TrafficMeter meter;
        for (int ms = 0; ms <= 500; ms += 10)
            meter.add(1000, start + ms * 1ms);
        const double rate = meter.bytesPerSecond(start + 500ms);
        QVERIFY2(rate > 98'000 && rate < 105'000, qPrintable(QString::number(rate)));
    }

    void lossIsTheShareOfTheLastMinutesNumbers()
    {
        Liveness liveness;
        liveness.restart(start);
        for (std::uint32_t n = 1; n <= 9; ++n)
            liveness.heartbeatReceived({n, 0, 0}, start + n * 1s);
        QVERIFY(!liveness.lossPercent(start + 9s)); // too few to say
        for (std::uint32_t n = 10; n <= 40; ++n) {
            if (n % 4)
                liveness.heartbeatReceived({n, 0, 0}, start + n * 1s);
        }
        const auto some = liveness.lossPercent(start + 40s);
        QVERIFY(some && *some > 15 && *some < 25);
        for (std::uint32_t n = 41; n <= 141; ++n)
            liveness.heartbeatReceived({n, 0, 0}, start + n * 1s);
        QCOMPARE(*liveness.lossPercent(start + 141s), 0.0);
    }

    void duplicatesAndDisorderAreNoLoss()
    {
        Liveness liveness;
        liveness.restart(start);
        for (const std::uint32_t n : {2u, 1u, 1u, 4u, 3u, 3u, 6u, 5u, 8u, 7u, 10u, 9u, 12u, 11u, 12u})
            liveness.heartbeatReceived({n, 0, 0}, start + n * 1s);
        QCOMPARE(*liveness.lossPercent(start + 12s), 0.0);
        for (const std::uint32_t n : {14u, 14u, 16u, 16u, 18u, 18u, 20u, 20u, 22u, 22u, 24u, 24u}) // every second one lost
            liveness.heartbeatReceived({n, 0, 0}, start + n * 1s);
        QCOMPARE(*liveness.lossPercent(start + 24s), 25.0);
    }

    void onlyANewHeartbeatEndsSilence()
    {
        Liveness liveness;
        liveness.restart(start);
        liveness.heartbeatReceived({50, 0, 0}, start + 1s);
        QVERIFY(liveness.isNew({51, 0, 0}) && !liveness.isNew({50, 0, 0}));
        for (int i = 0; i < 50; ++i) // again, and earlier ones
            liveness.heartbeatReceived({std::uint32_t(50 - i), 0, 0}, start + 2s + i * 1s);
        QCOMPARE(liveness.quietFor(start + 60s), Duration(59s));
        QVERIFY(!liveness.lossPercent(start + 60s) || *liveness.lossPercent(start + 60s) <= 100);
        liveness.peerStarted(); // and counts from 1
        QVERIFY(liveness.isNew({1, 0, 0}));
        liveness.heartbeatReceived({1, 0, 0}, start + 60s);
        QCOMPARE(liveness.quietFor(start + 60s), Duration(0));
    }

    void hostileNumbersStayInRange()
    {
        Liveness liveness;
        liveness.restart(start);
        for (const std::uint32_t n : {0u, UINT32_MAX, 1u, UINT32_MAX - 1, 0x80000000u})
            liveness.heartbeatReceived({n, UINT32_MAX, UINT32_MAX}, start);
        const auto loss = liveness.lossPercent(start);
        QVERIFY(!loss || (*loss >= 0 && *loss <= 100));
        QVERIFY(!liveness.roundTrip());
        QCOMPARE(liveness.makeHeartbeat(start + 1000h).echoDelayUs, UINT32_MAX); // longer than a number holds
    }

    void twoSidesHearOneAnotherInThreeHellosAndThenAreQuiet()
    {
        test::SeededRandom random(3);
        Pair pair(random);
        Instant now = start;
        QVERIFY(pair.a.hellos->nextDue(false) <= now);
        const auto first = pair.b.hellos->receive(pair.a.hellos->make(false, now));
        QVERIFY(first.hello);
        QCOMPARE(first.hello->instance, pair.a.instance);
        QVERIFY(!first.hello->heard);
        QVERIFY(!first.fresh && !pair.b.hellos->theirInstance()); // it may be an old one that somebody sends again
        QCOMPARE(pair.b.hellos->lastHeard(), std::optional(pair.a.instance));
        QVERIFY(pair.b.hellos->nextDue(true) <= now); // a does not know b: an answer is due even with a link
        const auto second = pair.a.hellos->receive(pair.b.hellos->make(false, now));
        QCOMPARE(second.hello->heard, std::optional(pair.a.instance));
        QVERIFY(second.fresh && !second.hello->proven);
        QCOMPARE(pair.a.hellos->theirInstance(), std::optional(pair.b.instance));
        QCOMPARE(pair.a.hellos->nextDue(true), Instant::max()); // a is known: nothing to answer
        QCOMPARE(pair.a.hellos->nextDue(false), now + limits::helloRepeat);
        const auto third = pair.b.hellos->receive(pair.a.hellos->make(true, now));
        QVERIFY(third.hello->linked && third.hello->proven && third.fresh);
        QCOMPARE(pair.b.hellos->theirInstance(), std::optional(pair.a.instance));
        QCOMPARE(pair.b.hellos->nextDue(true), Instant::max());
    }

    void aRestartedProgramIsAnsweredAndKnownByItsNewInstance()
    {
        test::SeededRandom random(4);
        Pair pair(random);
        QVERIFY(pair.b.hellos->receive(pair.a.hellos->make(false, start)).hello);
        QVERIFY(pair.a.hellos->receive(pair.b.hellos->make(false, start)).hello);
        QVERIFY(pair.b.hellos->receive(pair.a.hellos->make(true, start)).hello);
        const InstanceId before = pair.a.instance;
        pair.renew(pair.a, pair.b.key);
        QVERIFY(pair.b.hellos->receive(pair.a.hellos->make(false, start + 10s)).hello);
        QCOMPARE(pair.b.hellos->theirInstance(), std::optional(before));
        QCOMPARE(pair.b.hellos->lastHeard(), std::optional(pair.a.instance));
        QVERIFY(pair.b.hellos->nextDue(true) <= start + 10s);
        QVERIFY(pair.a.hellos->receive(pair.b.hellos->make(true, start + 10s)).fresh);
        const auto proof = pair.b.hellos->receive(pair.a.hellos->make(false, start + 10s));
        QVERIFY(proof.fresh && !proof.elsewhere);
        QCOMPARE(pair.b.hellos->theirInstance(), std::optional(pair.a.instance));
    }

    // Who kept it says it to a program that was just started and has nothing to compare it with.
    void aHelloOfAnEarlierRunHidesNobody()
    {
        test::SeededRandom random(8);
        Pair pair(random);
        const auto meet = [&](Instant now) {
            for (int round = 0; round < 2; ++round) {
                (void)pair.b.hellos->receive(pair.a.hellos->make(false, now));
                (void)pair.a.hellos->receive(pair.b.hellos->make(false, now));
            }
        };
        QList<QByteArray> kept;
        for (int run = 0; run < 3; ++run) {
            meet(start);
            kept.append(pair.a.hellos->make(true, start));
            kept.append(pair.a.hellos->make(true, start));
            pair.renew(pair.a, pair.b.key);
        }
        pair.renew(pair.b, pair.a.key);
        const auto sayAllAgain = [&] {
            for (const QByteArray &old : std::as_const(kept))
                QVERIFY(!pair.b.hellos->receive(old).fresh);
        };
        sayAllAgain();
        QVERIFY(!pair.b.hellos->theirInstance());
        meet(start + 10s);
        QCOMPARE(pair.b.hellos->theirInstance(), std::optional(pair.a.instance));
        sayAllAgain();
        QCOMPARE(pair.b.hellos->theirInstance(), std::optional(pair.a.instance));
        const auto next = pair.b.hellos->receive(pair.a.hellos->make(true, start + 20s));
        QVERIFY(next.hello && next.fresh);
        QCOMPARE(pair.b.hellos->lastHeard(), std::optional(pair.a.instance));
    }

    void aHandshakeIsAProofAsWell()
    {
        test::SeededRandom random(9);
        Pair pair(random);
        const QByteArray first = pair.a.hellos->make(false, start);
        QVERIFY(!pair.b.hellos->receive(first).fresh);
        // What it said before counts now: it may say nothing more, and whoever asked it to pair would wait for ever.
        const auto said = pair.b.hellos->prove(pair.a.instance);
        QVERIFY(said);
        QCOMPARE(said->instance, pair.a.instance);
        QVERIFY(!pair.b.hellos->prove(pair.a.instance)); // once
        QCOMPARE(pair.b.hellos->theirInstance(), std::optional(pair.a.instance));
        QVERIFY(!pair.b.hellos->receive(first).hello); // it was heard already
        QVERIFY(pair.b.hellos->receive(pair.a.hellos->make(true, start)).fresh);
    }

    void aCopyOfThisIdentityIsSeenByWhatThePeerHears()
    {
        test::SeededRandom random(10);
        Pair pair(random);
        const auto meet = [&](HelloExchange &one) {
            bool elsewhere = false;
            for (int round = 0; round < 2; ++round) {
                (void)pair.b.hellos->receive(one.make(false, start));
                elsewhere |= one.receive(pair.b.hellos->make(false, start)).elsewhere;
            }
            return elsewhere;
        };
        QVERIFY(!meet(*pair.a.hellos));
        pair.a.hellos->knownThere(); // heartbeats
        // A copy of the profile is started: another instance of the same key.
        const auto original = std::move(pair.a.hellos);
        pair.renew(pair.a, pair.b.key);
        QVERIFY(!meet(*pair.a.hellos)); // whoever comes last sees nothing wrong
        QVERIFY(original->receive(pair.b.hellos->make(false, start)).elsewhere);
    }

    // The older one shows that it is there now, beside the one that has followed it; only then the peer tells the younger.
    void theYoungerOfTwoCopiesIsToldOnceTheOlderHasAnswered()
    {
        test::SeededRandom random(12);
        Pair pair(random);
        HelloExchange &peer = *pair.b.hellos;
        const auto meet = [&](HelloExchange &one) {
            bool elsewhere = false;
            for (int round = 0; round < 2; ++round) {
                (void)peer.receive(one.make(false, start));
                elsewhere |= one.receive(peer.make(false, start)).elsewhere;
            }
            (void)peer.receive(one.make(true, start));
            return elsewhere;
        };
        QVERIFY(!meet(*pair.a.hellos));
        pair.a.hellos->knownThere();
        const auto older = std::move(pair.a.hellos);
        pair.renew(pair.a, pair.b.key);
        const auto younger = std::move(pair.a.hellos);
        QVERIFY(!meet(*younger));
        younger->knownThere();
        QCOMPARE(peer.nextDue(true), Instant::max());

        const QByteArray first = older->make(true, start);
        QVERIFY(!peer.receive(first).hello); // it counts for nothing, and is asked for more
        QVERIFY(peer.nextDue(true) < Instant::max());
        const QByteArray asks = peer.make(true, start);
        QVERIFY(!younger->receive(asks).elsewhere);
        (void)peer.receive(younger->make(true, start)); // that it is there is no news
        QVERIFY(!peer.receive(first).hello); // nor what was heard before
        QCOMPARE(peer.nextDue(true), Instant::max());
        QVERIFY(!younger->receive(peer.make(true, start)).elsewhere);

        QVERIFY(older->receive(asks).elsewhere); // as ever
        QVERIFY(!peer.receive(older->make(true, start)).hello);
        QVERIFY(peer.nextDue(true) < Instant::max());
        QVERIFY(younger->receive(peer.make(true, start)).elsewhere);
        QVERIFY(!younger->receive(peer.make(true, start)).elsewhere); // once
        QCOMPARE(peer.theirInstance(), std::optional(pair.a.instance));
        QVERIFY(!peer.receive(older->make(true, start)).hello);
        QCOMPARE(peer.nextDue(true), Instant::max()); // it is known

        pair.renew(pair.a, pair.b.key); // either was quit, and is alone
        QVERIFY(!meet(*pair.a.hellos));
        QVERIFY(!pair.a.hellos->receive(peer.make(true, start)).elsewhere);
    }

    // Whoever carries the hellos may keep some back, and bring them when the program is started anew: it is asked then, and nobody answers.
    void whatWasHeldBackOfAnEarlierRunMakesNoCopy()
    {
        test::SeededRandom random(13);
        Pair pair(random);
        QList<QByteArray> ofA, ofB;
        for (int run = 0; run < 6; ++run) {
            for (int round = 0; round < 8; ++round) {
                ofA.append(pair.a.hellos->make(round > 1, start));
                if (round < 3)
                    (void)pair.b.hellos->receive(ofA.last());
                ofB.append(pair.b.hellos->make(round > 1, start));
                if (round < 3)
                    QVERIFY(!pair.a.hellos->receive(ofB.last()).elsewhere);
                if (round > 0)
                    pair.a.hellos->knownThere();
            }
            pair.renew(pair.a, pair.b.key);
            for (int i = 0; i < 200; ++i) {
                (void)pair.b.hellos->receive(ofA[qsizetype(random.unit() * double(ofA.size()))]);
                ofB.append(pair.b.hellos->make(true, start));
                QVERIFY(!pair.a.hellos->receive(ofB[qsizetype(random.unit() * double(ofB.size()))]).elsewhere);
                ofA.append(pair.a.hellos->make(true, start));
            }
        }
    }

    void aRestartIsNoCopy()
    {
        test::SeededRandom random(11);
        Pair pair(random);
        QList<QByteArray> ofB, ofA;
        for (int run = 0; run < 6; ++run) {
            for (int round = 0; round < 4; ++round) {
                ofA.append(pair.a.hellos->make(round > 1, start));
                (void)pair.b.hellos->receive(ofA.last());
                ofB.append(pair.b.hellos->make(round > 1, start));
                QVERIFY(!pair.a.hellos->receive(ofB.last()).elsewhere);
                if (round > 0) {
                    pair.a.hellos->knownThere();
                    pair.b.hellos->knownThere();
                }
            }
            // Whatever was said in any run, in any order, to either side.
            for (int i = 0; i < 100; ++i) {
                QVERIFY(!pair.a.hellos->receive(ofB[qsizetype(random.unit() * double(ofB.size()))]).elsewhere);
                const auto heard = pair.b.hellos->receive(ofA[qsizetype(random.unit() * double(ofA.size()))]);
                QVERIFY(!heard.elsewhere);
                ofB.append(pair.b.hellos->make(true, start)); // it may name an instance of long ago
                QVERIFY(!pair.a.hellos->receive(ofB.last()).elsewhere);
            }
            // Either side is started anew, by turns.
            pair.renew(run % 2 ? pair.a : pair.b, run % 2 ? pair.b.key : pair.a.key);
        }
    }

    void whatEverTheOtherSideDoesHellosKeepTheirPause()
    {
        test::SeededRandom random(5);
        Pair pair(random);
        Instant now = start;
        int said = 0;
        for (int i = 0; i < 10'000; ++i, now += 1ms) { // ten seconds of a hello each millisecond
            QVERIFY(pair.b.hellos->receive(pair.a.hellos->make(false, now)).hello);
            if (now >= pair.b.hellos->nextDue(true)) {
                [[maybe_unused]] const QByteArray answer = pair.b.hellos->make(true, now);
                ++said;
            }
        }
        QVERIFY2(said <= 41, qPrintable(QString::number(said)));
        QVERIFY(said > 1);
    }

    void foreignAndReflectedHellosChangeNothing()
    {
        test::SeededRandom random(6);
        Pair pair(random);
        Pair others(random);
        QVERIFY(!pair.b.hellos->receive(others.a.hellos->make(false, start)).hello);
        const QByteArray own = pair.b.hellos->make(false, start);
        const Instant due = pair.b.hellos->nextDue(false);
        QVERIFY(!pair.b.hellos->receive(own).hello);
        QVERIFY(!pair.b.hellos->receive(QByteArray(100, 'x')).hello);
        QVERIFY(!pair.b.hellos->lastHeard());
        QCOMPARE(pair.b.hellos->nextDue(false), due);
    }

    void theTokenIsSaidUntilItIsTakenBack()
    {
        test::SeededRandom random(7);
        Pair pair(random);
        const auto token = randomId<InviteToken>(random);
        pair.a.hellos->setToken(token);
        QCOMPARE(pair.b.hellos->receive(pair.a.hellos->make(false, start)).hello->token, std::optional(token));
        pair.a.hellos->setToken(std::nullopt);
        QVERIFY(!pair.b.hellos->receive(pair.a.hellos->make(false, start)).hello->token);
    }
};

QTEST_GUILESS_MAIN(UnitLink)
#include "unit_link.moc"
