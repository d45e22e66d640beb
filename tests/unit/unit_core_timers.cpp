// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"
#include "core/qt_timers.h"

#include <QCoreApplication>
#include <QTest>

#include <limits>
#include <memory>
#include <vector>

using namespace culvert;
using namespace std::chrono_literals;

class UnitCoreTimers final : public QObject {
    Q_OBJECT

private:
    Ledger ledger_;
    QtTimers timers_{ledger_};

private Q_SLOTS:
    void cleanup() { QCOMPARE(ledger_.count(Counted::Timer).now, 0); }

    void alarmsFireInTheOrderOfTheirTimesAndNotBefore()
    {
        std::vector<int> order;
        std::vector<std::unique_ptr<Alarm>> alarms;
        const Instant start = timers_.now();
        std::vector<Duration> early(3, Duration::max());
        for (const int n : {2, 0, 1}) {
            const Instant when = start + 20ms * (n + 1);
            alarms.push_back(timers_.makeAlarm([&, n, when] {
                order.push_back(n);
                early[std::size_t(n)] = when - timers_.now();
            }));
            alarms.back()->setAt(when);
        }
        QTRY_COMPARE(order.size(), std::size_t(3));
        QCOMPARE(order, (std::vector<int>{0, 1, 2}));
        for (const Duration e : early)
            QVERIFY(e < 2ms); // the system may round a timer, never by more than a tick
    }

    void anAlarmOfThePastFiresSoonButNotInsideTheCall()
    {
        int fired = 0;
        const auto alarm = timers_.makeAlarm([&] { ++fired; });
        for (const Instant when : {timers_.now(), timers_.now() - 1h, Instant{}}) {
            const int before = fired;
            alarm->setAt(when);
            QCOMPARE(fired, before);
            QVERIFY(alarm->isSet());
            QTRY_COMPARE(fired, before + 1);
            QVERIFY(!alarm->isSet());
        }
    }

    void anAlarmFiresOnceForEachTime()
    {
        int fired = 0;
        int bell = 0;
        const auto alarm = timers_.makeAlarm([&] { ++fired; });
        const auto later = timers_.makeAlarm([&] { ++bell; });
        alarm->setAt(timers_.now() + 1h);
        alarm->setAt(timers_.now() + 5ms); // replaces
        later->setAt(timers_.now() + 60ms);
        QTRY_COMPARE(bell, 1);
        QCOMPARE(fired, 1);
    }

    void aCancelledOrDestroyedAlarmIsSilent()
    {
        int fired = 0;
        int bell = 0;
        const auto cancelled = timers_.makeAlarm([&] { ++fired; });
        auto destroyed = timers_.makeAlarm([&] { ++fired; });
        const auto later = timers_.makeAlarm([&] { ++bell; });
        cancelled->setAt(timers_.now());
        destroyed->setAt(timers_.now());
        later->setAt(timers_.now() + 20ms);
        cancelled->cancel();
        QVERIFY(!cancelled->isSet());
        destroyed.reset();
        QTRY_COMPARE(bell, 1);
        QCOMPARE(fired, 0);
    }

    void anAlarmMayBeDestroyedInItsOwnCall()
    {
        std::unique_ptr<Alarm> alarm;
        const auto witness = std::make_shared<int>(0);
        alarm = timers_.makeAlarm([&alarm, witness] {
            alarm.reset();
            ++*witness; // what the call holds is still there
        });
        alarm->setAt(timers_.now());
        QTRY_COMPARE(*witness, 1);
        QVERIFY(!alarm);
        QTRY_COMPARE(witness.use_count(), 1L);
    }

    void anAlarmMaySetItselfAgain()
    {
        int fired = 0;
        std::unique_ptr<Alarm> alarm;
        alarm = timers_.makeAlarm([&] {
            if (++fired < 5)
                alarm->setAt(timers_.now());
        });
        alarm->setAt(timers_.now());
        QTRY_COMPARE(fired, 5);
    }

    void ofOneTimeTheyFireInTheOrderInWhichTheyWereSet()
    {
        std::vector<int> order;
        std::vector<std::unique_ptr<Alarm>> alarms;
        alarms.reserve(4);
        for (int n = 0; n < 4; ++n)
            alarms.push_back(timers_.makeAlarm([&, n] { order.push_back(n); }));
        const Instant when = timers_.now() + 2ms;
        for (const std::size_t n : {3, 0, 2, 1})
            alarms[n]->setAt(when);
        alarms[0]->setAt(when); // which it has already
        QTRY_COMPARE(order, (std::vector<int>{3, 0, 2, 1}));
    }

    void anAlarmThatIsDueNowDoesNotWaitForOneThatWasAlmostDue()
    {
        int fired = 0;
        const auto almost = timers_.makeAlarm([] {});
        const auto now = timers_.makeAlarm([&] { ++fired; });
        const Instant first = timers_.now() + 20us; // which is rounded up to a millisecond
        almost->setAt(first);
        while (timers_.now() < first) {
        }
        now->setAt(timers_.now());
        QCoreApplication::processEvents();
        QCOMPARE(fired, 1);
    }

    void anAlarmThatSetsItselfAgainAndAgainKeepsNobodyFromItsTurn()
    {
        int busy = 0;
        int busyBefore = -1;
        std::unique_ptr<Alarm> again;
        const auto other = timers_.makeAlarm([&] { busyBefore = busy; });
        again = timers_.makeAlarm([&] {
            if (++busy < 1000)
                again->setAt(Instant{});
        });
        again->setAt(Instant{});
        other->setAt(timers_.now());
        QCoreApplication::processEvents();
        QVERIFY2(busy <= 2, "a turn of the loop is for each once");
        QTRY_VERIFY(busyBefore >= 0);
        QVERIFY2(busyBefore <= 1, qPrintable(QString::number(busyBefore)));
    }

    void whatIsDueFiresWhenToldToOnceAndInItsOrder()
    {
        QList<int> fired;
        const auto alarm = [&](int number) { return timers_.makeAlarm([&fired, number] { fired.append(number); }); };
        const auto later = alarm(3);
        later->setAt(timers_.now() + 30s);
        const auto first = alarm(1);
        const auto second = alarm(2);
        first->setAt(timers_.now());
        second->setAt(timers_.now());
        timers_.fireDue();
        QCOMPARE(fired, (QList<int>{1, 2}));
        timers_.fireDue();
        later->setAt(timers_.now() + 20ms);
        QTRY_COMPARE(fired, (QList<int>{1, 2, 3}));
    }

    void anAlarmThatSetsItselfAgainWaitsForTheLoopWhenWhatIsDueIsFired()
    {
        int fired = 0;
        std::unique_ptr<Alarm> again;
        again = timers_.makeAlarm([&] {
            if (++fired < 3)
                again->setAt(timers_.now());
        });
        again->setAt(timers_.now());
        timers_.fireDue();
        QCOMPARE(fired, 1);
        QTRY_COMPARE(fired, 3);
    }

    void anAlarmMayDestroyAnotherThatIsDueAsWell()
    {
        int fired = 0;
        auto second = timers_.makeAlarm([&] { ++fired; });
        const auto first = timers_.makeAlarm([&] { second.reset(); });
        const auto third = timers_.makeAlarm([&] { fired += 10; });
        const auto muchLater = timers_.makeAlarm([&] { fired += 100; });
        muchLater->setAt(timers_.now() + 1h);
        const Instant when = timers_.now();
        first->setAt(when);
        second->setAt(when);
        third->setAt(when);
        QTRY_COMPARE(fired, 10);
    }

    void anAlarmThatIsMovedAwayFiresAtItsNewTimeAlone()
    {
        int fired = 0;
        Instant at{};
        const auto alarm = timers_.makeAlarm([&] {
            ++fired;
            at = timers_.now();
        });
        const Instant start = timers_.now();
        for (int i = 1; i <= 30; ++i)
            alarm->setAt(start + i * 1ms);
        QTRY_COMPARE(fired, 1);
        QVERIFY(at >= start + 28ms); // the system may round a timer, never by more than a tick
    }

    void aTimeThatNeverComesIsNoOverflow()
    {
        int fired = 0;
        int bell = 0;
        const auto never = timers_.makeAlarm([&] { ++fired; });
        never->setAt(Instant::max());
        QVERIFY(never->isSet());
        const auto later = timers_.makeAlarm([&] { ++bell; });
        later->setAt(timers_.now() + 20ms);
        QTRY_COMPARE(bell, 1);
        QCOMPARE(fired, 0);
    }
};

QTEST_GUILESS_MAIN(UnitCoreTimers)
#include "unit_core_timers.moc"
