// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_place.h"
#include "app/culvert/desktop.h"
#include "app/culvert/log_file.h"
#include "app/culvert/program.h"
#include "app/demo/demo.h"
#include "host/engine_host.h"
#include "ui/dialogs/pair_dialog.h"
#include "ui/dialogs/tunnel_dialog.h"
#include "ui/dialogs/unlock_dialog.h"
#include "ui/widgets/table_view.h"
#include "ui/display_test.h"

#include "api/sentences.h"
#include "profile/profile.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocalServer>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QSystemTrayIcon>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <tuple>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace culvert;
using namespace culvert::ui;

// The tray program on a display: two real engines, paired over loopback Tox, and the widgets that a person uses.
class UiProgram : public culvert::test::DisplayTest {
    Q_OBJECT

    // A profile of that name, and bootstrap nodes of which none answers: port 9 of this machine.
    app::Options optionsOf(const QString &profile)
    {
        const QString nodes = folder_.filePath(QStringLiteral("nodes.json"));
        QFile file(nodes);
        if (file.open(QIODevice::WriteOnly)) {
            const QJsonObject node{{QStringLiteral("ipv4"), QStringLiteral("127.0.0.1")},
                                   {QStringLiteral("port"), 9},
                                   {QStringLiteral("public_key"), QString(64, u'A')}};
            file.write(QJsonDocument(QJsonObject{{QStringLiteral("nodes"), QJsonArray{node}}}).toJson());
        }
        app::Options options;
        options.profileFolder = folder_.filePath(profile);
        options.nodesFile = nodes;
        // No router is asked: it would be on the LAN where the tests have no network of their own.
        if (auto fresh = profile::Profile::open(options.profileFolder)) {
            profile::Config config = (*fresh)->config();
            config.settings.directPortMapping = false;
            std::ignore = (*fresh)->save(config);
        }
        return options;
    }

private Q_SLOTS:
    void aTunnelIsAddedUsedSeenAndStoppedThroughTheWindow()
    {
        demo::Demo demo;
        QSignalSpy ready(&demo, &demo::Demo::ready);
        QSignalSpy failed(&demo, &demo::Demo::failed);
        app::Desktop desktop(demo.here(), folder_.filePath(QStringLiteral("window.ini")), appearance_);
        MainWindow &window = desktop.window();
        desktop.open(false);
        window.resize(1180, 680);
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        demo.start();
        QTRY_VERIFY_WITH_TIMEOUT(ready.count() == 1 || failed.count() == 1, 60'000);
        QVERIFY2(failed.isEmpty(), qPrintable(failed.isEmpty() ? QString() : failed.first().first().toString()));

        // The target that the other machine allows to this one is that of the demo's own tunnel.
        auto *tunnels = window.findChild<TableView *>(QStringLiteral("tunnels"));
        QTRY_COMPARE(tunnels->model()->rowCount(), 1);
        const QString target = tunnels->model()->index(0, TunnelsModel::Target).data().toString();

        QTest::mouseClick(button(window, QStringLiteral("Add…")), Qt::LeftButton);
        auto *dialog = window.findChild<TunnelDialog *>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("listen")), QStringLiteral("0"));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("target")), target);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("name")), QStringLiteral("mine"));
        QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("peer"))->count(), 1);
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        QTRY_VERIFY(!window.findChild<TunnelDialog *>());
        QTRY_VERIFY(rowWith(tunnels, QStringLiteral("mine")) >= 0);
        const auto cell = [&](int column) { return tunnels->model()->index(rowWith(tunnels, QStringLiteral("mine")), column); };
        QTRY_COMPARE(cell(TunnelsModel::State).data().toString(), QStringLiteral("Running"));
        const QString listen = cell(TunnelsModel::Listen).data().toString();
        const quint16 port = listen.section(u':', -1).toUShort();
        QVERIFY2(port != 0, qPrintable(listen));

        // Something long, and a reader that waits in the middle of it.
        QTcpSocket reader;
        reader.setReadBufferSize(64 * 1024);
        reader.connectToHost(QStringLiteral("127.0.0.1"), port);
        QVERIFY(reader.waitForConnected(5'000));
        reader.write("GET /download HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QTRY_VERIFY_WITH_TIMEOUT(reader.bytesAvailable() > 1'000, 10'000);

        goTo(window, 2);
        auto *connections = window.findChild<TableView *>(QStringLiteral("connections"));
        QTRY_VERIFY(connections->isVisible());
        QTRY_VERIFY(rowWith(connections, QStringLiteral("mine")) >= 0);
        const auto connection = [&](int column) { return connections->model()->index(rowWith(connections, QStringLiteral("mine")), column); };
        QTRY_COMPARE(connection(ConnectionsModel::State).data().toString(), QStringLiteral("Open"));
        QTRY_VERIFY(connection(ConnectionsModel::Received).data(SortRole).toULongLong() > 100'000);
        QCOMPARE(connection(ConnectionsModel::Source).data().toString(), QStringLiteral("127.0.0.1:%1").arg(reader.localPort()));
        picture(window, QStringLiteral("program-connections"));

        qint64 read = 0;
        reader.setReadBufferSize(0);
        const auto drained = [&] {
            read += reader.readAll().size();
            return read >= 100'000'000 && reader.state() == QAbstractSocket::UnconnectedState;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(drained(), qPrintable(QString::number(read)), 40'000);
        QTRY_VERIFY_WITH_TIMEOUT(connection(ConnectionsModel::State).data().toString().startsWith(QStringLiteral("Closed by")), 10'000);

        // A tunnel that is stopped has no port any more.
        goTo(window, 0);
        QTRY_VERIFY(tunnels->isVisible());
        picture(window, QStringLiteral("program-tunnels"));
        tunnels->setCurrentIndex(cell(TunnelsModel::Name));
        QTest::mouseClick(button(window, QStringLiteral("Stop")), Qt::LeftButton);
        QTRY_COMPARE(cell(TunnelsModel::State).data().toString(), QStringLiteral("Stopped"));
        QTcpSocket late;
        late.connectToHost(QStringLiteral("127.0.0.1"), port);
        QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);

        goTo(window, 1);
        picture(window, QStringLiteral("program-peers"));
        goTo(window, 4);
        picture(window, QStringLiteral("program-diagnostics"));
    }

    void theLogIsTheOwnersAloneAndPutAsideWhenItIsFull()
    {
        const QString folder = folder_.filePath(QStringLiteral("log"));
        QVERIFY(QDir().mkpath(folder));
        app::LogFile log(folder, 1000);
        const QDir dir(folder);
        QVERIFY(dir.entryList(QDir::Files).isEmpty());
        for (int i = 0; i < 200; ++i)
            log.write({ErrorCode::TargetRefused, QStringLiteral("10.0.0.%1:80").arg(i)});
        QCOMPARE(dir.entryList(QDir::Files, QDir::Name),
                 (QStringList{QStringLiteral("culvert.log"), QStringLiteral("culvert.log.1"), QStringLiteral("culvert.log.2"), QStringLiteral("culvert.log.3")}));
        for (const QFileInfo &file : dir.entryInfoList(QDir::Files)) {
            QVERIFY2(file.size() > 0 && file.size() <= 1000, qPrintable(file.fileName()));
            QCOMPARE(file.permissions() & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
        }
        QFile newest(dir.filePath(QStringLiteral("culvert.log")));
        QVERIFY(newest.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(newest.readAll());
        QVERIFY(text.contains(QStringLiteral("  targetRefused  10.0.0.199:80 refused the connection")));
    }

    void aProfileInUseIsSaidInAWindow()
    {
        const QString profile = folder_.filePath(QStringLiteral("held"));
        const auto held = profile::Profile::open(profile);
        QVERIFY(held);
        app::Options options;
        options.profileFolder = profile;
        app::Program program(options, appearance_);
        QSignalSpy finished(&program, &app::Program::finished);
        program.start();
        const auto failure = [] { return shown<FailureWindow>(); };
        QTRY_VERIFY(failure());
        QVERIFY(failure()->findChild<QLabel *>(QStringLiteral("sentence"))->text().contains(QStringLiteral("in use by another running Culvert")));
        QCOMPARE(finished.count(), 0);
        QTest::keyClick(failure(), Qt::Key_Escape);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finished.first().first().toInt(), 1);
    }

#ifdef Q_OS_UNIX
    // The window that offered it is done with when the next one takes its place.
    void aTakeOverThatFailsAtOnceIsSaid()
    {
        qputenv("XDG_RUNTIME_DIR", folder_.path().toUtf8());
        app::Options options;
        options.profileFolder = folder_.filePath(QStringLiteral("older"));
        const auto held = profile::Profile::open(options.profileFolder);
        QVERIFY(held);
        const QString socket = control::socketOf(options.profileFolder);
        QVERIFY(control::makeSocketFolder(socket));
        QLocalServer older; // which knows of no windows
        QVERIFY(older.listen(socket));
        connect(&older, &QLocalServer::newConnection, this, [&] {
            older.nextPendingConnection()->write(R"({"error":{"code":"commandUnknown","what":"?","context":{}}})" "\n");
        });
        app::Program program(options, appearance_);
        program.start();
        QTRY_VERIFY(shown<FailureWindow>());
        const QPointer<FailureWindow> first = shown<FailureWindow>();
        QSignalSpy finished(first, &QDialog::finished);
        older.close();
        QVERIFY(QFile::link(socket, socket)); // leads nowhere, which is known without waiting
        QTest::mouseClick(first->findChild<QPushButton *>(QStringLiteral("takeOver")), Qt::LeftButton);
        QTRY_VERIFY(!first && shown<FailureWindow>());
        QCOMPARE(finished.count(), 1);
        QVERIFY(!shown<FailureWindow>()->findChild<QPushButton *>(QStringLiteral("takeOver")));
    }
#endif

    void aLockedProfileAsksUntilThePasswordIsRight()
    {
        const app::Options options = optionsOf(QStringLiteral("locked"));
        QVERIFY(host::runOffline(options.profileFolder, api::GetId{}, Secret("right")).reply.ok());
        {
            app::Program program(options, appearance_);
            program.start();
            QTRY_VERIFY(shown<UnlockDialog>());
            const auto type = [](const char *password) {
                QTest::keyClicks(shown<UnlockDialog>()->findChild<QLineEdit *>(QStringLiteral("password")), QString::fromLatin1(password));
                QTest::mouseClick(shown<UnlockDialog>()->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
            };
            type("wrong");
            auto *message = shown<UnlockDialog>()->findChild<QLabel *>(QStringLiteral("message"));
            QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), 10'000);
            QVERIFY(message->text().contains(QStringLiteral("is wrong")));
            picture(*shown<UnlockDialog>(), QStringLiteral("program-unlock"));
            type("right");
            QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 10'000);
            QVERIFY(!shown<UnlockDialog>());
        }
        app::Program program(options, appearance_);
        QSignalSpy finished(&program, &app::Program::finished);
        program.start();
        QTRY_VERIFY(shown<UnlockDialog>());
        QTest::keyClick(shown<UnlockDialog>(), Qt::Key_Escape);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finished.first().first().toInt(), 0);
    }

    void aSecondStartRaisesTheDialogThatAsksForThePassword()
    {
        qputenv("XDG_RUNTIME_DIR", folder_.path().toUtf8());
        app::Options options = optionsOf(QStringLiteral("twice"));
        QVERIFY(host::runOffline(options.profileFolder, api::GetId{}, Secret("right")).reply.ok());
        app::Program first(options, appearance_);
        first.start();
        QTRY_VERIFY(shown<UnlockDialog>());
        const QPointer<UnlockDialog> dialog = shown<UnlockDialog>();
        dialog->showMinimized();
        QTRY_VERIFY(dialog->isMinimized());
        options.link = QStringLiteral("culvert:abc");
        app::Program second(options, appearance_);
        QSignalSpy finished(&second, &app::Program::finished);
        second.start();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finished.first().first().toInt(), 0);
        QTRY_VERIFY(!dialog->isMinimized());
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        // Nor is it left behind another window.
        QWidget over;
        over.show();
        over.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&over));
        app::Program third(options, appearance_);
        QSignalSpy thirdFinished(&third, &app::Program::finished);
        third.start();
        QTRY_COMPARE(thirdFinished.count(), 1);
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        over.close();
        // Nothing runs yet, and commands act on the profile as they would without the program.
        QVERIFY(host::runOffline(options.profileFolder, api::GetId{}, Secret("right")).reply.ok());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("password")), QStringLiteral("right"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 10'000);
        QTRY_VERIFY(shown<PairDialog>()); // with the second start's link
        QCOMPARE(shown<PairDialog>()->findChild<QPlainTextEdit *>(QStringLiteral("link"))->toPlainText(), options.link);
    }

    void aSecondStartBringsUpTheWindowThatSaysWhyALockedProfileDoesNotStart()
    {
        qputenv("XDG_RUNTIME_DIR", folder_.path().toUtf8());
        app::Options options = optionsOf(QStringLiteral("broken"));
        QVERIFY(host::runOffline(options.profileFolder, api::GetId{}, Secret("right")).reply.ok());
        options.nodesFile = folder_.filePath(QStringLiteral("no such list"));
        app::Program first(options, appearance_);
        first.start();
        QTRY_VERIFY(shown<UnlockDialog>());
        QTest::keyClicks(shown<UnlockDialog>()->findChild<QLineEdit *>(QStringLiteral("password")), QStringLiteral("right"));
        QTest::keyClick(shown<UnlockDialog>(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(shown<FailureWindow>(), 10'000);
        auto *failure = shown<FailureWindow>();
        failure->showMinimized();
        QTRY_VERIFY(failure->isMinimized());
        app::Program second(options, appearance_);
        QSignalSpy finished(&second, &app::Program::finished);
        second.start();
        QTRY_COMPARE(finished.count(), 1);
        QTRY_VERIFY(!failure->isMinimized());
        QVERIFY(QTest::qWaitForWindowActive(failure));
    }

    void aSecondStartBringsUpTheFirstWindowAndItsLinkIsOnlyShown()
    {
        qputenv("XDG_RUNTIME_DIR", folder_.path().toUtf8());
        app::Options options = optionsOf(QStringLiteral("single"));
        app::Program first(options, appearance_);
        first.start();
        QTRY_VERIFY(shown<MainWindow>());
        shown<MainWindow>()->hide();
        options.link = QStringLiteral("culvert:abc");
        app::Program second(options, appearance_);
        QSignalSpy finished(&second, &app::Program::finished);
        second.start();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finished.first().first().toInt(), 0);
        QTRY_VERIFY(shown<MainWindow>());
        QTRY_VERIFY(shown<PairDialog>());
        QCOMPARE(shown<PairDialog>()->findChild<QPlainTextEdit *>(QStringLiteral("link"))->toPlainText(), options.link);
        const QList<QLabel *> labels = shown<PairDialog>()->findChildren<QLabel *>(); // it was read, and is none
        const QString wrong = api::sentence({ErrorCode::InviteInvalid, options.link});
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text() == wrong; }));
        QVERIFY(!shown<FailureWindow>());
    }

    void anotherLanguageHasTheWindowMadeAnewInItsPlace()
    {
        app::Program program(optionsOf(QStringLiteral("chinese")), appearance_);
        program.start();
        QTRY_VERIFY(shown<MainWindow>());
        goTo(*shown<MainWindow>(), 5);
        const QPointer<MainWindow> before = shown<MainWindow>();
        auto *language = before->findChild<QComboBox *>(QStringLiteral("language"));
        QTRY_VERIFY(language->isVisible());
        language->setFocus();
        QTest::keyClick(language, Qt::Key_End);
        QTRY_VERIFY(!before && shown<MainWindow>());
        auto *pages = shown<MainWindow>()->findChild<QListWidget *>(QStringLiteral("pages"));
        QCOMPARE(pages->item(0)->text(), QString::fromUtf8("隧道"));
        QCOMPARE(pages->currentRow(), 5);
        // What was put into words before is said anew, though nothing has changed in the engine.
        const auto status = [] { return shown<MainWindow>()->findChild<QLabel *>(QStringLiteral("statusTraffic"))->text(); };
        QCOMPARE(status(), QString::fromUtf8("没有打开的连接"));
        picture(*shown<MainWindow>(), QStringLiteral("program-settings-zh_CN"));
        language = shown<MainWindow>()->findChild<QComboBox *>(QStringLiteral("language"));
        language->setFocus();
        QTest::keyClick(language, Qt::Key_Up);
        QTRY_COMPARE(shown<MainWindow>()->findChild<QListWidget *>(QStringLiteral("pages"))->item(0)->text(), QStringLiteral("Tunnels"));
        QCOMPARE(status(), QStringLiteral("No open connections"));
    }

    void theWindowIsNotMadeAnewWhileAMenuOfItIsOpen()
    {
        app::Program program(optionsOf(QStringLiteral("menu")), appearance_);
        program.start();
        QTRY_VERIFY(shown<MainWindow>());
        const QPointer<MainWindow> before = shown<MainWindow>();
        whileItsMenuIsOpen(*before->findChild<TableView *>(QStringLiteral("tunnels")), [&] {
            Q_EMIT before->appearanceChanged();
            QVERIFY(!QTest::qWaitFor([&] { return !before; }, 300));
        });
        QTRY_VERIFY(!before && shown<MainWindow>());
    }

    void aSettingThatIsStillBeingTypedIsKeptWhenItIsQuit()
    {
        const app::Options options = optionsOf(QStringLiteral("typing"));
        {
            app::Program program(options, appearance_);
            QSignalSpy finished(&program, &app::Program::finished);
            program.start();
            QTRY_VERIFY(shown<MainWindow>());
            typePortAndQuit(*shown<MainWindow>(), QStringLiteral("4500"));
            QCOMPARE(finished.count(), 1);
        }
        const auto profile = profile::Profile::open(options.profileFolder);
        QVERIFY(profile.ok());
        QCOMPARE((*profile)->config().settings.directPort, quint16(4500));
    }

    void withATrayClosingHidesTheWindowAndAStartHiddenShowsNone()
    {
        app::Options options = optionsOf(QStringLiteral("tray"));
        options.hidden = true;
        app::Program program(options, appearance_);
        QSignalSpy finished(&program, &app::Program::finished);
        qputenv("XDG_RUNTIME_DIR", folder_.path().toUtf8());
        program.start();
        // It is there, though it shows nothing: a second start brings it up.
        QTRY_VERIFY(QSystemTrayIcon::isSystemTrayAvailable());
        const auto window = []() -> MainWindow * {
            for (QWidget *one : QApplication::topLevelWidgets()) {
                if (auto *found = qobject_cast<MainWindow *>(one))
                    return found;
            }
            return nullptr;
        };
        QTRY_VERIFY(window());
        QVERIFY(!window()->isVisible());
        options.hidden = false;
        app::Program second(options, appearance_);
        QSignalSpy raised(&second, &app::Program::finished);
        second.start();
        QTRY_COMPARE(raised.count(), 1);
        QTRY_VERIFY(window()->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(window()));

        // By keyboard: to another page, then away.
        QTest::keyClick(window(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(window()->findChild<QListWidget *>(QStringLiteral("pages"))->currentRow(), 2);
        window()->close();
        QTRY_VERIFY(!window()->isVisible());
        QVERIFY(!window()->findChild<QDialog *>(QStringLiteral("closing")));
        QCOMPARE(finished.count(), 0);
    }

#ifdef Q_OS_UNIX
    void aWindowIsNotHiddenInATrayThatHasGone()
    {
        app::Program program(optionsOf(QStringLiteral("noTray")), appearance_);
        QSignalSpy finished(&program, &app::Program::finished);
        program.start();
        QTRY_VERIFY(shown<MainWindow>());
        const QPointer<MainWindow> window = shown<MainWindow>();
        const auto icon = [] {
            const QWidgetList all = QApplication::allWidgets();
            return std::any_of(all.begin(), all.end(), [](const QWidget *one) { return one->isVisible() && one->inherits("QSystemTrayIconSys"); });
        };
        QTRY_VERIFY(icon());
        QCOMPARE(::kill(qEnvironmentVariableIntValue("CULVERT_TRAY"), SIGTERM), 0);
        QTRY_VERIFY(!QSystemTrayIcon::isSystemTrayAvailable());
        window->close();
        const QPointer<QDialog> asked = window->findChild<QDialog *>(QStringLiteral("closing"));
        QVERIFY(asked && asked->isVisible());
        QVERIFY(window->isVisible());
        QTest::keyClick(asked, Qt::Key_Escape);
        QTRY_VERIFY(!asked);

        // One that comes in its place has the icon again, by Qt itself.
        QProcess tray;
        tray.start(QStringLiteral("trayer"), {QStringLiteral("--edge"), QStringLiteral("bottom"), QStringLiteral("--SetDockType"), QStringLiteral("true")});
        QVERIFY(tray.waitForStarted());
        QTRY_VERIFY(icon());
        window->close();
        QTRY_VERIFY(!window->isVisible());
        QCOMPARE(finished.count(), 0);
        tray.terminate();
        QVERIFY(tray.waitForFinished(10'000));
    }

    void theProgramItselfStartsAndEndsByASignal()
    {
        const app::Options options = optionsOf(QStringLiteral("fresh"));
        const QString profile = options.profileFolder;
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(QStringLiteral(CULVERT_PROGRAM), {QStringLiteral("--profile"), profile, QStringLiteral("--nodes"), options.nodesFile});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(QDir(profile).filePath(QStringLiteral("identity.tox"))), 10'000);
        QElapsedTimer ending;
        ending.start();
        program.terminate();
        QVERIFY(program.waitForFinished(10'000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY2(ending.elapsed() < 4'000, qPrintable(QString::number(ending.elapsed())));
    }
#endif
};

QTEST_MAIN(UiProgram)
#include "ui_program.moc"
