// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a desktop's session, while the program itself runs in it. ctest runs these on a display with a window manager and a
// tray, and once more on a bare one, where closing the window does not hide it.
#include "program.h"

#include "profile/profile.h"

#include <QDir>
#include <QProcess>
#include <QTest>

#include "session_manager.h" // last: X11 defines Bool, True and more of that kind

using namespace culvert;
using namespace culvert::test;

class TestProgramSession : public QObject {
    Q_OBJECT

    SessionManager session_;

    // The program of a machine, on this display unless told.
    struct Window {
        Machine machine;
        QProcess program;

        void start(const QString &sessionManager, const QString &display = {})
        {
            QVERIFY(machine.json({QStringLiteral("set"), QStringLiteral("direct.portMapping"), QStringLiteral("false")}).exitCode == 0);
            QVERIFY(machine.json({QStringLiteral("set"), QStringLiteral("tox.enabled"), QStringLiteral("false")}).exitCode == 0);
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), machine.runtime());
            if (!sessionManager.isEmpty())
                environment.insert(QStringLiteral("SESSION_MANAGER"), sessionManager);
            if (!display.isEmpty())
                environment.insert(QStringLiteral("DISPLAY"), display);
            program.setProcessEnvironment(environment);
            program.setProcessChannelMode(QProcess::ForwardedChannels);
            program.start(QStringLiteral(CULVERT_PROGRAM), {QStringLiteral("--profile"), machine.folder()});
            QTRY_VERIFY_WITH_TIMEOUT(!machine.status().isEmpty(), 30'000);
            // By its socket, while it runs.
            QCOMPARE(machine.json({QStringLiteral("set"), QStringLiteral("name"), QStringLiteral("kept")}).exitCode, 0);
        }
        [[nodiscard]] bool over() const { return program.state() == QProcess::NotRunning; }
        // The profile is nobody's, and has what was saved.
        void verifyProfile()
        {
            const auto profile = profile::Profile::open(machine.folder());
            QVERIFY(profile.ok());
            QCOMPARE((*profile)->config().settings.machineName, QStringLiteral("kept"));
        }
    };

private Q_SLOTS:
    void theProgramEndsWhenThePersonLogsOutAndIsNotStartedByTheSession()
    {
        QVERIFY(session_.listening());
        Window window;
        window.start(session_.address());
        QTRY_VERIFY(session_.hasProgram());
        session_.logOut();
        QTRY_VERIFY(session_.toldToEnd());
        QTRY_VERIFY_WITH_TIMEOUT(window.over(), 20'000);
        QCOMPARE(window.program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(window.program.exitCode(), 0);
        QCOMPARE(session_.restartHint(), std::optional<int>(SmRestartNever));
        window.verifyProfile();
    }

    void theEndOfTheDisplayLosesNothing()
    {
        QProcess display;
        display.start(QStringLiteral("Xvfb"), {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
        QTRY_VERIFY_WITH_TIMEOUT(display.canReadLine(), 20'000);
        Window window;
        window.start(QString(), u':' + QString::fromLatin1(display.readLine().trimmed()));
        display.kill();
        QTRY_VERIFY_WITH_TIMEOUT(window.over(), 20'000);
        QCOMPARE(window.program.exitStatus(), QProcess::NormalExit);
        window.verifyProfile();
        QTRY_COMPARE(display.state(), QProcess::NotRunning);
    }
};

QTEST_GUILESS_MAIN(TestProgramSession)
#include "test_program_session.moc"
