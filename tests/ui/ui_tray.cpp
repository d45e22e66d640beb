// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk.h"

#include "ui/failure_window.h"
#include "ui/tray.h"
#include "ui/widgets/notice_bar.h"

#include "api/sentences.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>

using namespace culvert;
using namespace culvert::ui;
using culvert::test::Desk;

// The tray, and how the window opens, hides and closes with and without one.
class UiTray : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int made_ = 0;

    QString freshIni() { return folder_.filePath(QStringLiteral("window%1.ini").arg(++made_)); }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QApplication::setQuitOnLastWindowClosed(false);
        QVERIFY(folder_.isValid());
    }

    void withATrayClosingHidesTheWindow()
    {
        Desk desk(freshIni());
        desk.window.setTrayThere(true);
        QSignalSpy hidden(&desk.window, &MainWindow::hiddenToTray);
        QSignalSpy quit(&desk.window, &MainWindow::quitAsked);
        desk.window.close();
        QVERIFY(!desk.window.isVisible());
        QCOMPARE(hidden.count(), 1);
        QCOMPARE(quit.count(), 0);
        desk.window.bringUp();
        QVERIFY(desk.window.isVisible());
    }

    void aTrayIsCountedOnOnlyAsLongAsItIsThere()
    {
        Desk desk(freshIni());
        desk.window.setTrayThere(true);
        connect(&desk.window, &MainWindow::closing, this, [&] { desk.window.setTrayThere(false); });
        desk.window.close();
        QVERIFY(desk.window.isVisible());
        QVERIFY(desk.find<QMessageBox>("closing"));
    }

    void withoutATrayClosingAsksOnce()
    {
        const QString ini = freshIni();
        Desk desk(ini);
        QSignalSpy quit(&desk.window, &MainWindow::quitAsked);
        desk.window.close();
        desk.window.close(); // asks no second time while it asks
        QVERIFY(desk.window.isVisible());
        QCOMPARE(desk.window.findChildren<QMessageBox *>().size(), 1);
        auto *box = desk.find<QMessageBox>("closing");
        box->reject();
        desk.window.close(); // again, at once
        const auto boxes = desk.window.findChildren<QMessageBox *>();
        QCOMPARE(std::count_if(boxes.begin(), boxes.end(), [](const QMessageBox *one) { return one->isVisible(); }), 1);
        QTRY_COMPARE(desk.window.findChildren<QMessageBox *>().size(), 1);
        QTest::keyClick(desk.find<QMessageBox>("closing"), Qt::Key_Escape);
        QTRY_VERIFY(!desk.find<QMessageBox>("closing"));
        QCOMPARE(quit.count(), 0);

        desk.window.close();
        QTest::mouseClick(desk.find<QMessageBox>("closing")->findChild<QPushButton *>(QStringLiteral("quit")), Qt::LeftButton);
        QTRY_COMPARE(quit.count(), 1);
        QTRY_VERIFY(!desk.find<QMessageBox>("closing"));
        desk.window.close(); // answered for good, but for what is open then
        QVERIFY(!desk.find<QMessageBox>("closing"));
        QVERIFY(desk.find<QMessageBox>("quitting"));
        QCOMPARE(quit.count(), 1);
        QTest::keyClick(desk.find<QMessageBox>("quitting"), Qt::Key_Escape);
        QTRY_VERIFY(!desk.find<QMessageBox>("quitting"));
        QVERIFY(desk.window.isVisible());
        QCOMPARE(quit.count(), 1);
        api::Snapshot idle = desk.engine.snapshot();
        idle.connections.clear();
        desk.engine.publish(idle);
        desk.window.close();
        QCOMPARE(quit.count(), 2);
    }

    void quittingAsksOnlyWhileConnectionsAreOpen()
    {
        Desk desk(freshIni());
        QSignalSpy quit(&desk.window, &MainWindow::quitAsked);
        const auto box = [&] { return desk.find<QMessageBox>("quitting"); };
        QTest::keyClick(&desk.window, Qt::Key_Q, Qt::ControlModifier);
        QVERIFY(box());
        QCOMPARE(box()->text(), QStringLiteral("4 connections are open. Quit all the same?"));
        QVERIFY(!box()->findChild<QPushButton *>(QStringLiteral("hide"))); // nothing would bring the window back
        desk.window.askToQuit();
        QCOMPARE(desk.window.findChildren<QMessageBox *>().size(), 1);
        QTest::keyClick(box(), Qt::Key_Return); // the answer at hand cuts nothing
        QTRY_VERIFY(!box());
        QCOMPARE(quit.count(), 0);

        connect(&desk.window, &MainWindow::closing, &desk.window, [&] { desk.window.setTrayThere(true); });
        desk.window.askToQuit();
        QTest::mouseClick(box()->findChild<QPushButton *>(QStringLiteral("hide")), Qt::LeftButton);
        QTRY_VERIFY(!box());
        QVERIFY(!desk.window.isVisible());
        QCOMPARE(quit.count(), 0);

        desk.window.askToQuit(); // from the tray
        QVERIFY(desk.window.isVisible());
        QTest::keyClick(box(), Qt::Key_Escape);
        QTRY_VERIFY(!box());
        QVERIFY(!desk.window.isVisible());
        desk.window.bringUp();
        desk.window.askToQuit();
        QTest::mouseClick(box()->findChild<QPushButton *>(QStringLiteral("quit")), Qt::LeftButton);
        QTRY_COMPARE(quit.count(), 1);
        QTRY_VERIFY(!box());

        api::Snapshot idle = desk.engine.snapshot();
        idle.connections.removeIf([](const auto &one) { return one.state != api::ConnectionState::Closed; });
        desk.engine.publish(idle);
        desk.window.askToQuit();
        QCOMPARE(quit.count(), 2);
        QVERIFY(!box());
    }

    void theTrayMenuBeginsWithTheWindowAndHasEveryTunnel()
    {
        Desk desk(freshIni());
        Tray tray(desk.state, desk.preferences);
        QStringList texts;
        for (QAction *action : tray.menu()->actions())
            texts << (action->isSeparator() ? QStringLiteral("-") : action->text().remove(u'&'));
        QCOMPARE(texts.first(), QStringLiteral("Show window"));
        QCOMPARE(texts.last(), QStringLiteral("Quit"));
        for (const auto &tunnel : desk.engine.snapshot().tunnels)
            QVERIFY2(texts.contains(tunnel.name), qPrintable(texts.join(u'|')));

        QAction *photos = tray.menu()->actions().at(texts.indexOf(QStringLiteral("photos")));
        QVERIFY(photos->isChecked());
        photos->trigger();
        QTRY_COMPARE(desk.engine.snapshot().tunnels[1].state, api::TunnelState::Stopped);
        QTRY_VERIFY(!photos->isChecked());

        api::Snapshot fewer = desk.engine.snapshot();
        fewer.tunnels.removeAt(1);
        fewer.tunnels[0].state = api::TunnelState::Failed;
        desk.engine.publish(fewer);
        QCOMPARE(tray.menu()->actions().size(), texts.size() - 1);
        QCOMPARE(tray.toolTip(), desk.state.status().toolTip());
    }

    void theTrayMenuHasAMenuForEachGroup()
    {
        Desk desk(freshIni());
        desk.engine.publish(test::groupedDesk(0));
        Tray tray(desk.state, desk.preferences);
        const auto find = [](QMenu *menu, const QString &text) -> QAction * {
            for (QAction *action : menu->actions()) {
                if (action->text() == text)
                    return action;
            }
            return nullptr;
        };
        QVERIFY(!find(tray.menu(), QStringLiteral("database")));
        QVERIFY(find(tray.menu(), QStringLiteral("remote desktop"))); // in no group
        QVERIFY(find(tray.menu(), QStringLiteral("home && garden")));
        QMenu *work = find(tray.menu(), QStringLiteral("work"))->menu();
        QVERIFY(work && find(work, QStringLiteral("database"))->isChecked());
        find(work, QStringLiteral("S&top group"))->trigger();
        QTRY_COMPARE(desk.engine.snapshot().tunnels[0].state, api::TunnelState::Stopped);
        QTRY_VERIFY(!find(work, QStringLiteral("database"))->isChecked());
        QCOMPARE(desk.engine.snapshot().tunnels[1].state, api::TunnelState::Listening);
        find(work, QStringLiteral("&Start group"))->trigger();
        QTRY_COMPARE(desk.engine.snapshot().tunnels[2].state, api::TunnelState::Listening);
        // One that changes its group moves; a group without tunnels is gone.
        api::Snapshot moved = desk.engine.snapshot();
        moved.tunnels[0].group.clear();
        moved.tunnels[2].group = QStringLiteral("home & garden");
        desk.engine.publish(moved);
        QVERIFY(find(tray.menu(), QStringLiteral("database")));
        QVERIFY(!find(tray.menu(), QStringLiteral("work")));
        QVERIFY(find(find(tray.menu(), QStringLiteral("home && garden"))->menu(), QStringLiteral("staging web")));
    }

    void everythingIsPausedAndGoesOnFromTheTray()
    {
        Desk desk(freshIni());
        Tray tray(desk.state, desk.preferences);
        const auto actions = tray.menu()->actions();
        const auto pause = std::find_if(actions.begin(), actions.end(), [](QAction *one) { return one->text().remove(u'&') == u"Pause everything"; });
        QVERIFY(pause != actions.end());
        (*pause)->trigger();
        QTRY_VERIFY(desk.state.snapshot().paused);
        QVERIFY((*pause)->isChecked());
        QCOMPARE(desk.state.status().overall(), Overall::Off);
        QCOMPARE(desk.find<QLabel>("statusTitle")->text(), QStringLiteral("Paused: nothing listens and nothing is reached"));
        (*pause)->trigger();
        QTRY_VERIFY(!desk.state.snapshot().paused);
        QVERIFY(!(*pause)->isChecked());
    }

    void whatNeedsAPersonIsToldUnlessThatIsSwitchedOff()
    {
        Desk desk(freshIni());
        Tray tray(desk.state, desk.preferences);
        QSignalSpy told(&tray, &Tray::told);
        const Error error{ErrorCode::PortInUse, QStringLiteral("127.0.0.1:80"), QStringLiteral("nginx")};
        Q_EMIT desk.engine.errorOccurred(error);
        QCOMPARE(told.count(), 1);
        QCOMPARE(told.first().first().toString(), api::sentence(error));
        Q_EMIT desk.engine.errorOccurred(Error{ErrorCode::TargetRefused, QStringLiteral("127.0.0.1:80")}); // is in the list alone
        QCOMPARE(told.count(), 1);
        desk.preferences.setNotifications(false);
        Q_EMIT desk.engine.errorOccurred(error);
        QCOMPARE(told.count(), 1);
    }

    void aPeerThatIsGoneForMinutesIsToldOnceForEachTime()
    {
        Desk desk(freshIni());
        Tray tray(desk.state, desk.preferences);
        QSignalSpy told(&tray, &Tray::told);
        api::Snapshot snapshot = desk.engine.snapshot();
        const auto set = [&](api::PeerState state, int secondsAgo) {
            snapshot.peers[0].state = state;
            snapshot.peers[0].since = QDateTime::currentDateTimeUtc().addSecs(-secondsAgo);
            desk.engine.publish(snapshot);
        };
        set(api::PeerState::Offline, 60);
        QCOMPARE(told.count(), 0);
        set(api::PeerState::Offline, Tray::goneAfter + 1);
        QCOMPARE(told.count(), 1);
        QVERIFY(told.first().first().toString().contains(QStringLiteral("\"office\" has been offline")));
        set(api::PeerState::Offline, Tray::goneAfter + 60);
        QCOMPARE(told.count(), 1);
        set(api::PeerState::Online, 1);
        set(api::PeerState::Offline, Tray::goneAfter + 1);
        QCOMPARE(told.count(), 2);
    }

    void aPeerOfAReverseTunnelThatIsGoneIsToldByItsWholeName()
    {
        Desk desk(freshIni());
        Tray tray(desk.state, desk.preferences);
        QSignalSpy told(&tray, &Tray::told);
        api::Snapshot snapshot = desk.engine.snapshot();
        snapshot.peers[0].name = QStringLiteral("100%1");
        snapshot.peers[0].state = api::PeerState::Online;
        snapshot.tunnels = {snapshot.tunnels[0]};
        snapshot.tunnels[0].kind = api::TunnelKind::Reverse;
        desk.engine.publish(snapshot);
        snapshot.tunnels[0].state = api::TunnelState::Waiting;
        snapshot.peers[0].state = api::PeerState::Offline;
        snapshot.peers[0].since = QDateTime::currentDateTimeUtc().addSecs(-Tray::goneAfter - 1);
        desk.engine.publish(snapshot);
        QCOMPARE(told.count(), 1);
        QCOMPARE(told.first().first().toString(), QStringLiteral("\"100%1\" has been offline for 5 minutes. Its tunnels wait for it."));
    }

    void aClickOnANotificationIsOfTheOneThatWasShown()
    {
        Desk desk(freshIni());
        Tray tray(desk.state, desk.preferences);
        QSignalSpy window(&tray, &Tray::windowAsked);
        QSignalSpy requests(&tray, &Tray::requestsAsked);
        const Error asked{ErrorCode::PairingAsked, QString(64, u'A')};
        Q_EMIT desk.engine.errorOccurred(asked);
        tray.notificationClicked();
        QCOMPARE(requests.count(), 1);
        desk.preferences.setNotifications(false);
        tray.tellRunsOn(); // is shown all the same
        Q_EMIT desk.engine.errorOccurred(asked);
        tray.notificationClicked();
        QCOMPARE(requests.count(), 1);
        QCOMPARE(window.count(), 1);
    }

    void allAreStartedOnlyWhereOneIsNotStarted()
    {
        Desk desk(freshIni());
        Tray tray(desk.state, desk.preferences);
        const auto actions = tray.menu()->actions();
        const auto start = std::find_if(actions.begin(), actions.end(), [](QAction *one) { return one->text() == u"St&art all"; });
        QVERIFY(start != actions.end());
        api::Snapshot snapshot = desk.engine.snapshot();
        for (api::TunnelInfo &tunnel : snapshot.tunnels)
            tunnel.state = api::TunnelState::Waiting;
        desk.engine.publish(snapshot);
        QVERIFY(!(*start)->isEnabled());
        snapshot.tunnels[1].state = api::TunnelState::Stopped;
        desk.engine.publish(snapshot);
        QVERIFY((*start)->isEnabled());
        (*start)->trigger();
        QTRY_COMPARE(desk.engine.snapshot().tunnels[1].state, api::TunnelState::Listening);
        QCOMPARE(desk.engine.snapshot().tunnels[0].state, api::TunnelState::Waiting);
    }

    void aTunnelStateThatTheEngineRefusesIsNotShownAsDone()
    {
        Desk desk(freshIni());
        Tray tray(desk.state, desk.preferences);
        QAction *photos = nullptr;
        for (QAction *action : tray.menu()->actions()) {
            if (action->text() == QStringLiteral("photos"))
                photos = action;
        }
        desk.engine.failNext(Error{ErrorCode::EngineFailed, {}, QStringLiteral("test")});
        photos->trigger();
        QTRY_VERIFY(desk.find<NoticeBar>("notice")->isVisible());
        desk.engine.publish(desk.engine.snapshot());
        QVERIFY(photos->isChecked());
    }

    void theStatusBarSaysWhatTheTraySays()
    {
        Desk desk(freshIni());
        QCOMPARE(desk.find<QLabel>("statusTitle")->text(), desk.state.status().title());
        QCOMPARE(desk.find<QLabel>("statusTraffic")->text(), desk.state.status().traffic());
        QVERIFY2(desk.find<QLabel>("statusTitle")->toolTip().contains(desk.state.status().title().toHtmlEscaped()), "the whole, where the window has no room");
    }

    void aFailureToStartIsAWindowWithTheSentence()
    {
        const Error error{ErrorCode::ProfileInUse, QStringLiteral("/home/someone/.config/culvert")};
        FailureWindow window(error);
        QCOMPARE(window.findChild<QLabel *>(QStringLiteral("sentence"))->text(), api::sentence(error));
        QSignalSpy rejected(&window, &QDialog::rejected);
        window.open();
        QTest::keyClick(&window, Qt::Key_Return);
        QCOMPARE(rejected.count(), 1);
    }
};

QTEST_MAIN(UiTray)
#include "ui_tray.moc"
