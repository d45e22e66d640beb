// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk.h"
#include "ui/page.h"

#include "app/common/translations.h"
#include "ui/service.h"
#include "ui/session_start.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QGroupBox>
#include <QHash>
#include <QKeySequence>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QTemporaryDir>

using namespace culvert;
using namespace culvert::ui;
using culvert::test::Desk;

namespace {

class GoneService final : public Service {
public:
    [[nodiscard]] State state() const override { return State::Lost; }
    [[nodiscard]] QString version() const override { return {}; }
    [[nodiscard]] std::optional<Error> trouble() const override { return std::nullopt; }
    void takeOver() override {}
};

class NoStart final : public SessionStart {
public:
    [[nodiscard]] bool enabled() const override { return false; }
    [[nodiscard]] Outcome setEnabled(bool) override { return done(); }
};

// The texts that share a letter with another one.
QString shared(const QStringList &texts)
{
    QHash<QKeySequence, QStringList> byKey;
    for (const QString &text : texts) {
        if (const QKeySequence key = QKeySequence::mnemonic(text); !key.isEmpty())
            byKey[key] << text;
    }
    QStringList out;
    for (const QStringList &same : std::as_const(byKey)) {
        if (same.size() > 1)
            out << same.join(QStringLiteral(" = "));
    }
    return out.join(QStringLiteral("; "));
}

// What a key with Alt can mean in the window as it is.
QStringList shownTexts(const QMainWindow &window)
{
    QStringList texts;
    for (const QAction *menu : window.menuBar()->actions())
        texts << menu->text();
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            texts << button->text();
    }
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (label->isVisible() && label->buddy())
            texts << label->text();
    }
    for (const QGroupBox *box : window.findChildren<QGroupBox *>()) {
        if (box->isVisible())
            texts << box->title();
    }
    return texts;
}

} // namespace

class UiMnemonics : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int made_ = 0;

    using enum test::Page;

private Q_SLOTS:
    void initTestCase() { QVERIFY(folder_.isValid()); }

    void aLetterMeansOneThingOnEveryPage_data()
    {
        QTest::addColumn<QString>("language");
        for (const char *language : {"en", "zh_CN"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }
    void aLetterMeansOneThingOnEveryPage()
    {
        QFETCH(const QString, language);
        const app::Translations translations(QLocale{language});
        GoneService service;
        NoStart start;
        Desk desk(folder_.filePath(QStringLiteral("window%1.ini").arg(++made_)));
        desk.window.setSessionStart(&start);
        api::Snapshot full = test::withRequestsAndInvites(test::groupedDesk(0));
        full.encrypted = true;
        desk.engine.publish(full);
        const auto look = [&](const char *when) {
            for (int page : {Tunnels, Peers, Connections, Errors, Diagnostics, Settings}) {
                desk.goTo(page);
                if (page == Peers)
                    desk.table("peers")->selectKey(full.peers[2].id.toHex());
                const QStringList texts = shownTexts(desk.window);
                QVERIFY(texts.size() > 4);
                const QString twice = shared(texts);
                QVERIFY2(twice.isEmpty(), qPrintable(QStringLiteral("%1, page %2: %3").arg(QString::fromLatin1(when)).arg(page).arg(twice)));
            }
        };
        Q_EMIT desk.state.undoable(QStringLiteral("done"), [] {});
        look("every group");
        desk.find<QComboBox>("group")->setCurrentIndex(1);
        full.encrypted = false;
        full.peers[2].state = api::PeerState::Blocked;
        desk.engine.publish(full);
        look("one group, a blocked peer");
        api::Snapshot empty;
        empty.running = true;
        empty.peers = {full.peers[0]};
        desk.engine.publish(empty);
        look("no tunnels");
        empty.peers.clear();
        desk.engine.publish(empty);
        look("empty");
        desk.engine.publish(full);
        desk.window.setService(service);
        look("the service is gone");
        for (const QAction *menu : desk.window.menuBar()->actions()) {
            QStringList texts;
            for (const QAction *action : menu->menu()->actions())
                texts << action->text();
            QVERIFY2(shared(texts).isEmpty(), qPrintable(shared(texts)));
        }
        desk.window.setSessionStart(nullptr);
    }
};

QTEST_MAIN(UiMnemonics)
#include "ui_mnemonics.moc"
