// SPDX-License-Identifier: GPL-3.0-or-later
// What a person sees of a link: its figures at a peer, and the test.
#include "ui/desk.h"

#include "api/sentences.h"
#include "ui/dialogs/test_dialog.h"
#include "ui/text/words.h"

#include <QAction>
#include <QComboBox>
#include <QJsonObject>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QTemporaryDir>

#include <functional>

using namespace culvert;
using namespace culvert::ui;

namespace {

// The dialog over a window, as the Peers page opens it.
struct Met {
    explicit Met(const QString &iniFile) : desk(iniFile), peer(desk.engine.snapshot().peers[0])
    {
        dialog = new TestDialog(desk.state, peer, &desk.window);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
    }
    template <class T = QLabel>
    T *part(const char *name)
    {
        return dialog->findChild<T *>(QString::fromLatin1(name));
    }
    QPushButton *start() { return part<QPushButton>("start"); }
    QString hint() { return part("hint")->text(); }
    void begin()
    {
        QTest::mouseClick(start(), Qt::LeftButton);
        QTRY_COMPARE(start()->text().remove(u'&'), QStringLiteral("Stop"));
        QTRY_VERIFY(start()->isEnabled());
    }

    test::Desk desk;
    api::PeerInfo peer;
    QPointer<TestDialog> dialog;
};

} // namespace

class UiLinkTest : public QObject {
    Q_OBJECT

    QTemporaryDir settings_;
    QString ini(const char *name) { return settings_.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void thePeersPageShowsTheFiguresOfTheSelectedLink()
    {
        test::Desk desk(ini("figures"));
        desk.goTo(1);
        const auto &peers = desk.engine.snapshot().peers;
        desk.clickRow(desk.table("peers"), peers[1].id.toHex());
        QCOMPARE(desk.find<QLabel>("linkPath")->text(), words(peers[1].path));
        QCOMPARE(desk.find<QLabel>("linkDelay")->text(), QStringLiteral("87 ms, 1.2 %"));
        QVERIFY2(desk.find<QLabel>("linkIn")->text().startsWith(QStringLiteral("66.1 kB/s, 2.4 MB")), qPrintable(desk.find<QLabel>("linkIn")->text()));
        QCOMPARE(desk.find<QLabel>("linkWindow")->text(), QStringLiteral("88.3 kB of 96.0 kB under way (92 %)"));
        QVERIFY(!desk.find<QLabel>("linkWindow")->toolTip().isEmpty());
        QVERIFY(!desk.find<QLabel>("linkWindow")->accessibleName().isEmpty());
        // They follow, and vanish with the link.
        api::Snapshot next = desk.engine.snapshot();
        next.peers[1].link = {};
        next.peers[1].path = api::PathKind::None;
        next.peers[1].rttMs.reset();
        next.peers[1].lossPercent.reset();
        next.peers[1].state = api::PeerState::Offline;
        desk.engine.publish(next);
        for (const char *name : {"linkPath", "linkDelay", "linkIn", "linkOut", "linkWindow", "linkCredit"})
            QCOMPARE(desk.find<QLabel>(name)->text(), QStringLiteral("–"));
    }

    // One who used a link a second time would wait for ever, and see nothing but "Pairing".
    void aPairingThatIsNotCompleteSaysWhatToDo()
    {
        test::Desk desk(ini("pending"));
        desk.goTo(1);
        api::Snapshot next = desk.engine.snapshot();
        next.peers[1].state = api::PeerState::Pending;
        desk.engine.publish(next);
        desk.clickRow(desk.table("peers"), next.peers[1].id.toHex());
        auto *said = desk.find<QLabel>("linkPending");
        QVERIFY(said->isVisible() && !desk.find<QLabel>("linkPath")->isVisible());
        QCOMPARE(said->text(), api::sentence({ErrorCode::PeerPending, {}, {}, next.peers[1].name, {}}));
        QVERIFY(said->text().contains(QStringLiteral("accept this machine there")));
        QCOMPARE(said->textFormat(), Qt::PlainText);
        next.peers[1].state = api::PeerState::Online;
        desk.engine.publish(next);
        QVERIFY(!said->isVisible() && desk.find<QLabel>("linkPath")->isVisible());
    }

    void onlyAPeerThatIsOnlineCanBeTestedAndTheButtonSaysWhy()
    {
        test::Desk desk(ini("button"));
        desk.goTo(1);
        const auto &peers = desk.engine.snapshot().peers;
        desk.clickRow(desk.table("peers"), peers[2].id.toHex()); // offline
        QPushButton *button = desk.button(QStringLiteral("Test the link…"));
        QVERIFY(button && !button->isEnabled());
        QVERIFY(button->toolTip().contains(QStringLiteral("not online")));
        QVERIFY(button->accessibleDescription().contains(QStringLiteral("not online")));
        desk.clickRow(desk.table("peers"), peers[0].id.toHex());
        QVERIFY(button->isEnabled());
        QTest::keyClick(desk.table("peers"), Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(desk.window.findChild<TestDialog *>());
        QVERIFY(desk.window.findChild<TestDialog *>()->windowTitle().contains(peers[0].name));
    }

    void aTestIsStartedFollowedAndItsResultStays()
    {
        Met met(ini("test"));
        met.part<QComboBox>("length")->setCurrentIndex(1);
        QTest::keyClick(met.dialog, Qt::Key_Return); // the button is the default one
        QTRY_VERIFY(met.desk.engine.last<api::StartTest>());
        QCOMPARE(met.desk.engine.last<api::StartTest>()->peer, met.peer.id.toHex());
        QCOMPARE(met.desk.engine.last<api::StartTest>()->seconds, 10);
        QTRY_COMPARE(met.start()->text().remove(u'&'), QStringLiteral("Stop"));
        QTRY_VERIFY(met.start()->isEnabled());
        QVERIFY(!met.part<QComboBox>("length")->isEnabled());
        met.desk.engine.publish(test::underWay(met.desk.engine.snapshot()));
        QCOMPARE(met.part<QProgressBar>("progress")->value(), 400);
        QVERIFY(!met.part<QProgressBar>("progress")->accessibleName().isEmpty());
        QCOMPARE(met.part("down")->text(), QStringLiteral("11.8 MB/s now"));
        QCOMPARE(met.part("up")->text(), QStringLiteral("–"));
        QCOMPARE(met.part("loaded")->text(), QStringLiteral("39 ms (at best 3.3 ms, 95 % under 52 ms)"));
        QVERIFY(met.hint().contains(QStringLiteral("from the peer")));
        met.desk.engine.publish(test::tested(met.desk.engine.snapshot()));
        QCOMPARE(met.start()->text().remove(u'&'), QStringLiteral("Start"));
        QCOMPARE(met.part<QProgressBar>("progress")->value(), 1000);
        QCOMPARE(met.part("up")->text(), QStringLiteral("1.8 MB/s, 9.2 MB in all"));
        met.desk.engine.publish(test::sampleDesk(1)); // the engine has forgotten it: the figures stay
        QCOMPARE(met.part("up")->text(), QStringLiteral("1.8 MB/s, 9.2 MB in all"));
        QVERIFY(!met.desk.engine.last<api::StopTest>());
    }

    void aTestIsStoppedByItsButtonAndByClosing()
    {
        {
            Met met(ini("stop"));
            met.begin();
            QTest::mouseClick(met.start(), Qt::LeftButton);
            QTRY_VERIFY(met.desk.engine.last<api::StopTest>());
            QTRY_COMPARE(met.start()->text().remove(u'&'), QStringLiteral("Start"));
            QVERIFY(met.hint().contains(QStringLiteral("stopped")));
        }
        {
            Met met(ini("close"));
            met.begin();
            QTest::keyClick(met.dialog, Qt::Key_Escape);
            QTRY_VERIFY(!met.dialog);
            QVERIFY(met.desk.engine.last<api::StopTest>());
        }
        {
            Met met(ini("early")); // before the engine has answered
            met.desk.engine.holdAnswers();
            QTest::mouseClick(met.start(), Qt::LeftButton);
            QTest::keyClick(met.dialog, Qt::Key_Escape);
            QTRY_VERIFY(!met.dialog);
            QVERIFY(!met.desk.engine.last<api::StopTest>());
            met.desk.engine.answerHeld();
            QVERIFY(met.desk.engine.last<api::StopTest>());
        }
    }

    void aTestThatCannotBeginOrGoOnSaysWhy()
    {
        Met met(ini("failed"));
        const Error running{ErrorCode::TestRunning, {}, {}, met.peer.name, {}};
        met.desk.engine.failNext(running);
        QTest::mouseClick(met.start(), Qt::LeftButton);
        QTRY_COMPARE(met.hint(), api::sentence(running));
        QVERIFY(met.start()->isEnabled()); // it can be tried again
        met.begin();
        api::Snapshot next = test::underWay(met.desk.engine.snapshot());
        const Error silent{ErrorCode::PeerSilent, {}, {}, met.peer.name, {}};
        next.tests[0].phase = api::TestPhase::Failed;
        next.tests[0].error = silent;
        next.peers[0].state = api::PeerState::Offline;
        met.desk.engine.publish(next);
        QCOMPARE(met.hint(), api::sentence(silent));
        QVERIFY(!met.start()->isEnabled()); // offline
    }

    void aTestThatVanishesIsSaidAndAnotherCanBeStarted()
    {
        const auto vanish = [](Met &met, const std::function<void(api::Snapshot &)> &change) {
            met.begin();
            met.desk.engine.publish(test::underWay(met.desk.engine.snapshot()));
            api::Snapshot next = met.desk.engine.snapshot();
            next.tests.clear();
            change(next);
            met.desk.engine.publish(next);
            QCOMPARE(met.start()->text().remove(u'&'), QStringLiteral("Start"));
        };
        {
            Met met(ini("ended"));
            vanish(met, [](api::Snapshot &next) {
                next.running = false;
                next.peers[0].state = api::PeerState::Offline;
            });
            QCOMPARE(met.hint(), api::sentence({ErrorCode::NotRunning}));
            QVERIFY(!met.start()->isEnabled());
            // The service is back, and somebody else's test has the same number.
            api::Snapshot next = test::sampleDesk(0);
            api::TestInfo others;
            others.id = 1;
            others.peerId = next.peers[1].id;
            next.tests = {others};
            met.desk.engine.publish(test::underWay(next));
            QCOMPARE(met.start()->text().remove(u'&'), QStringLiteral("Start"));
            QVERIFY(met.start()->isEnabled());
        }
        {
            Met met(ini("removed"));
            vanish(met, [](api::Snapshot &next) { next.peers.removeFirst(); });
            QCOMPARE(met.hint(), api::sentence({ErrorCode::PeerRemoved, {}, {}, met.peer.name, {}}));
            QVERIFY(!met.start()->isEnabled());
        }
        {
            Met met(ini("forgotten"));
            vanish(met, [](api::Snapshot &) {});
            QCOMPARE(met.hint(), api::sentence({ErrorCode::TestUnknown, QStringLiteral("1")}));
            met.begin(); // a snapshot without the new test may still be under way
        }
        {
            Met met(ini("unstoppable"));
            met.begin();
            const Error unknown{ErrorCode::TestUnknown, QStringLiteral("1")};
            met.desk.engine.failNext(unknown);
            QTest::mouseClick(met.start(), Qt::LeftButton);
            QTRY_COMPARE(met.start()->text().remove(u'&'), QStringLiteral("Start"));
            QCOMPARE(met.hint(), api::sentence(unknown));
            QVERIFY(met.start()->isEnabled());
        }
    }

    void aTestThatNoSnapshotShowsYetIsAwaited()
    {
        Met met(ini("unseen"));
        met.desk.engine.follow([](const api::Command &command) {
            const QJsonObject test{{QStringLiteral("test"), 7}};
            return std::holds_alternative<api::StartTest>(command) ? std::optional<api::Reply>(QJsonValue(test)) : std::nullopt;
        });
        met.begin();
        met.desk.engine.publish(test::sampleDesk(0)); // taken before it began
        QCOMPARE(met.start()->text().remove(u'&'), QStringLiteral("Stop"));
        api::Snapshot next = test::sampleDesk(1);
        next.peers.removeFirst();
        met.desk.engine.publish(next); // and it is never shown
        QCOMPARE(met.hint(), api::sentence({ErrorCode::PeerRemoved, {}, {}, met.peer.name, {}}));
    }
};

QTEST_MAIN(UiLinkTest)
#include "ui_link_test.moc"
