// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk.h"
#include "ui/page.h"

#include "ui/widgets/notice_bar.h"

#include "api/sentences.h"
#include "api/snapshot_json.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QGroupBox>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPointer>
#include <QScreen>
#include <QScrollBar>
#include <QStyle>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <QWindow>

#include <algorithm>

using namespace culvert;
using namespace culvert::ui;
using culvert::test::Desk;

class UiWindow : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int made_ = 0;

    QString freshIni() { return folder_.filePath(QStringLiteral("window%1.ini").arg(++made_)); }

    using enum test::Page;

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

    void whatWaitsForItsPeerIsStartedAlready()
    {
        Desk desk(freshIni());
        api::Snapshot snapshot = desk.engine.snapshot();
        for (api::TunnelInfo &tunnel : snapshot.tunnels)
            tunnel.state = api::TunnelState::Waiting;
        desk.engine.publish(snapshot);
        desk.clickRow(desk.table("tunnels"), QStringLiteral("photos"));
        for (const char *start : {"Start", "Start all"})
            QVERIFY2(!desk.button(QString::fromLatin1(start))->isEnabled(), start);
        for (const char *stop : {"Stop", "Stop all"})
            QVERIFY2(desk.button(QString::fromLatin1(stop))->isEnabled(), stop);
    }

    void whileEverythingIsPausedTheMarksShowWhatIsWantedAndABarGoesOn()
    {
        Desk desk(freshIni());
        TableView *table = desk.table("tunnels");
        const auto cell = [&](const char *tunnel, int column, int role) {
            for (int row = 0; row < table->model()->rowCount(); ++row) {
                const QModelIndex index = table->model()->index(row, column);
                if (index.siblingAtColumn(0).data(KeyRole).toString() == QLatin1StringView(tunnel))
                    return index.data(role);
            }
            return QVariant();
        };
        const auto marked = [&](const char *tunnel) { return cell(tunnel, TunnelsModel::Name, Qt::CheckStateRole).toInt() == Qt::Checked; };
        const auto said = [&](const char *tunnel) { return cell(tunnel, TunnelsModel::State, Qt::DisplayRole).toString(); };
        auto *bar = desk.find<QWidget>("pausedBar");
        QVERIFY(!bar->isVisible());
        desk.engine.send(api::SetPaused{true}, this, [](const api::Reply &) {});
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(marked("database"));
        QCOMPARE(said("database"), QStringLiteral("Paused"));
        QVERIFY(!marked("remote desktop")); // stopped on purpose
        QCOMPARE(said("remote desktop"), QStringLiteral("Stopped"));

        desk.clickRow(table, QStringLiteral("database"));
        QVERIFY(!desk.button(QStringLiteral("Start"))->isEnabled());
        desk.click(QStringLiteral("Start all"));
        QTRY_VERIFY(marked("remote desktop"));
        QCOMPARE(said("remote desktop"), QStringLiteral("Paused"));
        desk.click(QStringLiteral("Stop"));
        QTRY_VERIFY(!marked("database"));

        desk.click(QStringLiteral("Go on"));
        QTRY_VERIFY(!bar->isVisible());
        QCOMPARE(said("database"), QStringLiteral("Stopped"));
        QVERIFY(marked("remote desktop"));
        QVERIFY(said("remote desktop") != u"Paused");
    }

    void aGroupIsShownAloneAndStoppedAsAWhole()
    {
        Desk desk(freshIni());
        TableView *table = desk.table("tunnels");
        auto *group = desk.find<QComboBox>("group");
        QVERIFY(!group->isVisible()); // no tunnel has one
        desk.engine.publish(test::groupedDesk(0));
        QVERIFY(group->isVisible());
        QCOMPARE(group->count(), 3);
        group->setFocus();
        QTest::keyClick(group, Qt::Key_End);
        QCOMPARE(group->currentText(), QStringLiteral("work"));
        QCOMPARE(table->model()->rowCount(), 2);
        desk.clickRow(table, QStringLiteral("database"));
        const QString details = desk.find<QLabel>("tunnelDetails")->text();
        QVERIFY2(details.contains(QStringLiteral("work")) && details.contains(QStringLiteral("5.0 MB/s")), qPrintable(details));
        desk.click(QStringLiteral("Stop group"));
        QTRY_COMPARE(desk.engine.snapshot().tunnels[0].state, api::TunnelState::Stopped);
        QCOMPARE(desk.engine.snapshot().tunnels[2].state, api::TunnelState::Stopped);
        QCOMPARE(desk.engine.snapshot().tunnels[1].state, api::TunnelState::Listening); // not of it
        QTRY_VERIFY(!desk.button(QStringLiteral("Stop group"))->isEnabled());
        desk.click(QStringLiteral("Start group"));
        QTRY_COMPARE(desk.engine.snapshot().tunnels[2].state, api::TunnelState::Listening);
        // Of one that starts in part the others are named, with the reason.
        desk.engine.follow([](const api::Command &command) -> std::optional<api::Reply> {
            if (!std::holds_alternative<api::StartGroup>(command))
                return std::nullopt;
            const auto tunnel = [](const char *name, const QJsonValue &error) { return QJsonObject{{QStringLiteral("name"), QString::fromLatin1(name)}, {QStringLiteral("error"), error}}; };
            return QJsonValue(QJsonArray{tunnel("database", api::toJson(Error{ErrorCode::PortInUse, QStringLiteral("127.0.0.1:5432"), QStringLiteral("postgres")})),
                                         tunnel("mail", QJsonValue()), tunnel("staging web", api::toJson(Error{ErrorCode::PortNotPermitted, QStringLiteral("127.0.0.1:80")}))});
        });
        api::Snapshot stopped = desk.engine.snapshot();
        stopped.tunnels[0].state = api::TunnelState::Stopped;
        desk.engine.publish(stopped);
        desk.click(QStringLiteral("Start group"));
        auto *notice = desk.find<NoticeBar>("notice");
        QTRY_VERIFY(notice->isVisible());
        const QStringList said = notice->text().split(u'\n');
        QCOMPARE(said.size(), 2);
        QVERIFY2(said[0].startsWith(QStringLiteral("database: Listening on 127.0.0.1:5432 failed: the port is in use by postgres")), qPrintable(said[0]));
        QVERIFY2(said[1].startsWith(QStringLiteral("staging web: Listening on 127.0.0.1:80 is not permitted")), qPrintable(said[1]));
        // A group that is gone shows them all again.
        desk.engine.publish(test::sampleDesk(1));
        QVERIFY(!group->isVisible());
        QCOMPARE(table->model()->rowCount(), 4);
        QVERIFY(desk.button(QStringLiteral("Stop all")));
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
        desk.agree();
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

    void theRulesOfThePeerThatIsSelectedAreChanged()
    {
        Desk desk(freshIni());
        desk.goTo(Peers);
        const QString home = desk.engine.snapshot().peers[1].id.toHex();
        const QStringList before{QStringLiteral("allow 127.0.0.1:22"), QStringLiteral("allow 192.168.1.10:445"), QStringLiteral("allow 192.168.1.10:3389")};
        QVERIFY(!desk.button(QStringLiteral("Add first"))->isEnabled());
        desk.clickRow(desk.table("peers"), home);
        auto *rules = desk.find<QTreeWidget>("rules");
        QCOMPARE(rules->topLevelItemCount(), 3);
        QCOMPARE(rules->topLevelItem(1)->text(0), before[1]);
        QCOMPARE(rules->topLevelItem(1)->text(1), QStringLiteral("17"));
        QVERIFY(!rules->topLevelItem(1)->text(2).isEmpty());

        auto *target = desk.find<QLineEdit>("ruleTarget");
        auto *verb = desk.find<QComboBox>("ruleVerb");
        QVERIFY(target->accessibleDescription().contains(QStringLiteral("listen 8081"))); // said nowhere else in the window
        for (const char *wrong : {"10.0.0.1", "10.0.0.1/8:80", "0x7f.1:80", "::1:80"}) {
            target->setText(QString::fromLatin1(wrong));
            QVERIFY2(!desk.button(QStringLiteral("Add first"))->isEnabled(), wrong);
            QVERIFY2(target->accessibleDescription().contains(QString::fromLatin1(wrong)), qPrintable(target->accessibleDescription())); // the sentence says what is wrong
        }
        target->setText(QStringLiteral("*.Example.org:80-443"));
        verb->setCurrentIndex(1);
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_VERIFY(desk.engine.last<api::SetRules>());
        QCOMPARE(desk.engine.last<api::SetRules>()->peer, home);
        QCOMPARE(desk.engine.last<api::SetRules>()->before, before);
        QCOMPARE(desk.engine.last<api::SetRules>()->rules, QStringList{QStringLiteral("ask *.example.org:80-443")} + before);
        QTRY_COMPARE(target->text(), QString());

        rules->setCurrentItem(rules->topLevelItem(1));
        QCOMPARE(target->text(), QStringLiteral("192.168.1.10:445"));
        QCOMPARE(verb->currentText(), QStringLiteral("Allow"));
        QVERIFY(!desk.button(QStringLiteral("Change"))->isEnabled());
        desk.click(QStringLiteral("Move up"));
        QTRY_COMPARE(desk.engine.last<api::SetRules>()->rules, (QStringList{before[1], before[0], before[2]}));
        desk.click(QStringLiteral("Move down"));
        QTRY_COMPARE(desk.engine.last<api::SetRules>()->rules, (QStringList{before[0], before[2], before[1]}));
        verb->setCurrentIndex(2);
        desk.click(QStringLiteral("Change"));
        QTRY_COMPARE(desk.engine.last<api::SetRules>()->rules, (QStringList{before[0], QStringLiteral("deny 192.168.1.10:445"), before[2]}));
        desk.click(QStringLiteral("Remove line"));
        QTRY_COMPARE(desk.engine.last<api::SetRules>()->rules, (QStringList{before[0], before[2]}));
        QVERIFY(!desk.engine.last<api::RemovePeer>());
    }

    void enterChangesTheLineThatIsChosenAndElseAddsOne()
    {
        Desk desk(freshIni());
        desk.goTo(Peers);
        const QString home = desk.engine.snapshot().peers[1].id.toHex();
        desk.engine.follow([&](const api::Command &command) -> std::optional<api::Reply> {
            if (const auto *set = std::get_if<api::SetRules>(&command)) {
                api::Snapshot snapshot = desk.engine.snapshot();
                snapshot.peers[1].rules.clear();
                for (const QString &line : set->rules)
                    snapshot.peers[1].rules.append({line, 0, {}});
                desk.engine.publish(snapshot);
            }
            return std::nullopt;
        });
        desk.clickRow(desk.table("peers"), home);
        auto *rules = desk.find<QTreeWidget>("rules");
        auto *target = desk.find<QLineEdit>("ruleTarget");
        const auto lines = [&] {
            QStringList out;
            for (int row = 0; row < rules->topLevelItemCount(); ++row)
                out << rules->topLevelItem(row)->text(0);
            return out;
        };
        const auto type = [&](const char *text) {
            target->selectAll();
            QTest::keyClicks(target, QString::fromLatin1(text));
            QTest::keyClick(target, Qt::Key_Return);
        };
        QStringList wanted = lines();
        rules->setCurrentItem(rules->topLevelItem(1));
        QTest::keyClick(target, Qt::Key_Return); // it says already what is typed
        type("10.0.0.0/8:22");
        wanted[1] = QStringLiteral("allow 10.0.0.0/8:22");
        QTRY_COMPARE(lines(), wanted);
        QCOMPARE(std::count_if(desk.engine.asked().begin(), desk.engine.asked().end(), [](const api::Command &one) { return std::holds_alternative<api::SetRules>(one); }), 1);

        // One line after the other, whatever was chosen before: by the button while one is.
        target->setText(QStringLiteral("10.0.0.1:80"));
        desk.click(QStringLiteral("Add first"));
        wanted.prepend(QStringLiteral("allow 10.0.0.1:80"));
        QTRY_COMPARE(lines(), wanted);
        for (const char *next : {"10.0.0.2:80", "10.0.0.3:80"}) {
            QTRY_COMPARE(target->text(), QString());
            QVERIFY(rules->selectedItems().isEmpty());
            QTest::keyClicks(target, QString::fromLatin1(next));
            QTest::keyClick(target, Qt::Key_Return);
            wanted.prepend(QStringLiteral("allow ") + QString::fromLatin1(next));
            QTRY_COMPARE(lines(), wanted);
        }
    }

    void aRuleIsJudgedByWhatIsDoneAsWell()
    {
        Desk desk(freshIni());
        desk.goTo(Peers);
        desk.clickRow(desk.table("peers"), desk.engine.snapshot().peers[1].id.toHex());
        auto *target = desk.find<QLineEdit>("ruleTarget");
        auto *verb = desk.find<QComboBox>("ruleVerb");
        const auto refused = [&] { return !desk.button(QStringLiteral("Add first"))->isEnabled() && target->accessibleDescription().contains(QStringLiteral("cannot be asked for")); };
        target->setText(QStringLiteral("listen 8081"));
        QVERIFY(desk.button(QStringLiteral("Add first"))->isEnabled());
        verb->setCurrentIndex(1);
        QVERIFY2(refused(), qPrintable(target->accessibleDescription()));
        QTest::keyClick(target, Qt::Key_Return);
        QVERIFY(!desk.engine.last<api::SetRules>());
        verb->setCurrentIndex(2);
        QVERIFY(desk.button(QStringLiteral("Add first"))->isEnabled());
        verb->setCurrentIndex(1);
        target->setText(QStringLiteral("listen 8082"));
        QVERIFY2(refused(), qPrintable(target->accessibleDescription()));
    }

    void theNextRuleIsOneOfItsOwnAlsoBeforeTheAnswerToTheFirst()
    {
        Desk desk(freshIni());
        desk.goTo(Peers);
        desk.clickRow(desk.table("peers"), desk.engine.snapshot().peers[1].id.toHex());
        auto *rules = desk.find<QTreeWidget>("rules");
        auto *target = desk.find<QLineEdit>("ruleTarget");
        rules->setCurrentItem(rules->topLevelItem(1));
        target->setText(QStringLiteral("10.0.0.1:80"));
        desk.engine.holdAnswers();
        desk.click(QStringLiteral("Add first"));
        const QStringList first = desk.engine.last<api::SetRules>()->rules;
        api::Snapshot snapshot = desk.engine.snapshot(); // it counts at once; that it is saved is said later
        snapshot.peers[1].rules.prepend({first[0], 0, {}});
        desk.engine.publish(snapshot);
        QCOMPARE(rules->topLevelItemCount(), first.size());
        target->selectAll();
        QTest::keyClicks(target, QStringLiteral("10.0.0.2:80"));
        QTest::keyClick(target, Qt::Key_Return);
        QCOMPARE(desk.engine.last<api::SetRules>()->rules, QStringList{QStringLiteral("allow 10.0.0.2:80")} + first);
        desk.engine.answerHeld();
        QTRY_COMPARE(target->text(), QString());
    }

    void aLineThatWasChosenStaysChosenWhenItMovesAndHitsCount()
    {
        Desk desk(freshIni());
        desk.goTo(Peers);
        desk.clickRow(desk.table("peers"), desk.engine.snapshot().peers[1].id.toHex());
        auto *rules = desk.find<QTreeWidget>("rules");
        rules->setCurrentItem(rules->topLevelItem(0));
        api::Snapshot snapshot = desk.engine.snapshot();
        snapshot.peers[1].rules[0].hits = 3;
        desk.engine.publish(snapshot);
        QCOMPARE(rules->topLevelItem(0)->text(1), QStringLiteral("3"));
        QVERIFY(rules->topLevelItem(0)->isSelected());
        snapshot.peers[1].rules.swapItemsAt(0, 2);
        desk.engine.publish(snapshot);
        QVERIFY(rules->topLevelItem(2)->isSelected());
    }

    void aLineThatDidNotComeIsNotChosenLater()
    {
        Desk desk(freshIni());
        desk.goTo(Peers);
        desk.clickRow(desk.table("peers"), desk.engine.snapshot().peers[1].id.toHex());
        auto *rules = desk.find<QTreeWidget>("rules");
        rules->setCurrentItem(rules->topLevelItem(1));
        desk.engine.failNext(Error{ErrorCode::RulesChanged});
        desk.click(QStringLiteral("Move up"));
        QTRY_VERIFY(desk.find<NoticeBar>("notice")->isVisible());
        rules->setCurrentItem(rules->topLevelItem(2));
        api::Snapshot snapshot = desk.engine.snapshot();
        snapshot.peers[1].rules.swapItemsAt(0, 2);
        desk.engine.publish(snapshot);
        QVERIFY(rules->topLevelItem(0)->isSelected());
        QVERIFY(!rules->topLevelItem(1)->isSelected());
    }

    void aNameWithAnAmpersandStandsWholeOverItsLinkAndRules()
    {
        Desk desk(freshIni());
        desk.goTo(Peers);
        api::Snapshot snapshot = desk.engine.snapshot();
        snapshot.peers[1].name = QStringLiteral("R&D");
        desk.engine.publish(snapshot);
        desk.clickRow(desk.table("peers"), snapshot.peers[1].id.toHex());
        QStringList titles;
        for (const QGroupBox *box : desk.window.findChildren<QGroupBox *>())
            titles << box->title();
        QCOMPARE(titles.filter(QStringLiteral("\"R&&D\"")).size(), 2);
        QCOMPARE(titles.filter(QStringLiteral("\"R&D\"")).size(), 0);
    }

    // The dialog that was answered is still there for the next snapshot, in which its question is gone.
    void questionsArePutOneAtATimeHoweverSoonTheNextSnapshotComes()
    {
        Desk desk(freshIni());
        api::Snapshot snapshot = desk.engine.snapshot();
        for (const QuestionId id : {1, 2, 3})
            snapshot.questions.append({id, QStringLiteral("laptop"), snapshot.peers[2].id, {QStringLiteral("nas"), quint16(id)}, {}, {}, {}, 59'000, 1});
        desk.engine.publish(snapshot);
        const auto shown = [&] {
            QStringList texts;
            for (const QDialog *one : desk.window.findChildren<QDialog *>(QStringLiteral("question"))) {
                if (one->isVisible())
                    texts.append(one->findChild<QLabel *>(QStringLiteral("questionText"))->text().section(u' ', 4, 4));
            }
            return texts.join(u' ');
        };
        QTRY_COMPARE(shown(), QStringLiteral("nas:1"));
        desk.find<QDialog>("question")->findChild<QPushButton *>(QStringLiteral("once"))->click();
        QCOMPARE(shown(), QStringLiteral("nas:2"));
        snapshot.questions.removeFirst();
        desk.engine.publish(snapshot);
        QCOMPARE(shown(), QStringLiteral("nas:2"));
    }

    void aQuestionThatIsOnTheScreenIsPutOffAtOnce()
    {
        Desk desk(freshIni());
        api::Snapshot snapshot = desk.engine.snapshot();
        snapshot.questions.append({1, QStringLiteral("laptop"), snapshot.peers[2].id, {QStringLiteral("nas"), 22}, {}, {}, {}, 59'000, 1});
        desk.engine.publish(snapshot);
        QPointer<QDialog> dialog = desk.find<QDialog>("question");
        QVERIFY(dialog && dialog->isVisible());
        desk.window.bringUp(); // as a click on the notification does
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
        QVERIFY(!desk.find<QDialog>("question"));
    }

    void aQuestionIsPutBeforeThePersonOnceAndItsAnswerSent()
    {
        Desk desk(freshIni());
        api::Snapshot snapshot = desk.engine.snapshot();
        const auto ask = [&](QuestionId id, const char *host) {
            snapshot.questions.append({id, QStringLiteral("laptop"), snapshot.peers[2].id, {QString::fromLatin1(host), 22}, {QStringLiteral("10.0.0.7")},
                                       QStringLiteral("ask *:*"), QDateTime::currentDateTimeUtc(), 59'000, 2});
        };
        ask(1, "nas.lan");
        ask(2, "10.0.0.7");
        desk.engine.publish(snapshot);
        auto *dialog = desk.find<QDialog>("question");
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("questionText"))->text().contains(QStringLiteral("\"laptop\" wants to reach nas.lan:22")));
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("questionDetails"))->text().contains(QStringLiteral("10.0.0.7")));
        QVERIFY(desk.find<QLabel>("statusTitle")->text().contains(QStringLiteral("Questions that wait for you: 2")));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("always")), Qt::LeftButton);
        QTRY_VERIFY(desk.engine.last<api::AnswerQuestion>());
        QCOMPARE(desk.engine.last<api::AnswerQuestion>()->id, QuestionId(1));
        QCOMPARE(desk.engine.last<api::AnswerQuestion>()->answer, QStringLiteral("always"));

        // The next one; put off, it does not come again by itself.
        const auto shown = [&]() -> QDialog * {
            for (QDialog *one : desk.window.findChildren<QDialog *>(QStringLiteral("question"))) {
                if (one->isVisible())
                    return one;
            }
            return nullptr;
        };
        QTRY_VERIFY(shown());
        QVERIFY(shown()->findChild<QLabel *>(QStringLiteral("questionText"))->text().contains(QStringLiteral("10.0.0.7:22")));
        QTest::keyClick(shown(), Qt::Key_Escape);
        snapshot.questions.removeFirst();
        desk.engine.publish(snapshot);
        QVERIFY(!shown());
        QCOMPARE(desk.find<QLabel>("statusTitle")->text(), QStringLiteral("\"laptop\" asks to reach 10.0.0.7:22"));
        desk.window.bringUp(); // as a click on the notification does
        QVERIFY(shown());
        snapshot.questions.clear(); // its time was up, or it was answered elsewhere
        desk.engine.publish(snapshot);
        QTRY_VERIFY(!shown());
    }

    void aKeyPressedForSomethingElseAnswersNothing()
    {
        Desk desk(freshIni());
        api::Snapshot snapshot = desk.engine.snapshot();
        snapshot.questions.append({1, QStringLiteral("laptop"), snapshot.peers[2].id, {QStringLiteral("nas"), 22}, {}, {}, {}, 59'000, 1});
        desk.engine.publish(snapshot);
        QPointer<QDialog> dialog = desk.find<QDialog>("question");
        QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!dialog || !dialog->isVisible());
        QVERIFY(!desk.engine.last<api::AnswerQuestion>());
    }

    void unseenErrorsAreMarkedUntilTheirPageIsRead()
    {
        Desk desk(freshIni());
        auto *pages = desk.find<QListWidget>("pages");
        QCOMPARE(pages->item(Errors)->text(), QStringLiteral("Errors (4)"));
        desk.goTo(Errors);
        QTRY_COMPARE(pages->item(Errors)->text(), QStringLiteral("Errors"));
        desk.goTo(Tunnels);
        api::Snapshot snapshot = desk.engine.snapshot();
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

    void theFirstPageCallsPairedOnlyWhoIs()
    {
        Desk desk(freshIni());
        api::Snapshot snapshot;
        snapshot.running = true;
        snapshot.peers = {test::samplePeer(QStringLiteral("bank"), 0x01, api::PeerState::Blocked)};
        snapshot.peers[0].stranger = true;
        desk.engine.publish(snapshot);
        auto *paired = desk.find<QLabel>("pairedSoFar");
        auto *pending = desk.find<QLabel>("pairingSoFar");
        QVERIFY(!paired->isVisible());
        QVERIFY(!pending->isVisible());
        QVERIFY(!desk.button(QStringLiteral("Add a tunnel…")));
        snapshot.peers.append(test::samplePeer(QStringLiteral("office"), 0x3A, api::PeerState::Pending));
        desk.engine.publish(snapshot);
        QVERIFY(!paired->isVisible());
        QVERIFY(pending->isVisible());
        QCOMPARE(pending->text(), api::sentence({ErrorCode::PeerPending, {}, {}, QStringLiteral("office"), {}}));
        QVERIFY(desk.button(QStringLiteral("Add a tunnel…"))); // it may be made before
        snapshot.peers[1].state = api::PeerState::Online;
        desk.engine.publish(snapshot);
        QVERIFY(paired->isVisible());
        QCOMPARE(paired->text(), QString::fromUtf8("✓ Paired: office"));
        QVERIFY(!pending->isVisible());
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

    void shortcutsOfAPageWorkWhileTheFocusIsInTheNavigation()
    {
        Desk desk(freshIni());
        auto *pages = desk.find<QListWidget>("pages");
        const auto click = [&](int page) {
            QTest::mouseClick(pages->viewport(), Qt::LeftButton, {}, pages->visualItemRect(pages->item(page)).center());
        };
        click(Connections);
        QTRY_VERIFY(pages->hasFocus());
        QTest::keyClick(pages, Qt::Key_Down); // walks through the pages as before
        QVERIFY(desk.table("errors")->isVisible());
        QTest::keyClick(pages, Qt::Key_P, Qt::ControlModifier);
        QVERIFY(desk.state.errorsHeld());
        QVERIFY(!desk.state.connectionsHeld()); // the same keys on another page
        click(Connections);
        QTest::keyClick(pages, Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(desk.find<QLineEdit>("filter")->hasFocus());
    }

    void deleteIsMeantForThePageOnlyWithTheFocusInIt()
    {
        Desk desk(freshIni());
        auto *pages = desk.find<QListWidget>("pages");
        desk.clickRow(desk.table("tunnels"), QStringLiteral("database"));
        pages->setFocus();
        QTest::keyClick(pages, Qt::Key_Delete);
        QVERIFY(!desk.window.findChild<QDialog *>());
        desk.table("tunnels")->setFocus();
        QTest::keyClick(desk.table("tunnels"), Qt::Key_Delete);
        QTRY_VERIFY(desk.window.findChild<QDialog *>());
    }

    void everyWidgetThatTakesTheFocusHasAName()
    {
        Desk desk(freshIni());
        for (int page : {Tunnels, Peers, Connections, Errors, Diagnostics, Settings}) {
            desk.goTo(page);
            for (QWidget *widget : desk.window.findChildren<QWidget *>()) {
                if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
                    continue;
                const auto *button = qobject_cast<QAbstractButton *>(widget);
                QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                         qPrintable(QString::number(page) + u' ' + QString::fromLatin1(widget->metaObject()->className())));
            }
        }
    }

    void everyPageFitsASmallScreenWithNothingCut()
    {
        Desk desk(freshIni());
        const QSize small(780, 560);
        desk.window.resize(small);
        QTRY_COMPARE(desk.window.size(), small); // as the layout allows it
        for (int page : {Tunnels, Peers, Connections, Errors, Diagnostics}) {
            desk.goTo(page);
            QCoreApplication::processEvents();
            for (const QPushButton *button : desk.window.findChildren<QPushButton *>()) {
                if (!button->isVisible())
                    continue;
                const QRect there(button->mapTo(&desk.window, QPoint()), button->size());
                QVERIFY2(desk.window.rect().contains(there), qPrintable(button->text()));
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
                for (const QPushButton *other : button->parentWidget()->findChildren<QPushButton *>(QString(), Qt::FindDirectChildrenOnly))
                    QVERIFY2(other == button || !other->isVisible() || !other->geometry().intersects(button->geometry()), qPrintable(button->text()));
            }
        }
        QCOMPARE(desk.window.size(), small);
    }

    void theWindowOpensWithinItsScreen_data()
    {
        QTest::addColumn<QRect>("kept");
        const QRect room = QGuiApplication::primaryScreen()->availableGeometry();
        const QRect usual(QPoint(), QSize(room.width() - 20, room.height() * 3 / 4));
        QTest::newRow("larger") << room.adjusted(0, 0, 600, 400);
        QTest::newRow("as large") << room;
        QTest::newRow("within") << usual.translated(room.topLeft() + QPoint(10, 50));
        QTest::newRow("over the right and the lower edge") << usual.translated(room.bottomRight() - QPoint(100, 100));
        QTest::newRow("over the left and the upper edge") << usual.translated(room.topLeft() - QPoint(100, 100));
    }
    void theWindowOpensWithinItsScreen()
    {
        QFETCH(const QRect, kept);
        const QString ini = freshIni();
        const QRect place = QGuiApplication::primaryScreen()->availableGeometry();
        const QSize room = place.size();
        {
            Desk desk(ini);
            desk.window.setGeometry(kept);
            desk.window.setTrayThere(true);
            desk.window.close();
        }
        test::FakeEngine engine;
        QSettings memory(ini, QSettings::IniFormat);
        EngineState state(engine);
        MainWindow window(state, memory);
        QVERIFY(window.width() <= room.width());
        QVERIFY(window.height() < room.height()); // its title has room, too
        const int title = window.style()->pixelMetric(QStyle::PM_TitleBarHeight);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const int side = window.windowHandle()->frameMargins().left(); // which nobody knows before it is shown
        const QRect below = place.adjusted(0, title, side, 0);
        QCOMPARE(window.geometry() & below, window.geometry());
        if (below.contains(kept))
            QCOMPARE(window.geometry(), kept);
        QSettings none(freshIni(), QSettings::IniFormat);
        const MainWindow fresh(state, none);
        QVERIFY2(fresh.width() <= room.width() && fresh.height() < room.height(), "the first one");
    }

    void whatIsAskedMostIsReadAtTheUsualSize()
    {
        Desk desk(freshIni());
        api::Snapshot busy = desk.engine.snapshot();
        busy.tunnels[0].listen = QStringLiteral("127.0.0.1:65535");
        busy.tunnels[0].state = api::TunnelState::Waiting;
        desk.engine.publish(busy);
        desk.window.resize(1060, 640);
        desk.goTo(Connections);
        const TableView *connections = desk.table("connections");
        const QHeaderView *header = connections->header();
        QTRY_VERIFY(header->length() > connections->viewport()->width()); // there are more columns than room
        QVERIFY(header->visualIndex(ConnectionsModel::Why) == header->visualIndex(ConnectionsModel::State) + 1);
        const int needed = connections->fontMetrics().horizontalAdvance(QStringLiteral("The rule of this machine does not allow it"));
        QVERIFY(header->sectionSize(ConnectionsModel::Why) >= needed);
        QVERIFY(header->sectionViewportPosition(ConnectionsModel::Why) + needed <= connections->viewport()->width());

        desk.goTo(Tunnels);
        TableView *tunnels = desk.table("tunnels");
        QTRY_VERIFY(tunnels->header()->length() <= tunnels->viewport()->width());
        for (int column : {int(TunnelsModel::Listen), int(TunnelsModel::State)}) {
            for (int row = 0; row < tunnels->model()->rowCount(); ++row) {
                const QModelIndex cell = tunnels->model()->index(row, column);
                QVERIFY2(tunnels->sizeHintForIndex(cell).width() <= tunnels->header()->sectionSize(column), qPrintable(cell.data().toString()));
            }
        }

        desk.goTo(Errors);
        const TableView *errors = desk.table("errors");
        QVERIFY(errors->header()->sectionSize(ErrorsModel::Count) >= errors->fontMetrics().horizontalAdvance(QStringLiteral("× 22,222")) + 8);
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

    void columnsThatNobodyDraggedShareTheRoomOfEveryRun()
    {
        const QString ini = freshIni();
        const auto filled = [](Desk &desk, int page, const char *name) {
            desk.goTo(page);
            return desk.table(name)->header()->length() == desk.table(name)->viewport()->width();
        };
        {
            Desk desk(ini);
            desk.window.resize(1400, 640);
            QTRY_VERIFY(filled(desk, Tunnels, "tunnels"));
            desk.table("tunnels")->sortByColumn(2, Qt::DescendingOrder);
            desk.window.setTrayThere(true);
            desk.window.close();
        }
        Desk desk(ini);
        desk.window.resize(1500, 640);
        QTRY_VERIFY(filled(desk, Tunnels, "tunnels"));
        QCOMPARE(desk.table("tunnels")->header()->sortIndicatorSection(), 2);
        QTRY_VERIFY(filled(desk, Errors, "errors")); // which was not seen in the first run
    }
};

QTEST_MAIN(UiWindow)
#include "ui_window.moc"
