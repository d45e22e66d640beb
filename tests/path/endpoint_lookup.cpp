// SPDX-License-Identifier: GPL-3.0-or-later
// Configured endpoints become addresses: at once, by a name's look-up, and again while they are of use.
#include "path/endpoint_lookup.h"

#include "core/limits.h"
#include "support/virtual_timers.h"

#include <QHostInfo>
#include <QTest>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

class EndpointLookupTest : public QObject {
    Q_OBJECT

    Ledger ledger_;
    VirtualTimers timers_{ledger_};
    QList<inet::SocketAddress> found_;
    int told_ = 0;
    bool needed_ = true;
    std::unique_ptr<path::EndpointLookup> lookup_;

    // Until a look-up of this name that began now is over; an earlier one of the same name is then over too.
    static bool waitForLookUp(const QString &name)
    {
        bool over = false;
        QObject context;
        QHostInfo::lookupHost(name, &context, [&over](const QHostInfo &) { over = true; });
        return QTest::qWaitFor([&over] { return over; });
    }

    static Endpoint at(const char *host, quint16 port) { return {QString::fromLatin1(host), port}; }

private Q_SLOTS:
    void init()
    {
        found_.clear();
        told_ = 0;
        needed_ = true;
        lookup_ = std::make_unique<path::EndpointLookup>(
            timers_,
            [this](const QList<inet::SocketAddress> &addresses) {
                found_ = addresses;
                ++told_;
            },
            [this] { return needed_; });
    }

    void addressesNeedNoLookUp()
    {
        lookup_->set({at("192.0.2.1", 5), at("::1", 6)});
        QCOMPARE(found_, (QList<inet::SocketAddress>{{QHostAddress(QStringLiteral("192.0.2.1")), 5}, {QHostAddress(QStringLiteral("::1")), 6}}));
        timers_.run(5min);
        QCOMPARE(told_, 1);
        lookup_->set({});
        QVERIFY(found_.isEmpty());
    }

    // Answers come from 192.0.2.1.
    void anIPv4AddressInIPv6sClothesIsTheIPv4Address()
    {
        lookup_->set({at("::ffff:192.0.2.1", 5)});
        QCOMPARE(found_, (QList<inet::SocketAddress>{{QHostAddress(QStringLiteral("192.0.2.1")), 5}}));
    }

    void aNameIsLookedUpAgainWhileItIsOfUse()
    {
        lookup_->set({at("localhost", 7), at("192.0.2.1", 5)});
        QCOMPARE(found_.size(), 1); // the address does not wait for the name
        QTRY_VERIFY(found_.contains({QHostAddress(QHostAddress::LocalHost), 7}));
        const int before = told_;
        timers_.run(limits::lookupRepeat + 1s);
        QTRY_COMPARE(told_, before + 1);
        needed_ = false;
        timers_.run(3 * limits::lookupRepeat);
        needed_ = true;
        QTest::qWait(0);
        QCOMPARE(told_, before + 1);
        timers_.run(limits::lookupRepeat + 1s);
        QTRY_COMPARE(told_, before + 2);
    }

    void aNameThatIsNoneTakesNothingAway()
    {
        // A label longer than 63 characters: no resolver asks anybody for it.
        const QString name(70, u'x');
        lookup_->set({{name, 7}, at("192.0.2.1", 5)});
        QVERIFY(waitForLookUp(name));
        QCOMPARE(found_.size(), 1);
    }

    void onlySoManyAreUsed()
    {
        QList<Endpoint> many;
        for (quint16 port = 1; port < 50; ++port)
            many.append(at("192.0.2.1", port));
        lookup_->set(many);
        QCOMPARE(found_.size(), limits::peerEndpoints);
    }

    void anAnswerThatComesTooLateIsForgotten()
    {
        lookup_->set({at("localhost", 7)});
        lookup_->set({at("192.0.2.1", 5)});
        QVERIFY(waitForLookUp(QStringLiteral("localhost")));
        QCOMPARE(found_, (QList<inet::SocketAddress>{{QHostAddress(QStringLiteral("192.0.2.1")), 5}}));
        lookup_->set({at("localhost", 7)});
        lookup_.reset();
        QVERIFY(waitForLookUp(QStringLiteral("localhost")));
    }
};

QTEST_GUILESS_MAIN(EndpointLookupTest)
#include "endpoint_lookup.moc"
