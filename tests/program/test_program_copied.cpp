// SPDX-License-Identifier: GPL-3.0-or-later
// A profile that was copied: two programs of one identity on a private Tox network, and the peer that hears both.
#include "program.h"

#include <QJsonDocument>
#include <QTest>

#include <csignal>
#include <sys/types.h>

using culvert::test::Machine;

namespace {

constexpr int patience = 120'000;

QByteArray nodesList(int port, const QString &key)
{
    const QJsonObject node{{QStringLiteral("ipv4"), QStringLiteral("127.0.0.1")}, {QStringLiteral("ipv6"), QStringLiteral("-")},
                           {QStringLiteral("port"), port}, {QStringLiteral("tcp_ports"), QJsonArray()}, {QStringLiteral("public_key"), key}};
    return QJsonDocument(QJsonObject{{QStringLiteral("nodes"), QJsonArray{node}}}).toJson();
}

QString peerState(const Machine &machine) { return machine.json({QStringLiteral("peers")}).array().at(0)[QStringLiteral("state")].toString(); }

// The error says whose word it is.
QString elsewhere(const Machine &machine)
{
    for (const QJsonValue &error : machine.json({QStringLiteral("status")}).object()[QStringLiteral("errors")].toArray()) {
        if (error[QStringLiteral("code")].toString() == u"identityElsewhere")
            return error[QStringLiteral("context")][QStringLiteral("peer")].toString();
    }
    return {};
}

} // namespace

class TestProgramCopied : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(home_.write(QStringLiteral("list.json"), nodesList(1, QString(64, u'A'))));
        QVERIFY(home_.start(home_.file(QStringLiteral("list.json"))));
        const QJsonObject node = home_.json({QStringLiteral("status")}).object()[QStringLiteral("tox")][QStringLiteral("node")].toObject();
        QVERIFY(bystander_.write(QStringLiteral("list.json"), nodesList(node[QStringLiteral("udpPort")].toInt(), node[QStringLiteral("dhtPublicKey")].toString())));
        list_ = bystander_.file(QStringLiteral("list.json"));
        QVERIFY(bystander_.start(list_));
        QVERIFY(nas_.start(list_));
        const QString link = home_.json({QStringLiteral("invite")}).object()[QStringLiteral("link")].toString();
        QCOMPARE(nas_.json({QStringLiteral("pair"), link, QStringLiteral("--name"), QStringLiteral("home")}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(peerState(nas_), QStringLiteral("online"), patience);
    }

    void cleanupTestCase()
    {
        copy_.stop();
        nas_.stop();
        bystander_.stop();
        home_.stop();
    }

    void aProgramThatIsStartedAgainIsNoCopy()
    {
        for (const bool crash : {false, true}) {
            crash ? nas_.kill() : void(nas_.stop());
            QVERIFY(nas_.start(list_));
            QTRY_COMPARE_WITH_TIMEOUT(peerState(nas_), QStringLiteral("online"), patience);
            QTRY_COMPARE_WITH_TIMEOUT(peerState(home_), QStringLiteral("online"), patience);
            QCOMPARE(elsewhere(nas_), QString());
            QCOMPARE(elsewhere(home_), QString());
        }
    }

    void bothOfTwoCopiesSayThatThereIsAnother()
    {
        for (const char *file : {"config.json", "identity.tox"})
            QVERIFY(copy_.write(QLatin1StringView(file), nas_.contents(QLatin1StringView(file))));
        // While toxcore at the peer has the one, the other stays offline. So the first sleeps, the copy takes its place, and
        // the first wakes.
        QCOMPARE(::kill(pid_t(nas_.process()->processId()), SIGSTOP), 0);
        QVERIFY(copy_.start(list_));
        QTRY_COMPARE_WITH_TIMEOUT(peerState(copy_), QStringLiteral("online"), patience);
        QCOMPARE(::kill(pid_t(nas_.process()->processId()), SIGCONT), 0);
        QTRY_COMPARE_WITH_TIMEOUT(elsewhere(nas_), QStringLiteral("home"), patience);
        QByteArray said;
        QTRY_VERIFY2((said += nas_.process()->readAllStandardError()).contains("Another program uses the identity of this machine"), said.constData());
        QTRY_COMPARE_WITH_TIMEOUT(elsewhere(copy_), QStringLiteral("home"), patience);
        QCOMPARE(elsewhere(home_), QString()); // whose identity is its own
    }

    void whenTheCopyIsGoneTheOtherIsWellAfterAStart()
    {
        copy_.stop();
        nas_.stop();
        QVERIFY(nas_.start(list_));
        QTRY_COMPARE_WITH_TIMEOUT(peerState(nas_), QStringLiteral("online"), patience);
        QCOMPARE(elsewhere(nas_), QString());
    }

private:
    QString list_;
    Machine home_;
    Machine nas_;
    Machine copy_;
    Machine bystander_; // with two nodes alone, toxcore takes minutes to find one that was started anew
};

QTEST_GUILESS_MAIN(TestProgramCopied)
#include "test_program_copied.moc"
