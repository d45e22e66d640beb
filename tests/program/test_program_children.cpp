// SPDX-License-Identifier: GPL-3.0-or-later
// What a program that this one starts, such as a browser, is handed down.
#include "app/common/quit_signal.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace culvert;

namespace {

constexpr char statusFile[] = "/proc/self/status";

bool startByQt(const QString &output)
{
    QProcess child;
    child.setProgram(QStringLiteral("cat"));
    child.setArguments({QString::fromLatin1(statusFile)});
    child.setStandardOutputFile(output);
    return child.startDetached();
}

bool startByFork(const QString &output)
{
    const QByteArray path = QFile::encodeName(output);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(::open(path.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600), STDOUT_FILENO);
        ::execlp("cat", "cat", statusFile, nullptr);
        ::_exit(127);
    }
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && status == 0;
}

} // namespace

class TestProgramChildren : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signalsThatThisProgramHoldsEndAProgramItStarts_data()
    {
        QTest::addColumn<bool>("byQt");
        QTest::newRow("as QDesktopServices starts a browser") << true;
        QTest::newRow("as a library starts a program") << false;
    }
    void signalsThatThisProgramHoldsEndAProgramItStarts()
    {
        QFETCH(bool, byQt);
        app::holdQuitSignals();
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("status"));
        QVERIFY(byQt ? startByQt(path) : startByFork(path));
        QByteArray status;
        const auto read = [&] {
            QFile file(path);
            status = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            return status.contains("nonvoluntary_ctxt_switches"); // the last line
        };
        QTRY_VERIFY(read());
        const auto has = [&](const QByteArray &key, int number) {
            const qsizetype at = status.indexOf(key);
            return at < 0 || status.mid(at + key.size(), 16).toULongLong(nullptr, 16) >> (number - 1) & 1;
        };
        for (int number : {SIGINT, SIGTERM, SIGHUP})
            QVERIFY2(!has("SigBlk:\t", number), qPrintable(QString::number(number)));
        QVERIFY(!has("SigIgn:\t", SIGPIPE));
        sigset_t here{};
        pthread_sigmask(SIG_BLOCK, nullptr, &here);
        for (int number : {SIGINT, SIGTERM, SIGHUP})
            QVERIFY(sigismember(&here, number)); // they still wait for a QuitSignal
        struct sigaction pipe {};
        sigaction(SIGPIPE, nullptr, &pipe);
        QVERIFY(pipe.sa_handler == SIG_IGN); // and this one ends nothing
    }
};

QTEST_GUILESS_MAIN(TestProgramChildren)
#include "test_program_children.moc"
