// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fake_engine.h"
#include "ui/sample.h"

#include "ui/dialogs/invite_dialog.h"
#include "ui/dialogs/pair_dialog.h"
#include "ui/widgets/checked_field.h"
#include "ui/widgets/hint_label.h"
#include "ui/dialogs/password_dialog.h"
#include "ui/dialogs/rename_dialog.h"
#include "ui/dialogs/tunnel_dialog.h"
#include "ui/dialogs/unlock_dialog.h"

#include "api/sentences.h"
#include "core/endpoint.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QWindow>

using namespace culvert;
using namespace culvert::ui;

// A dialog as a person meets it: open, over a parent that owns it.
template <class Dialog>
class Met {
public:
    template <class... Args>
    explicit Met(test::FakeEngine &engine, Args &&...args) : dialog(new Dialog(engine, std::forward<Args>(args)..., &parent))
    {
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
    }
    QPushButton *accept() { return dialog->template findChild<QPushButton *>(QStringLiteral("accept")); }
    template <class T>
    T *field(const char *name)
    {
        return dialog->template findChild<T *>(QString::fromLatin1(name));
    }
    QString message() { return field<QLabel>("message")->isVisible() ? field<QLabel>("message")->text() : QString(); }

    QWidget parent;
    QPointer<Dialog> dialog;
};

class UiDialogs : public QObject {
    Q_OBJECT

    const QList<api::PeerInfo> all_ = test::sampleDesk(0).peers;
    const QList<api::PeerInfo> peers_ = {all_[0]}; // one, which is chosen by itself
    const QString link_ = QStringLiteral("culvert:") + QString(120, u'x');

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() { QGuiApplication::clipboard()->clear(); }

    void aTunnelIsJudgedAsOneTypesAndThenAdded()
    {
        test::FakeEngine engine;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), all_);
        QVERIFY(!met.accept()->isEnabled());
        QTest::keyClicks(met.field<QLineEdit>("listen"), QStringLiteral("808"));
        QVERIFY(!met.accept()->isEnabled());
        QTest::keyClicks(met.field<QLineEdit>("target"), QStringLiteral("127.0.0.1"));
        QVERIFY(!met.accept()->isEnabled());
        QVERIFY(met.field<QLineEdit>("target")->accessibleDescription().contains(QStringLiteral("HOST:PORT")));
        QTest::keyClicks(met.field<QLineEdit>("target"), QStringLiteral(":80"));
        QVERIFY(!met.accept()->isEnabled());
        met.field<QComboBox>("peer")->setCurrentIndex(1);
        QVERIFY(met.accept()->isEnabled());
        QTest::keyClicks(met.field<QLineEdit>("name"), QStringLiteral("a/b"));
        QVERIFY(!met.accept()->isEnabled());
        met.field<QLineEdit>("name")->setText(QStringLiteral("web"));
        QTest::keyClick(met.dialog, Qt::Key_Return);
        QTRY_VERIFY(!met.dialog);
        const auto added = engine.last<api::AddForward>();
        QVERIFY(added);
        QCOMPARE(added->listen, QStringLiteral("808"));
        QCOMPARE(added->target, QStringLiteral("127.0.0.1:80"));
        QCOMPARE(added->name, QStringLiteral("web"));
        QCOMPARE(added->peer, all_[1].id.toHex());
    }

    void aDialogIsMadeAtItsSizeAndAWindowSystemThatIsLateDoesNotMakeItHigher()
    {
        class AtMaking final : public QObject {
        public:
            const QWidget *watched = nullptr;
            QSize size;
            QSize smallest; // that it was laid out for

        private:
            bool eventFilter(QObject *at, QEvent *event) override
            {
                if (event->type() == QEvent::PlatformSurface && at == watched->windowHandle() && size.isEmpty())
                    size = watched->windowHandle()->size();
                if (event->type() == QEvent::Resize && at == watched)
                    smallest = smallest.isEmpty() ? watched->size() : smallest.boundedTo(watched->size());
                return false;
            }
        };
        test::FakeEngine engine;
        QWidget parent;
        AtMaking made;
        auto *dialog = new TunnelDialog(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), all_, &parent);
        made.watched = dialog;
        qApp->installEventFilter(&made);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        const QSize shown = dialog->size();
        QCOMPARE(made.size, shown);
        // What X11 tells late of a window that was made small.
        const QSize small(100, 30);
        dialog->windowHandle()->resize(small);
        QTRY_VERIFY(made.smallest == small);
        dialog->windowHandle()->resize(shown);
        QTRY_COMPARE(dialog->size(), shown);
    }

    void aHintDoesNotAskForTheLinesOfAWidthThatItsFieldNeverHas()
    {
        QWidget parent;
        CheckedField field(QStringLiteral("Name"), QStringLiteral("word ").repeated(40), checkName(), &parent);
        parent.resize(900, 500);
        parent.show();
        QVERIFY(QTest::qWaitForWindowExposed(&parent));
        auto *hint = field.findChild<HintLabel *>();
        field.resize(field.edit()->minimumWidth(), 100);
        QTRY_COMPARE(hint->width(), field.edit()->minimumWidth());
        const int atLeast = hint->minimumHeight();
        field.resize(100, 30);
        QTRY_VERIFY(hint->width() <= 100);
        QCOMPARE(hint->minimumHeight(), atLeast);
    }

    void aTunnelThatCannotBeAddedKeepsTheDialogWithTheSentence()
    {
        test::FakeEngine engine;
        engine.holdAnswers();
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), peers_);
        met.field<QLineEdit>("listen")->setText(QStringLiteral("8080"));
        met.field<QLineEdit>("target")->setText(QStringLiteral("127.0.0.1:80"));
        const Error error{ErrorCode::PortInUse, QStringLiteral("127.0.0.1:8080"), QStringLiteral("nginx")};
        engine.failNext(error);
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QVERIFY(!met.accept()->isEnabled()); // while it waits nothing can be sent twice
        QTest::keyClick(met.dialog, Qt::Key_Return);
        QCOMPARE(engine.asked().size(), 1);
        engine.answerHeld();
        QCOMPARE(met.message(), api::sentence(error));
        QVERIFY(met.dialog->isVisible());
        met.field<QLineEdit>("listen")->setText(QStringLiteral("8081"));
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(!met.dialog);
        QCOMPARE(engine.last<api::AddForward>()->listen, QStringLiteral("8081"));
    }

    void aTakenPortOffersTheNextFreeOne()
    {
        test::FakeEngine engine;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), peers_);
        met.field<QLineEdit>("listen")->setText(QStringLiteral("127.0.0.1:8080"));
        met.field<QLineEdit>("target")->setText(QStringLiteral("127.0.0.1:80"));
        QVERIFY(!met.field<QPushButton>("nextPort")->isVisible());
        const Error taken{ErrorCode::PortInUse, QStringLiteral("127.0.0.1:8080"), {}};
        engine.failNext(taken, 3);
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(met.field<QPushButton>("nextPort")->isVisible());
        QTest::mouseClick(met.field<QPushButton>("nextPort"), Qt::LeftButton);
        QTRY_VERIFY(!met.dialog);
        QCOMPARE(engine.last<api::AddForward>()->listen, QStringLiteral("127.0.0.1:8083")); // 8081 and 8082 were taken, too
    }

    void theNextPortIsOneThatTheSystemDoesNotKeep()
    {
        test::FakeEngine engine;
        engine.publish(test::sampleDesk(0));
        QString detail;
        quint16 least = 1024;
        engine.follow([&](const api::Command &command) -> std::optional<api::Reply> {
            const auto *add = std::get_if<api::AddForward>(&command);
            const bool kept = add && parseListen(add->listen)->port < least;
            return kept ? std::optional<api::Reply>(Error{ErrorCode::PortNotPermitted, add->listen, detail}) : std::nullopt;
        });
        const auto leadsTo = [&](const char *listen, const char *next) {
            Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), peers_);
            met.field<QLineEdit>("listen")->setText(QString::fromLatin1(listen));
            met.field<QLineEdit>("target")->setText(QStringLiteral("127.0.0.1:80"));
            QTest::mouseClick(met.accept(), Qt::LeftButton);
            QTRY_VERIFY(met.field<QPushButton>("nextPort")->isVisible());
            QTest::mouseClick(met.field<QPushButton>("nextPort"), Qt::LeftButton);
            QTRY_VERIFY(!met.dialog);
            QCOMPARE(engine.last<api::AddForward>()->listen, QString::fromLatin1(next));
        };
        leadsTo("80", "1024");
        leadsTo("127.0.0.1:443", "127.0.0.1:1024");
        // Windows keeps ranges, of which the next port is out at some time.
        detail = QStringLiteral("tcp");
        least = 810;
        leadsTo("800", "810");
    }

    void whereNoPortIsFreeTheOneThatWasTypedComesBack()
    {
        test::FakeEngine engine;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), peers_);
        auto *listen = met.field<QLineEdit>("listen");
        auto *next = met.field<QPushButton>("nextPort");
        listen->setText(QStringLiteral("127.0.0.1:8080"));
        met.field<QLineEdit>("target")->setText(QStringLiteral("127.0.0.1:80"));
        engine.failNext({ErrorCode::PortInUse, QStringLiteral("127.0.0.1:8080"), {}}, 1000);
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(next->isVisible());
        QTest::mouseClick(next, Qt::LeftButton);
        QTRY_VERIFY(!next->isVisible()); // it would find none again
        QCOMPARE(listen->text(), QStringLiteral("127.0.0.1:8080"));
        QVERIFY(engine.last<api::AddForward>()->listen != listen->text());
        QVERIFY(met.accept()->isEnabled());

        listen->setText(QStringLiteral("65535"));
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(next->isVisible());
        QTest::mouseClick(next, Qt::LeftButton); // there is none behind it
        QCOMPARE(listen->text(), QStringLiteral("65535"));
        QVERIFY(!next->isVisible());

        listen->setText(QStringLiteral("8080"));
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(next->isVisible());
        met.field<QLineEdit>("target")->clear();
        QTest::mouseClick(next, Qt::LeftButton); // nothing can be tried
        QCOMPARE(listen->text(), QStringLiteral("8080"));
    }

    void theNextPortIsNotOfferedForAnotherKindOfTunnel()
    {
        test::FakeEngine engine;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), peers_);
        met.field<QLineEdit>("listen")->setText(QStringLiteral("8080"));
        met.field<QLineEdit>("target")->setText(QStringLiteral("127.0.0.1:80"));
        engine.failNext({ErrorCode::PortInUse, QStringLiteral("127.0.0.1:8080"), {}});
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(met.field<QPushButton>("nextPort")->isVisible());
        met.field<QComboBox>("kind")->setCurrentIndex(2);
        QVERIFY(!met.field<QPushButton>("nextPort")->isVisible());
    }

    void aTunnelThatOthersCanUseSaysSo()
    {
        test::FakeEngine engine;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), peers_);
        auto *listen = met.field<QLineEdit>("listen");
        for (const char *own : {"8080", "127.0.0.1:8080", "localhost:8080", "[::1]:8080", "127.9.9.9:1"}) {
            listen->setText(QString::fromLatin1(own));
            QVERIFY2(!listen->accessibleDescription().contains(QStringLiteral("Not this machine alone")), own);
        }
        for (const char *open : {"*:8080", "0.0.0.0:8080", "[::]:8080", "192.168.1.5:8080", "[::ffff:127.0.0.1]:8080"}) {
            listen->setText(QString::fromLatin1(open));
            QVERIFY2(listen->accessibleDescription().contains(QStringLiteral("Not this machine alone")), open);
        }
    }

    void aWebProxyIsAddedInTheSameDialog()
    {
        test::FakeEngine engine;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), peers_);
        auto *kind = met.field<QComboBox>("kind");
        QVERIFY(met.field<QLineEdit>("target")->isVisible());
        QVERIFY(!met.field<QLineEdit>("proxyListen")->isVisible());
        QTest::keyClicks(met.field<QLineEdit>("listen"), QStringLiteral("1080"));
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Down);
        QVERIFY(!met.field<QLineEdit>("target")->isVisible());
        QCOMPARE(met.field<QLineEdit>("proxyListen")->text(), QStringLiteral("1080")); // typed before the kind was chosen
        QVERIFY(met.accept()->isEnabled()); // no target is missing
        QVERIFY(!met.field<QLineEdit>("user")->isVisible());
        QTest::keyClick(met.field<QCheckBox>("guarded"), Qt::Key_Space);
        QVERIFY(met.field<QLineEdit>("user")->isVisible() && met.field<QLineEdit>("userPassword")->isVisible());
        QVERIFY(!met.accept()->isEnabled());
        QTest::keyClicks(met.field<QLineEdit>("user"), QStringLiteral("a:b"));
        QTest::keyClicks(met.field<QLineEdit>("userPassword"), QStringLiteral("secret"));
        QCOMPARE(met.field<QLineEdit>("userPassword")->echoMode(), QLineEdit::Password);
        QVERIFY(!met.accept()->isEnabled());
        QVERIFY(met.field<QLineEdit>("user")->accessibleDescription().contains(QStringLiteral("colon")));
        met.field<QLineEdit>("user")->setText(QStringLiteral("me"));
        QTest::keyClick(met.dialog, Qt::Key_Return);
        QTRY_VERIFY(!met.dialog);
        const auto added = engine.last<api::AddProxy>();
        QVERIFY(added);
        QCOMPARE(added->listen, QStringLiteral("1080"));
        QCOMPARE(added->user, QStringLiteral("me"));
        QCOMPARE(added->password, QStringLiteral("secret"));
        QVERIFY(!engine.last<api::AddForward>());
    }

    void aGroupAndASpeedLimitAreTypedCheckedAndSent()
    {
        test::FakeEngine engine;
        api::TunnelInfo photos = test::sampleDesk(0).tunnels[1];
        photos.group = QStringLiteral("home");
        photos.limit = 1'500'000;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Edit, photos, all_);
        met.dialog->offerGroups({QStringLiteral("home"), QStringLiteral("work")});
        auto *limit = met.field<QLineEdit>("limit");
        QCOMPARE(met.field<QLineEdit>("group")->text(), QStringLiteral("home"));
        QCOMPARE(limit->text(), QStringLiteral("1500k"));
        limit->setText(QStringLiteral("fast"));
        QVERIFY(!met.accept()->isEnabled());
        QVERIFY(limit->accessibleDescription().contains(QStringLiteral("not a speed limit")));
        limit->clear();
        limit->setFocus();
        QTest::keyClicks(limit, QStringLiteral("2M"));
        met.field<QLineEdit>("group")->clear(); // out of its group
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(!met.dialog);
        const auto edited = engine.last<api::EditForward>();
        QVERIFY(edited);
        QCOMPARE(edited->extras.limit, std::optional(QStringLiteral("2M")));
        QVERIFY(edited->extras.group && edited->extras.group->isEmpty());
    }

    void aReverseForwardIsAddedAndEditedAsWhatItIs()
    {
        test::FakeEngine engine;
        {
            Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), peers_);
            met.field<QLineEdit>("listen")->setText(QStringLiteral("8080"));
            met.field<QLineEdit>("target")->setText(QStringLiteral("127.0.0.1:80"));
            met.field<QComboBox>("kind")->setCurrentIndex(2);
            QVERIFY(!met.field<QLineEdit>("listen")->isVisible());
            QCOMPARE(met.field<QLineEdit>("reverseTarget")->text(), QStringLiteral("127.0.0.1:80"));
            engine.failNext(Error{ErrorCode::PortInUse, QStringLiteral("8080"), {}});
            QTest::mouseClick(met.accept(), Qt::LeftButton);
            QTRY_VERIFY(!met.message().isEmpty());
            QVERIFY(!met.field<QPushButton>("nextPort")->isVisible()); // it is not a port of this machine
            QTest::mouseClick(met.accept(), Qt::LeftButton);
            QTRY_VERIFY(!met.dialog);
        }
        const auto added = engine.last<api::AddReverse>();
        QVERIFY(added);
        QCOMPARE(added->listen, QStringLiteral("8080"));
        api::TunnelInfo reverse = test::sampleDesk(0).tunnels[1];
        reverse.kind = api::TunnelKind::Reverse;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Edit, reverse, all_);
        QCOMPARE(met.field<QLineEdit>("reverseListen")->text(), reverse.listen);
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(!met.dialog);
        QVERIFY(engine.last<api::EditReverse>());
        QVERIFY(!engine.last<api::EditForward>());
    }

    void theTabKeyGoesThroughTheRowsThatAreShown()
    {
        test::FakeEngine engine;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), peers_);
        met.field<QComboBox>("kind")->setCurrentIndex(1);
        met.field<QComboBox>("kind")->setFocus();
        for (const char *next : {"peer", "proxyListen", "guarded", "name", "group", "limit"}) {
            QTest::keyClick(met.dialog, Qt::Key_Tab);
            QCOMPARE(met.dialog->focusWidget()->objectName(), QString::fromLatin1(next));
        }
    }

    void theLetterOfEachFieldLeadsIntoIt_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("letters");
        QTest::newRow("to one target") << 0 << 7;
        QTest::newRow("web proxy") << 1 << 8;
        QTest::newRow("reverse") << 2 << 7;
        QTest::newRow("invite") << -1 << 3;
    }
    void theLetterOfEachFieldLeadsIntoIt()
    {
        QFETCH(int, kind);
        QFETCH(int, letters);
        const auto pressAll = [&](QWidget *dialog) {
            int pressed = 0;
            for (const QLabel *label : dialog->findChildren<QLabel *>()) {
                const QKeySequence key = QKeySequence::mnemonic(label->text());
                if (!label->isVisible() || key.isEmpty())
                    continue;
                QVERIFY2(label->buddy(), qPrintable(label->text()));
                QWidget *field = label->buddy()->focusProxy() ? label->buddy()->focusProxy() : label->buddy();
                QTest::keyClick(dialog, key[0].key(), Qt::AltModifier);
                QVERIFY2(field->hasFocus(), qPrintable(label->text()));
                ++pressed;
            }
            QCOMPARE(pressed, letters);
        };
        test::FakeEngine engine;
        if (kind < 0) {
            Met<InviteDialog> met(engine);
            pressAll(met.dialog);
            return;
        }
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), all_);
        met.field<QComboBox>("kind")->setCurrentIndex(kind);
        if (kind == 1)
            met.field<QCheckBox>("guarded")->setChecked(true);
        pressAll(met.dialog);
    }

    void theTabKeyStopsOnceAtEachField()
    {
        test::FakeEngine engine;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), peers_);
        met.field<QComboBox>("kind")->setFocus();
        for (Qt::KeyboardModifiers way : {Qt::NoModifier, Qt::ShiftModifier}) {
            QWidget *first = met.dialog->focusWidget();
            QList<QWidget *> visited;
            do {
                visited << met.dialog->focusWidget();
                QVERIFY(!visited.last()->focusProxy());
                QTest::keyClick(met.dialog, way ? Qt::Key_Backtab : Qt::Key_Tab, way);
                QVERIFY(visited.size() < 20);
            } while (met.dialog->focusWidget() != first);
            QCOMPARE(visited.size(), 8); // kind, peer, the five lines, Cancel; what cannot be sent yet is left out
        }
    }

    void editingAProxyKeepsItsPasswordUnlessAnotherIsTyped()
    {
        const auto edited = [this](auto change) {
            test::FakeEngine engine;
            api::TunnelInfo proxy = test::sampleTunnel(QStringLiteral("web"), peers_[0], api::TunnelState::Listening);
            proxy.kind = api::TunnelKind::Proxy;
            proxy.target.clear();
            proxy.user = QStringLiteral("me");
            Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Edit, proxy, peers_);
            [&] { QVERIFY(!met.template field<QComboBox>("kind")->isEnabled()); }();
            change(met);
            QTest::mouseClick(met.accept(), Qt::LeftButton);
            const bool gone = QTest::qWaitFor([&] { return !met.dialog; });
            return gone ? engine.last<api::EditProxy>() : std::nullopt;
        };
        auto command = edited([](auto &met) { met.template field<QLineEdit>("proxyListen")->setText(QStringLiteral("1081")); });
        QVERIFY(command);
        QCOMPARE(command->tunnel, QStringLiteral("web"));
        QCOMPARE(command->listen, QStringLiteral("1081"));
        QVERIFY(!command->user); // so the engine keeps both
        command = edited([](auto &met) { met.template field<QLineEdit>("userPassword")->setText(QStringLiteral("new")); });
        QVERIFY(command);
        QCOMPARE(*command->user, QStringLiteral("me"));
        QCOMPARE(command->password, QStringLiteral("new"));
        command = edited([](auto &met) { met.template field<QCheckBox>("guarded")->setChecked(false); });
        QVERIFY(command);
        QCOMPARE(command->user, std::optional(QString()));
        // Another user needs a password of its own.
        QVERIFY(!edited([](auto &met) { met.template field<QLineEdit>("user")->setText(QStringLiteral("you")); }));
    }

    void aPasswordIsSetChangedAndRemoved()
    {
        test::FakeEngine engine;
        {
            Met<PasswordDialog> met(engine, PasswordDialog::Purpose::Set);
            QVERIFY(!met.field<QLineEdit>("present"));
            QTest::keyClicks(met.field<QLineEdit>("fresh"), QStringLiteral("one two"));
            QCOMPARE(met.field<QLineEdit>("fresh")->echoMode(), QLineEdit::Password);
            QTest::keyClicks(met.field<QLineEdit>("again"), QStringLiteral("one tow"));
            QVERIFY(!met.accept()->isEnabled());
            QVERIFY(met.field<QLineEdit>("again")->accessibleDescription().contains(QStringLiteral("do not agree")));
            met.field<QLineEdit>("again")->setText(QStringLiteral("one two"));
            QTest::keyClick(met.dialog, Qt::Key_Return);
            QTRY_VERIFY(!met.dialog);
        }
        QVERIFY(engine.snapshot().encrypted);
        {
            Met<PasswordDialog> met(engine, PasswordDialog::Purpose::Change);
            met.field<QLineEdit>("present")->setText(QStringLiteral("two one"));
            met.field<QLineEdit>("fresh")->setText(QStringLiteral("three"));
            met.field<QLineEdit>("again")->setText(QStringLiteral("three"));
            QTest::mouseClick(met.accept(), Qt::LeftButton);
            QTRY_VERIFY(met.message().contains(QStringLiteral("is wrong"))); // and the dialog stays
            met.field<QLineEdit>("present")->setText(QStringLiteral("one two"));
            QTest::mouseClick(met.accept(), Qt::LeftButton);
            QTRY_VERIFY(!met.dialog);
        }
        Met<PasswordDialog> met(engine, PasswordDialog::Purpose::Remove);
        QVERIFY(!met.field<QLineEdit>("fresh"));
        QVERIFY(!met.accept()->isEnabled());
        met.field<QLineEdit>("present")->setText(QStringLiteral("three"));
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(!met.dialog);
        QVERIFY(!engine.snapshot().encrypted);
    }

    void aLinkThatWasGivenIsInTheDialogAndPairsNothingByItself()
    {
        test::FakeEngine engine;
        QWidget parent;
        QGuiApplication::clipboard()->setText(link_ + QStringLiteral("clipboard"));
        auto *dialog = new PairDialog(engine, &parent, link_);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QCOMPARE(dialog->findChild<QPlainTextEdit *>(QStringLiteral("link"))->toPlainText(), link_);
        QVERIFY(engine.asked().isEmpty());
    }

    // Whose link it is stands there before anybody is paired: a page may have offered it.
    void whatALinkSaysIsShownBeforeItIsUsed()
    {
        test::FakeEngine engine;
        QWidget parent;
        Result<LinkWords> words = LinkWords{QString(64, u'A'), QStringLiteral("<b>nas"), QDateTime::currentDateTimeUtc().addSecs(3600),
                                            {QStringLiteral("a:1"), QStringLiteral("b:2/udp"), QStringLiteral("c:3"), QStringLiteral("d:4")}};
        auto *dialog = new PairDialog(engine, &parent, link_, [&](const QString &) { return words; });
        dialog->open();
        auto *link = dialog->findChild<QPlainTextEdit *>(QStringLiteral("link"));
        const auto hint = [&] {
            link->setPlainText(link->toPlainText() == link_ ? link_ + u'y' : link_);
            for (const HintLabel *label : dialog->findChildren<HintLabel *>()) {
                if (label->geometry().top() > link->geometry().top() && label->isVisible())
                    return label->text();
            }
            return QString();
        };
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QVERIFY2(hint().startsWith(QStringLiteral("From \"<b>nas\", whose key begins with AAAA AAAA; to be used until ")), qPrintable(hint()));
        QVERIFY2(hint().endsWith(QStringLiteral("It opens there: a:1, b:2/udp, c:3, …")), qPrintable(hint()));
        words = LinkWords{QString(64, u'A'), {}, QDateTime::currentDateTimeUtc().addSecs(3600), {}};
        QVERIFY2(hint().startsWith(QStringLiteral("From the machine whose key begins with AAAA AAAA;")), qPrintable(hint()));
        QVERIFY(hint().endsWith(QStringLiteral("It opens nothing there yet.")));
        words = LinkWords{QString(64, u'A'), {}, QDateTime::currentDateTimeUtc().addSecs(-1), {}};
        QCOMPARE(hint(), api::sentence({ErrorCode::InviteExpired}));
        words = Error{ErrorCode::InviteInvalid, QStringLiteral("culvert:x")};
        QCOMPARE(hint(), api::sentence({ErrorCode::InviteInvalid, QStringLiteral("culvert:x")}));
        QVERIFY(engine.asked().isEmpty());
    }

    void closingADialogWhileItWaitsIsHarmless()
    {
        test::FakeEngine engine;
        engine.holdAnswers();
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), peers_);
        met.field<QLineEdit>("listen")->setText(QStringLiteral("8080"));
        met.field<QLineEdit>("target")->setText(QStringLiteral("127.0.0.1:80"));
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTest::keyClick(met.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!met.dialog);
        engine.answerHeld();
    }

    void editingBeginsWithWhatTheTunnelIs()
    {
        test::FakeEngine engine;
        const api::TunnelInfo photos = test::sampleDesk(0).tunnels[1];
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Edit, photos, all_);
        QCOMPARE(met.field<QLineEdit>("listen")->text(), photos.listen);
        QCOMPARE(met.field<QLineEdit>("target")->text(), photos.target);
        QCOMPARE(met.field<QComboBox>("peer")->currentData().toString(), photos.peerId.toHex());
        met.field<QLineEdit>("name")->setText(QString());
        QVERIFY(!met.accept()->isEnabled());
        met.field<QLineEdit>("name")->setText(QStringLiteral("pictures"));
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(!met.dialog);
        const auto edited = engine.last<api::EditForward>();
        QVERIFY(edited);
        QCOMPARE(edited->tunnel, QStringLiteral("photos"));
        QCOMPARE(edited->name, QStringLiteral("pictures"));
        QVERIFY(edited->listen.isEmpty());
    }

    void aTunnelThatIsMadeAnewGoesOnAtThePortThatIsShown_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("anew");
        const auto row = [](const char *field, const char *text, bool anew) { QTest::newRow(field) << QString::fromLatin1(field) << QString::fromLatin1(text) << anew; };
        row("target", "nas.lan:81", true);
        row("userPassword", "new", true);
        row("name", "another", false);
        row("group", "work", false);
        row("limit", "2M", false);
    }
    void aTunnelThatIsMadeAnewGoesOnAtThePortThatIsShown()
    {
        QFETCH(const QString, field);
        QFETCH(const QString, text);
        QFETCH(const bool, anew);
        test::FakeEngine engine;
        api::TunnelInfo tunnel = test::sampleDesk(0).tunnels[1];
        tunnel.listen = QStringLiteral("127.0.0.1:41234"); // which was free
        const bool isProxy = field == QStringLiteral("userPassword");
        if (isProxy) {
            tunnel.kind = api::TunnelKind::Proxy;
            tunnel.target.clear();
            tunnel.user = QStringLiteral("me");
        }
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Edit, tunnel, all_);
        met.field<QLineEdit>(qPrintable(field))->setText(text);
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(!met.dialog);
        const QString listen = isProxy ? engine.last<api::EditProxy>()->listen : engine.last<api::EditForward>()->listen;
        QCOMPARE(listen, anew ? tunnel.listen : QString());
    }

    void anotherPeerKeepsThePortThatIsShown()
    {
        test::FakeEngine engine;
        api::TunnelInfo tunnel = test::sampleTunnel(QStringLiteral("web"), all_[0], api::TunnelState::Listening);
        tunnel.listen = QStringLiteral("127.0.0.1:41234");
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Edit, tunnel, all_);
        met.field<QComboBox>("peer")->setCurrentIndex(1);
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(!met.dialog);
        QCOMPARE(engine.last<api::EditForward>()->listen, tunnel.listen);
    }

    void savingSaysHowManyConnectionsItCloses()
    {
        test::FakeEngine engine;
        api::Snapshot desk = test::sampleDesk(0);
        api::TunnelInfo &photos = desk.tunnels[1];
        photos.open = 3;
        photos.listen = QStringLiteral("127.0.0.1:8443");
        engine.publish(desk);
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Edit, photos, all_);
        const auto said = [&] { return met.field<QLabel>("cut")->isVisible() ? met.field<QLabel>("cut")->text() : QString(); };
        const QString three = QStringLiteral("Saving closes 3 open connections.");
        const auto line = [&](const char *name, const QString &text) {
            const QString before = met.field<QLineEdit>(name)->text();
            met.field<QLineEdit>(name)->setText(text);
            const QString now = said();
            met.field<QLineEdit>(name)->setText(before);
            [&] { QCOMPARE(said(), QString()); }();
            return now;
        };
        QCOMPARE(said(), QString());
        QCOMPARE(line("name", QStringLiteral("pictures")), QString());
        QCOMPARE(line("group", QStringLiteral("work")), QString());
        QCOMPARE(line("limit", QStringLiteral("2M")), QString());
        QCOMPARE(line("listen", QStringLiteral("8443")), QString()); // the same
        QCOMPARE(line("listen", QStringLiteral("8444")), three);
        QCOMPARE(line("target", QStringLiteral("photos.home.lan:444")), three);
        QCOMPARE(line("target", QStringLiteral("photos.home.lan:443/udp")), three);
        QCOMPARE(line("target", QStringLiteral("nonsense")), QString()); // cannot be saved
        auto *peer = met.field<QComboBox>("peer");
        peer->setCurrentIndex(peer->findData(all_[0].id.toHex()));
        QCOMPARE(said(), three);
        photos.open = 1;
        engine.publish(desk);
        QCOMPARE(said(), QStringLiteral("Saving closes one open connection."));
        photos.open = 0;
        engine.publish(desk);
        QCOMPARE(said(), QString());
    }

    void anotherUserOrPasswordOfAProxyClosesItsConnections()
    {
        test::FakeEngine engine;
        api::TunnelInfo proxy = test::sampleTunnel(QStringLiteral("web"), peers_[0], api::TunnelState::Listening);
        proxy.kind = api::TunnelKind::Proxy;
        proxy.target.clear();
        proxy.user = QStringLiteral("me");
        proxy.open = 2;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Edit, proxy, peers_);
        const auto said = [&] { return met.field<QLabel>("cut")->isVisible(); };
        QVERIFY(!said());
        met.field<QLineEdit>("userPassword")->setText(QStringLiteral("new"));
        QVERIFY(said());
        met.field<QLineEdit>("userPassword")->clear();
        QVERIFY(!said());
        met.field<QCheckBox>("guarded")->setChecked(false);
        QVERIFY(said());
    }

    void aCopyOfATunnelClosesNothing()
    {
        test::FakeEngine engine;
        api::TunnelInfo photos = test::sampleDesk(0).tunnels[1];
        photos.open = 3;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, photos, all_);
        met.field<QLineEdit>("listen")->setText(QStringLiteral("8444"));
        QVERIFY(met.accept()->isEnabled());
        QVERIFY(!met.field<QLabel>("cut")->isVisible());
    }

    void withoutAPeerNoTunnelCanBeAdded()
    {
        test::FakeEngine engine;
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), QList<api::PeerInfo>());
        met.field<QLineEdit>("listen")->setText(QStringLiteral("8080"));
        met.field<QLineEdit>("target")->setText(QStringLiteral("127.0.0.1:80"));
        QVERIFY(!met.accept()->isEnabled());
        // One that is paired meanwhile can be chosen; nobody chooses for the person.
        api::Snapshot paired;
        paired.peers = {all_[0], all_[1]};
        engine.publish(paired);
        auto *offered = met.field<QComboBox>("peer");
        QCOMPARE(offered->count(), 2);
        QCOMPARE(offered->currentIndex(), -1);
        QVERIFY(!met.accept()->isEnabled());
        offered->setCurrentIndex(1);
        QVERIFY(met.accept()->isEnabled());
        // The first one goes, and the chosen one stays chosen; then that goes, too.
        paired.peers = {all_[1]};
        paired.peers[0].name = QStringLiteral("renamed");
        engine.publish(paired);
        QCOMPARE(offered->count(), 1);
        QVERIFY2(offered->currentText().startsWith(QStringLiteral("renamed")), qPrintable(offered->currentText()));
        QVERIFY(met.accept()->isEnabled());
        paired.peers = {all_[0]};
        engine.publish(paired);
        QCOMPARE(offered->count(), 1);
        QCOMPARE(offered->currentIndex(), -1);
        QVERIFY(!met.accept()->isEnabled());
    }

    void aPeerIsChosenForAPersonOnlyWhereItIsTheOnlyOne()
    {
        test::FakeEngine engine;
        api::PeerInfo stranger = test::samplePeer(QStringLiteral("bank"), 0x01, api::PeerState::Blocked);
        stranger.stranger = true;
        {
            Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), QList{stranger, all_[0]});
            auto *offered = met.field<QComboBox>("peer");
            QCOMPARE(offered->count(), 1);
            QCOMPARE(offered->currentData().toString(), all_[0].id.toHex());
            QVERIFY(!offered->hasFocus());
        }
        {
            Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Add, api::TunnelInfo(), QList{stranger} + all_);
            auto *offered = met.field<QComboBox>("peer");
            QCOMPARE(offered->count(), all_.size());
            QCOMPARE(offered->currentIndex(), -1);
            QVERIFY(offered->hasFocus());
            api::Snapshot fewer; // one is blocked as a stranger meanwhile: it asked anew after it was removed
            fewer.peers = QList{stranger} + all_;
            fewer.peers[1].stranger = true;
            engine.publish(fewer);
            QCOMPARE(offered->count(), all_.size() - 1);
        }
        // Nor is a tunnel led elsewhere by a change of something else.
        Met<TunnelDialog> met(engine, TunnelDialog::Purpose::Edit, test::sampleTunnel(QStringLiteral("old"), stranger, api::TunnelState::Listening), QList{stranger, all_[0]});
        QCOMPARE(met.field<QComboBox>("peer")->currentData().toString(), stranger.id.toHex());
    }

    void anInviteShowsItsLinkAndCopiesIt()
    {
        test::FakeEngine engine;
        Met<InviteDialog> met(engine);
        QVERIFY(met.accept()->isEnabled()); // nothing allowed is allowed
        QTest::keyClicks(met.field<QPlainTextEdit>("targets"), QStringLiteral("127.0.0.1:80"));
        QTest::keyClick(met.field<QPlainTextEdit>("targets"), Qt::Key_Return);
        QTest::keyClicks(met.field<QPlainTextEdit>("targets"), QStringLiteral("nas"));
        QVERIFY(!met.accept()->isEnabled());
        QTest::keyClicks(met.field<QPlainTextEdit>("targets"), QStringLiteral(":445"));
        met.field<QComboBox>("expiry")->setCurrentIndex(2);
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(met.field<QPlainTextEdit>("link")->isVisible());
        const auto asked = engine.last<api::CreateInvite>();
        QCOMPARE(asked->allow, (QStringList{QStringLiteral("127.0.0.1:80"), QStringLiteral("nas:445")}));
        QCOMPARE(asked->expiresMs, 86'400'000);
        QVERIFY(met.field<QPlainTextEdit>("link")->toPlainText().startsWith(QStringLiteral("culvert:")));
        QTest::mouseClick(met.field<QPushButton>("copy"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), met.field<QPlainTextEdit>("link")->toPlainText());
        QVERIFY(!met.accept()->isVisible());
        QTest::keyClick(met.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!met.dialog);
    }

    void anInviteHasNoMoreTargetsThanItMayCarry()
    {
        test::FakeEngine engine;
        Met<InviteDialog> met(engine);
        QString lines;
        for (int i = 1; i <= 16; ++i)
            lines += QStringLiteral("host:%1\n").arg(i);
        met.field<QPlainTextEdit>("targets")->setPlainText(lines);
        QVERIFY(met.accept()->isEnabled());
        met.field<QPlainTextEdit>("targets")->setPlainText(lines + QStringLiteral("host:17"));
        QVERIFY(!met.accept()->isEnabled());
    }

    void aLinkOnTheClipboardIsFilledIn()
    {
        QGuiApplication::clipboard()->setText(QStringLiteral("  ") + link_ + u'\n');
        test::FakeEngine engine;
        Met<PairDialog> met(engine);
        QCOMPARE(met.field<QPlainTextEdit>("link")->toPlainText(), link_);
        QVERIFY(met.accept()->isEnabled());
        QTest::keyClicks(met.field<QLineEdit>("name"), QStringLiteral("office"));
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(!met.dialog);
        QCOMPARE(engine.last<api::Pair>()->link, link_);
        QCOMPARE(engine.last<api::Pair>()->name, QStringLiteral("office"));
    }

    void aLinkIsFoundInWhatAMailMadeOfIt_data()
    {
        QTest::addColumn<QString>("text");
        const QString cut = link_.left(60) + QStringLiteral("%1") + link_.mid(60);
        QTest::newRow("folded") << cut.arg(QStringLiteral("\n"));
        QTest::newRow("folded, with carriage returns") << cut.arg(QStringLiteral("\r\n "));
        QTest::newRow("quoted") << QStringLiteral("> ") + cut.arg(QStringLiteral("\n> > "));
        QTest::newRow("in brackets") << QStringLiteral("<%1>").arg(link_);
        QTest::newRow("in brackets, folded") << QStringLiteral("<%1>,\nsee you").arg(cut.arg(QStringLiteral("\n")));
        QTest::newRow("with words before it") << QStringLiteral("Here is the link: ") + link_;
        QTest::newRow("at the end of a sentence") << QStringLiteral("Use %1.").arg(link_);
        QTest::newRow("with lines around it") << QStringLiteral("Hello\n\n%1\n\nRegards\n").arg(cut.arg(QStringLiteral("\n")));
        QTest::newRow("with words behind it") << link_ + QStringLiteral(" is the link\nof mine");
        QTest::newRow("with a word in the next line") << cut.arg(QStringLiteral("\n")) + QStringLiteral("\nRegards");
        QTest::newRow("behind the program's name") << QStringLiteral("Culvert: ") + link_;
        QTest::newRow("behind a subject") << QStringLiteral("Subject: Culvert:\n%1\n").arg(cut.arg(QStringLiteral("\n")));
        QTest::newRow("behind a line of words") << QStringLiteral("Pair in Culvert:\n\n") + link_;
        QTest::newRow("on one line with blanks") << cut.arg(QStringLiteral(" ")) + QStringLiteral(" Regards");
    }
    void aLinkIsFoundInWhatAMailMadeOfIt()
    {
        QFETCH(QString, text);
        const LinkReader read = [&](const QString &link) -> Result<LinkWords> {
            if (link != link_)
                return Error{ErrorCode::InviteInvalid, link};
            return LinkWords{QString(64, u'A'), {}, QDateTime::currentDateTimeUtc().addSecs(3600), {}};
        };
        QGuiApplication::clipboard()->clear();
        test::FakeEngine engine;
        QWidget parent;
        QPointer<PairDialog> dialog(new PairDialog(engine, &parent, {}, read));
        dialog->open();
        auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("accept"));
        dialog->findChild<QPlainTextEdit *>(QStringLiteral("link"))->setPlainText(text);
        QVERIFY(accept->isEnabled());
        accept->click();
        QTRY_VERIFY(!dialog);
        QCOMPARE(engine.last<api::Pair>()->link, link_);

        QGuiApplication::clipboard()->setText(text);
        PairDialog copied(engine, nullptr, {}, read);
        QCOMPARE(copied.findChild<QPlainTextEdit *>(QStringLiteral("link"))->toPlainText(), link_);
    }

    void whatIsNoLinkIsSaidAtOnce_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("scheme alone") << QStringLiteral("culvert:");
        QTest::newRow("other scheme") << QStringLiteral("https://example.org/");
        QTest::newRow("foreign characters") << QStringLiteral("culvert:ab cd");
        QTest::newRow("too long") << QStringLiteral("culvert:") + QString(3000, u'a');
    }
    void whatIsNoLinkIsSaidAtOnce()
    {
        QFETCH(QString, text);
        test::FakeEngine engine;
        Met<PairDialog> met(engine);
        met.field<QPlainTextEdit>("link")->setPlainText(text);
        QVERIFY(!met.accept()->isEnabled());
        met.field<QPlainTextEdit>("link")->setPlainText(link_);
        QVERIFY(met.accept()->isEnabled());
        met.field<QPlainTextEdit>("link")->setPlainText(QStringLiteral("Culvert:") + QString(120, u'x')); // as a mail program may begin a line
        QVERIFY(met.accept()->isEnabled());
        for (const char *before : {"Culvert: ", "Pair in Culvert:\n\n"}) {
            met.field<QPlainTextEdit>("link")->setPlainText(QString::fromLatin1(before) + link_);
            QVERIFY2(met.accept()->isEnabled(), before);
        }
    }

    // As the settings show it, in groups; with a digit that was mistyped it is none.
    void anAddressIsTakenInALinksPlace()
    {
        test::FakeEngine engine;
        Met<PairDialog> met(engine);
        const QString address = QStringLiteral("00FF") + QString(68, u'0') + QStringLiteral("00FF"); // its own checksum
        auto *link = met.field<QPlainTextEdit>("link");
        link->setPlainText(QStringLiteral("00FE") + address.mid(4));
        QVERIFY(!met.accept()->isEnabled());
        link->setPlainText(address.left(75));
        QVERIFY(!met.accept()->isEnabled());
        link->setPlainText(address.left(4) + u' ' + address.mid(4, 30) + u'\n' + address.mid(34));
        QVERIFY(met.accept()->isEnabled());
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_VERIFY(!met.dialog);
        QCOMPARE(engine.last<api::Pair>()->link, address);
    }

    void anExpiredLinkKeepsTheDialogWithTheSentence()
    {
        test::FakeEngine engine;
        Met<PairDialog> met(engine);
        met.field<QPlainTextEdit>("link")->setPlainText(link_);
        engine.failNext(Error{ErrorCode::InviteExpired});
        QTest::mouseClick(met.accept(), Qt::LeftButton);
        QTRY_COMPARE(met.message(), api::sentence(Error{ErrorCode::InviteExpired}));
        QVERIFY(met.accept()->isEnabled());
    }

    void aPeerIsRenamed()
    {
        test::FakeEngine engine;
        Met<RenameDialog> met(engine, peers_[0]);
        QTest::keyClicks(met.field<QLineEdit>("name"), QStringLiteral("work")); // the old name is selected
        QTest::keyClick(met.dialog, Qt::Key_Return);
        QTRY_VERIFY(!met.dialog);
        QCOMPARE(engine.last<api::RenamePeer>()->name, QStringLiteral("work"));
        QCOMPARE(engine.last<api::RenamePeer>()->peer, peers_[0].id.toHex());
    }

    void aNameThatWouldBeRefusedTodayMayStay()
    {
        test::FakeEngine engine;
        const QString turned = QStringLiteral("\u202eeciffo");
        api::PeerInfo peer = peers_[0];
        peer.name = turned;
        Met<RenameDialog> rename(engine, peer);
        QVERIFY(rename.accept()->isEnabled());
        rename.field<QLineEdit>("name")->setText(turned + u'2');
        QVERIFY(!rename.accept()->isEnabled());
        api::TunnelInfo photos = test::sampleDesk(0).tunnels[1];
        photos.name = turned;
        photos.group = turned;
        Met<TunnelDialog> edit(engine, TunnelDialog::Purpose::Edit, photos, all_);
        QVERIFY(edit.accept()->isEnabled());
        edit.field<QLineEdit>("group")->setText(turned + u'2');
        QVERIFY(!edit.accept()->isEnabled());
        Met<TunnelDialog> add(engine, TunnelDialog::Purpose::Add, photos, all_);
        QVERIFY(!add.accept()->isEnabled());
    }
};

QTEST_MAIN(UiDialogs)
#include "ui_dialogs.moc"
