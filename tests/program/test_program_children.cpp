// SPDX-License-Identifier: GPL-3.0-or-later
// What a program that this one starts, such as a browser, is handed down.
#include "app/common/quit_signal.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <pthread.h>

using namespace culvert;

class TestProgramChildren : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signalsThatThisProgramHoldsEndAProgramItStarts()
    {
        app::holdQuitSignals();
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("status"));
        QProcess child;
        child.setProgram(QStringLiteral("cat"));
        child.setArguments({QStringLiteral("/proc/self/status")});
        child.setStandardOutputFile(path);
        QVERIFY(child.startDetached()); // as QDesktopServices starts a browser
        const QByteArray key = "SigBlk:\t";
        QByteArray status;
        const auto read = [&] {
            QFile file(path);
            status = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            return status.contains("nonvoluntary_ctxt_switches"); // the last line
        };
        QTRY_VERIFY(read());
        QVERIFY(status.contains(key));
        const quint64 blocked = status.mid(status.indexOf(key) + key.size(), 16).toULongLong(nullptr, 16);
        for (int number : {SIGINT, SIGTERM, SIGHUP})
            QVERIFY2(!(blocked >> (number - 1) & 1), qPrintable(QString::number(number)));
        sigset_t here{};
        pthread_sigmask(SIG_BLOCK, nullptr, &here);
        for (int number : {SIGINT, SIGTERM, SIGHUP})
            QVERIFY(sigismember(&here, number)); // they still wait for a QuitSignal
    }
};

QTEST_GUILESS_MAIN(TestProgramChildren)
#include "test_program_children.moc"
