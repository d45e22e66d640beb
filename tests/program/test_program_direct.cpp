// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"
#include "target_server.h"

#include <QCryptographicHash>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

using culvert::test::Answer;
using culvert::test::Machine;
using culvert::test::words;
using culvert::test::TargetServer;

// Two programs that do without Tox, as a user sets them up by commands alone.
class TestProgramDirect : public QObject {
    Q_OBJECT

    static QJsonObject firstPeer(const Machine &machine) { return machine.json({QStringLiteral("peers")}).array().first().toObject(); }
    static QString state(const Machine &machine) { return firstPeer(machine).value(QStringLiteral("state")).toString(); }

    TargetServer target_;
    Machine far_;
    Machine near_;

private Q_SLOTS:
    void withoutToxAnEndpointIsEnough()
    {
        QVERIFY(target_.listen());
        QUdpSocket free; // a port that nobody has
        QVERIFY(free.bind(QHostAddress::LocalHost));
        const QString port = QString::number(free.localPort());
        free.close();
        for (const Machine *machine : {&far_, &near_})
            QCOMPARE(machine->run(words(QStringLiteral("set tox.enabled false"))).exitCode, 0);
        QCOMPARE(far_.run(words(QStringLiteral("set direct.port ") + port)).exitCode, 0);
        QVERIFY(far_.start(QStringLiteral("/no/list/is/needed")));
        QVERIFY(near_.start(QStringLiteral("/no/list/is/needed")));

        const QJsonObject status = far_.json({QStringLiteral("status")}).object();
        QCOMPARE(QString::number(status.value(QStringLiteral("direct")).toObject().value(QStringLiteral("port")).toInt()), port);
        QCOMPARE(status.value(QStringLiteral("tox")).toObject().value(QStringLiteral("enabled")), QJsonValue(false));
        // No router of the LAN is asked for anything by a test.
        QCOMPARE(status.value(QStringLiteral("direct")).toObject().value(QStringLiteral("portMapping")), QJsonValue(QStringLiteral("off")));
        QVERIFY(far_.run({QStringLiteral("status")}).out.contains(QStringLiteral("Tox switched off")));

        QCOMPARE(far_.json({QStringLiteral("invite")}).errorCode(), QStringLiteral("endpointMissing"));
        const Answer invite = far_.json(words(QStringLiteral("invite --allow 127.0.0.1:%1 --endpoint 127.0.0.1:%2").arg(target_.port()).arg(port)));
        QCOMPARE(invite.exitCode, 0);
        const QString link = invite.object().value(QStringLiteral("link")).toString();
        QCOMPARE(near_.json(words(QStringLiteral("pair %1 --name far").arg(link))).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(state(near_), QStringLiteral("online"), 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(state(far_), QStringLiteral("online"), 15'000);
        QCOMPARE(firstPeer(near_).value(QStringLiteral("path")).toString(), QStringLiteral("direct"));
        QCOMPARE(firstPeer(near_).value(QStringLiteral("endpoints")).toVariant().toStringList(), QStringList{QStringLiteral("127.0.0.1:") + port});

        const Answer forward = near_.json(words(QStringLiteral("forward add --peer far --listen 0 --target 127.0.0.1:%1").arg(target_.port())));
        const auto listening = quint16(forward.object().value(QStringLiteral("listen")).toString().section(u':', -1).toInt());
        constexpr qsizetype size = 8 << 20;
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, listening);
        client.write("GET " + QByteArray::number(size) + "\n");
        QByteArray got;
        connect(&client, &QTcpSocket::readyRead, &client, [&] { got += client.readAll(); });
        QTRY_COMPARE_WITH_TIMEOUT(client.state(), QTcpSocket::UnconnectedState, 60'000);
        const auto hash = [](const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(); };
        QCOMPARE(hash(got), hash(TargetServer::payload(size)));
    }

    // It is no leak that waits for the other machine.
    void whatASilentPeerIsStillToBeToldIsNotAtRest()
    {
        const quint16 port = quint16(near_.status()[QStringLiteral("tunnels")][0][QStringLiteral("listen")].toString().section(u':', -1).toInt());
        QTRY_COMPARE(near_.offBaseline(), QString());
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, port);
        client.write("HOLD\n");
        QTRY_VERIFY(client.bytesAvailable() > 0);
        const QJsonValue id = near_.json({QStringLiteral("connections")}).array()[0][QStringLiteral("id")];
        far_.kill();
        QCOMPARE(near_.run({QStringLiteral("close"), QString::number(id.toInteger())}).exitCode, 0);
        QCOMPARE(near_.counter(QStringLiteral("connections")), 0);
        QCOMPARE(near_.counter(QStringLiteral("streams")), 1);
        QCOMPARE(near_.status()[QStringLiteral("atRest")], QJsonValue(false));
        QVERIFY(far_.start(QStringLiteral("/no/list/is/needed")));
        QTRY_COMPARE_WITH_TIMEOUT(near_.offBaseline(), QString(), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(state(far_), QStringLiteral("online"), 15'000);
    }

    void endpointsAreGivenAndTakenByHand()
    {
        const auto endpoints = [this](const QString &line) {
            return near_.json(words(line)).object().value(QStringLiteral("endpoints")).toVariant().toStringList();
        };
        const QString before = firstPeer(near_).value(QStringLiteral("endpoints")).toArray().first().toString();
        QCOMPARE(endpoints(QStringLiteral("endpoint far nas.example:33500 ") + before), (QStringList{QStringLiteral("nas.example:33500"), before}));
        QCOMPARE(endpoints(QStringLiteral("endpoint far none")), QStringList());
        QCOMPARE(near_.json(words(QStringLiteral("endpoint far a:1 b:2 c:3 d:4 e:5"))).errorCode(), QStringLiteral("limitReached"));
        QCOMPARE(near_.json(words(QStringLiteral("endpoint far nowhere"))).errorCode(), QStringLiteral("endpointInvalid"));
        QCOMPARE(near_.run(words(QStringLiteral("endpoint far"))).exitCode, 2);
        QCOMPARE(state(near_), QStringLiteral("online")); // the way that was found goes on
    }

    void aWrongUsageThatTheRunningProgramFindsIsOneAllTheSame()
    {
        const Answer wrong = near_.json(words(QStringLiteral("answer 1 perhaps")));
        QCOMPARE(wrong.errorCode(), QStringLiteral("usageWrong"));
        QCOMPARE(wrong.exitCode, 2);
        const Answer refused = near_.json(words(QStringLiteral("rename nobody somebody")));
        QCOMPARE(refused.errorCode(), QStringLiteral("peerUnknown"));
        QCOMPARE(refused.exitCode, 1);
    }

    void cleanupTestCase()
    {
        near_.stop();
        far_.stop();
    }
};

QTEST_GUILESS_MAIN(TestProgramDirect)
#include "test_program_direct.moc"
