// SPDX-License-Identifier: GPL-3.0-or-later
// A UDP port forwarded by a router of the test's own, spoken to with the real library.
#include "core/limits.h"
#include "fake_router.h"
#include "mapping_world.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace culvert;
using namespace culvert::test;
using State = path::PortMapping::State;

class PortMappingTest : public QObject {
    Q_OBJECT

    struct World : MappingWorld {
        FakeRouter router;
        std::atomic<QThread *> asking = nullptr; // the mapping's, once it asks

        ~World() { mapping.reset(); } // before what it asks
        void start(const QString &description = {})
        {
            map([this, url = description.isEmpty() ? router.description() : description] {
                asking = QThread::currentThread();
                return path::Router::upnp(url);
            });
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        if (!path::Router::upnp())
            QSKIP("Built without libminiupnpc: there is no port mapping to test.");
    }

    void theRouterForwardsIsToldAgainInTimeAndTakesItBack()
    {
        World w;
        w.start();
        QCOMPARE(w.mapping->state(), State::Searching);
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        QCOMPARE(*w.mapping->outside(), (inet::SocketAddress{QHostAddress(QStringLiteral("203.0.113.7")), 40123}));
        QCOMPARE(w.changes, 1);
        const auto first = w.router.calls("AddPortMapping");
        QCOMPARE(first.size(), 1);
        QCOMPARE(first[0].outside, QByteArray("40123"));
        QCOMPARE(first[0].inside, QByteArray("40123"));
        QCOMPARE(first[0].protocol, QByteArray("UDP"));
        QCOMPARE(first[0].lease.toInt(), int(std::chrono::seconds(std::chrono::duration_cast<std::chrono::seconds>(limits::mappingLease)).count()));
        w.timers.run(limits::mappingLease / 2 + std::chrono::seconds(1));
        QTRY_COMPARE(w.router.calls("AddPortMapping").size(), 2);
        w.end();
        const auto taken = w.router.calls("DeletePortMapping");
        QCOMPARE(taken.size(), 1);
        QCOMPARE(taken[0].outside, QByteArray("40123"));
        QCOMPARE(w.changes, 1);
    }

    void aPortThatIsTakenOutsideIsNotTheOneForwarded()
    {
        World w;
        w.router.refuse.insert("40123", 718);
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        QVERIFY(w.mapping->outside()->port >= 49152);
        QCOMPARE(w.router.calls("AddPortMapping").last().inside, QByteArray("40123"));
        w.end();
        QCOMPARE(w.router.calls("DeletePortMapping").last().outside, w.router.calls("AddPortMapping").last().outside);
    }

    void aRouterThatKnowsNoLeasesIsToldWithoutAndStillTakesItBack()
    {
        World w;
        w.router.permanentOnly = true;
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        QCOMPARE(w.router.calls("AddPortMapping").last().lease, QByteArray("0"));
        w.end();
        QCOMPARE(w.router.calls("DeletePortMapping").size(), 1);
    }

    void anotherRouterIsAskedForALeaseAgain()
    {
        World w;
        w.router.permanentOnly = true;
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        w.router.permanentOnly = false;
        w.mapping->networkChanged();
        QTRY_VERIFY(w.router.calls("AddPortMapping").last().lease != QByteArray("0"));
        w.end();
    }

    void aRefusalIsShownAndTriedAgainLater()
    {
        World w;
        w.router.refuse.insert("*", 606);
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::Refused);
        QVERIFY(!w.mapping->outside());
        w.router.refuse.clear();
        w.timers.run(limits::mappingRetry + std::chrono::seconds(1));
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        w.end();
    }

    void aRouterWithoutAnAddressOutsideIsOfNoUse()
    {
        World w;
        w.router.address = "0.0.0.0";
        w.start();
        QTRY_COMPARE(w.mapping->state(), State::Refused);
        w.end();
        QVERIFY(w.router.calls("AddPortMapping").isEmpty());
    }

    void withoutARouterOneIsLookedForWhenTheNetworkChanges()
    {
        World w;
        const QString url = w.router.description();
        const quint16 port = w.router.serverPort();
        w.router.close();
        w.start(url);
        QTRY_COMPARE(w.mapping->state(), State::NoRouter);
        QVERIFY(w.router.listen(QHostAddress::LocalHost, port));
        w.mapping->networkChanged();
        QTRY_COMPARE(w.mapping->state(), State::Mapped);
        w.end();
    }

    void aRouterThatNeverAnswersHoldsUpTheEndForOneSecondAlone()
    {
        World w;
        w.router.mute = true;
        w.start();
        QTRY_VERIFY(w.router.connections > 0); // it is being asked
        QElapsedTimer clock;
        clock.start();
        w.mapping.reset();
        QVERIFY2(clock.elapsed() < 1500, qPrintable(QString::number(clock.elapsed())));
        // Left to itself, the thread ends when the call does. Its last steps are Qt's, whose objects last until then here.
        qDeleteAll(w.router.findChildren<QTcpSocket *>());
        const std::unique_ptr<QThread> left(w.asking);
        QVERIFY(left->wait(10'000));
    }
};

QTEST_GUILESS_MAIN(PortMappingTest)
#include "port_mapping.moc"
