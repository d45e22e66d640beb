// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk.h"

#include "ui/widgets/notice_bar.h"

#include "api/sentences.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace culvert;
using namespace culvert::ui;
using culvert::test::Desk;

class UiWindow : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int made_ = 0;

    QString freshIni() { return folder_.filePath(QStringLiteral("window%1.ini").arg(++made_)); }

    enum Pages { Tunnels, Peers, Connections, Errors, Diagnostics };

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QApplication::setQuitOnLastWindowClosed(false);
        QVERIFY(folder_.isValid());
    }

    void aTunnelIsStoppedAndStartedByItsCheckMark()
    {
        Desk desk(freshIni());
        TableView *table = desk.table("tunnels");
        desk.clickRow(table, QStringLiteral("database"));
        QTest::keyClick(table, Qt::Key_Left); // the check mark is in the first column
        table->setCurrentIndex(table->currentIndex().siblingAtColumn(0));
        QTest::keyClick(table, Qt::Key_Space);
        QTRY_VERIFY(desk.engine.last<api::StopTunnel>());
        QCOMPARE(desk.engine.last<api::StopTunnel>()->tunnel, QStringLiteral("database"));
        QTRY_COMPARE(table->currentIndex().data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QTest::keyClick(table, Qt::Key_Space);
        QTRY_COMPARE(table->currentIndex().data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    }

    void startAndStopButtonsActOnTheSelectionAndOnAll()
    {
        Desk desk(freshIni());
        desk.clickRow(desk.table("tunnels"), QStringLiteral("remote desktop"));
        QVERIFY(!desk.button(QStringLiteral("Stop"))->isEnabled());
        desk.click(QStringLiteral("Start"));
        QTRY_COMPARE(desk.engine.snapshot().tunnels[3].state, api::TunnelState::Listening);
        desk.click(QStringLiteral("Stop all"));
        const auto allStopped = [&] {
            for (const auto &tunnel : desk.engine.snapshot().tunnels) {
                if (tunnel.state != api::TunnelState::Stopped)
                    return false;
            }
            return true;
        };
        QTRY_VERIFY(allStopped());
        QTRY_VERIFY(!desk.button(QStringLiteral("Stop all"))->isEnabled());
        QCOMPARE(desk.state.status().overall(), Overall::Off);
    }

    void aCommandThatFailsIsSaidInTheWindow()
    {
        Desk desk(freshIni());
        const Error error{ErrorCode::PortInUse, QStringLiteral("127.0.0.1:3390"), QStringLiteral("nginx")};
        desk.engine.failNext(error);
        desk.clickRow(desk.table("tunnels"), QStringLiteral("remote desktop"));
        desk.click(QStringLiteral("Start"));
        auto *notice = desk.find<NoticeBar>("notice");
        QTRY_VERIFY(notice->isVisible());
        QCOMPARE(notice->text(), api::sentence(error));
        desk.click(QStringLiteral("Dismiss"));
        QVERIFY(!notice->isVisible());
    }

    void removingATunnelAsksFirst()
    {
        Desk desk(freshIni());
        desk.clickRow(desk.table("tunnels"), QStringLiteral("photos"));
        QTest::keyClick(desk.table("tunnels"), Qt::Key_Delete);
        auto *box = desk.window.findChild<QMessageBox *>();
        QTRY_VERIFY(box && box->isVisible());
        QTest::keyClick(box, Qt::Key_Escape);
        QTRY_VERIFY(!desk.window.findChild<QMessageBox *>());
        QVERIFY(!desk.engine.last<api::RemoveTunnel>());

        desk.click(QStringLiteral("Remove"));
        box = desk.window.findChild<QMessageBox *>();
        QVERIFY(box);
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) == QMessageBox::AcceptRole)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(desk.engine.last<api::RemoveTunnel>());
        QTRY_COMPARE(desk.table("tunnels")->model()->rowCount(), 3);
    }

    void aTunnelThatCannotRunSaysWhyUnderTheTable()
    {
        Desk desk(freshIni());
        auto *details = desk.find<QLabel>("tunnelDetails");
        QVERIFY(details->isVisible());
        QVERIFY(details->text().contains(QStringLiteral("nginx (pid 812)")));
        desk.clickRow(desk.table("tunnels"), QStringLiteral("photos"));
        QVERIFY(!details->isVisible());
    }

    void selectionAndScrollSurviveASnapshot()
    {
        Desk desk(freshIni());
        desk.window.resize(900, 420);
        desk.goTo(Connections);
        TableView *table = desk.table("connections");
        desk.clickRow(table, 200ull);
        const int scroll = table->verticalScrollBar()->maximum();
        QVERIFY(scroll > 0);
        table->verticalScrollBar()->setValue(scroll);
        desk.engine.publish(test::sampleDesk(4));
        QCOMPARE(table->selectedKeys(), QVariantList{200ull});
        QCOMPARE(table->verticalScrollBar()->value(), scroll);
    }

    void connectionsAreFilteredAsOneTypes()
    {
        Desk desk(freshIni());
        desk.goTo(Connections);
        TableView *table = desk.table("connections");
        QCOMPARE(table->model()->rowCount(), 22);
        QTest::keyClick(table, Qt::Key_F, Qt::ControlModifier);
        auto *filter = desk.find<QLineEdit>("filter");
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("photos open"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        filter->clear();
        QTRY_COMPARE(table->model()->rowCount(), 22);
    }

    void oneConnectionIsClosedByHandAndAClosedOneSaysHowItEnded()
    {
        Desk desk(freshIni());
        desk.goTo(Connections);
        TableView *table = desk.table("connections");
        desk.clickRow(table, 214ull);
        desk.click(QStringLiteral("Close connection"));
        QTRY_VERIFY(desk.engine.last<api::CloseConnection>());
        QCOMPARE(desk.engine.last<api::CloseConnection>()->id, 214ull);

        desk.clickRow(table, 208ull);
        QVERIFY(!desk.button(QStringLiteral("Close connection"))->isEnabled());
        QVERIFY(desk.find<QLabel>("connectionDetails")->text().contains(QStringLiteral("By the peer: 127.0.0.1:5432 refused")));
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("State: Closed by the peer")));
    }

    void targetsAreAllowedAndDeniedToThePeerThatIsSelected()
    {
        Desk desk(freshIni());
        desk.goTo(Peers);
        TableView *table = desk.table("peers");
        const QString home = desk.engine.snapshot().peers[1].id.toHex();
        QVERIFY(!desk.button(QStringLiteral("Allow"))->isEnabled());
        desk.clickRow(table, home);
        auto *rules = desk.find<QListWidget>("rules");
        QCOMPARE(rules->count(), 3);
        auto *target = desk.find<QLineEdit>("ruleTarget");
        QTest::keyClicks(target, QStringLiteral("10.0.0.1"));
        QVERIFY(!desk.button(QStringLiteral("Allow"))->isEnabled());
        QTest::keyClicks(target, QStringLiteral(":80"));
        QVERIFY(desk.button(QStringLiteral("Allow"))->isEnabled());
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_VERIFY(desk.engine.last<api::Allow>());
        QCOMPARE(desk.engine.last<api::Allow>()->peer, home);
        QCOMPARE(desk.engine.last<api::Allow>()->targets, QStringList{QStringLiteral("10.0.0.1:80")});
        QTRY_COMPARE(target->text(), QString());

        rules->setCurrentRow(1);
        desk.click(QStringLiteral("Deny"));
        QTRY_VERIFY(desk.engine.last<api::Deny>());
        QCOMPARE(desk.engine.last<api::Deny>()->targets, QStringList{QStringLiteral("192.168.1.10:445")});
    }

    void unseenErrorsAreMarkedUntilTheirPageIsRead()
    {
        Desk desk(freshIni());
        auto *pages = desk.find<QListWidget>("pages");
        QCOMPARE(pages->item(Errors)->text(), QStringLiteral("Errors (4)"));
        desk.goTo(Errors);
        QTRY_COMPARE(pages->item(Errors)->text(), QStringLiteral("Errors"));
        desk.goTo(Tunnels);
        api::Snapshot snapshot = test::sampleDesk(1);
        snapshot.errors[0].count = 7;
        desk.engine.publish(snapshot);
        QCOMPARE(pages->item(Errors)->text(), QStringLiteral("Errors (1)"));
    }

    void theVerdictOnTheCountersIsSaidInWords()
    {
        Desk desk(freshIni());
        desk.goTo(Diagnostics);
        auto *verdict = desk.find<QLabel>("verdict");
        QCOMPARE(verdict->text(), QStringLiteral("Connections are open"));
        api::Snapshot snapshot = test::sampleDesk(0);
        snapshot.atRest = true;
        desk.engine.publish(snapshot);
        QCOMPARE(verdict->text(), QStringLiteral("Not back at baseline"));
        for (api::CounterInfo &counter : snapshot.counters)
            counter.now = counter.baseline.value_or(counter.now);
        desk.engine.publish(snapshot);
        QCOMPARE(verdict->text(), QStringLiteral("Back at baseline"));
    }

    void emptyPagesOfferWhatToDoFirst()
    {
        Desk desk(freshIni());
        api::Snapshot empty;
        empty.running = true;
        desk.engine.publish(empty);
        QVERIFY(desk.button(QStringLiteral("Invite a machine…")));
        QVERIFY(!desk.button(QStringLiteral("Add a tunnel…"))); // through whom?
        desk.click(QStringLiteral("Pair with a machine…"));
        QTRY_VERIFY(desk.window.findChild<QDialog *>());
        desk.window.findChild<QDialog *>()->close();
        const std::pair<int, QString> headings[] = {{Peers, QStringLiteral("No other machine yet")},
                                                    {Connections, QStringLiteral("No connections")},
                                                    {Errors, QStringLiteral("No errors")},
                                                    {Diagnostics, QStringLiteral("No counters yet")}};
        for (const auto &[page, heading] : headings) {
            desk.goTo(page);
            const auto labels = desk.window.findChildren<QLabel *>();
            QVERIFY2(std::any_of(labels.begin(), labels.end(),
                                 [&text = heading](const QLabel *label) { return label->isVisible() && label->text() == text; }),
                     qPrintable(heading));
        }
    }

    void everyPageIsReachedByKeyboard()
    {
        Desk desk(freshIni());
        const char *tables[] = {"tunnels", "peers", "connections", "errors", "counters"};
        for (int page : {Connections, Peers, Diagnostics, Errors, Tunnels}) {
            desk.goTo(page);
            QTRY_VERIFY(desk.table(tables[page])->hasFocus());
        }
    }

    void everyWidgetThatTakesTheFocusHasAName()
    {
        Desk desk(freshIni());
        for (int page : {Tunnels, Peers, Connections, Errors, Diagnostics}) {
            desk.goTo(page);
            for (QWidget *widget : desk.window.findChildren<QWidget *>()) {
                if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
                    continue;
                const auto *button = qobject_cast<QAbstractButton *>(widget);
                QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                         qPrintable(QString::number(page) + u' ' + QString::fromLatin1(widget->metaObject()->className())));
            }
        }
    }

    void columnsPageAndSizeAreKept()
    {
        const QString ini = freshIni();
        int width = 0;
        {
            Desk desk(ini);
            desk.goTo(Connections);
            QHeaderView *header = desk.table("connections")->header();
            width = header->sectionSize(2) + 31;
            header->resizeSection(2, width);
            desk.window.setTrayThere(true);
            desk.window.close();
        }
        Desk desk(ini);
        QCOMPARE(desk.table("connections")->header()->sectionSize(2), width);
        QVERIFY(desk.table("connections")->isVisible());
    }
};

QTEST_MAIN(UiWindow)
#include "ui_window.moc"
