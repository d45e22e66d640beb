// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"
#include "target_server.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QDateTime>
#include <QTest>

using culvert::test::Answer;
using culvert::test::Machine;
using culvert::test::words;
using culvert::test::nodesList;
using culvert::test::TargetServer;

namespace {

QByteArray sha256(const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256); }

} // namespace

// Two programs as two machines have them, joined by a private Tox network on loopback: `far_` reaches targets, `near_`
// listens. They are paired once; every test makes the tunnels it needs.
class TestProgramTwo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(target_.listen());
        // The first machine of a network knows nobody: a node that is not there.
        QVERIFY(far_.write(QStringLiteral("list.json"), nodesList(QStringLiteral("127.0.0.1"), 1, QString(64, u'A'))));
        QVERIFY(far_.start(far_.file(QStringLiteral("list.json"))));
        const QJsonObject node = far_.json(words(QStringLiteral("status"))).object().value(QStringLiteral("tox")).toObject().value(QStringLiteral("node")).toObject();
        QVERIFY(near_.write(QStringLiteral("list.json"), nodesList(QStringLiteral("127.0.0.1"), node.value(QStringLiteral("udpPort")).toInt(), node.value(QStringLiteral("dhtPublicKey")).toString())));
        QVERIFY(near_.start(near_.file(QStringLiteral("list.json"))));
        QVERIFY(bystander_.start(near_.file(QStringLiteral("list.json"))));

        const Answer invite = far_.run(words(QStringLiteral("invite --allow 127.0.0.1:%1").arg(target_.port())));
        QCOMPARE(invite.exitCode, 0);
        // An hour from now by the clock of this place; it may have struck a minute since.
        const QDateTime until = QDateTime::fromString(invite.out.section(QStringLiteral("until "), 1).left(16), QStringLiteral("yyyy-MM-dd HH:mm"));
        QVERIFY2(until.isValid() && qAbs(until.secsTo(QDateTime::currentDateTime().addSecs(3600))) <= 180, qPrintable(invite.out));
        const QString link = invite.out.simplified().split(u' ').last();
        const Answer paired = near_.json({QStringLiteral("pair"), link, QStringLiteral("--name"), QStringLiteral("far")});
        QCOMPARE(paired.object().value(QStringLiteral("state")).toString(), QStringLiteral("pending"));
        QTRY_COMPARE_WITH_TIMEOUT(peerState(near_), QStringLiteral("online"), 90'000);
        QTRY_COMPARE_WITH_TIMEOUT(peerState(far_), QStringLiteral("online"), 10'000);
        nearName_ = far_.json({QStringLiteral("peers")}).array().first().toObject().value(QStringLiteral("name")).toString();
    }

    void cleanupTestCase()
    {
        near_.stop();
        far_.stop();
        bystander_.stop();
    }

    void anInviteWorksOnceAndTheInviterReachesNothing()
    {
        QVERIFY(far_.contents(QStringLiteral("config.json")).contains("\"invites\": [\n    ]"));
        QVERIFY(near_.json({QStringLiteral("peers")}).array().first().toObject().value(QStringLiteral("allowed")).toArray().isEmpty());
        QVERIFY(!near_.contents(QStringLiteral("config.json")).contains("token"));
    }

    void whatIsSentArrivesUnchanged()
    {
        const quint16 port = addForward(QStringLiteral("file"), QStringLiteral("127.0.0.1:%1").arg(target_.port()));
        QVERIFY(port != 0);
        constexpr qsizetype size = 8 << 20;
        QTcpSocket down;
        down.connectToHost(QHostAddress::LocalHost, port);
        down.write("GET " + QByteArray::number(size) + "\n");
        QByteArray got;
        connect(&down, &QTcpSocket::readyRead, this, [&] { got += down.readAll(); });
        QTRY_COMPARE_WITH_TIMEOUT(down.state(), QTcpSocket::UnconnectedState, 60'000);
        QCOMPARE(got.size(), size);
        QCOMPARE(sha256(got), sha256(TargetServer::payload(size)));

        QTcpSocket up;
        up.connectToHost(QHostAddress::LocalHost, port);
        up.write("SINK " + QByteArray::number(size) + "\n" + TargetServer::payload(size));
        QTRY_COMPARE_WITH_TIMEOUT(up.state(), QTcpSocket::UnconnectedState, 60'000);
        QCOMPARE(up.readAll(), sha256(TargetServer::payload(size)).toHex());

        QTRY_COMPARE(openStreams(near_), 0);
        const QJsonObject tunnel = near_.json(words(QStringLiteral("forward list"))).array().first().toObject();
        QVERIFY(tunnel.value(QStringLiteral("sent")).toInteger() > size);
        QVERIFY(tunnel.value(QStringLiteral("received")).toInteger() > size);
    }

    void whyAConnectionFailedIsTold_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("allowed");
        QTest::addColumn<QString>("reason");
        QTest::newRow("refused") << QStringLiteral("127.0.0.1:%1").arg(closedPort()) << true << QStringLiteral("targetRefused");
        QTest::newRow("not allowed") << QStringLiteral("127.0.0.1:9") << false << QStringLiteral("targetNotAllowed");
        // Reserved to be no name (RFC 2606). With loopback alone there is no name server to ask, which says the same.
        QTest::newRow("no such name") << QStringLiteral("nothing.invalid:80") << true << QStringLiteral("targetNameNotFound");
    }
    void whyAConnectionFailedIsTold()
    {
        QFETCH(const QString, target);
        QFETCH(const bool, allowed);
        QFETCH(const QString, reason);
        if (allowed)
            QCOMPARE(far_.run({QStringLiteral("allow"), nearName_, target}).exitCode, 0);
        const quint16 port = addForward(QString::fromLatin1(QTest::currentDataTag()), target);
        QCOMPARE(fetch(port), QByteArray());
        const QJsonObject connection = connectionTo(near_, target);
        QCOMPARE(connection.value(QStringLiteral("state")).toString(), QStringLiteral("closed"));
        QCOMPARE(connection.value(QStringLiteral("reason")).toString(), reason);
        QCOMPARE(connection.value(QStringLiteral("side")).toString(), QStringLiteral("near"));
        // The listener stays.
        QCOMPARE(near_.json(words(QStringLiteral("forward list"))).array().last().toObject().value(QStringLiteral("state")).toString(), QStringLiteral("listening"));
    }

    void aRuleCountsAtOnce()
    {
        TargetServer service; // of which no line speaks yet: the invite's is about 127.0.0.1, which is localhost too
        QVERIFY(service.listen());
        const quint16 port = addForward(QStringLiteral("rule"), QStringLiteral("localhost:%1").arg(service.port()));
        QCOMPARE(fetch(port), QByteArray());
        QCOMPARE(far_.run({QStringLiteral("allow"), nearName_, QStringLiteral("localhost:%1").arg(service.port())}).exitCode, 0);
        QCOMPARE(fetch(port), TargetServer::payload(100));
        QCOMPARE(far_.run({QStringLiteral("deny"), nearName_, QStringLiteral("localhost:%1").arg(service.port())}).exitCode, 0);
        QCOMPARE(fetch(port), QByteArray());
    }

    void aPersonIsAskedAndAnswersByTheCommandLine()
    {
        TargetServer service; // the same
        QVERIFY(service.listen());
        const QString target = QStringLiteral("localhost:%1").arg(service.port());
        const quint16 port = addForward(QStringLiteral("asked"), target);
        QCOMPARE(far_.run({QStringLiteral("ask"), nearName_, target}).exitCode, 0);
        const auto question = [this] { return far_.json({QStringLiteral("questions")}).array().first().toObject(); };
        for (const QString &answer : {QStringLiteral("once"), QStringLiteral("always")}) {
            QTcpSocket client;
            client.connectToHost(QHostAddress::LocalHost, port);
            client.write("GET 100\n");
            QTRY_VERIFY(!question().isEmpty());
            const QJsonObject asked = question();
            QCOMPARE(asked.value(QStringLiteral("peer")).toString(), nearName_);
            QCOMPARE(asked.value(QStringLiteral("target")).toString(), target);
            QCOMPARE(connectionTo(far_, target).value(QStringLiteral("state")).toString(), QStringLiteral("asking"));
            QCOMPARE(client.bytesAvailable(), 0);
            const QString id = QString::number(asked.value(QStringLiteral("id")).toInteger());
            QCOMPARE(far_.json({QStringLiteral("answer"), id, QStringLiteral("maybe")}).errorCode(), QStringLiteral("usageWrong"));
            QCOMPARE(far_.run({QStringLiteral("answer"), id, answer}).exitCode, 0);
            QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
            QCOMPARE(client.readAll(), TargetServer::payload(100));
            QCOMPARE(far_.json({QStringLiteral("answer"), id, answer}).errorCode(), QStringLiteral("questionUnknown"));
        }
        QCOMPARE(fetch(port), TargetServer::payload(100)); // always
        const QJsonObject first = far_.json({QStringLiteral("rules"), QStringLiteral("list"), nearName_}).array().first().toObject();
        QCOMPARE(first.value(QStringLiteral("rule")).toString(), QStringLiteral("allow ") + target);
        QCOMPARE(first.value(QStringLiteral("hits")).toInt(), 1);
        QVERIFY(far_.contents(QStringLiteral("config.json")).contains(QStringLiteral("allow %1").arg(target).toUtf8()));

        const QJsonObject tested = far_.json({QStringLiteral("rules"), QStringLiteral("test"), nearName_, target}).object();
        QCOMPARE(tested.value(QStringLiteral("verdict")).toString(), QStringLiteral("allow"));
        QCOMPARE(tested.value(QStringLiteral("index")).toInt(), 1);
        QCOMPARE(far_.run({QStringLiteral("rules"), QStringLiteral("test"), nearName_, QStringLiteral("10.0.0.1:22")}).out,
                 QStringLiteral("10.0.0.1:22 is denied: no line matches\n"));
        QCOMPARE(far_.run({QStringLiteral("rules"), QStringLiteral("remove"), nearName_, QStringLiteral("1")}).exitCode, 0);
        QCOMPARE(fetch(port), QByteArray());
    }

    void aPeerThatIsNotPairedYetIsSaid()
    {
        Machine never;
        const QString link = never.run({QStringLiteral("invite")}).out.simplified().split(u' ').last();
        QCOMPARE(near_.run({QStringLiteral("pair"), link, QStringLiteral("--name"), QStringLiteral("never")}).exitCode, 0);
        const quint16 port = addForward(QStringLiteral("pending"), QStringLiteral("127.0.0.1:1"), QStringLiteral("never"));
        QCOMPARE(fetch(port), QByteArray());
        QCOMPARE(connectionTo(near_, QStringLiteral("127.0.0.1:1")).value(QStringLiteral("reason")).toString(), QStringLiteral("peerPending"));
        QCOMPARE(near_.run({QStringLiteral("remove"), QStringLiteral("never")}).exitCode, 0);
    }

    void closeCutsOneConnectionAndNoOther()
    {
        const quint16 port = addForward(QStringLiteral("hold"), QStringLiteral("127.0.0.1:%1").arg(target_.port()));
        QTcpSocket first;
        QTcpSocket second;
        for (QTcpSocket *socket : {&first, &second}) {
            hold(*socket, port);
        }
        QCOMPARE(target_.open(), 2);
        const QJsonArray open = near_.json({QStringLiteral("connections")}).array();
        const qint64 id = open[0].toObject().value(QStringLiteral("id")).toInteger();
        QCOMPARE(open[0].toObject().value(QStringLiteral("source")).toString(), QStringLiteral("127.0.0.1:%1").arg(first.localPort()));
        QCOMPARE(near_.json({QStringLiteral("close"), QString::number(id)}).object().value(QStringLiteral("closed")).toInteger(), id);
        QTRY_COMPARE(first.state(), QTcpSocket::UnconnectedState);
        QTRY_COMPARE(target_.open(), 1);
        QCOMPARE(second.state(), QTcpSocket::ConnectedState);
        const Answer again = near_.json({QStringLiteral("close"), QString::number(id)});
        QCOMPARE(again.exitCode, 1);
        QCOMPARE(again.errorCode(), QStringLiteral("connectionUnknown"));
        const QJsonObject closed = findConnection(near_, id);
        QCOMPARE(closed.value(QStringLiteral("reason")).toString(), QStringLiteral("closedByUser"));
        QCOMPARE(closed.value(QStringLiteral("closedBy")).toString(), QStringLiteral("this"));
        second.disconnectFromHost();
        QTRY_COMPARE(target_.open(), 0);
    }

    void connectionsAreWatchedAsTheyChange()
    {
        const auto watch = near_.begin(words(QStringLiteral("--json connections --watch")));
        QTRY_VERIFY(watch->canReadLine());
        QByteArray line;
        const quint16 port = addForward(QStringLiteral("watched"), QStringLiteral("127.0.0.1:%1").arg(target_.port()));
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, port);
        client.write("HOLD\n");
        const auto sees = [&](const char *state) {
            while (watch->canReadLine())
                line = watch->readLine();
            const QJsonArray table = QJsonDocument::fromJson(line).array();
            return std::any_of(table.begin(), table.end(), [&](const QJsonValue &one) {
                return one.toObject().value(QStringLiteral("tunnel")).toString() == u"watched"
                    && one.toObject().value(QStringLiteral("state")).toString() == QLatin1String(state);
            });
        };
        QTRY_VERIFY(sees("open"));
        client.disconnectFromHost();
        QTRY_VERIFY(sees("closed"));
        watch->terminate();
        QVERIFY(watch->waitForFinished());
    }

    void aPortInUseIsSaidAndNothingIsAdded()
    {
        const QByteArray before = near_.contents(QStringLiteral("config.json"));
        const Answer answer = near_.json(words(QStringLiteral("forward add --peer far --listen %1 --target a:1 --name taken").arg(target_.port())));
        QCOMPARE(answer.exitCode, 1);
        QCOMPARE(answer.out, QString());
        QCOMPARE(answer.errorCode(), QStringLiteral("portInUse"));
        QCOMPARE(near_.contents(QStringLiteral("config.json")), before);
        const Answer elsewhere = near_.json(words(QStringLiteral("forward add --peer far --listen 192.0.2.1:0 --target a:1")));
        QCOMPARE(elsewhere.errorCode(), QStringLiteral("addressNotLocal"));
    }

    void stoppingOneTunnelLeavesTheOtherAlone()
    {
        const QString target = QStringLiteral("127.0.0.1:%1").arg(target_.port());
        const quint16 one = addForward(QStringLiteral("one"), target);
        const quint16 other = addForward(QStringLiteral("other"), target);
        QTcpSocket held;
        hold(held, other);
        QCOMPARE(near_.json(words(QStringLiteral("forward stop one"))).object().value(QStringLiteral("state")).toString(), QStringLiteral("stopped"));
        QTcpSocket refused;
        refused.connectToHost(QHostAddress::LocalHost, one);
        QTRY_COMPARE(refused.error(), QTcpSocket::ConnectionRefusedError);
        QCOMPARE(near_.json(words(QStringLiteral("forward start one"))).object().value(QStringLiteral("state")).toString(), QStringLiteral("listening"));
        QCOMPARE(held.state(), QTcpSocket::ConnectedState);
        QCOMPARE(fetch(other), TargetServer::payload(100));
        QCOMPARE(near_.json(words(QStringLiteral("forward remove one"))).exitCode, 0);
    }

    void theLinkIsTested()
    {
        const Answer answer = near_.json(words(QStringLiteral("test far --seconds 1")));
        QCOMPARE(answer.exitCode, 0);
        const QJsonObject test = answer.object();
        QCOMPARE(test.value(QStringLiteral("phase")).toString(), QStringLiteral("done"));
        QVERIFY(QStringList({QStringLiteral("tox-udp"), QStringLiteral("direct")}).contains(test.value(QStringLiteral("path")).toString()));
        QVERIFY(test.value(QStringLiteral("rttMs")).toDouble() > 0);
        for (const char *direction : {"down", "up"}) {
            const QJsonObject load = test.value(QLatin1StringView(direction)).toObject();
            QVERIFY2(load.value(QStringLiteral("bytesPerSecond")).toDouble() > 1e5, direction);
            QVERIFY2(load.value(QStringLiteral("bytes")).toDouble() > 1e5, direction);
        }
        QVERIFY(test.value(QStringLiteral("idle")).toObject().value(QStringLiteral("medianMs")).toDouble() > 0);
        QVERIFY(test.value(QStringLiteral("loaded")).toObject().value(QStringLiteral("count")).toInt() > 5);
        // Seen on both sides, and over on both.
        for (const Machine *machine : {&near_, &far_}) {
            QTRY_COMPARE(openStreams(*machine), 0);
            int seen = 0;
            for (const QJsonValue &one : machine->json({QStringLiteral("connections")}).array())
                seen += one[QStringLiteral("kind")].toString() == u"test" && one[QStringLiteral("reason")].isNull();
            QCOMPARE(seen, 3);
        }
        const QJsonObject peer = near_.json({QStringLiteral("peers")}).array().first().toObject();
        QVERIFY(peer.value(QStringLiteral("bytesIn")).toDouble() > 1e5);
        QVERIFY(peer.value(QStringLiteral("congestionWindow")).toDouble() > 0);
        QVERIFY(peer.value(QStringLiteral("windowFill")).toDouble(-1) >= 0);
    }

    void aTestCanBeWatchedAndReadByAPerson()
    {
        const Answer watched = near_.json(words(QStringLiteral("test far --seconds 1 --watch")));
        QCOMPARE(watched.exitCode, 0);
        const QStringList lines = watched.out.split(u'\n', Qt::SkipEmptyParts);
        QVERIFY2(lines.size() >= 3, qPrintable(watched.out)); // one a second, and the result
        QStringList phases;
        for (const QString &line : lines)
            phases += QJsonDocument::fromJson(line.toUtf8())[QStringLiteral("phase")].toString();
        QCOMPARE(phases.first(), QStringLiteral("idle"));
        QCOMPARE(phases.last(), QStringLiteral("done"));
        const Answer plain = near_.run(words(QStringLiteral("test far --seconds 1")));
        QCOMPARE(plain.exitCode, 0);
        QCOMPARE(plain.err, QString()); // no terminal: nobody to show the progress to
        for (const char *line : {"Delay at rest", "Delay under load", "From the peer", "To the peer", "MB/s"})
            QVERIFY2(plain.out.contains(QLatin1StringView(line)), line);
    }

    void aTestThatIsInterruptedEndsOnBothSides()
    {
        const auto test = near_.begin(words(QStringLiteral("test far --seconds 60")));
        QTRY_VERIFY(openStreams(far_) >= 2); // under load
        const Answer second = near_.json(words(QStringLiteral("test far")));
        QCOMPARE(second.exitCode, 1);
        QCOMPARE(second.errorCode(), QStringLiteral("testRunning"));
        test->terminate();
        QVERIFY(test->waitForFinished());
        QTRY_COMPARE(openStreams(far_), 0);
        QTRY_COMPARE(openStreams(near_), 0);
    }

    void aPeerThatIsUnknownIsNotTested()
    {
        const Answer answer = near_.json(words(QStringLiteral("test nobody")));
        QCOMPARE(answer.exitCode, 1);
        QCOMPARE(answer.errorCode(), QStringLiteral("peerUnknown"));
        QCOMPARE(near_.json(words(QStringLiteral("test far --seconds 61"))).exitCode, 2);
    }

    void countersAreBackAtTheirBaseline()
    {
        for (const Machine *machine : {&near_, &far_}) {
            QTRY_COMPARE_WITH_TIMEOUT(counters(*machine, {QStringLiteral("streams"), QStringLiteral("tcpSockets"), QStringLiteral("queuedBytes")}), (QList<qint64>{0, 0, 0}), 10'000);
            const QJsonObject status = machine->json({QStringLiteral("status")}).object();
            QVERIFY(status.value(QStringLiteral("atRest")).toBool());
            QCOMPARE(counters(*machine, {QStringLiteral("links")}), QList<qint64>{1});
            QCOMPARE(counters(*machine, {QStringLiteral("listeners")}), QList<qint64>{status.value(QStringLiteral("tunnels")).toArray().size()});
        }
        QCOMPARE(target_.open(), 0);
    }

    void aSecondProgramOfOneProfileIsRefused()
    {
        const Answer second = near_.json({QStringLiteral("run")});
        QCOMPARE(second.exitCode, 1);
        QCOMPARE(second.errorCode(), QStringLiteral("profileInUse"));
        QCOMPARE(second.out, QString());
        QCOMPARE(peerState(near_), QStringLiteral("online"));
    }

    // From here on the programs end and begin.

    void aQuitIsQuickWhileBytesFlowAndLeavesNothing()
    {
        const quint16 port = addForward(QStringLiteral("long"), QStringLiteral("127.0.0.1:%1").arg(target_.port()));
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, port);
        client.write("GET 50000000\n");
        QTRY_VERIFY(client.bytesAvailable() > 1'000'000);
        const qint64 ms = near_.stop();
        QVERIFY2(ms >= 0 && ms < 2000, qPrintable(QString::number(ms)));
        QCOMPARE(near_.process()->exitCode(), 0);
        QCOMPARE(near_.process()->readAllStandardOutput(), QByteArray());
        QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
        QTRY_COMPARE(target_.open(), 0); // the far side has heard of it
        QCOMPARE(QDir(near_.folder()).entryList(QDir::Files | QDir::Hidden | QDir::System),
                 (QStringList{QStringLiteral("config.json"), QStringLiteral("identity.tox"), QStringLiteral("list.json")}));
        QCOMPARE(QDir(near_.runtime() + QStringLiteral("/culvert")).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot), QStringList());
        QCOMPARE(near_.json({QStringLiteral("connections")}).errorCode(), QStringLiteral("notRunning"));
    }

    void tunnelsStartAgainWithTheProgram()
    {
        QVERIFY(near_.start(near_.file(QStringLiteral("list.json"))));
        const QJsonObject tunnel = near_.json(words(QStringLiteral("forward list"))).array().first().toObject();
        QCOMPARE(tunnel.value(QStringLiteral("state")).toString(), QStringLiteral("listening"));
        QTRY_COMPARE_WITH_TIMEOUT(peerState(near_), QStringLiteral("online"), 90'000);
        QCOMPARE(fetch(quint16(tunnel.value(QStringLiteral("listen")).toString().section(u':', -1).toInt())), TargetServer::payload(100));
    }

    void aPeerThatVanishedIsSaid()
    {
        const quint16 port = addForward(QStringLiteral("gone"), QStringLiteral("127.0.0.1:%1").arg(target_.port()));
        far_.kill();
        QTRY_VERIFY_WITH_TIMEOUT(near_.json({QStringLiteral("peers")}).array().first().toObject().value(QStringLiteral("noAnswerMs")).toInteger() > 3000
                                 || peerState(near_) != u"online", 20'000);
        QCOMPARE(fetch(port), QByteArray());
        const QString reason = near_.json({QStringLiteral("connections")}).array().first().toObject().value(QStringLiteral("reason")).toString();
        QVERIFY2(reason == u"peerSilent" || reason == u"peerOffline", qPrintable(reason));
        // A lock and a socket of a dead program hinder nobody.
        QVERIFY(QFile::exists(far_.file(QStringLiteral("lock"))));
        QCOMPARE(far_.json({QStringLiteral("status")}).object().value(QStringLiteral("running")), QJsonValue(false));
        QVERIFY(far_.start(near_.file(QStringLiteral("list.json"))));
    }

private:
    [[nodiscard]] static QString peerState(const Machine &machine)
    {
        return machine.json({QStringLiteral("peers")}).array().first().toObject().value(QStringLiteral("state")).toString();
    }

    [[nodiscard]] static QList<qint64> counters(const Machine &machine, const QStringList &keys)
    {
        const QJsonObject all = machine.json({QStringLiteral("status")}).object().value(QStringLiteral("counters")).toObject();
        QList<qint64> now;
        for (const QString &key : keys)
            now.append(all.value(key).toObject().value(QStringLiteral("now")).toInteger(-1));
        return now;
    }
    [[nodiscard]] static int openStreams(const Machine &machine) { return int(counters(machine, {QStringLiteral("streams")}).first()); }

    // The port it listens on; 0 if it could not be added.
    [[nodiscard]] quint16 addForward(const QString &name, const QString &target, const QString &peer = QStringLiteral("far")) const
    {
        const Answer answer = near_.json({QStringLiteral("forward"), QStringLiteral("add"), QStringLiteral("--peer"), peer, QStringLiteral("--listen"),
                                          QStringLiteral("0"), QStringLiteral("--target"), target, QStringLiteral("--name"), name});
        if (answer.exitCode != 0)
            qWarning("%s", qPrintable(answer.err));
        return quint16(answer.object().value(QStringLiteral("listen")).toString().section(u':', -1).toInt());
    }

    // What GET 100 brings through a tunnel; nothing if the connection is closed without.
    [[nodiscard]] static QByteArray fetch(quint16 port)
    {
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, port);
        // The system connects at once; a QTcpSocket that is reset before it has looked never says so.
        if (!client.waitForConnected(500))
            return {};
        client.write("GET 100\n");
        QByteArray got;
        QObject::connect(&client, &QTcpSocket::readyRead, &client, [&] { got += client.readAll(); });
        (void)QTest::qWaitFor([&] { return client.state() == QTcpSocket::UnconnectedState; }, 10'000);
        return client.state() == QTcpSocket::UnconnectedState ? got : QByteArray("still open");
    }

    // A connection through a tunnel that stays open at its target.
    static void hold(QTcpSocket &client, quint16 port)
    {
        client.connectToHost(QHostAddress::LocalHost, port);
        client.write("HOLD\n");
        QTRY_COMPARE(client.bytesAvailable(), 4);
        QCOMPARE(client.readAll(), QByteArray("held"));
    }

    [[nodiscard]] static QJsonObject connectionTo(const Machine &machine, const QString &target)
    {
        for (const QJsonValue &one : machine.json({QStringLiteral("connections")}).array()) {
            if (one.toObject().value(QStringLiteral("target")).toString() == target)
                return one.toObject();
        }
        return {};
    }
    [[nodiscard]] static QJsonObject findConnection(const Machine &machine, qint64 id)
    {
        for (const QJsonValue &one : machine.json({QStringLiteral("connections")}).array()) {
            if (one.toObject().value(QStringLiteral("id")).toInteger() == id)
                return one.toObject();
        }
        return {};
    }

    // A port that was free a moment ago and that nobody listens on.
    [[nodiscard]] static quint16 closedPort()
    {
        QTcpServer server;
        return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 1;
    }

    TargetServer target_;
    Machine far_;
    Machine near_;
    // One more node of the network. With two alone, the one that stays knows nobody living when the other starts anew, and
    // toxcore takes minutes to forget the dead.
    Machine bystander_;
    QString nearName_;
};

QTEST_GUILESS_MAIN(TestProgramTwo)
#include "test_program_two.moc"
