// SPDX-License-Identifier: GPL-3.0-or-later
// Changes of the network and sleep, in virtual time, with a system that the test plays.
#include "path/network_watch.h"

#include "core/limits.h"
#include "support/virtual_timers.h"

#include <QTest>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;
using What = path::NetworkEvents::What;

class NetworkWatchTest : public QObject {
    Q_OBJECT

    struct World {
        Ledger ledger;
        VirtualTimers timers{ledger};
        QStringList addresses{QStringLiteral("eth0 192.0.2.1")};
        Duration asleep = 3h; // before the program started
        QList<Duration> changes;
        Instant start = timers.now();
        path::NetworkWatch watch{timers, {[this] { return addresses; }, [this] { return asleep; }},
                                 [this] { changes.append(timers.now() - start); }};
    };

private Q_SLOTS:
    void sleepIsNoticedWithinASecondAndAQuarter()
    {
        World w;
        w.timers.run(10s);
        QVERIFY(w.changes.isEmpty()); // what was slept before does not count
        const Instant woke = w.timers.now();
        w.asleep += 8h;
        QVERIFY(w.timers.runUntil([&] { return !w.changes.isEmpty(); }, 5s));
        QVERIFY(w.timers.now() - woke <= 1s + limits::networkSettle);
        w.timers.run(1min);
        QCOMPARE(w.changes.size(), 1);
    }

    void theGrainOfTheClocksIsNoSleep()
    {
        World w;
        for (int i = 0; i < 100; ++i) {
            w.asleep += i % 2 == 0 ? 16ms : -16ms;
            w.timers.run(1s);
        }
        QVERIFY(w.changes.isEmpty());
    }

    void aBurstOfEventsIsOneChange()
    {
        World w;
        w.addresses = {QStringLiteral("eth0 192.0.2.9")};
        for (int i = 0; i < 5; ++i) {
            w.watch.happened(What::Addresses);
            w.timers.run(50ms);
        }
        QVERIFY(w.changes.isEmpty());
        w.timers.run(10s);
        QCOMPARE(w.changes, QList<Duration>{200ms + limits::networkSettle});
    }

    void anEventThatChangesNoAddressIsNone()
    {
        World w;
        w.watch.happened(What::Addresses); // a router says again what it said before
        w.timers.run(10s);
        QVERIFY(w.changes.isEmpty());
        w.watch.happened(What::DefaultRoute); // the same address behind another router
        w.timers.run(10s);
        QCOMPARE(w.changes.size(), 1);
    }

    void eventsWithoutEndAreActedOnAtMostOnceASecond()
    {
        World w;
        for (int i = 0; i < 1000; ++i) {
            w.addresses = {QStringLiteral("eth0 192.0.2.%1").arg(i % 200)};
            w.watch.happened(What::Addresses);
            w.timers.run(10ms);
        }
        QVERIFY2(w.changes.size() >= 9 && w.changes.size() <= 10, qPrintable(QString::number(w.changes.size())));
        QVERIFY(w.changes.first() <= limits::networkPause);
    }

    void theSystemsOwnWatchStarts()
    {
        World w;
        int changes = 0;
        const auto watch = path::NetworkWatch::ofSystem(w.timers, [&] { ++changes; });
        w.timers.run(10s);
        QCOMPARE(changes, 0);
    }
};

QTEST_GUILESS_MAIN(NetworkWatchTest)
#include "network_watch.moc"
