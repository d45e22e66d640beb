// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk.h"

#include "ui/session_start.h"

#include "api/sentences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QWheelEvent>
#include <QWindow>
#include <QtTest/qtestspontaneevent.h>

#include <memory>

using namespace culvert;
using namespace culvert::ui;
using culvert::test::Desk;

namespace {

class FakeSessionStart final : public SessionStart {
public:
    [[nodiscard]] bool enabled() const override { return on; }
    [[nodiscard]] Outcome setEnabled(bool wanted) override
    {
        if (fails)
            return Error{ErrorCode::ProfileUnwritable, QStringLiteral("culvert.desktop"), QStringLiteral("disk full")};
        on = wanted;
        return done();
    }

    bool on = false;
    bool fails = false;
};

} // namespace

// The page of settings: each has one place, counts when it is changed, and shows what the engine has.
class UiSettings : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int made_ = 0;

    static constexpr int page = 5;
    QString freshIni() { return folder_.filePath(QStringLiteral("window%1.ini").arg(++made_)); }

    static void choose(QComboBox *box, int row)
    {
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int at = 0; at < row; ++at)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentIndex(), row);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QApplication::setQuitOnLastWindowClosed(false);
        QVERIFY(folder_.isValid());
    }

    void aSwitchIsSentAtOnceAndShowsWhatTheEngineHas()
    {
        Desk desk(freshIni());
        desk.goTo(page);
        auto *udp = desk.find<QCheckBox>("tox.udp");
        QTRY_VERIFY(udp->isEnabled());
        QVERIFY(udp->isChecked());
        QTest::keyClick(udp, Qt::Key_Space);
        QTRY_COMPARE(desk.engine.last<api::SetSetting>()->value, std::optional(QStringLiteral("false")));
        QCOMPARE(desk.engine.last<api::SetSetting>()->key, QStringLiteral("tox.udp"));
        QTRY_COMPARE(desk.engine.setting(QStringLiteral("tox.udp")), QStringLiteral("false"));
        QVERIFY(!udp->isChecked());

        // Refused: it goes back, and why is said.
        desk.engine.failNext(Error{ErrorCode::ProfileUnwritable, QStringLiteral("config.json"), QStringLiteral("disk full")});
        QTest::keyClick(udp, Qt::Key_Space);
        QTRY_VERIFY(desk.find<QWidget>("notice")->isVisible());
        QTRY_VERIFY(!udp->isChecked());
    }

    void toxIsJoinedAnewByHand()
    {
        Desk desk(freshIni());
        desk.goTo(page);
        auto *done = desk.find<QLabel>("toxRefreshed");
        QCOMPARE(desk.find<QLabel>("toxState")->text(), QStringLiteral("Tox: connected"));
        QVERIFY(!done->isVisible());
        desk.engine.follow([](const api::Command &command) {
            return std::holds_alternative<api::Refresh>(command) ? std::optional<api::Reply>(Error{ErrorCode::EngineFailed}) : std::nullopt;
        });
        QTest::mouseClick(desk.find<QPushButton>("toxRefresh"), Qt::LeftButton);
        QTRY_VERIFY(desk.find<QWidget>("notice")->isVisible());
        QVERIFY(desk.engine.last<api::Refresh>());
        QVERIFY(!done->isVisible()); // it was not done
        desk.engine.follow({});
        QTest::mouseClick(desk.find<QPushButton>("toxRefresh"), Qt::LeftButton);
        QTRY_VERIFY(done->isVisible());
        QVERIFY2(done->text().startsWith(QStringLiteral("The bootstrap nodes and every peer were asked anew at ")), qPrintable(done->text()));
        api::Snapshot lost = desk.engine.snapshot();
        lost.tox.connection = api::ToxConnection::None;
        desk.engine.publish(lost);
        QCOMPARE(desk.find<QLabel>("toxState")->text(), QStringLiteral("Tox: not connected"));
    }

    void aLineIsSentWhenItIsLeftAndSaysWhatIsWrong()
    {
        Desk desk(freshIni());
        desk.goTo(page);
        auto *limit = desk.find<QLineEdit>("resumeLimit");
        QTRY_VERIFY(limit->isEnabled());
        limit->setText(QStringLiteral("5 apples"));
        desk.engine.failNext(Error{ErrorCode::SettingInvalid, QStringLiteral("5 apples"), QStringLiteral("resumeLimit")});
        QTest::keyClick(limit, Qt::Key_Return);
        const auto shown = [&](const QString &text) {
            const auto labels = limit->parentWidget()->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text().contains(text); });
        };
        QTRY_VERIFY(shown(QStringLiteral("\"5 apples\" is not a value")));
        QCOMPARE(limit->text(), QStringLiteral("5 apples")); // to be mended
        limit->setText(QStringLiteral("600"));
        QTest::keyClick(limit, Qt::Key_Return);
        QTRY_COMPARE(desk.engine.last<api::SetSetting>()->value, std::optional(QStringLiteral("600")));
        QTRY_VERIFY(!shown(QStringLiteral("is not a value")));
    }

    void whatIsStillBeingTypedIsSentAtTheEnd()
    {
        test::FakeEngine engine;
        EngineState state(engine);
        QSettings memory(freshIni(), QSettings::IniFormat);
        api::Snapshot idle = test::sampleDesk(0);
        idle.connections.clear(); // nobody is asked about quitting
        engine.publish(idle);
        auto window = std::make_unique<MainWindow>(state, memory);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QTest::keyClick(window.get(), Qt::Key(Qt::Key_1 + page), Qt::ControlModifier);
        auto *port = window->findChild<QLineEdit *>(QStringLiteral("direct.port"));
        QTRY_VERIFY(port->isEnabled());
        port->setFocus();
        port->selectAll();
        QTest::keyClicks(port, QStringLiteral("4500"));
        QSignalSpy quit(window.get(), &MainWindow::quitAsked);
        QTest::keyClick(window.get(), Qt::Key_Q, Qt::ControlModifier);
        QCOMPARE(quit.count(), 1);
        window.reset();
        QCOMPARE(engine.last<api::SetSetting>()->key, QStringLiteral("direct.port"));
        QCOMPARE(engine.last<api::SetSetting>()->value, std::optional(QStringLiteral("4500")));
    }

    void languageAndThemeAreKeptAndAskForAnotherWindow()
    {
        const QString ini = freshIni();
        {
            Desk desk(ini);
            desk.goTo(page);
            QSignalSpy changed(&desk.window, &MainWindow::appearanceChanged);
            choose(desk.find<QComboBox>("language"), 2);
            choose(desk.find<QComboBox>("theme"), 2);
            QVERIFY(changed.count() >= 2);
        }
        Desk desk(ini);
        QCOMPARE(desk.preferences.language(), Language::Chinese);
        QCOMPARE(desk.preferences.theme(), Theme::Dark);
        QVERIFY(desk.find<QComboBox>("language")->isVisible()); // the page it was left on
        QCOMPARE(desk.find<QComboBox>("language")->currentIndex(), 2);
    }

    void theWheelOverAChoiceMovesThePageAndChoosesNothing()
    {
        Desk desk(freshIni());
        desk.window.resize(1000, 300); // less than the page wants
        desk.goTo(page);
        auto *area = desk.find<QScrollArea>("settings");
        const QScrollBar *bar = area->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QSignalSpy changed(&desk.window, &MainWindow::appearanceChanged);
        for (const char *name : {"language", "theme", "closing"}) {
            auto *box = desk.find<QComboBox>(name);
            for (bool focus : {false, true}) {
                if (focus)
                    box->setFocus();
                area->ensureWidgetVisible(box);
                const int before = bar->value();
                const QPoint over = box->mapTo(&desk.window, box->rect().center());
                QWheelEvent down(over, desk.window.mapToGlobal(over), {}, QPoint(0, -120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
                QSpontaneKeyEvent::setSpontaneous(&down); // as from a person: only then what ignores it passes it on
                qApp->notify(desk.window.windowHandle(), &down);
                QCOMPARE(box->currentIndex(), 0);
                QVERIFY2(bar->value() > before, name);
            }
        }
        QCOMPARE(changed.count(), 0);
        QCOMPARE(desk.preferences.language(), Language::System);
    }

    void theLetterOfALineOfTheSettingsLeadsIntoIt()
    {
        Desk desk(freshIni());
        desk.goTo(page);
        int pressed = 0;
        for (const QLabel *label : desk.find<QScrollArea>("settings")->findChildren<QLabel *>()) {
            const QKeySequence key = QKeySequence::mnemonic(label->text());
            if (!label->isVisible() || key.isEmpty())
                continue;
            QVERIFY2(label->buddy(), qPrintable(label->text()));
            QWidget *field = label->buddy()->focusProxy() ? label->buddy()->focusProxy() : label->buddy();
            QTRY_VERIFY(field->isEnabled());
            QTest::keyClick(&desk.window, key[0].key(), Qt::AltModifier);
            QVERIFY2(field->hasFocus(), qPrintable(label->text()));
            ++pressed;
        }
        QVERIFY(pressed >= 4);
    }

    void whatIsNoChoiceCountsAsTheFirst()
    {
        const QString ini = freshIni();
        {
            QSettings memory(ini, QSettings::IniFormat);
            memory.setValue(QStringLiteral("window/language"), QStringLiteral("xx"));
            memory.setValue(QStringLiteral("window/theme"), 17);
        }
        QSettings memory(ini, QSettings::IniFormat);
        const Preferences preferences(memory);
        QCOMPARE(preferences.language(), Language::System);
        QCOMPARE(preferences.theme(), Theme::System);
        QCOMPARE(preferences.closing(), Closing::Ask);
        QVERIFY(preferences.notifications());
    }

    void theStartWithTheSessionIsOfferedWhereItIsPossible()
    {
        Desk desk(freshIni());
        desk.goTo(page);
        auto *starts = desk.find<QCheckBox>("sessionStart");
        QVERIFY(!starts->isVisible());
        FakeSessionStart start;
        desk.window.setSessionStart(&start);
        QVERIFY(starts->isVisible());
        QVERIFY(!starts->isChecked());
        QTest::keyClick(starts, Qt::Key_Space);
        QVERIFY(start.on);
        start.fails = true;
        QTest::keyClick(starts, Qt::Key_Space);
        QVERIFY(desk.find<QWidget>("notice")->isVisible());
        QVERIFY(starts->isChecked()); // as it is
        desk.window.setSessionStart(nullptr);
    }

    void thePasswordIsOfferedAsItStands()
    {
        Desk desk(freshIni());
        desk.goTo(page);
        QVERIFY(!desk.button(QStringLiteral("Remove the password…")));
        desk.click(QStringLiteral("Set a password…"));
        auto *dialog = desk.find<QDialog>("changePassword");
        QTRY_VERIFY(dialog && dialog->isVisible());
        dialog->findChild<QLineEdit *>(QStringLiteral("fresh"))->setText(QStringLiteral("word"));
        dialog->findChild<QLineEdit *>(QStringLiteral("again"))->setText(QStringLiteral("word"));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        QTRY_VERIFY(desk.button(QStringLiteral("Remove the password…")));
        QVERIFY(desk.button(QStringLiteral("Change the password…")));
        QVERIFY(!desk.button(QStringLiteral("Set a password…")));
    }
};

QTEST_MAIN(UiSettings)
#include "ui_settings.moc"
