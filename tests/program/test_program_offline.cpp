// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include "core/random.h"
#include "wire/invite.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <tuple>

using namespace culvert;
using culvert::test::Answer;
using culvert::test::Machine;

namespace {

QStringList words(const char *line) { return QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts); }

// A failure as it must look: nothing on stdout, one sentence or one object on stderr.
void verifyRefused(const Machine &machine, const QStringList &line, const QString &code, int exitCode)
{
    const Answer json = machine.json(line);
    QVERIFY2(json.exitCode == exitCode, qPrintable(QStringLiteral("%1: %2 %3").arg(line.join(u' ')).arg(json.exitCode).arg(json.err)));
    QCOMPARE(json.out, QString());
    QCOMPARE(json.errorCode(), code);
    QCOMPARE(json.err.count(u'\n'), 1);
    const Answer person = machine.run(line);
    QCOMPARE(person.exitCode, exitCode);
    QCOMPARE(person.out, QString());
    QCOMPARE(person.err.count(u'\n'), 1);
    QVERIFY(person.err.size() > 10 && !person.err.startsWith(u'{'));
}

QString inviteOf(const Machine &machine, const QStringList &more = {})
{
    return machine.json(QStringList{QStringLiteral("invite")} + more).object().value(QStringLiteral("link")).toString();
}

} // namespace

class TestProgramOffline : public QObject {
    Q_OBJECT

private Q_SLOTS:
#ifdef Q_OS_UNIX
    // Also where the running program that is asked speaks another one.
    void aSentenceIsInTheLanguageOfLcMessagesAndACodeIsNot()
    {
        qunsetenv("LANGUAGE");
        qunsetenv("LC_ALL");
        Machine machine;
        const QStringList line = words("remove nobody");
        const auto inChinese = [](const QString &text) { return text.contains(QString::fromUtf8("没有")) && text.contains(QStringLiteral("nobody")); };
        qputenv("LC_MESSAGES", "C");
        QVERIFY(machine.run(line).err.startsWith(QStringLiteral("There is no peer \"nobody\".")));
        std::ignore = machine.run(words("set tox.enabled false"));
        QVERIFY(machine.write(QStringLiteral("list.json"), "{\"nodes\":[]}"));
        QVERIFY(machine.start(machine.file(QStringLiteral("list.json"))));
        for (bool running : {true, false}) {
            if (!running)
                QVERIFY(machine.stop() >= 0);
            qputenv("LC_MESSAGES", "zh_CN.UTF-8");
            const Answer person = machine.run(line);
            QVERIFY2(inChinese(person.err), qPrintable(person.err));
            const Answer json = machine.json(line);
            QCOMPARE(json.errorCode(), QStringLiteral("peerUnknown"));
            QVERIFY2(inChinese(json.err), qPrintable(json.err));
            QVERIFY(machine.run(words("peers")).out.contains(QString::fromUtf8("没有对端")));
            QCOMPARE(machine.json(words("set tox.udp")).object().value(QStringLiteral("tox.udp")).toString(), QStringLiteral("true"));
        }
        qputenv("LC_MESSAGES", "en_GB.UTF-8");
        QVERIFY(machine.run(line).err.startsWith(QStringLiteral("There is no peer")));
        qunsetenv("LC_MESSAGES");
    }
#endif

    void theFirstUseMakesAnIdentityThatStays()
    {
        Machine machine;
        const Answer first = machine.run({QStringLiteral("id")});
        QCOMPARE(first.exitCode, 0);
        QCOMPARE(first.err, QString());
        QVERIFY(ToxAddress::fromHex(first.out.trimmed()));
        QCOMPARE(first.out, first.out.toUpper());
        const Answer second = machine.json({QStringLiteral("id")});
        QCOMPARE(second.object().value(QStringLiteral("address")).toString(), first.out.trimmed());
        QCOMPARE(second.object().value(QStringLiteral("id")).toString(), first.out.left(64));
#ifdef Q_OS_UNIX
        const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(machine.file(QStringLiteral("identity.tox"))) & others));
        QVERIFY(!(QFile::permissions(machine.folder()) & others));
#endif
        QCOMPARE(QDir(machine.folder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{QStringLiteral("identity.tox")});
    }

    void twoMachinesAreSetUpBeforeEitherRuns()
    {
        Machine server;
        Machine client;
        const Answer invite = server.run(words("invite --allow 127.0.0.1:80 --expires 30m"));
        QCOMPARE(invite.exitCode, 0);
        const QString link = invite.out.simplified().split(u' ').last();
        const Answer paired = client.run(words("--json pair - --name office"), link.toUtf8() + "\n");
        QCOMPARE(paired.exitCode, 0);
        QCOMPARE(paired.object().value(QStringLiteral("state")).toString(), QStringLiteral("pending"));
        QCOMPARE(paired.object().value(QStringLiteral("name")).toString(), QStringLiteral("office"));
        QCOMPARE(paired.object().value(QStringLiteral("id")).toString(), server.json({QStringLiteral("id")}).object().value(QStringLiteral("id")).toString());

        const QJsonObject tunnel = client.json(words("forward add --peer off --listen 8080 --target 127.0.0.1:80 --name web")).object();
        QCOMPARE(tunnel.value(QStringLiteral("listen")).toString(), QStringLiteral("127.0.0.1:8080"));
        QCOMPARE(tunnel.value(QStringLiteral("kind")).toString(), QStringLiteral("forward"));
        QCOMPARE(client.json(words("forward list")).array().size(), 1);
        QCOMPARE(tunnel.value(QStringLiteral("exposed")), QJsonValue(false));
        const QString open = client.run(words("forward add --peer off --listen *:8081 --target 127.0.0.1:80 --name open")).out;
        QVERIFY2(open.contains(QStringLiteral("open: Not this machine alone")), qPrintable(open));
        QCOMPARE(client.json(words("forward stop open")).object().value(QStringLiteral("exposed")), QJsonValue(true));
        QCOMPARE(client.run(words("forward remove open")).exitCode, 0);
        // A group starts as far as it can: the one that cannot says so, and a script sees it.
        for (const char *name : {"left", "right"}) {
            QCOMPARE(client.run(words("forward add --peer off --listen 8082 --target 127.0.0.1:80 --group twins --name") + QStringList{QString::fromLatin1(name)}).exitCode, 0);
            QCOMPARE(client.run(words("forward stop") + QStringList{QString::fromLatin1(name)}).exitCode, 0);
        }
        const Answer twins = client.json(words("group start twins"));
        QCOMPARE(twins.exitCode, 1);
        QVERIFY(twins.array().first().toObject()[QStringLiteral("error")].isNull());
        QCOMPARE(twins.array().last().toObject()[QStringLiteral("error")].toObject()[QStringLiteral("code")].toString(), QStringLiteral("portInUse"));
        const Answer said = client.run(words("group start twins"));
        QCOMPARE(said.exitCode, 1);
        QVERIFY2(said.out.contains(QStringLiteral("right: Listening on 127.0.0.1:8082 failed: the port is in use by left.")), qPrintable(said.out));
        QCOMPARE(client.run(words("forward remove right")).exitCode, 0);
        QCOMPARE(client.run(words("group start twins")).exitCode, 0);
        QCOMPARE(client.run(words("forward remove left")).exitCode, 0);
        QCOMPARE(client.json(words("allow office localhost:22 nas:445")).object().value(QStringLiteral("allowed")).toArray().size(), 2);
        const QString listed = client.run(words("rules list office")).out;
        QVERIFY2(listed.contains(QStringLiteral("1     allow localhost:22  0     -\n2     allow nas:445")), qPrintable(listed));
        QCOMPARE(client.json(words("deny office nas:445")).object().value(QStringLiteral("allowed")).toArray().first().toString(), QStringLiteral("deny nas:445"));
        QCOMPARE(client.run(words("rules add office --at 1 ask 10.0.0.0/8:80-443")).exitCode, 0);
        QCOMPARE(client.run(words("rules test office 10.1.2.3:81")).out, QStringLiteral("10.1.2.3:81 is asked for by line 1: ask 10.0.0.0/8:80-443\n"));
        const QString local = client.run(words("rules test office LOCALHOST.:22")).out;
        QVERIFY2(local.startsWith(QStringLiteral("localhost:22 is allowed by line 3: allow localhost:22\n  127.0.0.1 is allowed")), qPrintable(local));
        // Reserved to be no name (RFC 2606). This machine looks it up, and no other.
        QCOMPARE(client.run(words("allow office nothing.invalid:80")).exitCode, 0);
        QCOMPARE(client.json(words("rules test office nothing.invalid:80")).errorCode(), QStringLiteral("targetNameNotFoundHere"));
        QCOMPARE(client.run(words("deny office nothing.invalid:80")).exitCode, 0);
        const Answer longest = client.run(words("invite --expires 1000d"));
        QVERIFY2(longest.err.contains(QStringLiteral("\"1000d\"")) && longest.err.contains(QStringLiteral("366d at most")), qPrintable(longest.err));
        // Who can connect to a port of the peer is not said as of one of this machine.
        const Answer there = client.run(words("reverse add --peer office --listen 0.0.0.0:8082 --target 127.0.0.1:80 --name there"));
        QCOMPARE(there.exitCode, 0);
        QVERIFY2(!there.out.contains(QStringLiteral("this machine")), qPrintable(there.out));
        QCOMPARE(client.run(words("reverse remove there")).exitCode, 0);
        const Answer wrong = client.run(words("rules add office allow 10.0.0.1/8:80"));
        QCOMPARE(wrong.exitCode, 1);
        QCOMPARE(wrong.err, QStringLiteral("\"allow 10.0.0.1/8:80\" is not the beginning of its range. Write 10.0.0.0/8 for the range.\n"));
        QCOMPARE(client.json(words("questions")).errorCode(), QStringLiteral("notRunning"));
        const QJsonObject status = client.json({QStringLiteral("status")}).object();
        QCOMPARE(status.value(QStringLiteral("running")), QJsonValue(false));
        QCOMPARE(status.value(QStringLiteral("peers")).toArray().size(), 1);
        QCOMPARE(status.value(QStringLiteral("tunnels")).toArray().first(), QJsonValue(client.json(words("forward stop web")).object()));
        QCOMPARE(client.json(words("forward remove web")).object().value(QStringLiteral("removed")).toString(), QStringLiteral("web"));
        QCOMPARE(client.json(words("remove office")).object().value(QStringLiteral("removed")).toString(), QStringLiteral("office"));
        QVERIFY(client.json({QStringLiteral("peers")}).array().isEmpty());
    }

    void settingsAreKept()
    {
        Machine machine;
        QCOMPARE(machine.run(words("set tox.udpPort 33500")).out, QStringLiteral("tox.udpPort 33500\n"));
        QCOMPARE(machine.run(words("set tox.udpPort")).out, QStringLiteral("tox.udpPort 33500\n"));
    }

    void whatIsWrongIsRefusedWithItsReason_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("exitCode");
        const auto row = [](const char *line, const char *code, int exitCode = 1) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(code) << exitCode;
        };
        row("pair culvert:abc", "inviteInvalid");
        row("pair http://example.org/", "inviteInvalid");
        row("pair 22D393C1989780680B582E498960DAE960D9C509108440B34879697FD6B28545B36065618E63", "addressInvalid"); // its checksum
        row("pair -", "inviteInvalid"); // nothing on stdin
        row("pair @OWN", "inviteOwn");
        row("pair @PAIRED", "alreadyPaired");
        row("pair @EXPIRED", "inviteExpired");
        row("pair @GOOD --name a/b", "nameInvalid");
        row("invite --allow 80", "endpointInvalid");
        row("invite --allow host:0", "endpointInvalid");
        row("invite --allow host:99999", "endpointInvalid");
        row("invite --expires never", "durationInvalid");
        row("allow office 80", "ruleInvalid");
        row("allow home 127.0.0.1:80", "peerUnknown");
        row("deny home 127.0.0.1:80", "peerUnknown");
        row("allow off 127.0.0.1:80", "peerAmbiguous");
        row("remove home", "peerUnknown");
        row("rename office office-2", "nameTaken");
        row("rules list home", "peerUnknown");
        row("forward add --peer home --listen 0 --target a:1", "peerUnknown");
        row("forward add --peer office --listen 70000 --target a:1", "listenInvalid");
        row("forward add --peer office --listen http --target a:1", "listenInvalid");
        row("forward add --peer office --listen ::1:80 --target a:1", "listenInvalid");
        row("forward add --peer office --listen 0 --target a", "endpointInvalid");
        row("forward add --peer office --listen 0 --target a:1 --name web", "nameTaken");
        row("forward add --peer office --listen 8080 --target a:1 --name other", "portInUse");
        row("forward start other", "tunnelUnknown");
        row("forward stop other", "tunnelUnknown");
        row("forward remove other", "tunnelUnknown");
        row("set colour", "settingUnknown");
        row("set colour red", "settingUnknown");
        row("set tox.udp perhaps", "settingInvalid");
        row("set tox.udpPort 65536", "settingInvalid");
        row("connections", "notRunning");
        row("connections --watch", "notRunning");
        row("close 1", "notRunning");
        row("close one", "connectionUnknown");
        row("test office", "notRunning");
        row("refresh", "notRunning");
        row("frobnicate", "commandUnknown", 2);
        row("", "usageWrong", 2);
        row("pair", "usageWrong", 2);
        row("forward add --peer office", "usageWrong", 2);
        row("id --frob", "usageWrong", 2);
    }
    void whatIsWrongIsRefusedWithItsReason()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, code);
        QFETCH(const int, exitCode);
        prepareOffice();
        QStringList command = line.split(u' ', Qt::SkipEmptyParts);
        command.replaceInStrings(QStringLiteral("@OWN"), own_);
        command.replaceInStrings(QStringLiteral("@GOOD"), good_);
        command.replaceInStrings(QStringLiteral("@EXPIRED"), expired_);
        command.replaceInStrings(QStringLiteral("@PAIRED"), paired_);
        const QByteArray before = office_->contents(QStringLiteral("config.json"));
        QVERIFY(!before.isEmpty());
        verifyRefused(*office_, command, code, exitCode);
        QCOMPARE(office_->contents(QStringLiteral("config.json")), before);
    }

    void aBrokenConfigIsKeptAsideAndSaid()
    {
        Machine machine;
        QVERIFY(machine.write(QStringLiteral("config.json"), "{\"version\":1,\"peers\":[{\"name\":"));
        const Answer answer = machine.json({QStringLiteral("peers")});
        QCOMPARE(answer.exitCode, 0);
        QCOMPARE(answer.errorCode(), QStringLiteral("configBroken"));
        QCOMPARE(answer.out, QStringLiteral("[]\n"));
        QCOMPARE(machine.contents(QStringLiteral("config.json.broken")), QByteArray("{\"version\":1,\"peers\":[{\"name\":"));
        QCOMPARE(machine.json({QStringLiteral("peers")}).err, QString());
    }

    void aConfigOfANewerVersionIsNotTouched()
    {
        Machine machine;
        QVERIFY(machine.write(QStringLiteral("config.json"), "{\"version\":99}"));
        verifyRefused(machine, {QStringLiteral("peers")}, QStringLiteral("profileTooNew"), 1);
        verifyRefused(machine, {QStringLiteral("run")}, QStringLiteral("profileTooNew"), 1);
        QCOMPARE(machine.contents(QStringLiteral("config.json")), QByteArray("{\"version\":99}"));
    }

    void aBrokenIdentityIsNeverReplaced_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("not an identity");
        QTest::newRow("zeros") << QByteArray(985, '\0');
        QTest::newRow("cut") << QByteArray("cut");
    }
    void aBrokenIdentityIsNeverReplaced()
    {
        QFETCH(QByteArray, bytes);
        Machine machine;
        if (bytes == "cut") {
            QCOMPARE(machine.run({QStringLiteral("id")}).exitCode, 0);
            bytes = machine.contents(QStringLiteral("identity.tox")).left(100);
        }
        QVERIFY(machine.write(QStringLiteral("identity.tox"), bytes));
        for (const char *line : {"id", "invite", "peers", "run"})
            verifyRefused(machine, words(line), QStringLiteral("identityBroken"), 1);
        QCOMPARE(machine.contents(QStringLiteral("identity.tox")), bytes);
    }

    void aProfileThatCannotBeWrittenIsSaid()
    {
        Machine machine;
        QCOMPARE(machine.run({QStringLiteral("id")}).exitCode, 0);
        QVERIFY(QDir(machine.folder()).mkpath(QStringLiteral("config.json.new/x"))); // fails for root too
        verifyRefused(machine, {QStringLiteral("invite")}, QStringLiteral("profileUnwritable"), 1);
        QVERIFY(!QFile::exists(machine.file(QStringLiteral("config.json"))));
        QVERIFY(!QFile::exists(machine.file(QStringLiteral("lock"))));
    }

    void whatAPersonWroteIntoTheConfigStays()
    {
        Machine machine;
        QVERIFY(machine.write(QStringLiteral("config.json"), "{\"version\":1,\"note\":\"mine\"}"));
        QCOMPARE(machine.run({QStringLiteral("invite")}).exitCode, 0);
        QVERIFY(machine.contents(QStringLiteral("config.json")).contains("\"note\": \"mine\""));
    }

    void commandsAtTheSameTimeDoNotLoseEachOther()
    {
        Machine machine;
        QCOMPARE(machine.run({QStringLiteral("id")}).exitCode, 0);
        std::vector<std::unique_ptr<QProcess>> programs;
        for (int i = 0; i < 6; ++i)
            programs.push_back(machine.begin({QStringLiteral("invite")}));
        for (auto &program : programs) {
            QVERIFY(program->waitForFinished(20'000));
            QCOMPARE(program->exitCode(), 0);
        }
        QCOMPARE(machine.contents(QStringLiteral("config.json")).count("tokenHash"), 6);
    }

    void helpAndVersionAreAnswers()
    {
        Machine machine;
        QVERIFY(machine.run({QStringLiteral("--help")}).out.startsWith(QStringLiteral("Usage: culvertd")));
        QVERIFY(machine.run({QStringLiteral("--version")}).out.startsWith(QStringLiteral("culvertd ")));
        QVERIFY(!QDir(machine.folder()).exists());
    }

private:
    // A machine with two peers and a tunnel, and links of every kind; made once, and not changed by what is refused.
    void prepareOffice()
    {
        if (office_)
            return;
        auto machine = std::make_unique<Machine>();
        paired_ = inviteOf(paires_);
        good_ = inviteOf(other_);
        own_ = inviteOf(*machine);
        const ToxAddress address = *ToxAddress::fromHex(other_.run({QStringLiteral("id")}).out.trimmed());
        SystemRandom random;
        expired_ = wire::encodeInvite({address, randomId<InviteToken>(random), QDateTime::currentDateTimeUtc().addSecs(-1), {}, {}});
        QCOMPARE(machine->run({QStringLiteral("pair"), paired_, QStringLiteral("--name"), QStringLiteral("office")}).exitCode, 0);
        // As if it had been answered.
        QByteArray config = machine->contents(QStringLiteral("config.json"));
        config.replace("\"pending\": true", "\"pending\": false");
        QVERIFY(machine->write(QStringLiteral("config.json"), config));
        QCOMPARE(machine->run({QStringLiteral("pair"), inviteOf(third_), QStringLiteral("--name"), QStringLiteral("office-2")}).exitCode, 0);
        QCOMPARE(machine->run(words("forward add --peer office --listen 8080 --target a:1 --name web")).exitCode, 0);
        office_ = std::move(machine);
    }

    Machine paires_;
    Machine other_;
    Machine third_;
    std::unique_ptr<Machine> office_;
    QString own_;
    QString good_;
    QString expired_;
    QString paired_;
};

QTEST_GUILESS_MAIN(TestProgramOffline)
#include "test_program_offline.moc"
