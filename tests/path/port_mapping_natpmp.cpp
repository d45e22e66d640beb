// SPDX-License-Identifier: GPL-3.0-or-later
// A UDP port forwarded by a router of the test's own that speaks NAT-PMP, spoken to with the real library.
#include "core/limits.h"
#include "fake_natpmp.h"
#include "fake_router.h"
#include "mapping_world.h"

#include <QTest>
#include <QThread>

using namespace culvert;
using namespace culvert::test;
using State = path::PortMapping::State;

class PortMappingNatPmpTest : public QObject {
    Q_OBJECT

    struct World : MappingWorld {
        FakeNatPmp router;

        ~World() { mapping.reset(); } // before what it asks
        void start()
        {
            map([this] { return path::Router::natPmp(router.address()); });
        }
        [[nodiscard]] inet::SocketAddress outside(quint16 port) const { return {QHostAddress(router.outside), port}; }
    };

private Q_SLOTS:
    void initTestCase()
    {
        if (!path::Router::natPmp())
            QSKIP("Built without libnatpmp: there is nothing to test.");
    }

    void theRouterForwardsIsToldAgainInTimeAndTakesItBack()
    {
        World w;
        w.start();
        QCOMPARE(w.mapping->state(), State::Searching);
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        QCOMPARE(*w.mapping->outside(), w.outside(40123));
        QCOMPARE(w.router.calls.size(), 1);
        QCOMPARE(w.router.calls[0].inside, 40123);
        QCOMPARE(w.router.calls[0].outside, 40123);
        QCOMPARE(std::chrono::seconds(w.router.calls[0].lease), std::chrono::duration_cast<std::chrono::seconds>(limits::mappingLease));
        w.timers.run(limits::mappingLease / 2 + std::chrono::seconds(1));
        QTRY_COMPARE(w.router.calls.size(), 2);
        w.end();
        QCOMPARE(w.router.calls.size(), 3);
        QCOMPARE(w.router.calls[2].inside, 40123);
        QCOMPARE(w.router.calls[2].outside, 0);
        QCOMPARE(w.router.calls[2].lease, 0u);
    }

    void aShorterLeaseIsRenewedInItsOwnTimeButNotWithoutPause()
    {
        World w;
        w.router.lease = 120;
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        w.router.lease = 1;
        w.router.outside ^= 1;
        w.timers.run(std::chrono::seconds(61));
        QTRY_COMPARE(w.changes, 2);
        QCOMPARE(w.router.calls.size(), 2);
        w.timers.run(limits::mappingLeast - std::chrono::seconds(1));
        QVERIFY(!QTest::qWaitFor([&] { return w.router.calls.size() > 2; }, 100));
        w.timers.run(std::chrono::seconds(2));
        QTRY_COMPARE(w.router.calls.size(), 3);
        w.end();
    }

    void aRouterThatIsSlowIsARouter()
    {
        World w;
        w.router.lateMs = 300; // after the first question has been repeated
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        QCOMPARE(w.router.calls.size(), 1);
        w.end();
        QCOMPARE(w.router.calls.size(), 2);
    }

    void whatIsAskedForWhileItEndsIsTakenBack()
    {
        World w;
        w.router.lateMs = 100;
        w.start();
        QTRY_COMPARE(w.router.calls.size(), 1);
        w.end();
        QCOMPARE(w.router.calls.last().lease, 0u);
    }

    void anAnswerThatIsCutOffIsNone()
    {
        World w;
        w.router.cut = true;
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::NoRouter);
        w.end();
    }

    void aPortThatIsTakenOutsideIsNotTheOneForwardedAndTheOtherIsKept()
    {
        World w;
        w.router.taken = 40123;
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        QCOMPARE(*w.mapping->outside(), w.outside(40124));
        w.timers.run(limits::mappingLease / 2 + std::chrono::seconds(1));
        QTRY_COMPARE(w.router.calls.size(), 2);
        QCOMPARE(w.router.calls[1].outside, 40124);
        w.end();
    }

    void aQuestionThatIsLostIsAskedAgain()
    {
        World w;
        w.router.lost = 1;
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        w.end();
    }

    void aRefusalIsShownAndTriedAgainLater()
    {
        World w;
        w.router.refusal = 2; // not authorized
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::Refused);
        w.router.refusal = 0;
        w.timers.run(limits::mappingRetry + std::chrono::seconds(1));
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        w.end();
    }

    void aRouterWithoutAnAddressOutsideIsOfNoUse()
    {
        World w;
        w.router.outside = 0;
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::Refused);
        w.end();
        QVERIFY(w.router.calls.isEmpty());
    }

    void aMachineThatKnowsNothingOfItIsNoRouter()
    {
        World w;
        w.router.close(); // it says that nobody is at that port
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::NoRouter);
        QVERIFY(w.router.open());
        w.mapping->networkChanged();
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        w.end();
    }

    void aRouterThatNeverAnswersIsNoneAndIsLeftAtOnceAtTheEnd()
    {
        World w;
        w.router.mute = true;
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::NoRouter);
        QVERIFY2(w.router.received <= 3, qPrintable(QString::number(w.router.received)));
        const int before = w.router.received;
        w.mapping->networkChanged();
        QTRY_VERIFY(w.router.received > before);
        w.end();
        QVERIFY2(w.router.received <= before + 2, qPrintable(QString::number(w.router.received - before)));
        QVERIFY(w.router.calls.isEmpty());
    }

    void theWayThatForwardsIsKeptAndTheOtherAskedWhenItDoesNotAnyMore()
    {
        if (!path::Router::upnp())
            QSKIP("Built without libminiupnpc.");
        World w;
        FakeRouter upnp;
        w.router.refusal = 2;
        w.map([&] { return path::Router::any(path::Router::natPmp(w.router.address()), path::Router::upnp(upnp.description())); });
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        QCOMPARE(upnp.calls("AddPortMapping").size(), 1);
        QCOMPARE(w.router.asked, 1);
        w.timers.run(limits::mappingLease / 2 + std::chrono::seconds(1));
        QTRY_COMPARE(upnp.calls("AddPortMapping").size(), 2);
        QCOMPARE(w.router.asked, 1);
        upnp.refuse.insert("*", 606);
        w.router.refusal = 0;
        w.timers.run(limits::mappingLease / 2 + std::chrono::seconds(1));
        QTRY_COMPARE(w.router.calls.size(), 1);
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        w.end();
        QCOMPARE(w.router.calls.last().lease, 0u);
    }
};

QTEST_GUILESS_MAIN(PortMappingNatPmpTest)
#include "port_mapping_natpmp.moc"
