// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "tox/relay_ceiling.h"

#include <QTest>

#include <deque>

using namespace culvert;
using namespace std::chrono_literals;
using tox::RelayCeiling;

// The ceiling in virtual time against a relay as tox-bootstrapd was measured: it looks every 30 ms, hands on so many bytes a second,
// drops what is beyond its buffer, and stands still for seconds once far too much is under way.

namespace {

constexpr std::size_t datagram = limits::datagramSize;

struct SimulatedRelay {
    double capacity = 5e6;         // bytes a second
    double buffer = 1.5e6;         // dropped beyond
    double collapseAt = 1e9;       // bytes waiting at which it stands still
    Duration collapseFor = 10s;
    bool dead = false;             // nothing comes back

    struct Item { Instant at; std::uint32_t question; }; // 0: a datagram
    std::deque<Item> waiting;
    std::deque<std::pair<Instant, wire::Receipt>> answers;
    std::uint32_t arrived = 0;
    quint64 dropped = 0;
    quint64 delivered = 0;
    int collapses = 0;
    Instant still{};
    Instant looked{};
    double most = 0;

    [[nodiscard]] double queued() const { return double(waiting.size() * datagram); }

    void send(Instant now, std::uint32_t question = 0)
    {
        if (queued() > buffer) {
            dropped += question == 0;
            return;
        }
        waiting.push_back({now, question});
        most = std::max(most, queued());
        if (queued() > collapseAt && now >= still) {
            still = now + collapseFor;
            ++collapses;
        }
    }

    void tick(Instant now)
    {
        if (now - looked < 30ms)
            return;
        double budget = capacity * std::chrono::duration<double>(now - looked).count();
        looked = now;
        if (now < still || dead)
            return;
        while (!waiting.empty() && budget > 0) {
            if (waiting.front().question != 0) {
                answers.push_back({now + 31ms, {wire::Receipt::Step::Answer, waiting.front().question, arrived}});
            } else {
                ++arrived;
                delivered += datagram;
                budget -= double(datagram);
            }
            waiting.pop_front();
        }
    }
};

struct World {
    RelayCeiling ceiling;
    SimulatedRelay relay;
    Instant now{1h};
    quint64 sent = 0;
    int asks = 0; // of allows() that were answered with no

    World() { ceiling.restart(now); relay.looked = now; }

    // A sender who always has something, as Link is: it offers again at roomAt() and whenever an answer comes.
    void run(Duration duration, double wanted = 1e12)
    {
        const Instant end = now + duration;
        Instant next = now;
        double due = 0;
        for (; now < end; now += 1ms) {
            due = std::min(due + wanted / 1000, 1e7);
            relay.tick(now);
            while (!relay.answers.empty() && relay.answers.front().first <= now) {
                ceiling.answered(relay.answers.front().second, now);
                relay.answers.pop_front();
                next = now;
            }
            while (now >= next && due >= double(datagram)) {
                if (!ceiling.allows(datagram, now)) {
                    ++asks;
                    next = ceiling.roomAt();
                    ask();
                    break;
                }
                relay.send(now);
                ceiling.sent(datagram, now);
                sent += datagram;
                due -= double(datagram);
                ask();
            }
        }
    }

    void ask()
    {
        if (const auto number = ceiling.questionDue(now)) {
            relay.send(now, *number);
            ceiling.asked(now);
        }
    }

    [[nodiscard]] double megabytesIn(Duration duration, double wanted = 1e12)
    {
        const quint64 before = relay.delivered;
        run(duration, wanted);
        return double(relay.delivered - before) / 1e6 / std::chrono::duration<double>(duration).count();
    }
};

} // namespace

class ToxCeiling : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsLowAndGrowsToTheMost()
    {
        World world;
        world.relay.capacity = 50e6;
        QVERIFY(world.megabytesIn(200ms) < 1.5);
        world.run(5s);
        QVERIFY(world.megabytesIn(10s) > 0.85 * double(limits::relayMost) / 1e6);
        QCOMPARE(world.relay.dropped, 0u);
        QVERIFY(world.ceiling.rate() <= double(limits::relayMost));
    }

    void staysBelowWhatARelayBears_data()
    {
        QTest::addColumn<double>("capacity");
        for (const double capacity : {0.5, 1.0, 2.0, 4.0, 6.0})
            QTest::addRow("%.1f MB/s", capacity) << capacity;
    }
    void staysBelowWhatARelayBears()
    {
        QFETCH(double, capacity);
        World world;
        world.relay.capacity = capacity * 1e6;
        world.run(20s);
        world.relay.most = 0;
        const double got = world.megabytesIn(60s);
        const double longest = world.relay.most / world.relay.capacity * 1000;
        qInfo("%.2f of %.2f MB/s, longest queue %.0f ms", got, capacity, longest);
        QVERIFY(got > 0.7 * capacity);
        QVERIFY2(longest < 350, "a queue stands before the relay");
    }

    void doesNotLetARelayCollapse()
    {
        World world;
        world.relay.capacity = 5e6;
        world.relay.collapseAt = 1e6;
        QVERIFY(world.megabytesIn(60s) > 3);
        QCOMPARE(world.relay.collapses, 0);
    }

    void fallsBackWhenTheRelayDrops()
    {
        World world;
        world.relay.capacity = 3e6;
        world.relay.buffer = 150e3; // dropped before a queue shows
        world.run(20s);
        const quint64 dropped = world.relay.dropped;
        const quint64 sent = world.sent;
        QVERIFY(world.megabytesIn(60s) > 1.5);
        const double lost = double((world.relay.dropped - dropped) * datagram) / double(world.sent - sent);
        qInfo("lost %.2f %%", 100 * lost);
        QVERIFY(lost < 0.05);
    }

    void aRelayThatBecomesSlowIsFollowed()
    {
        World world;
        world.relay.capacity = 8e6;
        world.run(10s);
        world.relay.capacity = 1e6;
        world.run(5s);
        QVERIFY(world.ceiling.rate() < 1.7e6);
        world.relay.capacity = 8e6;
        world.run(30s);
        QVERIFY(world.megabytesIn(5s) > 3);
    }

    void withoutAnswersHardlyAnythingGoesAndItIsOfferedSeldom()
    {
        World world;
        world.relay.capacity = 8e6;
        world.run(5s);
        world.relay.dead = true;
        world.run(3s);
        const quint64 sent = world.sent;
        world.asks = 0;
        world.run(20s);
        QVERIFY(world.sent - sent < 20 * (128 << 10) + (64 << 10) * 20);
        QVERIFY2(world.asks < 20 * 300, "it spins");
        world.relay.dead = false;
        world.run(8s);
        QVERIFY(world.megabytesIn(5s) > 0.5);
    }

    void smallOnesDoNotWaitBehindBulk()
    {
        World world;
        world.run(2s);
        while (world.ceiling.allows(datagram, world.now))
            world.ceiling.sent(datagram, world.now);
        QVERIFY(world.ceiling.allows(100, world.now));
    }

    void whatIsNotUsedUpDoesNotGrow()
    {
        World world;
        world.relay.capacity = 50e6;
        world.run(30s, 0.3e6);
        QCOMPARE(world.ceiling.rate(), double(limits::relayStart));
    }

    void aRefusalIsNotRepeatedAtOnce()
    {
        RelayCeiling ceiling;
        Instant now{1h};
        ceiling.restart(now);
        QVERIFY(ceiling.allows(datagram, now));
        int refusals = 0;
        for (const Instant end = now + 10s; now < end; now += 1ms) {
            if (!ceiling.allows(datagram, now))
                continue;
            ceiling.refused(now);
            ++refusals;
        }
        QVERIFY2(refusals < 140, "each costs a number of the session"); // of 65,536, and a third may be missing in a row
        QVERIFY(ceiling.rate() < double(limits::relayStart));
    }

    void answersToNothingChangeNothing()
    {
        World world;
        world.run(1s);
        const double rate = world.ceiling.rate();
        for (std::uint32_t number : {0u, 7'000'000u, 0xffffffffu})
            world.ceiling.answered({wire::Receipt::Step::Answer, number, 5}, world.now);
        QCOMPARE(world.ceiling.rate(), rate);
    }
};

QTEST_GUILESS_MAIN(ToxCeiling)
#include "tox_ceiling.moc"
