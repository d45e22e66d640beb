// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/desktop.h"
#include "host/engine_host.h"
#include "ui/dialogs/accept_dialog.h"
#include "ui/widgets/table_view.h"
#include "ui/display_test.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QNetworkProxy>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace culvert;
using namespace culvert::ui;

// A request to pair from one real engine to another, over loopback Tox, and the person at the window who answers it.
class UiRequest : public culvert::test::DisplayTest {
    Q_OBJECT

private Q_SLOTS:
    // By the bare address.
    void whoAsksByTheAddressIsLetInThroughTheWindow()
    {
        const auto optionsIn = [this](const char *name) {
            host::EngineOptions options;
            options.profileFolder = folder_.filePath(QString::fromLatin1(name));
            options.builtInNodes = false;
            options.loopbackOnly = true;
            return options;
        };
        api::Snapshot hereNow;
        api::Snapshot thereNow;
        host::EngineHost here(optionsIn("asked"));
        host::EngineHost there(optionsIn("asker"));
        connect(&here, &api::EngineClient::snapshotTaken, this, [&](const api::Snapshot &snapshot) { hereNow = snapshot; });
        connect(&there, &api::EngineClient::snapshotTaken, this, [&](const api::Snapshot &snapshot) { thereNow = snapshot; });
        there.setWatching(true);
        app::Desktop desktop(here, folder_.filePath(QStringLiteral("asked.ini")), appearance_);
        MainWindow &window = desktop.window();
        desktop.open(false);
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        here.start();
        there.start();
        QTRY_VERIFY_WITH_TIMEOUT(hereNow.tox.udpPort && thereNow.tox.udpPort && !hereNow.address.isEmpty(), 20'000);
        here.bootstrapFrom(*thereNow.tox.udpPort, thereNow.tox.dhtPublicKey);
        there.bootstrapFrom(*hereNow.tox.udpPort, hereNow.tox.dhtPublicKey);
        std::optional<api::Reply> asked;
        there.send(api::Pair{hereNow.address, QStringLiteral("office")}, this, [&](const api::Reply &reply) { asked = reply; });
        QTRY_VERIFY(asked);
        QVERIFY(asked->ok());

        auto *requests = window.findChild<TableView *>(QStringLiteral("requests"));
        QTRY_COMPARE_WITH_TIMEOUT(requests->model()->rowCount(), 1, 90'000);
        QCOMPARE(window.findChild<QListWidget *>(QStringLiteral("pages"))->item(1)->text(), QStringLiteral("Peers (1)"));
        window.showRequests();
        QTRY_VERIFY(requests->isVisible());
        QTest::keyClick(requests, Qt::Key_Return);
        QTRY_VERIFY(window.findChild<AcceptDialog *>());
        auto *dialog = window.findChild<AcceptDialog *>();
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("key"))->text().remove(u' '), thereNow.address.left(64));
        dialog->findChild<QLineEdit *>(QStringLiteral("name"))->setText(QStringLiteral("cabin"));
        QTest::keyClicks(dialog->findChild<QPlainTextEdit *>(QStringLiteral("targets")), QStringLiteral("10.0.0.0/8:80-443"));
        picture(*dialog, QStringLiteral("program-accept"));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        QTRY_VERIFY(!window.findChild<AcceptDialog *>());
        QTRY_VERIFY(!requests->isVisible());
        QTRY_COMPARE(hereNow.peers.size(), 1);
        QCOMPARE(hereNow.peers.first().name, QStringLiteral("cabin"));
        QCOMPARE(hereNow.peers.first().allowed, QStringList{QStringLiteral("10.0.0.0/8:80-443")});
        QTRY_VERIFY_WITH_TIMEOUT(thereNow.peers.first().state == api::PeerState::Online && hereNow.peers.first().state == api::PeerState::Online, 90'000);
        picture(window, QStringLiteral("program-accepted"));
    }
};

QTEST_MAIN(UiRequest)
#include "ui_request.moc"
