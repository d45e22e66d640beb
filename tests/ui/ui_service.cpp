// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/desktop.h"
#include "app/culvert/program.h"
#include "profile/profile.h"
#include "program/program.h"
#include "program/target_server.h"
#include "ui/agree.h"
#include "ui/dialogs/tunnel_dialog.h"
#include "ui/dialogs/unlock_dialog.h"
#include "ui/display_test.h"
#include "ui/failure_window.h"
#include "ui/main_window.h"
#include "ui/models/connections_model.h"
#include "ui/models/peers_model.h"
#include "ui/models/tunnels_model.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <memory>

using namespace culvert;
using namespace culvert::ui;
using culvert::test::Machine;

// The tray program on a display beside a real culvertd of the same profile, which is paired with another one.
class UiService : public test::DisplayTest {
    Q_OBJECT

    test::TargetServer target_;
    std::unique_ptr<Machine> far_;
    std::unique_ptr<Machine> here_; // the service's

    static void goTo(int page) { DisplayTest::goTo(*shown<MainWindow>(), page); }

    // What a table says in a column of the row in which some cell says `of`; empty: there is none.
    static QString cell(const char *table, const QString &of, int column)
    {
        const MainWindow *window = shown<MainWindow>();
        const auto *view = window ? window->findChild<TableView *>(QLatin1StringView(table)) : nullptr;
        const int row = view ? rowWith(view, of) : -1;
        return row < 0 ? QString() : view->model()->index(row, column).data().toString();
    }
    static QString tunnelState(const QString &name) { return cell("tunnels", name, TunnelsModel::State); }

    static void press(const QString &text)
    {
        QPushButton *found = button(*shown<MainWindow>(), text);
        QVERIFY2(found, qPrintable(text));
        QTest::mouseClick(found, Qt::LeftButton);
    }

    static QString label(const char *name)
    {
        const MainWindow *window = shown<MainWindow>();
        const auto *found = window ? window->findChild<QLabel *>(QLatin1StringView(name)) : nullptr;
        return found && found->isVisible() ? found->text() : QString();
    }

    // Adds a tunnel to the target by the dialog; the port that it has. 0: it does not run.
    quint16 addTunnel(const QString &name)
    {
        // The dialog offers the peers of the first snapshot.
        if (!QTest::qWaitFor([] { return !cell("peers", QStringLiteral("office"), PeersModel::State).isEmpty(); }, 10'000))
            return 0;
        goTo(0);
        shown<MainWindow>()->findChild<QAction *>(QStringLiteral("addTunnel"))->trigger();
        auto *dialog = shown<TunnelDialog>();
        if (!dialog)
            return 0;
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("listen")), QStringLiteral("0"));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("target")), QStringLiteral("127.0.0.1:%1").arg(target_.port()));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("name")), name);
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        if (!QTest::qWaitFor([&] { return tunnelState(name) == QLatin1String("Running"); }, 10'000))
            return 0;
        return cell("tunnels", name, TunnelsModel::Listen).section(u':', -1).toUShort();
    }

    // A connection through the tunnel that the target keeps open; null: it did not come about.
    static std::unique_ptr<QTcpSocket> hold(quint16 port)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QStringLiteral("127.0.0.1"), port);
        socket->write("HOLD\n");
        const bool held = QTest::qWaitFor([&] { return socket->bytesAvailable() == 4; }, 10'000);
        return held && socket->readAll() == "held" ? std::move(socket) : nullptr;
    }

    [[nodiscard]] app::Options options() const
    {
        app::Options options;
        options.profileFolder = here_->folder();
        options.nodesFile = QStringLiteral("/no/list/is/needed");
        return options;
    }

    void picture(const QString &name) { DisplayTest::picture(*shown<MainWindow>(), name); }

private Q_SLOTS:
    void init()
    {
        QVERIFY(target_.port() != 0 || target_.listen());
        far_ = std::make_unique<Machine>();
        here_ = std::make_unique<Machine>();
        const QString failed = test::pairDirectly(*far_, *here_, QStringLiteral("office"), QStringLiteral("--allow 127.0.0.1:%1").arg(target_.port()));
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
        QTRY_COMPARE_WITH_TIMEOUT(here_->firstPeer(QStringLiteral("state")), QStringLiteral("online"), 30'000);
        qputenv("XDG_RUNTIME_DIR", here_->runtime().toUtf8());
    }

    void cleanup()
    {
        here_.reset();
        far_.reset();
    }

    void aServiceIsShownCommandedAndGoesOnWithoutTheWindow()
    {
        std::unique_ptr<QTcpSocket> held;
        quint16 port = 0;
        {
            app::Program program(options(), appearance_);
            QSignalSpy finished(&program, &app::Program::finished);
            program.start();
            QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 10'000);
            QVERIFY(!shown<FailureWindow>());
            shown<MainWindow>()->resize(1180, 680);
            QCOMPARE(label("statusService"), QStringLiteral("Service: culvertd"));
            QCOMPARE(label("serviceText"), QString()); // nothing is wrong

            port = addTunnel(QStringLiteral("mine"));
            QVERIFY(port != 0);
            held = hold(port);
            QVERIFY(held);
            goTo(2);
            QTRY_COMPARE(cell("connections", QStringLiteral("mine"), ConnectionsModel::State), QStringLiteral("Open"));
            QTRY_COMPARE(cell("connections", QStringLiteral("mine"), ConnectionsModel::Received), QStringLiteral("4 B"));
            picture(QStringLiteral("service-connections"));

            // Stopped and started from the window: it is the service that does it.
            goTo(0);
            auto *tunnels = shown<MainWindow>()->findChild<TableView *>(QStringLiteral("tunnels"));
            tunnels->setCurrentIndex(tunnels->model()->index(0, TunnelsModel::Name));
            press(QStringLiteral("Stop"));
            QTRY_COMPARE(tunnelState(QStringLiteral("mine")), QStringLiteral("Stopped"));
            QCOMPARE(here_->status()[QStringLiteral("tunnels")][0][QStringLiteral("state")].toString(), QStringLiteral("stopped"));
            QTRY_COMPARE(held->state(), QAbstractSocket::UnconnectedState);
            press(QStringLiteral("Start"));
            QTRY_COMPARE(tunnelState(QStringLiteral("mine")), QStringLiteral("Running"));
            port = cell("tunnels", QStringLiteral("mine"), TunnelsModel::Listen).section(u':', -1).toUShort();
            held = hold(port);
            QVERIFY(held);
            QTRY_COMPARE(cell("tunnels", QStringLiteral("mine"), TunnelsModel::Open), QStringLiteral("1"));
            picture(QStringLiteral("service-tunnels"));

            // A second start brings this window up.
            shown<MainWindow>()->hide();
            app::Program second(options(), appearance_);
            QSignalSpy ended(&second, &app::Program::finished);
            second.start();
            QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 10'000);
            QCOMPARE(ended.first().first().toInt(), 0);
            QTRY_VERIFY(shown<MainWindow>());
            QCOMPARE(finished.count(), 0);
        }
        // The window is gone. What was open is open, and what is new is carried.
        QVERIFY(!shown<MainWindow>());
        QVERIFY(here_->running());
        QVERIFY(!QTest::qWaitFor([&] { return held->state() != QAbstractSocket::ConnectedState; }, 500));
        QVERIFY(hold(port));
        QTRY_COMPARE(here_->status()[QStringLiteral("tunnels")][0][QStringLiteral("open")].toInt(), 1);
    }

    void aSettingThatIsStillBeingTypedIsTheServicesWhenTheWindowIsQuit()
    {
        const auto kept = [this] { return here_->json({QStringLiteral("set"), QStringLiteral("direct.port")}).object()[QStringLiteral("direct.port")].toString(); };
        QVERIFY(kept() != QStringLiteral("4500"));
        {
            app::Program program(options(), appearance_);
            QSignalSpy finished(&program, &app::Program::finished);
            program.start();
            QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 10'000);
            typePortAndQuit(*shown<MainWindow>(), QStringLiteral("4500"));
            QCOMPARE(finished.count(), 1);
        }
        QTRY_COMPARE(kept(), QStringLiteral("4500"));
    }

    void theServiceIsTakenOverFrom()
    {
        app::Program program(options(), appearance_);
        QSignalSpy finished(&program, &app::Program::finished);
        program.start();
        QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 10'000);
        QVERIFY(addTunnel(QStringLiteral("mine")) != 0);
        auto *action = shown<MainWindow>()->findChild<QAction *>(QStringLiteral("takeOver"));
        action->trigger();
        QTRY_VERIFY(shown<QMessageBox>());
        picture(QStringLiteral("service-take-over"));
        test::agree(*shown<MainWindow>());
        QTRY_VERIFY_WITH_TIMEOUT(!here_->running(), 10'000);
        QCOMPARE(here_->process()->exitStatus(), QProcess::NormalExit);
        QCOMPARE(here_->process()->exitCode(), 0);
        // The tunnel runs here now, by the same profile, and commands reach this program.
        QTRY_COMPARE_WITH_TIMEOUT(tunnelState(QStringLiteral("mine")), QStringLiteral("Running"), 15'000);
        QCOMPARE(label("statusService"), QString());
        QVERIFY(!shown<MainWindow>()->findChild<QAction *>(QStringLiteral("takeOver")));
        QTRY_VERIFY_WITH_TIMEOUT(hold(cell("tunnels", QStringLiteral("mine"), TunnelsModel::Listen).section(u':', -1).toUShort()), 40'000);
        QCOMPARE(finished.count(), 0);
    }

    // Whose tables are children of the window that goes then, as is the menu itself.
    void aMenuThatIsOpenWhenTheServiceIsTakenOverFromHoldsUpTheOtherWindow()
    {
        app::Program program(options(), appearance_);
        program.start();
        QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 10'000);
        const QPointer<MainWindow> attached = shown<MainWindow>();
        attached->findChild<QAction *>(QStringLiteral("takeOver"))->trigger();
        QTRY_VERIFY(shown<QMessageBox>());
        test::agree(*attached);
        whileItsMenuIsOpen(*attached->findChild<TableView *>(QStringLiteral("tunnels")), [&] {
            QTRY_VERIFY_WITH_TIMEOUT(!here_->running(), 10'000);
            // The engine of this program has the profile, or is about to.
            const auto taken = [this] {
                const auto opened = profile::Profile::open(here_->folder());
                return !opened && opened.error().code == ErrorCode::ProfileInUse;
            };
            QTRY_VERIFY_WITH_TIMEOUT(taken(), 10'000);
            QVERIFY(!QTest::qWaitFor([&] { return !attached; }, 500));
        });
        QTRY_VERIFY(!attached && shown<MainWindow>());
        QVERIFY(!shown<MainWindow>()->findChild<QAction *>(QStringLiteral("takeOver")));
    }

    void anEngineThatDoesNotStartWithThePasswordIsSaidThereAndTriedAgain()
    {
        QVERIFY(here_->stop() >= 0);
        QVERIFY(here_->write(QStringLiteral("pw"), "right\n"));
        const QStringList password{QStringLiteral("--password-file"), here_->file(QStringLiteral("pw"))};
        QCOMPARE(here_->run(test::words(QStringLiteral("password set")) + password).exitCode, 0);
        QVERIFY(here_->start(QStringLiteral("/no/list/is/needed"), password));
        QCOMPARE(here_->run(test::words(QStringLiteral("set tox.enabled true"))).exitCode, 0); // at the next start, for which a list is needed
        app::Options options = this->options();
        options.nodesFile = here_->file(QStringLiteral("list.json"));
        QVERIFY(here_->write(QStringLiteral("list.json"), "{"));
        app::Program program(options, appearance_);
        QSignalSpy finished(&program, &app::Program::finished);
        program.start();
        QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 10'000);
        shown<MainWindow>()->findChild<QAction *>(QStringLiteral("takeOver"))->trigger();
        QTRY_VERIFY(shown<QMessageBox>());
        test::agree(*shown<MainWindow>());
        QTRY_VERIFY_WITH_TIMEOUT(shown<UnlockDialog>(), 15'000);
        const QPointer<UnlockDialog> dialog = shown<UnlockDialog>();
        const auto give = [&] {
            QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("password")), QStringLiteral("right"));
            QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        };
        give();
        const auto *message = dialog->findChild<QLabel *>(QStringLiteral("message"));
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), 10'000);
        QVERIFY2(message->text().contains(QStringLiteral("list.json")), qPrintable(message->text()));
        QVERIFY(here_->write(QStringLiteral("list.json"), test::nodesList(QStringLiteral("127.0.0.1"), 9, QString(64, u'A'))));
        give();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>() && !shown<MainWindow>()->findChild<QAction *>(QStringLiteral("takeOver")), 10'000);
        QCOMPARE(label("statusService"), QString());
        QCOMPARE(finished.count(), 0);
    }

    void aServiceThatEndsIsSaidFoundAgainAndDoneWithout()
    {
        app::Program program(options(), appearance_);
        program.start();
        QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 10'000);
        QVERIFY(addTunnel(QStringLiteral("mine")) != 0);
        here_->kill();
        QTRY_VERIFY_WITH_TIMEOUT(label("serviceText").contains(QStringLiteral("has ended or does not answer")), 10'000);
        QCOMPARE(label("statusService"), QStringLiteral("Service: gone"));
        QTRY_COMPARE(tunnelState(QStringLiteral("mine")), QStringLiteral("Stopped"));
        QCOMPARE(label("statusTitle"), QStringLiteral("Off: the engine is not running"));
        picture(QStringLiteral("service-gone"));
        press(QStringLiteral("Start")); // of a tunnel: cannot be, and is said

        // Back again, the window shows it by itself.
        QVERIFY(here_->start(QStringLiteral("/no/list/is/needed")));
        QTRY_COMPARE_WITH_TIMEOUT(tunnelState(QStringLiteral("mine")), QStringLiteral("Running"), 10'000);
        QCOMPARE(label("serviceText"), QString());
        QCOMPARE(label("statusService"), QStringLiteral("Service: culvertd"));

        here_->kill();
        QTRY_VERIFY_WITH_TIMEOUT(!label("serviceText").isEmpty(), 10'000);
        press(QStringLiteral("Carry the tunnels here"));
        QTRY_COMPARE_WITH_TIMEOUT(tunnelState(QStringLiteral("mine")), QStringLiteral("Running"), 15'000);
        QCOMPARE(label("statusService"), QString());
        control::ControlCall call; // this program is at the control socket now
        QSignalSpy answered(&call, &control::ControlCall::answered);
        call.showWindow(here_->folder(), {});
        QTRY_COMPARE(answered.count(), 1);
    }

    // What cannot be asked to end keeps its profile, and the window stays with it.
    void aServiceThatHangsIsNotTakenOverFrom()
    {
        app::Program program(options(), appearance_);
        program.start();
        QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 10'000);
        QVERIFY(addTunnel(QStringLiteral("mine")) != 0);
        QCOMPARE(::kill(pid_t(here_->process()->processId()), SIGSTOP), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!label("serviceText").isEmpty(), 15'000);
        press(QStringLiteral("Carry the tunnels here"));
        const auto *notice = shown<MainWindow>()->findChild<QWidget *>(QStringLiteral("notice"));
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), 10'000);
        QCOMPARE(::kill(pid_t(here_->process()->processId()), SIGCONT), 0);
        // It had been asked, and ends now, or goes on: either way the window is not left alone with nothing.
        QTRY_VERIFY_WITH_TIMEOUT(label("statusService") == QLatin1String("Service: culvertd") || !here_->running(), 15'000);
    }

    void theProgramItselfAttachesAndItsEndLeavesTheService()
    {
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(QStringLiteral(CULVERT_PROGRAM), {QStringLiteral("--profile"), here_->folder()});
        QVERIFY(program.waitForStarted());
        // A second start tells when the first is attached: the service passes it on and it ends at once.
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
            control::ControlCall call;
            QSignalSpy answered(&call, &control::ControlCall::answered);
            QSignalSpy failed(&call, &control::ControlCall::failed);
            call.showWindow(here_->folder(), {});
            return QTest::qWaitFor([&] { return !answered.isEmpty() || !failed.isEmpty(); }) && !answered.isEmpty();
        }()), 15'000);
        program.terminate();
        QVERIFY(program.waitForFinished(10'000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(here_->running());
        QCOMPARE(here_->status()[QStringLiteral("running")].toBool(), true);
    }
};

QTEST_MAIN(UiService)
#include "ui_service.moc"
