// SPDX-License-Identifier: GPL-3.0-or-later
// Pages and dialogs in a real window in front of a real engine, by mouse and keyboard: what reaches the profile, and what the
// engine says of it. The tunnels' and the connections' pages are in ui_program.
#include "app/culvert/desktop.h"
#include "host/engine_host.h"
#include "profile/command_fakes.h"
#include "profile/profile.h"
#include "ui/agree.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/dialogs/invite_dialog.h"
#include "ui/dialogs/invites_dialog.h"
#include "ui/dialogs/node_dialog.h"
#include "ui/dialogs/report_dialog.h"
#include "ui/dialogs/tunnel_dialog.h"
#include "ui/display_test.h"
#include "ui/widgets/table_view.h"
#include "wire/invite.h"
#include "ui/page.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QNetworkDatagram>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QTcpServer>
#include <QTreeWidget>
#include <QUdpSocket>

using namespace culvert;
using namespace culvert::ui;

class UiPages : public culvert::test::DisplayTest {
    Q_OBJECT

    using enum test::Page;

    // A window on a profile that has a peer and a stopped tunnel to it. Tox is switched off unless there are nodes to ask.
    struct Place {
        Place(UiPages &test, quint16 port = 0, const QList<BootstrapNode> &nodes = {}) : folder(test.folder_.filePath(QStringLiteral("p%1").arg(++test.made_)))
        {
            auto opened = profile::Profile::open(folder);
            if (!opened)
                qFatal("no profile");
            profile::Config config;
            config.settings.toxEnabled = !nodes.isEmpty();
            if (!nodes.isEmpty() && !(*opened)->writeNodes(encodeNodes(nodes)))
                qFatal("no nodes");
            config.settings.directPortMapping = false;
            config.peers.append({QStringLiteral("office"), *PublicKey::fromHex(QString(64, u'B')), false, false, {}, {}, {}});
            config.tunnels.append({QStringLiteral("web"), config.peers.first().id, {QStringLiteral("127.0.0.1"), port}, {QStringLiteral("10.0.0.1"), 80}, port != 0});
            if (!(*opened)->save(config))
                qFatal("no profile");
            opened->reset();
            host::EngineOptions options;
            options.profileFolder = folder;
            options.builtInNodes = false;
            options.loopbackOnly = true;
            engine = std::make_unique<host::EngineHost>(options);
            desktop = std::make_unique<app::Desktop>(*engine, folder + QStringLiteral(".ini"), test.appearance_);
            desktop->open(false);
            window().resize(1100, 760);
            engine->start();
            QVERIFY(QTest::qWaitForWindowActive(&window()));
            QTRY_COMPARE(table("tunnels")->model()->rowCount(), 1);
        }

        [[nodiscard]] MainWindow &window() { return desktop->window(); }
        template <class T>
        [[nodiscard]] T *find(const char *name) { return window().findChild<T *>(QString::fromLatin1(name)); }
        [[nodiscard]] TableView *table(const char *name) { return find<TableView>(name); }

        void goTo(int page) { DisplayTest::goTo(window(), page); }
        [[nodiscard]] QPushButton *button(const QString &text) { return DisplayTest::button(window(), text); }
        void click(const QString &text)
        {
            QTRY_VERIFY2(button(text) && button(text)->isEnabled(), qPrintable(text));
            if (auto *area = find<QScrollArea>("settings"); area && area->isAncestorOf(button(text)))
                area->ensureWidgetVisible(button(text));
            QTest::mouseClick(button(text), Qt::LeftButton);
        }
        void agree() { test::agree(window()); }
        // Types a file's name as a person would, into Qt's own dialog.
        void chooseFile(const char *name, const QString &path)
        {
            QTRY_VERIFY(find<QFileDialog>(name));
            auto *line = find<QFileDialog>(name)->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
            QVERIFY(line);
            line->setText(path); // letter by letter a list of what is there would open over it
            QTest::keyClick(line, Qt::Key_Return);
        }

        QString folder;
        std::unique_ptr<host::EngineHost> engine;
        std::unique_ptr<app::Desktop> desktop;
    };

    int made_ = 0;

    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void nodesThatAreTypedInTheSettingsAreInTheProfileAndGoAgain()
    {
        Place place(*this);
        const QString file = place.folder + QStringLiteral("/nodes.json");
        place.goTo(Settings);
        place.click(QStringLiteral("Add a node…"));
        QTRY_VERIFY(place.window().findChild<NodeDialog *>());
        const auto type = [&](const char *line, const QString &text) { QTest::keyClicks(place.find<QLineEdit>(line), text); };
        type("nodeHost", QStringLiteral("2001:db8::1"));
        type("nodePort", QStringLiteral("33445"));
        type("nodeTcp", QStringLiteral("443 3389"));
        type("nodeKey", QString(64, u'A'));
        picture(*place.window().findChild<NodeDialog *>(), QStringLiteral("program-node"));
        QTest::keyClick(place.window().findChild<NodeDialog *>(), Qt::Key_Return);
        QTRY_VERIFY(!place.window().findChild<NodeDialog *>());
        QVERIFY(contents(file).contains("\"ipv6\": \"2001:db8::1\""));
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        auto *list = place.find<QTreeWidget>("nodes");
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(2), QStringLiteral("443, 3389"));
        place.click(QStringLiteral("Use the program's nodes"));
        QTRY_VERIFY(contents(file).isEmpty());
        QTRY_VERIFY(!list->isVisible());
    }

    void aRefreshAsksTheNodesAtOnce()
    {
        // In a node's place a socket that never answers: by itself the program asks again after five seconds.
        QUdpSocket node;
        QVERIFY(node.bind(QHostAddress::LocalHost));
        int asked = 0;
        connect(&node, &QUdpSocket::readyRead, this, [&] {
            for (; node.hasPendingDatagrams(); ++asked)
                (void)node.receiveDatagram();
        });
        Place place(*this, 0, {{QStringLiteral("127.0.0.1"), node.localPort(), {}, *PublicKey::fromHex(QString(64, u'A'))}});
        QTRY_VERIFY(asked > 0);
        place.goTo(Settings);
        auto *button = place.find<QPushButton>("toxRefresh");
        place.find<QScrollArea>("settings")->ensureWidgetVisible(button);
        const int before = asked;
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(asked > before, 3000);
        QTRY_VERIFY(place.find<QLabel>("toxRefreshed")->isVisible());
        picture(place.window(), QStringLiteral("program-refresh"));
    }

    void aPeerThatIsPairedMeanwhileCanBeChosenForATunnel()
    {
        Place place(*this);
        const auto ask = [&](const api::Command &command) {
            std::optional<api::Reply> reply;
            place.engine->send(command, this, [&](const api::Reply &got) { reply = got; });
            return QTest::qWaitFor([&] { return reply.has_value(); }) && reply->ok();
        };
        place.click(QStringLiteral("Add…"));
        QTRY_VERIFY(place.window().findChild<TunnelDialog *>());
        auto *dialog = place.window().findChild<TunnelDialog *>();
        auto *offered = dialog->findChild<QComboBox *>(QStringLiteral("peer"));
        QCOMPARE(offered->count(), 1);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("listen")), QStringLiteral("0"));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("target")), QStringLiteral("10.0.0.1:22"));
        const QString link = wire::encodeInvite({culvert::test::addressOf('C'), InviteToken(), QDateTime::currentDateTimeUtc().addSecs(600), QStringLiteral("attic"), {}, {{QStringLiteral("127.0.0.1"), 9}}});
        QVERIFY(ask(api::Pair{link, {}}));
        QTRY_COMPARE(offered->count(), 2);
        QVERIFY2(offered->itemText(1).startsWith(QStringLiteral("attic")), qPrintable(offered->itemText(1)));
        QVERIFY(offered->currentText().startsWith(QStringLiteral("office")));
        offered->setFocus();
        QTest::keyClick(offered, Qt::Key_Down);
        picture(*dialog, QStringLiteral("program-peer-meanwhile"));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        QTRY_COMPARE(place.table("tunnels")->model()->rowCount(), 2);
        QVERIFY(contents(place.folder + QStringLiteral("/config.json")).contains("10.0.0.1"));
    }

    void tunnelsGoToAFileAndComeBackFromIt()
    {
        Place place(*this);
        const QString file = folder_.filePath(QStringLiteral("tunnels.json"));
        place.goTo(Settings);
        place.click(QStringLiteral("Export tunnels…"));
        place.chooseFile("exportFile", file);
        QTRY_VERIFY(contents(file).contains("\"name\": \"web\""));
        place.goTo(Tunnels);
        place.table("tunnels")->setCurrentIndex(place.table("tunnels")->model()->index(0, 0));
        place.table("tunnels")->setFocus();
        QTRY_VERIFY(place.table("tunnels")->hasFocus());
        QTest::keyClick(place.table("tunnels"), Qt::Key_Delete);
        place.agree();
        QTRY_COMPARE(place.table("tunnels")->model()->rowCount(), 0);
        place.goTo(Settings);
        place.click(QStringLiteral("Import tunnels…"));
        place.chooseFile("importFile", file);
        QTRY_VERIFY(place.window().findChild<ImportDialog *>());
        auto *dialog = place.window().findChild<ImportDialog *>();
        QTRY_VERIFY(dialog->isVisible());
        QCOMPARE(dialog->findChild<QTreeWidget *>(QStringLiteral("importList"))->topLevelItem(0)->text(4), QStringLiteral("New"));
        picture(*dialog, QStringLiteral("program-import"));
        QCOMPARE(place.table("tunnels")->model()->rowCount(), 0);
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        QTRY_COMPARE(place.table("tunnels")->model()->rowCount(), 1);
        QCOMPARE(place.table("tunnels")->model()->index(0, TunnelsModel::Name).data().toString(), QStringLiteral("web"));
    }

    void aPortThatIsTakenIsOnTheErrorsPageUntilItIsCleared()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        Place place(*this, taken.serverPort());
        auto *pages = place.find<QListWidget>("pages");
        QTRY_COMPARE(pages->item(Errors)->text(), QStringLiteral("Errors (1)"));
        place.goTo(Errors);
        auto *errors = place.table("errors");
        QTRY_COMPARE(errors->model()->rowCount(), 1);
        QTRY_COMPARE(pages->item(Errors)->text(), QStringLiteral("Errors"));
        QTest::mouseClick(errors->viewport(), Qt::LeftButton, {}, errors->visualRect(errors->model()->index(0, 1)).center());
        QTest::keyClick(errors, Qt::Key_C, Qt::ControlModifier);
        QVERIFY2(QApplication::clipboard()->text().contains(QString::number(taken.serverPort())), qPrintable(QApplication::clipboard()->text()));
        picture(place.window(), QStringLiteral("program-errors"));
        place.click(QStringLiteral("Clear"));
        QTRY_COMPARE(errors->model()->rowCount(), 0);
    }

    void diagnosticsSayWhatIsOpenAndAReportIsSavedAsItIsShown()
    {
        Place place(*this);
        place.goTo(Diagnostics);
        QTRY_VERIFY(place.table("counters")->model()->rowCount() > 5);
        place.click(QStringLiteral("Check for leaks now"));
        QTRY_VERIFY2(place.find<QLabel>("checked")->text().contains(QStringLiteral("Back at baseline")), qPrintable(place.find<QLabel>("checked")->text()));
        place.click(QStringLiteral("Save a report…"));
        QTRY_VERIFY(place.window().findChild<ReportDialog *>());
        auto *report = place.window().findChild<ReportDialog *>();
        const QString text = report->findChild<QPlainTextEdit *>(QStringLiteral("reportText"))->toPlainText();
        QVERIFY(text.contains(QStringLiteral("office")));
        QTest::mouseClick(report->findChild<QPushButton *>(QStringLiteral("save")), Qt::LeftButton);
        QTRY_VERIFY(report->findChild<QFileDialog *>());
        auto *line = report->findChild<QFileDialog *>()->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        const QString file = folder_.filePath(QStringLiteral("report.txt"));
        line->setText(file);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(QString::fromUtf8(contents(file)), text);
    }

    void aRuleIsTypedTestedAndSavedOnThePeersPage()
    {
        Place place(*this);
        place.goTo(Peers);
        auto *rules = place.find<QTreeWidget>("rules");
        auto *target = place.find<QLineEdit>("ruleTarget");
        QTRY_VERIFY(target->isEnabled());
        QTest::keyClicks(target, QStringLiteral("127.0.0.0/8:80"));
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_COMPARE(rules->topLevelItemCount(), 1);
        auto *tested = place.find<QLineEdit>("testTarget");
        auto *answer = place.find<QLabel>("testAnswer");
        QTest::keyClicks(tested, QStringLiteral("localhost:80"));
        QTest::keyClick(tested, Qt::Key_Return);
        QTRY_VERIFY2(answer->text().contains(QStringLiteral("allowed by line 1")) || answer->text().contains(QStringLiteral("denied")), qPrintable(answer->text()));
        tested->setText(QStringLiteral("127.0.0.1:80"));
        QTest::keyClick(tested, Qt::Key_Return);
        QTRY_COMPARE(answer->text(), QStringLiteral("127.0.0.1:80 is allowed by line 1, \"allow 127.0.0.0/8:80\"."));
        tested->setText(QStringLiteral("10.0.0.1:80"));
        QTest::keyClick(tested, Qt::Key_Return);
        QTRY_COMPARE(answer->text(), QStringLiteral("10.0.0.1:80 is denied, because no line matches."));
        picture(place.window(), QStringLiteral("program-rules"));
        QVERIFY(contents(place.folder + QStringLiteral("/config.json")).contains("allow 127.0.0.0/8:80"));
    }

    void anInviteIsMadeSeenRevokedAndFoundAmongTheEndedOnes()
    {
        Place place(*this);
        std::optional<api::Reply> set;
        place.engine->send(api::SetSetting{QStringLiteral("direct.endpoint"), QStringLiteral("198.51.100.7:4500")}, this, [&](const api::Reply &reply) { set = reply; });
        QTRY_VERIFY(set); // without Tox an invite has to say where to meet
        place.goTo(Peers);
        place.table("peers")->setFocus();
        QTRY_VERIFY(place.table("peers")->hasFocus());
        QTest::keyClick(place.table("peers"), Qt::Key_I, Qt::ControlModifier);
        QTRY_VERIFY(place.window().findChild<InviteDialog *>());
        auto *invite = place.window().findChild<InviteDialog *>();
        QTest::keyClicks(invite->findChild<QPlainTextEdit *>(QStringLiteral("targets")), QStringLiteral("10.0.0.1:53/udp"));
        QTest::keyClicks(invite->findChild<QLineEdit *>(QStringLiteral("label")), QStringLiteral("for Ann"));
        QTest::mouseClick(invite->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        auto *link = invite->findChild<QPlainTextEdit *>(QStringLiteral("link"));
        QTRY_VERIFY(link->toPlainText().startsWith(QStringLiteral("culvert:")));
        QTest::keyClick(invite, Qt::Key_Escape);
        QTRY_VERIFY(!place.window().findChild<InviteDialog *>());
        place.click(QStringLiteral("Invites (1)…"));
        QTRY_VERIFY(place.window().findChild<InvitesDialog *>());
        auto *dialog = place.window().findChild<InvitesDialog *>();
        auto *open = dialog->findChild<TableView *>(QStringLiteral("invites"));
        QTRY_COMPARE(open->model()->rowCount(), 1);
        QCOMPARE(open->model()->index(0, InvitesModel::Label).data().toString(), QStringLiteral("for Ann"));
        QCOMPARE(open->model()->index(0, InvitesModel::Allowed).data().toString(), QStringLiteral("10.0.0.1:53/udp"));
        QTRY_VERIFY(dialog->isActiveWindow());
        open->setFocus();
        QTRY_VERIFY(open->hasFocus());
        QTest::keyClick(open, Qt::Key_Delete);
        place.agree();
        auto *tabs = dialog->findChild<QTabWidget *>(QStringLiteral("inviteTabs"));
        QTRY_COMPARE(open->model()->rowCount(), 0);
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(1).center());
        auto *ended = dialog->findChild<TableView *>(QStringLiteral("endedInvites"));
        QTRY_COMPARE(ended->model()->rowCount(), 1);
        QTRY_VERIFY(ended->isVisible());
        QCOMPARE(ended->model()->index(0, 0).data().toString(), QStringLiteral("for Ann"));
        QCOMPARE(ended->model()->index(0, 1).data().toString(), QStringLiteral("Revoked"));
        picture(*dialog, QStringLiteral("program-ended-invites"));
    }
};

QTEST_MAIN(UiPages)
#include "ui_pages.moc"
