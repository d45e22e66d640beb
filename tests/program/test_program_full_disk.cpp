// SPDX-License-Identifier: GPL-3.0-or-later
// The program where no file can grow: what was saved stays as it was, and the sentence says what to do.
#include "program.h"

#include <QFileInfo>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace culvert;
using culvert::test::Answer;
using culvert::test::Machine;
using culvert::test::words;

namespace {

// Every write beyond the first bytes of a file fails from now on, as on a full disk; the lock still fits.
void fillTheDisk()
{
    ::signal(SIGXFSZ, SIG_IGN); // then it is an error of write()
    const rlimit few{100, 100};
    ::setrlimit(RLIMIT_FSIZE, &few);
}

} // namespace

class TestProgramFullDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasSavedStaysAsItWas()
    {
        Machine machine;
        for (const char *line : {"set tox.enabled false", "set direct.portMapping false", "invite --endpoint 127.0.0.1:9"})
            QCOMPARE(machine.run(words(QString::fromLatin1(line))).exitCode, 0);
        const QByteArray config = machine.contents(QStringLiteral("config.json"));
        const QByteArray identity = machine.contents(QStringLiteral("identity.tox"));
        machine.setChildModifier(fillTheDisk);
        const auto refused = [&](const char *line) {
            const Answer answer = machine.json(words(QString::fromLatin1(line)));
            const QString sentence = machine.run(words(QString::fromLatin1(line))).err;
            return answer.errorCode() == QStringLiteral("profileUnwritable") && sentence.contains(QStringLiteral("config.json cannot be written"))
                && sentence.contains(QStringLiteral("Check the free space"));
        };
        const auto untouched = [&] {
            return machine.contents(QStringLiteral("config.json")) == config && machine.contents(QStringLiteral("identity.tox")) == identity
                && !QFileInfo::exists(machine.file(QStringLiteral("config.json.broken")));
        };
        QVERIFY(refused("invite --endpoint 127.0.0.1:9"));
        QVERIFY(untouched());
        QVERIFY(machine.start(QStringLiteral("/no/list/is/needed")));
        QVERIFY(refused("invite --endpoint 127.0.0.1:9"));
        QVERIFY(refused("set resumeLimit 60"));
        QCOMPARE(machine.json(words(QStringLiteral("status"))).exitCode, 0); // it goes on
        QVERIFY(untouched());
        QVERIFY(machine.stop() >= 0); // its end saves, or would
        QVERIFY(untouched());
        machine.setChildModifier({});
        QCOMPARE(machine.run(words(QStringLiteral("set resumeLimit 60"))).exitCode, 0); // and there is room again
    }

    void aNewProfileIsNotHalfMade()
    {
        Machine machine;
        machine.setChildModifier(fillTheDisk);
        QCOMPARE(machine.json(words(QStringLiteral("id"))).errorCode(), QStringLiteral("profileUnwritable"));
        QVERIFY(!QFileInfo::exists(machine.file(QStringLiteral("identity.tox"))));
        machine.setChildModifier({});
        QCOMPARE(machine.run({QStringLiteral("id")}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestProgramFullDisk)
#include "test_program_full_disk.moc"
