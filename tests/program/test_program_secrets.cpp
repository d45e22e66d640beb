// SPDX-License-Identifier: GPL-3.0-or-later
// The identity under a password, and that nothing secret is said where it does not belong.
#include "program.h"
#include "target_server.h"

#include "app/control/control_place.h"
#include "wire/invite.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace culvert;
using culvert::test::Answer;
using culvert::test::Machine;
using culvert::test::words;
using culvert::test::TargetServer;

namespace {

const QByteArray password = "correct horse: battery";
const QByteArray other = "another one";


// Everything a machine's folder has, name and bytes.
QByteArray wholeFolder(const Machine &machine)
{
    QByteArray out;
    QDirIterator files(machine.folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.fileName().endsWith(QStringLiteral("/identity.tox")) || file.fileName().contains(QStringLiteral("/pw")))
            continue;
        if (file.open(QIODevice::ReadOnly))
            out += file.fileName().toUtf8() + '\n' + file.readAll() + '\n';
    }
    return out;
}

// Bytes as they may be written down.
QList<QByteArray> spellings(const QByteArray &secret)
{
    return {secret, secret.toHex(), secret.toHex().toUpper(), secret.toBase64(QByteArray::OmitTrailingEquals),
            secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)};
}

// The secret key in a save that is not encrypted: behind the heads of the save and its first section, nospam and public key.
QByteArray secretKeyIn(const QByteArray &save) { return save.mid(8 + 8 + 4 + 32, 32); }

} // namespace

class TestProgramSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPasswordIsSetChangedAndRemovedAndTheAddressStays()
    {
        Machine machine;
        const QString id = machine.run({QStringLiteral("id")}).out;
        const QByteArray secret = secretKeyIn(machine.contents(QStringLiteral("identity.tox")));
        QVERIFY(machine.write(QStringLiteral("pw"), password + '\n'));
        const QStringList given{QStringLiteral("--password-file"), machine.file(QStringLiteral("pw"))};
        QCOMPARE(machine.json(words(QStringLiteral("password set")) + given).object().value(QStringLiteral("password")), QJsonValue(true));
        QVERIFY(machine.contents(QStringLiteral("identity.tox")).startsWith("toxEsave"));
        QVERIFY(!machine.contents(QStringLiteral("identity.tox")).contains(secret));
        QCOMPARE(machine.json({QStringLiteral("id")}).errorCode(), QStringLiteral("passwordNeeded"));
        QCOMPARE(machine.run(QStringList{QStringLiteral("id")} + given).out, id);
        QCOMPARE(machine.json(words(QStringLiteral("password set")) + given).errorCode(), QStringLiteral("passwordPresent"));

        const Answer changed = machine.run(words(QStringLiteral("password change --password-file - --new-password-file -")), password + '\n' + other + '\n');
        QVERIFY2(changed.exitCode == 0, qPrintable(changed.err));
        QCOMPARE(machine.json(QStringList{QStringLiteral("id")} + given).errorCode(), QStringLiteral("passwordWrong"));
        QCOMPARE(machine.json(words(QStringLiteral("password remove")) + given).errorCode(), QStringLiteral("passwordWrong"));
        QCOMPARE(machine.run(words(QStringLiteral("id --password-file -")), other + "\r\nmore\n").out, id);

        QCOMPARE(machine.run(words(QStringLiteral("password remove --password-file -")), other).exitCode, 0);
        QCOMPARE(machine.run({QStringLiteral("id")}).out, id);
        QCOMPARE(machine.json(QStringList{QStringLiteral("id")} + given).errorCode(), QStringLiteral("passwordAbsent"));
        QCOMPARE(machine.json(words(QStringLiteral("password remove")) + given).errorCode(), QStringLiteral("passwordAbsent"));
    }

    void aNewProfileCanBeginWithOne()
    {
        Machine machine;
        QCOMPARE(machine.run(words(QStringLiteral("password set --password-file -")), password).exitCode, 0);
        QVERIFY(machine.contents(QStringLiteral("identity.tox")).startsWith("toxEsave"));
        QVERIFY(machine.run(words(QStringLiteral("id --password-file -")), password).exitCode == 0);
    }

    // Whoever opens the profile next finds nothing to say.
    void aBrokenConfigIsSaidByWhoeverOpensItThoughTheyGetNoFurther()
    {
        Machine machine;
        QCOMPARE(machine.run(words(QStringLiteral("password set --password-file -")), password).exitCode, 0);
        QVERIFY(machine.write(QStringLiteral("config.json"), "{"));
        const Answer run = machine.run({QStringLiteral("run")});
        QVERIFY2(run.exitCode == 1 && run.err.contains(QStringLiteral("config.json.broken")) && run.err.contains(QStringLiteral("has a password")), qPrintable(run.err));
        QVERIFY(machine.write(QStringLiteral("config.json"), "{"));
        const Answer removed = machine.run(words(QStringLiteral("password remove --password-file -")), password);
        QVERIFY2(removed.exitCode == 0 && removed.err.contains(QStringLiteral("config.json.broken-2")), qPrintable(removed.err));
    }

    void whatIsNoPasswordIsRefused_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("empty line") << QByteArray("\nsecond\n");
        QTest::newRow("too long") << QByteArray(1025, 'x');
    }
    void whatIsNoPasswordIsRefused()
    {
        QFETCH(const QByteArray, input);
        Machine machine;
        const Answer answer = machine.run(words(QStringLiteral("--json password set --password-file -")), input);
        QCOMPARE(answer.exitCode, 1);
        QCOMPARE(answer.errorCode(), QStringLiteral("passwordInvalid"));
        QVERIFY(!QFile::exists(machine.file(QStringLiteral("identity.tox"))));
        QCOMPARE(machine.run(words(QStringLiteral("password set")) + QStringList{QString::fromUtf8(password)}).exitCode, 2);
    }

    void aChangedFileIsNotReplaced()
    {
        Machine machine;
        QCOMPARE(machine.run(words(QStringLiteral("password set --password-file -")), password).exitCode, 0);
        const QByteArray whole = machine.contents(QStringLiteral("identity.tox"));
        QByteArray flipped = whole;
        flipped[whole.size() / 2] = char(flipped[whole.size() / 2] ^ 1);
        for (const QByteArray &bytes : {flipped, whole.left(whole.size() - 1), whole.left(79)}) {
            QVERIFY(machine.write(QStringLiteral("identity.tox"), bytes));
            QCOMPARE(machine.run(words(QStringLiteral("run --password-file -")), password).exitCode, 1);
            QCOMPARE(machine.run(words(QStringLiteral("password remove --password-file -")), password).exitCode, 1);
            QCOMPARE(machine.contents(QStringLiteral("identity.tox")), bytes);
        }
    }

    // Every file is there with its mode from its first byte on, and the identity only ever appears whole.
    void filesAreTheOwnersAloneFromTheirFirstByteOn()
    {
        Machine machine;
        machine.setChildModifier([] { ::umask(0); });
        QVERIFY(QDir().mkpath(machine.folder()));
        const int watch = inotify_init1(IN_NONBLOCK);
        QVERIFY(watch >= 0);
        QVERIFY(inotify_add_watch(watch, QFile::encodeName(machine.folder()).constData(), IN_ATTRIB | IN_MODIFY | IN_CREATE | IN_MOVED_TO) >= 0);
        QCOMPARE(machine.run({QStringLiteral("invite")}).exitCode, 0);
        QCOMPARE(machine.run(words(QStringLiteral("password set --password-file -")), password).exitCode, 0);
        QVERIFY(machine.write(QStringLiteral("pw"), password));
        QVERIFY(machine.start(QStringLiteral("/no/list/is/needed"), {}) == false);
        QCOMPARE(machine.run(words(QStringLiteral("set tox.enabled false --password-file -")), password).exitCode, 0);
        QVERIFY(machine.start(QStringLiteral("/no/list/is/needed"), {QStringLiteral("--password-file"), machine.file(QStringLiteral("pw"))}));
        QVERIFY(machine.stop() >= 0); // the end saves
        int moved = 0;
        alignas(inotify_event) char buffer[16384];
        for (ssize_t size; (size = read(watch, buffer, sizeof buffer)) > 0;) {
            for (char *at = buffer; at < buffer + size;) {
                const auto *event = reinterpret_cast<const inotify_event *>(at);
                const QByteArray name = event->len ? QByteArray(event->name) : QByteArray();
                at += sizeof(inotify_event) + event->len;
                if (!name.startsWith("identity.tox") && !name.startsWith("config.json"))
                    continue;
                QVERIFY2(!(event->mask & IN_ATTRIB), name.constData());
                QVERIFY2(name.endsWith(".new") || (event->mask & IN_MOVED_TO), name.constData());
                moved += name == "identity.tox" && (event->mask & IN_MOVED_TO) ? 1 : 0;
            }
        }
        ::close(watch);
        QVERIFY(moved >= 3); // made, encrypted, saved at the end
        for (const QString &name : {QStringLiteral("identity.tox"), QStringLiteral("config.json")}) {
            struct stat info{};
            QCOMPARE(::stat(QFile::encodeName(machine.file(name)).constData(), &info), 0);
            QCOMPARE(info.st_mode & 07777, mode_t(0600));
        }
        struct stat folder{};
        QCOMPARE(::stat(QFile::encodeName(machine.folder()).constData(), &folder), 0);
        QCOMPARE(folder.st_mode & 07777, mode_t(0700));
        QVERIFY(!QFile::exists(machine.file(QStringLiteral("identity.tox.new"))));
    }

    void aCrashInTheMiddleOfASaveLeavesTheOldIdentity()
    {
        Machine machine;
        QCOMPARE(machine.run(words(QStringLiteral("password set --password-file -")), password).exitCode, 0);
        const QByteArray before = machine.contents(QStringLiteral("identity.tox"));
        // As a crash leaves it: the new file half written.
        QVERIFY(machine.write(QStringLiteral("identity.tox.new"), before.left(100)));
        QCOMPARE(machine.run(words(QStringLiteral("id --password-file -")), password).exitCode, 0);
        QCOMPARE(machine.contents(QStringLiteral("identity.tox")), before);
        QCOMPARE(machine.run(words(QStringLiteral("password remove --password-file -")), password).exitCode, 0);
        QVERIFY(!QFile::exists(machine.file(QStringLiteral("identity.tox.new"))));
    }

    // A program may stand there that only says it is ours: it gets the command, and no password.
    void theControlSocketNeverCarriesThePassword()
    {
        Machine machine;
        QCOMPARE(machine.run({QStringLiteral("id")}).exitCode, 0);
        qputenv("XDG_RUNTIME_DIR", machine.runtime().toUtf8());
        const QString socket = control::socketOf(machine.folder());
        QVERIFY(control::makeSocketFolder(socket).ok());
        QLocalServer server;
        QVERIFY(server.listen(socket));
        QByteArray heard;
        int callers = 0;
        connect(&server, &QLocalServer::newConnection, this, [&] {
            QLocalSocket *caller = server.nextPendingConnection();
            ++callers;
            connect(caller, &QLocalSocket::readyRead, this, [&heard, caller] {
                heard += caller->readAll();
                caller->write("{\"reply\":{}}\n");
            });
        });
        for (const char *line : {"password set --password-file -", "password change --password-file - --new-password-file -",
                                 "password remove --password-file -", "status --password-file -", "invite --password-file -"}) {
            const auto program = machine.begin(words(QString::fromUtf8(line)));
            program->write(password + '\n' + other + '\n');
            program->closeWriteChannel();
            QTRY_COMPARE_WITH_TIMEOUT(program->state(), QProcess::NotRunning, 20'000);
            // Nor does a sub-command say it.
            const QByteArray said = program->readAllStandardOutput() + program->readAllStandardError();
            QVERIFY2(!said.contains(password) && !said.contains(other), said.constData());
        }
        QCOMPARE(callers, 2); // status and invite; the password's own commands do not call at all
        QVERIFY(heard.contains("\"status\""));
        QVERIFY2(!heard.contains(password) && !heard.contains(other), heard.constData());
    }

    // Pairing, a transfer and errors between two programs, of which one has a password; then everything that was said.
    void noSecretIsSaidAnywhere()
    {
        TargetServer target;
        QVERIFY(target.listen());
        QUdpSocket free; // a port that nobody has
        QVERIFY(free.bind(QHostAddress::LocalHost));
        const QString port = QString::number(free.localPort());
        free.close();
        Machine far;
        Machine near;
        QByteArray said;
        QList<QByteArray> secrets{password};
        for (Machine *machine : {&far, &near}) {
            QCOMPARE(machine->run(words(QStringLiteral("set tox.enabled false"))).exitCode, 0);
            secrets += spellings(secretKeyIn(machine->contents(QStringLiteral("identity.tox"))));
        }
        QCOMPARE(far.run(words(QStringLiteral("set direct.port ") + port)).exitCode, 0);
        QVERIFY(far.write(QStringLiteral("pw"), password + '\n'));
        const QStringList given{QStringLiteral("--password-file"), far.file(QStringLiteral("pw"))};
        QCOMPARE(far.run(words(QStringLiteral("password set")) + given).exitCode, 0);
        QVERIFY(!far.start(QStringLiteral("/no/list/is/needed")));
        QVERIFY(far.start(QStringLiteral("/no/list/is/needed"), given));
        QVERIFY(near.start(QStringLiteral("/no/list/is/needed")));
        QCOMPARE(far.json(words(QStringLiteral("password remove")) + given).errorCode(), QStringLiteral("profileInUse"));
        for (const char *name : {"cmdline", "environ"}) {
            QFile of(QStringLiteral("/proc/%1/%2").arg(far.process()->processId()).arg(QString::fromLatin1(name)));
            QVERIFY(of.open(QIODevice::ReadOnly));
            said += of.readAll();
        }
        QVERIFY(said.contains("--password-file"));

        const QString line = QStringLiteral("invite --allow 127.0.0.1:%1 --endpoint 127.0.0.1:%2").arg(target.port()).arg(port);
        const QString link = far.json(words(line)).object().value(QStringLiteral("link")).toString();
        const QString unused = far.json(words(line)).object().value(QStringLiteral("link")).toString();
        for (const QString &one : {link, unused})
            secrets += spellings(wire::decodeInvite(one).value().token.toBytes());
        const auto say = [&said](const Machine &machine, const QStringList &command) {
            const Answer json = machine.json(command);
            const Answer person = machine.run(command);
            said += (json.out + json.err + person.out + person.err).toUtf8();
        };
        const Answer paired = near.run({QStringLiteral("pair"), QStringLiteral("-"), QStringLiteral("--name"), QStringLiteral("far")}, link.toUtf8());
        QVERIFY(paired.out.contains(QStringLiteral("far")) && !paired.out.contains(QStringLiteral("Loss"))); // the peer
        said += paired.out.toUtf8();
        const auto online = [&near] {
            const QJsonArray peers = near.json({QStringLiteral("peers")}).array();
            return !peers.isEmpty() && peers.first().toObject().value(QStringLiteral("state")) == QStringLiteral("online");
        };
        QTRY_VERIFY_WITH_TIMEOUT(online(), 20'000);
        say(near, {QStringLiteral("pair"), link}); // used, and paired already
        for (const quint16 to : {target.port(), quint16(9)}) { // one is allowed, one is not
            const Answer forward = near.json(words(QStringLiteral("forward add --peer far --listen 0 --target 127.0.0.1:%1").arg(to)));
            QTcpSocket client;
            client.connectToHost(QHostAddress::LocalHost, quint16(forward.object().value(QStringLiteral("listen")).toString().section(u':', -1).toInt()));
            client.write("GET 100000\n");
            QTRY_COMPARE_WITH_TIMEOUT(client.state(), QTcpSocket::UnconnectedState, 20'000);
        }
        for (Machine *machine : {&far, &near}) {
            for (const char *command : {"status", "peers", "connections", "questions", "forward list", "id", "rules list far", "set tox.udp", "close 77", "test far"})
                say(*machine, words(QString::fromUtf8(command)));
            said += wholeFolder(*machine);
        }
        QVERIFY(far.stop() >= 0);
        QVERIFY(near.stop() >= 0);
        for (Machine *machine : {&far, &near}) {
            said += machine->process()->readAllStandardError() + machine->process()->readAllStandardOutput();
            said += wholeFolder(*machine);
        }
        said += far.contents(QStringLiteral("identity.tox"));
        QVERIFY(far.contents(QStringLiteral("identity.tox")).startsWith("toxEsave")); // still, after the save at its end
        QVERIFY(said.contains("tokenHash") && said.contains("targetNotAllowed"));
        for (const QByteArray &secret : secrets)
            QVERIFY2(!said.contains(secret), secret.toHex().constData());
    }
};

QTEST_GUILESS_MAIN(TestProgramSecrets)
#include "test_program_secrets.moc"
