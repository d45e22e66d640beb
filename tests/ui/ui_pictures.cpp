// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fake_engine.h"
#include "ui/sample.h"

#include "ui/dialogs/accept_dialog.h"
#include "ui/dialogs/address_dialog.h"
#include "ui/dialogs/invite_dialog.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/dialogs/invites_dialog.h"
#include "ui/dialogs/node_dialog.h"
#include "ui/dialogs/pair_dialog.h"
#include "ui/dialogs/password_dialog.h"
#include "ui/dialogs/test_dialog.h"
#include "ui/dialogs/tunnel_dialog.h"
#include "ui/dialogs/unlock_dialog.h"
#include "ui/engine_state.h"
#include "ui/look/state_icon.h"
#include "ui/look/theme.h"
#include "ui/main_window.h"
#include "ui/widgets/table_view.h"

#include "app/common/translations.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QScrollArea>
#include <QTabWidget>
#include <QTreeWidget>
#include <QTest>

using namespace culvert;
using namespace culvert::ui;

// Pictures of every page and dialog with a busy desk, in both languages and themes, at the smallest size that is meant
// to be comfortable. In each, no text of a button or label is cut off. They are left in CULVERT_PICTURES, else in
// "pictures" of the current folder.
class UiPictures : public QObject {
    Q_OBJECT

    QDir folder_;
    QTemporaryDir settings_;

    // Buttons as wide as their text, labels as high as theirs.
    static void checkNothingIsCut(const QWidget &window, const QString &where)
    {
        for (const QPushButton *button : window.findChildren<QPushButton *>()) {
            if (button->isVisible())
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(where + QStringLiteral(": ") + button->text()));
        }
        for (const QLabel *label : window.findChildren<QLabel *>()) {
            if (!label->isVisible() || label->text().isEmpty())
                continue;
            const int wanted = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            QVERIFY2(label->height() >= wanted,
                     qPrintable(QStringLiteral("%1, %2 of %3: %4").arg(where).arg(label->height()).arg(wanted).arg(label->text())));
            if (!label->wordWrap())
                QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(where + QStringLiteral(": ") + label->text()));
        }
    }

    static void showAt(MainWindow &window)
    {
        window.resize(900, 600);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
    }

    void keep(QWidget &window, const QString &name)
    {
        for (int turn = 0; turn < 3; ++turn) // a layout that grows tells its parent by an event
            QCoreApplication::processEvents();
        checkNothingIsCut(window, name);
        QVERIFY(window.grab().save(folder_.filePath(name + QStringLiteral(".png"))));
    }

    // Who asks to be paired, open invites, and a new address.
    void keepTrust(test::FakeEngine &engine, EngineState &state, MainWindow &window, const QString &suffix)
    {
        const api::Snapshot before = engine.snapshot();
        engine.publish(test::withRequestsAndInvites(before));
        window.findChild<QListWidget *>(QStringLiteral("pages"))->setCurrentRow(1);
        window.findChild<TableView *>(QStringLiteral("requests"))->selectKey(engine.snapshot().requests[0].id.toHex());
        keep(window, QStringLiteral("requests") + suffix);
        QCOMPARE(window.size(), QSize(900, 600));

        QPointer<AcceptDialog> accept(new AcceptDialog(state, engine.snapshot().requests[0], &window));
        accept->open();
        QTest::keyClicks(accept->findChild<QPlainTextEdit *>(QStringLiteral("targets")), QStringLiteral("127.0.0.1:80"));
        keep(*accept, QStringLiteral("dialog-accept") + suffix);
        delete accept;
        QPointer<InvitesDialog> invites(new InvitesDialog(state, &window));
        invites->open();
        keep(*invites, QStringLiteral("dialog-invites") + suffix);
        QCOMPARE(invites->findChild<TableView *>(QStringLiteral("invites"))->horizontalScrollBar()->maximum(), 0);
        auto *tabs = invites->findChild<QTabWidget *>(QStringLiteral("inviteTabs"));
        tabs->setCurrentIndex(1);
        QTRY_VERIFY(invites->findChild<TableView *>(QStringLiteral("endedInvites"))->isVisible());
        keep(*invites, QStringLiteral("dialog-invites-ended") + suffix);
        QCOMPARE(invites->findChild<TableView *>(QStringLiteral("endedInvites"))->horizontalScrollBar()->maximum(), 0);
        delete invites;
        QPointer<AddressDialog> address(new AddressDialog(state, &window));
        address->open();
        keep(*address, QStringLiteral("dialog-address") + suffix);
        address->accept();
        QTRY_VERIFY(address->findChild<QLabel *>(QStringLiteral("newAddress"))->isVisible());
        keep(*address, QStringLiteral("dialog-address-done") + suffix);
        delete address;
        engine.publish(before);
        window.findChild<QListWidget *>(QStringLiteral("pages"))->setCurrentRow(0);
    }

    // Files and lists: tunnels to take over, bootstrap nodes, a target that is tested.
    void keepTransfer(test::FakeEngine &engine, MainWindow &window, const QString &suffix)
    {
        auto *pages = window.findChild<QListWidget *>(QStringLiteral("pages"));
        pages->setCurrentRow(5);
        auto *settings = window.findChild<QScrollArea *>(QStringLiteral("settings"));
        QTRY_VERIFY(window.findChild<QTreeWidget *>(QStringLiteral("nodes"))->isVisible());
        QCoreApplication::processEvents();
        settings->verticalScrollBar()->setValue(settings->verticalScrollBar()->maximum());
        keep(window, QStringLiteral("settings-nodes") + suffix);
        pages->setCurrentRow(1);
        window.findChild<TableView *>(QStringLiteral("peers"))->selectKey(engine.snapshot().peers[1].id.toHex());
        window.findChild<QLineEdit *>(QStringLiteral("testTarget"))->setText(QStringLiteral("192.168.1.10:445"));
        QTest::keyClick(window.findChild<QLineEdit *>(QStringLiteral("testTarget")), Qt::Key_Return);
        QTRY_VERIFY(window.findChild<QLabel *>(QStringLiteral("testAnswer"))->isVisible());
        keep(window, QStringLiteral("peers-test") + suffix);
        pages->setCurrentRow(0);

        QPointer<ImportDialog> import(new ImportDialog(engine, QString(), test::sampleAnswer(api::ImportTunnels{})->value().toObject(), &window));
        import->open();
        auto *list = import->findChild<QTreeWidget *>(QStringLiteral("importList"));
        list->setCurrentItem(list->topLevelItem(3));
        keep(*import, QStringLiteral("dialog-import") + suffix);
        delete import;
        QPointer<NodeDialog> node(new NodeDialog(engine, {}, 0, &window));
        node->open();
        node->findChild<QLineEdit *>(QStringLiteral("nodeHost"))->setText(QStringLiteral("tox.example.org"));
        node->findChild<QLineEdit *>(QStringLiteral("nodePort"))->setText(QStringLiteral("334450"));
        keep(*node, QStringLiteral("dialog-node") + suffix);
        delete node;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString wanted = qEnvironmentVariable("CULVERT_PICTURES", QStringLiteral("pictures"));
        QVERIFY(QDir().mkpath(wanted));
        folder_ = QDir(wanted);
        QApplication::setQuitOnLastWindowClosed(false);
        QApplication::setStyle(QStringLiteral("Fusion"));
    }

    // In grey, too, each of the tray's signs is unlike the others, at the sizes of trays.
    void theFourStatesDifferInShape()
    {
        const Overall states[] = {Overall::Off, Overall::Connecting, Overall::Running, Overall::NeedsYou};
        for (int side : {16, 22, 32}) {
            for (int a = 0; a < 4; ++a) {
                for (int b = a + 1; b < 4; ++b) {
                    const QImage first = stateIcon(states[a]).pixmap(side, side).toImage().convertToFormat(QImage::Format_ARGB32);
                    const QImage second = stateIcon(states[b]).pixmap(side, side).toImage().convertToFormat(QImage::Format_ARGB32);
                    QCOMPARE(first.size(), second.size());
                    int different = 0;
                    for (int y = 0; y < first.height(); ++y) {
                        for (int x = 0; x < first.width(); ++x) {
                            const auto isInk = [x, y](const QImage &image) {
                                const QColor color = image.pixelColor(x, y);
                                return color.alphaF() > 0.5 && color.lightnessF() < 0.9;
                            };
                            different += isInk(first) != isInk(second);
                        }
                    }
                    QVERIFY2(different * 10 > first.width() * first.height(), qPrintable(QStringLiteral("%1 %2 %3").arg(side).arg(a).arg(b)));
                }
            }
        }
        QImage sheet(4 * 100, 2 * 80, QImage::Format_RGB32);
        QPainter painter(&sheet);
        for (int row = 0; row < 2; ++row) {
            painter.fillRect(0, row * 80, 400, 80, row == 0 ? QColor(0xf0, 0xf0, 0xf0) : QColor(0x24, 0x26, 0x29));
            for (int a = 0; a < 4; ++a) {
                int x = a * 100 + 6;
                for (int side : {16, 22, 32}) {
                    painter.drawPixmap(x, row * 80 + 24, stateIcon(states[a]).pixmap(side, side));
                    x += side + 4;
                }
            }
        }
        painter.end();
        QVERIFY(sheet.save(folder_.filePath(QStringLiteral("states.png"))));
        QVERIFY(programIcon().pixmap(256, 256).save(folder_.filePath(QStringLiteral("icon.png"))));
    }

    void nothingIsCutOff_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        for (const char *language : {"en", "zh_CN"}) {
            for (bool dark : {false, true})
                QTest::addRow("%s-%s", language, dark ? "dark" : "light") << QString::fromLatin1(language) << dark;
        }
    }

    void nothingIsCutOff()
    {
        QFETCH(QString, language);
        QFETCH(bool, dark);
        const QString suffix = QStringLiteral("-%1-%2").arg(language, dark ? QStringLiteral("dark") : QStringLiteral("light"));
        QLocale::setDefault(QLocale(language));
        app::Translations translations(QLocale{language});
        QApplication::setPalette(themePalette(dark));

        test::FakeEngine engine;
        engine.follow(test::sampleAnswer);
        EngineState state(engine);
        api::Snapshot nothing;
        nothing.running = true;
        {
            QSettings memory(settings_.filePath(QStringLiteral("empty") + suffix), QSettings::IniFormat);
            MainWindow window(state, memory);
            showAt(window);
            auto *pages = window.findChild<QListWidget *>(QStringLiteral("pages"));
            engine.publish(nothing);
            pages->setCurrentRow(0);
            keep(window, QStringLiteral("empty-tunnels") + suffix);
            pages->setCurrentRow(1);
            keep(window, QStringLiteral("empty-peers") + suffix);
        }
        QSettings memory(settings_.filePath(suffix), QSettings::IniFormat);
        MainWindow window(state, memory);
        showAt(window);
        auto *pages = window.findChild<QListWidget *>(QStringLiteral("pages"));

        // Rates are of successive snapshots.
        int step = 0;
        QTRY_VERIFY((engine.publish(test::groupedDesk(++step)), state.tunnels().row(0).sent.bytesPerSecond() > 100'000));

        const char *names[] = {"tunnels", "peers", "connections", "errors", "diagnostics", "settings"};
        const QVariant keys[] = {QStringLiteral("database"), engine.snapshot().peers[1].id.toHex(), 208ull, {}, {}, {}};
        for (int row = 0; row < 6; ++row) {
            pages->setCurrentRow(row);
            QCoreApplication::processEvents();
            for (TableView *table : window.findChildren<TableView *>()) {
                if (!table->isVisible())
                    continue;
                if (keys[row].isValid())
                    table->selectKey(keys[row]);
                // All but the widest table fit without scrolling sideways.
                if (table->objectName() != QStringLiteral("connections"))
                    QVERIFY2(table->horizontalScrollBar()->maximum() == 0, qPrintable(table->objectName() + suffix));
            }
            keep(window, QString::fromLatin1(names[row]) + suffix);
            QCOMPARE(window.size(), QSize(900, 600)); // it is not wider than that of itself
        }
        pages->setCurrentRow(0);

        QPointer<TunnelDialog> tunnel(new TunnelDialog(engine, TunnelDialog::Purpose::Add, {}, engine.snapshot().peers, &window));
        tunnel->open();
        tunnel->findChild<QComboBox *>(QStringLiteral("peer"))->setCurrentIndex(0);
        QTest::keyClicks(tunnel->findChild<QLineEdit *>(QStringLiteral("listen")), QStringLiteral("8080"));
        QTest::keyClicks(tunnel->findChild<QLineEdit *>(QStringLiteral("target")), QStringLiteral("127.0.0.1:"));
        keep(*tunnel, QStringLiteral("dialog-tunnel") + suffix);
        tunnel->findChild<QLineEdit *>(QStringLiteral("target"))->setText(QStringLiteral("127.0.0.1:80"));
        keep(*tunnel, QStringLiteral("guide-tunnel") + suffix);
        engine.failNext(Error{ErrorCode::PortInUse, QStringLiteral("127.0.0.1:8080"), QStringLiteral("nginx (pid 812)")});
        tunnel->accept();
        QTRY_VERIFY(tunnel->findChild<QLabel *>(QStringLiteral("message"))->isVisible());
        keep(*tunnel, QStringLiteral("dialog-tunnel-failed") + suffix);
        delete tunnel;

        QPointer<TunnelDialog> proxy(new TunnelDialog(engine, TunnelDialog::Purpose::Add, {}, engine.snapshot().peers, &window));
        proxy->open();
        proxy->findChild<QComboBox *>(QStringLiteral("peer"))->setCurrentIndex(0);
        proxy->findChild<QComboBox *>(QStringLiteral("kind"))->setCurrentIndex(1);
        proxy->findChild<QLineEdit *>(QStringLiteral("proxyListen"))->setText(QStringLiteral("*:1080"));
        proxy->findChild<QCheckBox *>(QStringLiteral("guarded"))->setChecked(true);
        proxy->findChild<QLineEdit *>(QStringLiteral("user"))->setText(QStringLiteral("me"));
        keep(*proxy, QStringLiteral("dialog-proxy") + suffix);
        proxy->findChild<QLineEdit *>(QStringLiteral("proxyListen"))->setText(QStringLiteral("1080"));
        proxy->findChild<QLineEdit *>(QStringLiteral("userPassword"))->setText(QStringLiteral("secret"));
        keep(*proxy, QStringLiteral("guide-proxy") + suffix);
        delete proxy;

        QPointer<InviteDialog> invite(new InviteDialog(engine, &window));
        invite->open();
        invite->findChild<QPlainTextEdit *>(QStringLiteral("targets"))->setPlainText(QStringLiteral("127.0.0.1:80\n192.168.1.10:22"));
        keep(*invite, QStringLiteral("dialog-invite") + suffix);
        invite->accept();
        QTRY_VERIFY(invite->findChild<QPlainTextEdit *>(QStringLiteral("link"))->isVisible());
        keep(*invite, QStringLiteral("dialog-invite-link") + suffix);
        delete invite;

        keepTrust(engine, state, window, suffix);
        keepTransfer(engine, window, suffix);

        QPointer<TestDialog> linkTest(new TestDialog(state, engine.snapshot().peers[0], &window));
        linkTest->open();
        QTest::mouseClick(linkTest->findChild<QPushButton *>(QStringLiteral("start")), Qt::LeftButton);
        QTRY_COMPARE(engine.snapshot().tests.size(), 1);
        engine.publish(test::underWay(engine.snapshot()));
        keep(*linkTest, QStringLiteral("dialog-test") + suffix);
        engine.publish(test::tested(engine.snapshot()));
        keep(*linkTest, QStringLiteral("dialog-test-done") + suffix);
        delete linkTest;

        QPointer<PasswordDialog> password(new PasswordDialog(engine, PasswordDialog::Purpose::Change, &window));
        password->open();
        keep(*password, QStringLiteral("dialog-password") + suffix);
        delete password;
        QPointer<UnlockDialog> unlock(new UnlockDialog(QStringLiteral("/home/someone/.config/culvert")));
        unlock->open();
        QTest::keyClicks(unlock->findChild<QLineEdit *>(QStringLiteral("password")), QStringLiteral("wrong"));
        unlock->accept();
        unlock->answer(Error{ErrorCode::PasswordWrong, QStringLiteral("/home/someone/.config/culvert")});
        keep(*unlock, QStringLiteral("dialog-unlock") + suffix);
        delete unlock;

        QPointer<PairDialog> pair(new PairDialog(engine, &window));
        pair->open();
        pair->findChild<QPlainTextEdit *>(QStringLiteral("link"))->setPlainText(QStringLiteral("https://example.org"));
        keep(*pair, QStringLiteral("dialog-pair") + suffix);
        pair->findChild<QPlainTextEdit *>(QStringLiteral("link"))->setPlainText(QStringLiteral("culvert:") + QString(180, u'a') + QStringLiteral("Zq-_9"));
        pair->findChild<QLineEdit *>(QStringLiteral("name"))->setText(QStringLiteral("office"));
        keep(*pair, QStringLiteral("guide-pair") + suffix);
        delete pair;
    }
};

QTEST_MAIN(UiPictures)
#include "ui_pictures.moc"
