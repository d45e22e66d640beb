// SPDX-License-Identifier: GPL-3.0-or-later
// Three programs on a private Tox network: one is asked to pair by its bare address, and a person decides there.
#include "program.h"

#include <QJsonDocument>
#include <QTest>

using culvert::test::Answer;
using culvert::test::Machine;
using culvert::test::words;

namespace {

// A request travels through toxcore's onion, and a second one counts a minute after the first.
constexpr int patience = 150'000;


QByteArray nodesList(int port, const QString &key)
{
    const QJsonObject node{{QStringLiteral("ipv4"), QStringLiteral("127.0.0.1")}, {QStringLiteral("ipv6"), QStringLiteral("-")},
                           {QStringLiteral("port"), port}, {QStringLiteral("tcp_ports"), QJsonArray()}, {QStringLiteral("public_key"), key}};
    return QJsonDocument(QJsonObject{{QStringLiteral("nodes"), QJsonArray{node}}}).toJson();
}

QString idOf(const Machine &machine) { return machine.json({QStringLiteral("id")}).object()[QStringLiteral("id")].toString(); }
QString addressOf(const Machine &machine) { return machine.json({QStringLiteral("id")}).object()[QStringLiteral("address")].toString(); }

QString stateOf(const Machine &machine, const QString &peer)
{
    for (const QJsonValue &one : machine.json({QStringLiteral("peers")}).array()) {
        if (one[QStringLiteral("name")].toString() == peer || one[QStringLiteral("id")].toString() == peer)
            return one[QStringLiteral("state")].toString();
    }
    return {};
}

} // namespace

class TestProgramRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(asked_.write(QStringLiteral("list.json"), nodesList(1, QString(64, u'A'))));
        QVERIFY(asked_.start(asked_.file(QStringLiteral("list.json"))));
        const QJsonObject node = asked_.json({QStringLiteral("status")}).object()[QStringLiteral("tox")][QStringLiteral("node")].toObject();
        QVERIFY(guest_.write(QStringLiteral("list.json"), nodesList(node[QStringLiteral("udpPort")].toInt(), node[QStringLiteral("dhtPublicKey")].toString())));
        QVERIFY(guest_.start(guest_.file(QStringLiteral("list.json"))));
        QVERIFY(other_.start(guest_.file(QStringLiteral("list.json"))));
    }

    void cleanupTestCase()
    {
        guest_.stop();
        other_.stop();
        asked_.stop();
    }

    void aBareAddressAsksAndAPersonHearsOfIt()
    {
        const Answer pending = guest_.json({QStringLiteral("pair"), addressOf(asked_), QStringLiteral("--name"), QStringLiteral("home")});
        QCOMPARE(pending.exitCode, 0);
        QCOMPARE(pending.object()[QStringLiteral("state")].toString(), QStringLiteral("pending"));
        QTRY_COMPARE_WITH_TIMEOUT(waiting().size(), 1, patience);
        const QJsonObject request = waiting().at(0).toObject();
        QCOMPARE(request[QStringLiteral("id")].toString(), idOf(guest_));
        QVERIFY(request[QStringLiteral("count")].toInt() >= 1);
        QVERIFY(request[QStringLiteral("firstAt")].isString());
        const QByteArray key = idOf(guest_).toLatin1();
        QByteArray said;
        QTRY_VERIFY2((said += asked_.process()->readAllStandardError()).contains("asks to be paired") && said.contains(key), said.constData());
        const Answer table = asked_.run({QStringLiteral("requests")});
        QVERIFY2(table.out.contains(idOf(guest_)), qPrintable(table.out));
        QVERIFY(asked_.run({QStringLiteral("status")}).out.contains(idOf(guest_)));
        QVERIFY(asked_.json({QStringLiteral("peers")}).array().isEmpty()); // nobody is in the book yet
        QCOMPARE(stateOf(guest_, QStringLiteral("home")), QStringLiteral("pending"));
    }

    void aRefusedMachineStaysPendingAndIsQuiet()
    {
        QCOMPARE(asked_.json({QStringLiteral("refuse"), QStringLiteral("0123")}).errorCode(), QStringLiteral("requestUnknown"));
        QCOMPARE(asked_.json({QStringLiteral("refuse"), idOf(guest_).left(16)}).object(), (QJsonObject{{QStringLiteral("refused"), idOf(guest_)}}));
        QVERIFY(waiting().isEmpty());
        QCOMPARE(stateOf(guest_, QStringLiteral("home")), QStringLiteral("pending"));
    }

    // The request that toxcore keeps for the pending friend has no token; a new one must take its place.
    void anInviteOvertakesTheRequestThatWasRefused()
    {
        // Meanwhile another machine asks.
        QCOMPARE(other_.json({QStringLiteral("pair"), addressOf(asked_), QStringLiteral("--name"), QStringLiteral("home")}).exitCode, 0);
        const QString link = asked_.json({QStringLiteral("invite")}).object()[QStringLiteral("link")].toString();
        QCOMPARE(guest_.json({QStringLiteral("pair"), link}).object()[QStringLiteral("state")].toString(), QStringLiteral("pending"));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(guest_, QStringLiteral("home")), QStringLiteral("online"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(asked_, idOf(guest_)), QStringLiteral("online"), 10'000);
        QVERIFY(asked_.json({QStringLiteral("invites")}).array().isEmpty());
    }

    void aRequestIsAcceptedWithANameAndWhatItMayReach()
    {
        QTRY_COMPARE_WITH_TIMEOUT(waiting().size(), 1, patience);
        QCOMPARE(waiting().at(0)[QStringLiteral("id")].toString(), idOf(other_)); // not the refused one
        const Answer accepted = asked_.json({QStringLiteral("accept"), idOf(other_), QStringLiteral("--name"), QStringLiteral("laptop"),
                                             QStringLiteral("--allow"), QStringLiteral("127.0.0.1:9")});
        QCOMPARE(accepted.exitCode, 0);
        QCOMPARE(accepted.object()[QStringLiteral("name")].toString(), QStringLiteral("laptop"));
        QCOMPARE(accepted.object()[QStringLiteral("allowed")].toArray(), QJsonArray{QStringLiteral("127.0.0.1:9")});
        QVERIFY(waiting().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(other_, QStringLiteral("home")), QStringLiteral("online"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(asked_, QStringLiteral("laptop")), QStringLiteral("online"), 10'000);
        QVERIFY(!other_.contents(QStringLiteral("config.json")).contains("pending"));
    }

    void aBlockedMachineIsCutOffUntilItIsUnblocked()
    {
        QCOMPARE(asked_.json(words(QStringLiteral("block laptop"))).object()[QStringLiteral("state")].toString(), QStringLiteral("blocked"));
        QTRY_VERIFY_WITH_TIMEOUT(stateOf(other_, QStringLiteral("home")) != u"online", 60'000);
        QCOMPARE(stateOf(asked_, idOf(guest_)), QStringLiteral("online")); // that one alone
        QCOMPARE(asked_.json(words(QStringLiteral("unblock laptop"))).object()[QStringLiteral("state")].toString(), QStringLiteral("offline"));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(other_, QStringLiteral("home")), QStringLiteral("online"), patience);
    }

    void aNewAddressLeavesThePairsAndOutlivesTheProgram()
    {
        const QString before = addressOf(asked_);
        const QString link = asked_.json({QStringLiteral("invite")}).object()[QStringLiteral("link")].toString();
        QVERIFY(!link.isEmpty());
        const Answer changed = asked_.json({QStringLiteral("new-address")});
        QCOMPARE(changed.exitCode, 0);
        const QString now = changed.object()[QStringLiteral("address")].toString();
        QVERIFY(now != before);
        QCOMPARE(now.left(64), before.left(64));
        QCOMPARE(changed.object()[QStringLiteral("voided")].toArray().size(), 1);
        QCOMPARE(addressOf(asked_), now); // at once
        QVERIFY(asked_.json({QStringLiteral("invites")}).array().isEmpty());
        QCOMPARE(stateOf(asked_, QStringLiteral("laptop")), QStringLiteral("online"));
        QVERIFY(asked_.stop() >= 0);
        QCOMPARE(addressOf(asked_), now);
        // Without a running program it works as well.
        const Answer again = asked_.json({QStringLiteral("new-address")});
        QCOMPARE(again.exitCode, 0);
        QVERIFY(again.object()[QStringLiteral("address")].toString() != now);
        QCOMPARE(addressOf(asked_), again.object()[QStringLiteral("address")].toString());
        QVERIFY(asked_.start(guest_.file(QStringLiteral("list.json"))));
        QCOMPARE(addressOf(asked_), again.object()[QStringLiteral("address")].toString());
    }

private:
    [[nodiscard]] QJsonArray waiting() const { return asked_.json({QStringLiteral("requests")}).array(); }

    Machine asked_;
    Machine guest_;
    Machine other_;
};

QTEST_GUILESS_MAIN(TestProgramRequests)
#include "test_program_requests.moc"
