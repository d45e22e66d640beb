// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk.h"
#include "ui/page.h"

#include "ui/dialogs/report_dialog.h"
#include "ui/text/report.h"
#include "ui/text/story.h"
#include "ui/widgets/byte_way.h"
#include "ui/widgets/notice_bar.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>

using namespace culvert;
using namespace culvert::ui;
using culvert::test::Desk;

// What a person reads to find out what is wrong: the story of a connection, the way of a byte, the report.
class UiReports : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int made_ = 0;

    using enum test::Page;
    QString freshIni() { return folder_.filePath(QStringLiteral("window%1.ini").arg(++made_)); }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QApplication::setQuitOnLastWindowClosed(false);
        QVERIFY(folder_.isValid());
    }

    void aReportHasNothingThatTellsMachinesApartOrLetsThemBeReached()
    {
        api::Snapshot desk = test::sampleDesk(3);
        desk.direct.mapped = QStringLiteral("203.0.113.7:4711");
        desk.direct.seen = {QStringLiteral("203.0.113.8:4712")};
        desk.peers[0].endpoints = {QStringLiteral("203.0.113.9:4713")};
        desk.errors.append({QDateTime::currentDateTimeUtc(), Error{ErrorCode::InviteInvalid, QStringLiteral("culvert:c2VjcmV0-_9")}, 1});
        desk.errors.append({QDateTime::currentDateTimeUtc(), Error{ErrorCode::InviteInvalid, QStringLiteral("CULVERT:b3RoZXI-_9")}, 1});
        const QString report = reportText(desk);
        QVERIFY(report.contains(QStringLiteral("Culvert 0.1.0")));
        QVERIFY(report.contains(QStringLiteral("\"tcpSockets\"")));
        QVERIFY(report.contains(QStringLiteral("\"home server\"")));
        QStringList secrets{desk.address, desk.tox.dhtPublicKey, QStringLiteral("203.0.113."), QStringLiteral("c2VjcmV0"), QStringLiteral("b3RoZXI")};
        for (const api::PeerInfo &peer : desk.peers)
            secrets << peer.id.toHex();
        secrets << test::keyOf(0xC3).toHex(); // in an error: a stranger's key
        for (const QString &secret : secrets)
            QVERIFY2(!report.contains(secret, Qt::CaseInsensitive), qPrintable(secret));
        QVERIFY(report.contains(desk.peers[0].id.toHex().left(8))); // enough to see which is which
    }

    void aReportIsShownBeforeItIsSavedAndSavedAsItIsShown()
    {
        Desk desk(freshIni());
        desk.goTo(Diagnostics);
        desk.click(QStringLiteral("Save a report…"));
        auto *dialog = desk.window.findChild<ReportDialog *>();
        QTRY_VERIFY(dialog && dialog->isVisible());
        const QString text = dialog->findChild<QPlainTextEdit *>(QStringLiteral("reportText"))->toPlainText();
        QVERIFY(text.contains(QStringLiteral("\"counters\"")));
        const QString path = folder_.filePath(QStringLiteral("report.txt"));
        dialog->saveAs(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), text);
        dialog->saveAs(folder_.filePath(QStringLiteral("no/such/folder.txt")));
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("message"))->text().contains(QStringLiteral("cannot be written")));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("copy")), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), text);
    }

    void aStoryIsInTheOrderOfTimeAndSaysOnlyWhatHappened()
    {
        api::ConnectionInfo info = test::sampleConnection(1, test::sampleTunnel(QStringLiteral("web"), test::samplePeer(QStringLiteral("office"), 1, api::PeerState::Online), api::TunnelState::Listening),
                                                          api::ConnectionState::Open);
        const QDateTime start = info.openedAt;
        QCOMPARE(storyOf(info), (QList<StoryLine>{{start, QStringLiteral("Opened by 127.0.0.1:40001")}}));
        info.story.firstSentAt = start.addMSecs(3); // sent at once, before the other side has answered
        info.story.connectedAt = start.addMSecs(40);
        info.story.firstReceivedAt = start.addMSecs(90);
        info.story.heldAt = start.addMSecs(60);
        info.story.held = 17;
        info.story.sendingEndedAt = start.addMSecs(70);
        info.closedAt = start.addSecs(2);
        info.closedBy = api::ClosedBy::Target;
        info.state = api::ConnectionState::Closed;
        QStringList texts;
        for (const StoryLine &line : storyOf(info))
            texts << line.text;
        QCOMPARE(texts, (QStringList{QStringLiteral("Opened by 127.0.0.1:40001"), QStringLiteral("First byte to the peer"),
                                     QStringLiteral("The other side reached 127.0.0.1:80"),
                                     QStringLiteral("Held back, because more waited than the peer took; in all: 17"),
                                     QStringLiteral("The program here sends no more"), QStringLiteral("First byte from the peer"),
                                     QStringLiteral("Closed. By the target: Closed in order.")}));
    }

    void theSelectedConnectionTellsItsStory()
    {
        Desk desk(freshIni());
        desk.goTo(Connections);
        auto *story = desk.find<QLabel>("connectionStory");
        QVERIFY(!story->isVisible());
        desk.clickRow(desk.table("connections"), 214ull);
        QVERIFY(story->isVisible());
        QVERIFY(story->text().contains(QStringLiteral("Opened by 127.0.0.1:40214")));
        QTRY_VERIFY(desk.engine.last<api::FindProgram>());
        QTRY_VERIFY((desk.engine.publish(desk.engine.snapshot()), desk.find<QLabel>("connectionDetails")->text().contains(QStringLiteral("Program: firefox (pid 812)"))));
    }

    void aHeldTableStaysAndThenCatchesUp()
    {
        Desk desk(freshIni());
        desk.goTo(Connections);
        TableView *table = desk.table("connections");
        const int before = table->model()->rowCount();
        desk.click(QStringLiteral("Pause"));
        api::Snapshot more = desk.engine.snapshot();
        more.connections.prepend(test::sampleConnection(9000, more.tunnels[0], api::ConnectionState::Open));
        desk.engine.publish(more);
        QCOMPARE(table->model()->rowCount(), before);
        QVERIFY(desk.find<QLabel>("statusTraffic")->text().contains(QStringLiteral("5"))); // which goes on
        desk.click(QStringLiteral("Pause"));
        desk.engine.publish(more);
        QCOMPARE(table->model()->rowCount(), before + 1);
    }

    void anEmptyListIsNotHeld()
    {
        Desk desk(freshIni());
        const api::Snapshot full = desk.engine.snapshot();
        api::Snapshot empty = full;
        empty.connections.clear();
        empty.errors.clear();
        desk.engine.publish(empty);
        for (const auto &[page, name] : {std::pair(Connections, "connections"), std::pair(Errors, "errors")}) {
            desk.goTo(page);
            QTest::keyClick(&desk.window, Qt::Key_P, Qt::ControlModifier);
            desk.engine.publish(full);
            QVERIFY2(desk.table(name)->model()->rowCount() > 0, name);
            QVERIFY2(!desk.button(QStringLiteral("Pause"))->isChecked(), name);
            desk.engine.publish(empty);
        }
    }

    void aConnectionOfAnEngineThatIsGoneDoesNotBecomeAnotherOne()
    {
        Desk desk(freshIni());
        desk.goTo(Connections);
        TableView *table = desk.table("connections");
        auto *details = desk.find<QLabel>("connectionDetails");
        desk.clickRow(table, 214ull);
        QTRY_VERIFY((desk.engine.publish(desk.engine.snapshot()), details->text().contains(QStringLiteral("Program: firefox (pid 812)"))));
        desk.click(QStringLiteral("Pause"));
        api::Snapshot snapshot = desk.engine.snapshot();
        snapshot.running = false;
        for (api::ConnectionInfo &connection : snapshot.connections)
            connection.state = api::ConnectionState::Closed;
        desk.engine.publish(snapshot);
        snapshot.running = true;
        snapshot.connections = {test::sampleConnection(214, snapshot.tunnels[1], api::ConnectionState::Open)};
        desk.engine.publish(snapshot);
        QCOMPARE(table->selectedKeys(), QVariantList());
        QVERIFY(!details->text().contains(QStringLiteral("Program")));
        QVERIFY(!desk.button(QStringLiteral("Close connection"))->isEnabled());
        QVERIFY(!desk.button(QStringLiteral("Pause"))->isChecked());
        QCOMPARE(table->model()->rowCount(), 1);
        desk.engine.holdAnswers();
        desk.clickRow(table, 214ull);
        QVERIFY2(!details->text().contains(QStringLiteral("Program")), qPrintable(details->text()));
        desk.engine.answerHeld();
        desk.engine.publish(snapshot);
        QVERIFY2(details->text().contains(QStringLiteral("Program")), qPrintable(details->text()));
    }

    void errorsAreShownFromALevelOnAndCleared()
    {
        Desk desk(freshIni());
        desk.goTo(Errors);
        TableView *table = desk.table("errors");
        QCOMPARE(table->model()->rowCount(), 4);
        desk.find<QComboBox>("least")->setCurrentIndex(2);
        QCOMPARE(table->model()->rowCount(), 1); // lines that were there before, too
        desk.find<QComboBox>("least")->setCurrentIndex(0);
        desk.click(QStringLiteral("Clear"));
        QCOMPARE(table->model()->rowCount(), 0);
    }

    void theStagesOfAByteHaveTheirFill()
    {
        const api::Snapshot desk = test::sampleDesk(0);
        const auto stages = ByteWay::stagesOf(desk);
        QCOMPARE(stages.size(), 6);
        quint64 waiting = 0;
        for (const api::ConnectionInfo &connection : desk.connections)
            waiting += connection.waitingOut;
        QVERIFY(waiting > 0 && desk.queuedLimit > 0);
        QCOMPARE(*stages[1].fill, double(waiting) / double(desk.queuedLimit));
        QCOMPARE(*stages[2].fill, 88'320.0 / 96'040.0); // the fullest window
        QVERIFY(!ByteWay::stagesOf({})[2].fill);
    }

    void aTunnelThatWasRemovedIsPutBackAsItWas()
    {
        Desk desk(freshIni());
        desk.clickRow(desk.table("tunnels"), QStringLiteral("remote desktop"));
        desk.click(QStringLiteral("Remove"));
        desk.agree();
        QTRY_COMPARE(desk.engine.snapshot().tunnels.size(), 3);
        auto *undo = desk.find<QPushButton>("undo");
        QTRY_VERIFY(undo->isVisible());
        QTest::mouseClick(undo, Qt::LeftButton);
        QTRY_COMPARE(desk.engine.snapshot().tunnels.size(), 4);
        QCOMPARE(desk.engine.snapshot().tunnels.last().name, QStringLiteral("remote desktop"));
        QCOMPARE(desk.engine.snapshot().tunnels.last().listen, QStringLiteral("127.0.0.1:3390"));
        QTRY_COMPARE(desk.engine.snapshot().tunnels.last().state, api::TunnelState::Stopped); // as it was
        QVERIFY(!undo->isVisible());
    }

    void whatIsLeftOfARemovalThatFailedInPartIsPutBack()
    {
        Desk desk(freshIni());
        auto *notice = desk.find<NoticeBar>("notice");
        auto *undo = desk.find<QPushButton>("undo");
        const auto failAt = [&](const char *name) {
            desk.engine.follow([name](const api::Command &command) -> std::optional<api::Reply> {
                const auto *remove = std::get_if<api::RemoveTunnel>(&command);
                return remove && remove->tunnel == QLatin1String(name) ? std::optional<api::Reply>(Error{ErrorCode::TunnelUnknown, remove->tunnel}) : std::nullopt;
            });
        };
        for (const char *lost : {"database", "staging web"}) { // the first, the last
            failAt(lost);
            desk.table("tunnels")->selectAll();
            desk.click(QStringLiteral("Remove"));
            desk.agree();
            QTRY_COMPARE(desk.engine.snapshot().tunnels.size(), 1);
            QTRY_VERIFY(undo->isVisible());
            QVERIFY2(notice->text().startsWith(QStringLiteral("3 tunnels were removed.\n")) && notice->text().contains(QLatin1String(lost)), qPrintable(notice->text()));
            QTest::mouseClick(undo, Qt::LeftButton);
            QTRY_COMPARE(desk.engine.snapshot().tunnels.size(), 4);
            QVERIFY(desk.engine.last<api::RestoreTunnel>()->tunnel != QLatin1String(lost));
            QVERIFY2(!notice->isVisible() || !undo->isVisible(), lost);
        }
    }

    void aProxyIsEditedCopiedAndPutBackLikeAnyTunnel()
    {
        Desk desk(freshIni());
        api::Snapshot snapshot = desk.engine.snapshot();
        snapshot.tunnels[3].kind = api::TunnelKind::Proxy;
        snapshot.tunnels[3].target.clear();
        snapshot.tunnels[3].user = QStringLiteral("me");
        desk.engine.publish(snapshot);
        desk.clickRow(desk.table("tunnels"), QStringLiteral("remote desktop"));
        QTest::keyClick(desk.table("tunnels"), Qt::Key_F2);
        auto *dialog = desk.window.findChild<QDialog *>();
        QTRY_VERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("user"))->text(), QStringLiteral("me"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!desk.window.findChild<QDialog *>());
        desk.click(QStringLiteral("Duplicate…"));
        dialog = desk.window.findChild<QDialog *>();
        QTRY_VERIFY(dialog && dialog->isVisible());
        QVERIFY(dialog->findChild<QLineEdit *>(QStringLiteral("proxyListen"))->text().isEmpty());
        dialog->findChild<QLineEdit *>(QStringLiteral("proxyListen"))->setText(QStringLiteral("1082"));
        QVERIFY(!dialog->findChild<QPushButton *>(QStringLiteral("accept"))->isEnabled()); // a copy has no password yet
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!desk.window.findChild<QDialog *>());
        desk.click(QStringLiteral("Remove"));
        desk.agree();
        auto *undo = desk.find<QPushButton>("undo");
        QTRY_VERIFY(undo->isVisible());
        QTest::mouseClick(undo, Qt::LeftButton);
        QTRY_COMPARE(desk.engine.snapshot().tunnels.size(), 4);
        QCOMPARE(desk.engine.snapshot().tunnels.last().user, QStringLiteral("me"));
    }

    void aCheckForLeaksSaysWhatItFound()
    {
        Desk desk(freshIni());
        desk.goTo(Diagnostics);
        auto *checked = desk.find<QLabel>("checked");
        desk.click(QStringLiteral("Check for leaks now"));
        QTRY_VERIFY(checked->text().contains(QStringLiteral("while connections are open")));
        api::Snapshot rest = desk.engine.snapshot();
        rest.atRest = true;
        for (api::CounterInfo &counter : rest.counters)
            counter.now = counter.baseline.value_or(counter.now);
        desk.engine.publish(rest);
        desk.click(QStringLiteral("Check for leaks now"));
        QTRY_VERIFY(checked->text().contains(QStringLiteral("Back at baseline")));
    }
};

QTEST_MAIN(UiReports)
#include "ui_reports.moc"
