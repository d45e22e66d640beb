// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk.h"
#include "ui/page.h"

#include "ui/dialogs/accept_dialog.h"
#include "ui/dialogs/address_dialog.h"
#include "ui/dialogs/invite_dialog.h"
#include "ui/dialogs/invites_dialog.h"
#include "ui/look/theme.h"
#include "ui/text/severity.h"
#include "ui/tray.h"
#include "ui/widgets/qr_view.h"

#include <QApplication>
#include <QClipboard>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>

using namespace culvert;
using namespace culvert::ui;
using culvert::test::Desk;

// What a person decides about other machines: who is let in, by which invites, at which address.
class UiTrust : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int made_ = 0;

    using enum test::Page;

    // The busy desk with machines that ask and open invites, at the page of peers.
    struct Met : Desk {
        explicit Met(UiTrust &test) : Desk(test.folder_.filePath(QStringLiteral("window%1.ini").arg(++test.made_)))
        {
            engine.publish(test::withRequestsAndInvites(engine.snapshot()));
            goTo(Peers);
        }
        [[nodiscard]] QString asker(int at) { return engine.snapshot().requests[at].id.toHex(); }
        QMessageBox *question() { return window.findChild<QMessageBox *>(); }
        void disagree()
        {
            QVERIFY(question());
            QTest::keyClick(question(), Qt::Key_Return); // the default
            QTRY_VERIFY(!question());
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QApplication::setQuitOnLastWindowClosed(false);
        QVERIFY(folder_.isValid());
    }

    void whoAsksIsShownAndMarkedUntilItIsAnswered()
    {
        Met met(*this);
        auto *pages = met.find<QListWidget>("pages");
        QCOMPARE(pages->item(Peers)->text(), QStringLiteral("Peers (2)"));
        QVERIFY(met.table("requests")->isVisible());
        QCOMPARE(met.table("requests")->model()->rowCount(), 2);
        api::Snapshot snapshot = met.engine.snapshot();
        QCOMPARE(met.find<QLabel>("statusTitle")->text(), QStringLiteral("Tunnel \"staging web\" cannot run")); // strangers do not hide it
        snapshot.tunnels.removeAt(2);
        met.engine.publish(snapshot);
        QCOMPARE(met.state.status().overall(), Overall::NeedsYou);
        QCOMPARE(met.find<QLabel>("statusTitle")->text(), QStringLiteral("Machines that ask to be paired: 2"));
        snapshot.requests.clear();
        met.engine.publish(snapshot);
        QVERIFY(!met.table("requests")->isVisible());
        QCOMPARE(pages->item(Peers)->text(), QStringLiteral("Peers"));
        QVERIFY(met.state.status().overall() != Overall::NeedsYou);
    }

    void whoAsksIsShownThoughThereIsNoPeerYet()
    {
        Met met(*this);
        api::Snapshot first;
        first.running = true;
        first.requests = met.engine.snapshot().requests;
        met.engine.publish(first);
        QVERIFY(met.table("requests")->isVisible());
        QVERIFY(!met.table("peers")->isVisible());
    }

    void whoIsAcceptedReachesNothingUnlessItIsTyped()
    {
        Met met(*this);
        const QString key = met.asker(0);
        met.clickRow(met.table("requests"), key);
        QTest::keyClick(met.table("requests"), Qt::Key_Return);
        auto *dialog = met.window.findChild<AcceptDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("key"))->text().remove(u' '), key); // whole, to compare it
        QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("name"))->text(), QStringLiteral("holiday laptop"));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        QTRY_VERIFY(!met.window.findChild<AcceptDialog *>());
        const auto accepted = met.engine.last<api::AcceptRequest>();
        QVERIFY(accepted);
        QCOMPARE(accepted->request, key);
        QCOMPARE(accepted->name, QStringLiteral("holiday laptop"));
        QCOMPARE(accepted->targets, QStringList());
        QTRY_COMPARE(met.table("requests")->model()->rowCount(), 1);
        QTRY_COMPARE(met.table("peers")->selectedKeys(), QVariantList{key}); // its rules are the next thing to see
    }

    void theNameThatIsTakenForAnEmptyOneIsSaid()
    {
        Met met(*this);
        const auto advice = [&](int asker) {
            AcceptDialog dialog(met.state, met.engine.snapshot().requests[asker], &met.window);
            dialog.setAttribute(Qt::WA_DeleteOnClose, false);
            dialog.findChild<QLineEdit *>(QStringLiteral("name"))->clear();
            QStringList texts;
            for (const QLabel *label : dialog.findChildren<QLabel *>())
                texts << label->text();
            return texts.filter(QStringLiteral("Left empty, it is called")).join(u'|');
        };
        QVERIFY2(advice(0).contains(QStringLiteral("called what it calls itself")), qPrintable(advice(0)));
        QVERIFY2(advice(1).contains(QStringLiteral("beginning of its key")), qPrintable(advice(1)));
    }

    void whoIsAcceptedMayReachWhatIsTypedAndNothingWrongIsSent()
    {
        Met met(*this);
        met.clickRow(met.table("requests"), met.asker(1));
        met.click(QStringLiteral("Accept…"));
        auto *dialog = met.window.findChild<AcceptDialog *>();
        auto *targets = dialog->findChild<QPlainTextEdit *>(QStringLiteral("targets"));
        auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("accept"));
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("name"));
        QVERIFY(accept->isEnabled()); // no name and no target will do
        for (const char *wrong : {"10.0.0.1", "10.0.0.1/8:80", "0x7f.1:80", "127.0.0.1:0", "allow *:*"}) {
            targets->setPlainText(QString::fromLatin1(wrong));
            QVERIFY2(!accept->isEnabled(), wrong);
            QVERIFY2(!targets->accessibleDescription().contains(QStringLiteral("Left empty")), wrong);
        }
        targets->setPlainText(QStringLiteral(" 127.0.0.1:80 \n\n10.0.0.0/8:80-443\n"));
        QVERIFY(accept->isEnabled());
        name->setText(QStringLiteral("office")); // which is there
        QVERIFY(name->accessibleDescription().contains(QStringLiteral("A peer \"office\" is there already")));
        name->setText(QStringLiteral("a/b"));
        QVERIFY(!accept->isEnabled());
        name->setText(QStringLiteral("cabin"));
        const Error error{ErrorCode::RequestUnknown, met.asker(1)};
        met.engine.failNext(error); // answered elsewhere meanwhile
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_VERIFY(dialog->findChild<QLabel *>(QStringLiteral("message"))->isVisible());
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_VERIFY(!met.window.findChild<AcceptDialog *>());
        QCOMPARE(met.engine.last<api::AcceptRequest>()->name, QStringLiteral("cabin"));
        QCOMPARE(met.engine.last<api::AcceptRequest>()->targets, (QStringList{QStringLiteral("127.0.0.1:80"), QStringLiteral("10.0.0.0/8:80-443")}));
    }

    void refusingAndBlockingAskFirst()
    {
        Met met(*this);
        const QString first = met.asker(0);
        const QString second = met.asker(1);
        met.clickRow(met.table("requests"), first);
        QTest::keyClick(met.table("requests"), Qt::Key_Delete);
        met.disagree();
        QVERIFY(!met.engine.last<api::RefuseRequest>());
        met.click(QStringLiteral("Refuse…"));
        met.agree();
        QTRY_VERIFY(met.engine.last<api::RefuseRequest>());
        QCOMPARE(met.engine.last<api::RefuseRequest>()->request, first);
        QTRY_COMPARE(met.table("requests")->model()->rowCount(), 1);

        met.click(QStringLiteral("Block…")); // the one that is left is chosen
        met.disagree();
        QVERIFY(!met.engine.last<api::BlockRequest>());
        met.click(QStringLiteral("Block…"));
        met.agree();
        QTRY_VERIFY(met.engine.last<api::BlockRequest>());
        QCOMPARE(met.engine.last<api::BlockRequest>()->request, second);
        QTRY_VERIFY(!met.table("requests")->isVisible());

        // It can be taken back, where it stands now.
        met.clickRow(met.table("peers"), second);
        met.click(QStringLiteral("Unblock"));
        met.agree();
        QTRY_VERIFY(met.engine.last<api::UnblockPeer>());
        QCOMPARE(met.engine.last<api::UnblockPeer>()->peer, second);
    }

    void aPeerIsBlockedAfterAQuestionAndUnblockedAtOnce()
    {
        Met met(*this);
        const QString laptop = met.engine.snapshot().peers[2].id.toHex();
        met.clickRow(met.table("peers"), laptop);
        QTest::keyClick(met.table("peers"), Qt::Key_B, Qt::ControlModifier);
        met.agree();
        QTRY_VERIFY(met.engine.last<api::BlockPeer>());
        QCOMPARE(met.engine.last<api::BlockPeer>()->peer, laptop);
        api::Snapshot snapshot = met.engine.snapshot();
        snapshot.peers[2].state = api::PeerState::Blocked;
        met.engine.publish(snapshot);
        met.click(QStringLiteral("Unblock"));
        QTRY_VERIFY(met.engine.last<api::UnblockPeer>());
        QVERIFY(!met.question());
    }

    // Its name is its own word: letters, whatever they are, and only where a person decides about it.
    void aStrangerWritesNothingButItsName()
    {
        Met met(*this);
        Tray tray(met.state, met.preferences);
        api::Snapshot snapshot = met.engine.snapshot();
        snapshot.tunnels.clear();
        snapshot.requests = {snapshot.requests[0]};
        const QString name = QStringLiteral("<h1>Update<a href='x'>now");
        snapshot.requests[0].name = name;
        met.engine.publish(snapshot);
        met.clickRow(met.table("requests"), met.asker(0));
        met.click(QStringLiteral("Accept…"));
        int shown = 0;
        for (QLabel *label : met.window.findChildren<QLabel *>()) {
            if (!label->text().contains(name))
                continue;
            QCOMPARE(label->textFormat(), Qt::PlainText);
            ++shown;
        }
        QCOMPARE(shown, 1);
        met.window.findChild<AcceptDialog *>()->close();
        met.click(QStringLiteral("Block…"));
        QCOMPARE(met.question()->textFormat(), Qt::PlainText);
        QVERIFY(!met.question()->informativeText().contains(name));
        QSignalSpy told(&tray, &Tray::told);
        Q_EMIT met.engine.errorOccurred(Error{ErrorCode::PairingAsked, met.asker(0), name});
        QCOMPARE(told.count(), 1);
        QVERIFY(!told.first().first().toString().contains(u'<'));
        QVERIFY(!tray.toolTip().contains(u'<'));
        QVERIFY(!met.find<QLabel>("statusTitle")->text().contains(u'<'));
    }

    // A paired one chooses the hosts that it asks for, and a name that was typed here may have anything.
    void whatPeersChooseIsNoMarkupOnTheDesktop()
    {
        Met met(*this);
        Tray tray(met.state, met.preferences);
        QSignalSpy told(&tray, &Tray::told);
        const QString name = QStringLiteral("<h1>A & B</h1>");
        Q_EMIT met.engine.errorOccurred(Error{ErrorCode::TargetWithheld, QStringLiteral("<img>:80"), {}, name});
        Q_EMIT met.engine.errorOccurred(Error{ErrorCode::QuestionAsked, QStringLiteral("nas:80"), QStringLiteral("1"), name});
        QCOMPARE(told.count(), 2);
        for (const auto &one : told)
            QVERIFY2(!one.first().toString().contains(QRegularExpression(QStringLiteral("[<>&]"))), qPrintable(one.first().toString()));
        api::Snapshot snapshot = met.engine.snapshot();
        snapshot.requests.clear();
        api::QuestionInfo question;
        question.id = 1;
        question.peer = name;
        question.target = {QStringLiteral("nas"), 80};
        question.leftMs = 60'000;
        snapshot.questions = {question};
        met.engine.publish(snapshot);
        QVERIFY2(met.find<QLabel>("statusTitle")->text().contains(name), qPrintable(met.find<QLabel>("statusTitle")->text()));
        QCOMPARE(met.find<QLabel>("statusTitle")->textFormat(), Qt::PlainText);
        QVERIFY2(met.find<QLabel>("statusTitle")->toolTip().contains(name.toHtmlEscaped()), qPrintable(met.find<QLabel>("statusTitle")->toolTip()));
        QVERIFY(!tray.toolTip().contains(QRegularExpression(QStringLiteral("[<>&]"))));
    }

    void aClickOnTheNotificationLeadsToWhoAsks()
    {
        Met met(*this);
        met.goTo(Tunnels);
        Tray tray(met.state, met.preferences);
        connect(&tray, &Tray::requestsAsked, &met.window, &MainWindow::showRequests);
        QSignalSpy windowAsked(&tray, &Tray::windowAsked);
        Q_EMIT met.engine.errorOccurred(Error{ErrorCode::PairingAsked, met.asker(0)});
        tray.notificationClicked();
        QTRY_VERIFY(met.table("requests")->hasFocus());
        QCOMPARE(met.table("requests")->selectedKeys().size(), 1);
        QCOMPARE(windowAsked.count(), 0);
        Q_EMIT met.engine.errorOccurred(Error{ErrorCode::PortInUse, QStringLiteral("127.0.0.1:80")});
        tray.notificationClicked();
        QCOMPARE(windowAsked.count(), 1);
    }

    void aRequestIsANoteAndNoFailure() { QCOMPARE(severityOf(ErrorCode::PairingAsked), Severity::Note); }

    void openInvitesAreListedAndRevokedAfterAQuestion()
    {
        Met met(*this);
        met.click(QStringLiteral("Invites (3)…"));
        auto *dialog = met.window.findChild<InvitesDialog *>();
        QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
        TableView *invites = met.table("invites");
        QTRY_VERIFY(invites->hasFocus());
        QCOMPARE(invites->model()->rowCount(), 3);
        const auto cell = [&](int row, int column) { return invites->model()->index(row, column).data().toString(); };
        QCOMPARE(cell(0, InvitesModel::Id), QStringLiteral("3f0a91c7")); // the one that ends first
        QVERIFY2(cell(0, InvitesModel::Left).contains(QStringLiteral("min")), qPrintable(cell(0, InvitesModel::Left)));
        QCOMPARE(cell(0, InvitesModel::Allowed), QStringLiteral("127.0.0.1:80, 192.168.1.10:22"));
        QCOMPARE(cell(1, InvitesModel::Allowed), QStringLiteral("Nothing"));
        QCOMPARE(cell(2, InvitesModel::NewAddress), QStringLiteral("Stays good"));

        met.clickRow(invites, QStringLiteral("b2d4e810"));
        QTest::keyClick(invites, Qt::Key_Delete);
        met.disagree();
        QVERIFY(!met.engine.last<api::RevokeInvite>());
        met.click(QStringLiteral("Revoke…"));
        met.agree();
        QTRY_VERIFY(met.engine.last<api::RevokeInvite>());
        QCOMPARE(met.engine.last<api::RevokeInvite>()->invite, QStringLiteral("b2d4e810"));
        QTRY_COMPARE(invites->model()->rowCount(), 2);
        met.click(QStringLiteral("Revoke all…"));
        met.agree();
        QTRY_COMPARE(met.engine.last<api::RevokeInvite>()->invite, QStringLiteral("all"));
        QTRY_VERIFY(!invites->isVisible()); // there is a sentence in its place
        QTRY_VERIFY(met.button(QStringLiteral("Invites (0)…")));
    }

    void anInviteThatExpiresOrIsUsedLeavesTheList()
    {
        Met met(*this);
        met.click(QStringLiteral("Invites (3)…"));
        TableView *invites = met.table("invites");
        met.clickRow(invites, QStringLiteral("71c69fa2"));
        api::Snapshot snapshot = met.engine.snapshot();
        snapshot.invites.removeFirst();
        met.engine.publish(snapshot);
        QCOMPARE(invites->model()->rowCount(), 2);
        QCOMPARE(invites->selectedKeys(), QVariantList{QStringLiteral("71c69fa2")});
    }

    void aNewAddressSaysBeforeWhichInvitesItVoidsAndThenThatItWasDone()
    {
        Met met(*this);
        const QString before = met.engine.snapshot().address;
        auto *dialog = new AddressDialog(met.state, &met.window);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        const QString voided = dialog->findChild<QPlainTextEdit *>(QStringLiteral("voided"))->toPlainText();
        QVERIFY2(voided.contains(QStringLiteral("3f0a91c7")) && voided.contains(QStringLiteral("127.0.0.1:80")) && voided.contains(QStringLiteral("b2d4e810")), qPrintable(voided));
        QVERIFY(!voided.contains(QStringLiteral("71c69fa2")));
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("kept"))->text().contains(QStringLiteral("71c69fa2")));

        // A key pressed for something else changes nothing.
        QPointer<AddressDialog> shown(dialog);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!shown);
        QVERIFY(!met.engine.last<api::NewAddress>());

        shown = new AddressDialog(met.state, &met.window);
        shown->open();
        QVERIFY(QTest::qWaitForWindowActive(shown));
        api::Snapshot snapshot = met.engine.snapshot();
        snapshot.invites.removeFirst(); // used while it is open
        met.engine.publish(snapshot);
        QVERIFY(!shown->findChild<QPlainTextEdit *>(QStringLiteral("voided"))->toPlainText().contains(QStringLiteral("3f0a91c7")));
        QTest::mouseClick(shown->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        auto *address = shown->findChild<QLabel *>(QStringLiteral("newAddress"));
        QTRY_VERIFY(address->isVisible());
        QVERIFY(met.engine.snapshot().address != before);
        QCOMPARE(address->text().remove(u' '), met.engine.snapshot().address);
        QVERIFY(shown->findChild<QLabel *>(QStringLiteral("effect"))->text().contains(QStringLiteral("b2d4e810")));
        QVERIFY(!shown->findChild<QPushButton *>(QStringLiteral("accept"))->isVisible()); // no second one by a second click
        QTest::mouseClick(shown->findChild<QPushButton *>(QStringLiteral("copy")), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), met.engine.snapshot().address);
    }

    // By an independent reader, of what is on the screen. Run at the scales of CMakeLists.txt, too.
    void aCameraReadsTheLinkInEveryTheme_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void aCameraReadsTheLinkInEveryTheme()
    {
        QFETCH(bool, dark);
        if (!api::qrCodesSupported())
            QSKIP("built without libqrencode");
        const QPalette before = QApplication::palette();
        QApplication::setPalette(themePalette(dark));
        Met met(*this);
        QPointer<InviteDialog> dialog(new InviteDialog(met.engine, &met.window));
        dialog->open();
        auto *code = dialog->findChild<QrView *>();
        QVERIFY(!code->isVisible());
        dialog->accept();
        QTRY_VERIFY(code->isVisible());
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        const QString link = dialog->findChild<QPlainTextEdit *>(QStringLiteral("link"))->toPlainText();
        const QImage image = code->grab().toImage().convertToFormat(QImage::Format_RGB32);
        QVERIFY(image.width() >= int(code->width() * code->devicePixelRatioF()));

        // Within its white quiet zone all is black or white: no module is blurred.
        const int modules = api::qrCode(link.toUtf8())->size + 2 * api::QrCode::quietZone;
        const int module = std::min(image.width(), image.height()) / modules;
        QVERIFY2(module >= 2, qPrintable(QString::number(module)));
        const QPoint corner((image.width() - module * modules) / 2, (image.height() - module * modules) / 2);
        for (int y = 0; y < module * modules; ++y) {
            for (int x = 0; x < module * modules; ++x) {
                const QRgb pixel = image.pixel(corner + QPoint(x, y)) & 0xffffff;
                const bool quiet = std::min({x, y, module * modules - 1 - x, module * modules - 1 - y}) < api::QrCode::quietZone * module;
                QVERIFY2(pixel == 0xffffff || (pixel == 0 && !quiet), qPrintable(QStringLiteral("%1 at %2, %3").arg(pixel, 6, 16).arg(x).arg(y)));
            }
        }
        delete dialog;
        QApplication::setPalette(before);

        const QString reader = QStandardPaths::findExecutable(QStringLiteral("zbarimg"));
        if (reader.isEmpty())
            QSKIP("zbarimg is not installed here");
        const QString file = folder_.filePath(QStringLiteral("code.png"));
        QVERIFY(image.save(file));
        QProcess process;
        process.start(reader, {QStringLiteral("--quiet"), QStringLiteral("--raw"), file});
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(QString::fromUtf8(process.readAllStandardOutput()).trimmed(), link);
    }

    void everyWidgetHereThatTakesTheFocusHasAName()
    {
        Met met(*this);
        (new AcceptDialog(met.state, met.engine.snapshot().requests[0], &met.window))->open();
        (new InvitesDialog(met.state, &met.window))->open();
        (new AddressDialog(met.state, &met.window))->open();
        (new InviteDialog(met.engine, &met.window))->open();
        for (QWidget *widget : met.window.findChildren<QWidget *>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
                continue;
            const auto *button = qobject_cast<QAbstractButton *>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()), widget->metaObject()->className());
        }
    }
};

QTEST_MAIN(UiTrust)
#include "ui_trust.moc"
