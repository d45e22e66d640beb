// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/desktop.h"
#include "app/culvert/program.h"
#include "app/demo/demo.h"
#include "ui/dialogs/tunnel_dialog.h"
#include "ui/widgets/table_view.h"

#include "api/sentences.h"
#include "profile/profile.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QNetworkProxy>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyleFactory>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace culvert;
using namespace culvert::ui;

// The tray program on a display: two real engines, paired over loopback Tox, and the widgets that a person uses.
// Pictures are left in CULVERT_PICTURES, else in "pictures" of the current folder.
class UiProgram : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QDir pictures_;

    static QPushButton *button(const QWidget &window, const QString &text)
    {
        for (QPushButton *candidate : window.findChildren<QPushButton *>()) {
            if (candidate->isVisible() && candidate->text().remove(u'&') == text)
                return candidate;
        }
        return nullptr;
    }

    static int rowWith(const TableView *table, const QString &text)
    {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            for (int column = 0; column < table->model()->columnCount(); ++column) {
                if (table->model()->index(row, column).data().toString() == text)
                    return row;
            }
        }
        return -1;
    }

    // By mouse: without a window manager no window is active, and shortcuts need that.
    static void goTo(const QWidget &window, int page)
    {
        auto *pages = window.findChild<QListWidget *>(QStringLiteral("pages"));
        QTest::mouseClick(pages->viewport(), Qt::LeftButton, {}, pages->visualItemRect(pages->item(page)).center());
        QCOMPARE(pages->currentRow(), page);
    }

    void picture(QWidget &window, const QString &name)
    {
        for (int turn = 0; turn < 3; ++turn) // a layout that grows tells its parent by an event
            QCoreApplication::processEvents();
        QVERIFY(window.grab().save(pictures_.filePath(name + QStringLiteral(".png"))));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
        QApplication::setQuitOnLastWindowClosed(false);
        QLocale::setDefault(QLocale::c());
        QVERIFY(folder_.isValid());
        const QString wanted = qEnvironmentVariable("CULVERT_PICTURES", QStringLiteral("pictures"));
        QVERIFY(QDir().mkpath(wanted));
        pictures_ = QDir(wanted);
    }

    void aTunnelIsAddedUsedSeenAndStoppedThroughTheWindow()
    {
        demo::Demo demo;
        QSignalSpy ready(&demo, &demo::Demo::ready);
        QSignalSpy failed(&demo, &demo::Demo::failed);
        app::Desktop desktop(demo.here(), folder_.filePath(QStringLiteral("window.ini")));
        MainWindow &window = desktop.window();
        desktop.open(false);
        window.resize(1180, 680);
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        demo.start();
        QTRY_VERIFY_WITH_TIMEOUT(ready.count() == 1 || failed.count() == 1, 60'000);
        QVERIFY2(failed.isEmpty(), qPrintable(failed.isEmpty() ? QString() : failed.first().first().toString()));

        // The target that the other machine allows to this one is that of the demo's own tunnel.
        auto *tunnels = window.findChild<TableView *>(QStringLiteral("tunnels"));
        QTRY_COMPARE(tunnels->model()->rowCount(), 1);
        const QString target = tunnels->model()->index(0, TunnelsModel::Target).data().toString();

        QTest::mouseClick(button(window, QStringLiteral("Add…")), Qt::LeftButton);
        auto *dialog = window.findChild<TunnelDialog *>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("listen")), QStringLiteral("0"));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("target")), target);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("name")), QStringLiteral("mine"));
        QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("peer"))->count(), 1);
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        QTRY_VERIFY(!window.findChild<TunnelDialog *>());
        QTRY_VERIFY(rowWith(tunnels, QStringLiteral("mine")) >= 0);
        const auto cell = [&](int column) { return tunnels->model()->index(rowWith(tunnels, QStringLiteral("mine")), column); };
        QTRY_COMPARE(cell(TunnelsModel::State).data().toString(), QStringLiteral("Running"));
        const QString listen = cell(TunnelsModel::Listen).data().toString();
        const quint16 port = listen.section(u':', -1).toUShort();
        QVERIFY2(port != 0, qPrintable(listen));

        // Something long, and a reader that waits in the middle of it.
        QTcpSocket reader;
        reader.setReadBufferSize(64 * 1024);
        reader.connectToHost(QStringLiteral("127.0.0.1"), port);
        QVERIFY(reader.waitForConnected(5'000));
        reader.write("GET /download HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QTRY_VERIFY_WITH_TIMEOUT(reader.bytesAvailable() > 1'000, 10'000);

        goTo(window, 2);
        auto *connections = window.findChild<TableView *>(QStringLiteral("connections"));
        QTRY_VERIFY(connections->isVisible());
        QTRY_VERIFY(rowWith(connections, QStringLiteral("mine")) >= 0);
        const auto connection = [&](int column) { return connections->model()->index(rowWith(connections, QStringLiteral("mine")), column); };
        QTRY_COMPARE(connection(ConnectionsModel::State).data().toString(), QStringLiteral("Open"));
        QTRY_VERIFY(connection(ConnectionsModel::Received).data(SortRole).toULongLong() > 100'000);
        QCOMPARE(connection(ConnectionsModel::Source).data().toString(), QStringLiteral("127.0.0.1:%1").arg(reader.localPort()));
        picture(window, QStringLiteral("program-connections"));

        qint64 read = 0;
        reader.setReadBufferSize(0);
        const auto drained = [&] {
            read += reader.readAll().size();
            return read >= 100'000'000 && reader.state() == QAbstractSocket::UnconnectedState;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(drained(), qPrintable(QString::number(read)), 40'000);
        QTRY_VERIFY_WITH_TIMEOUT(connection(ConnectionsModel::State).data().toString().startsWith(QStringLiteral("Closed by")), 10'000);

        // A tunnel that is stopped has no port any more.
        goTo(window, 0);
        QTRY_VERIFY(tunnels->isVisible());
        picture(window, QStringLiteral("program-tunnels"));
        tunnels->setCurrentIndex(cell(TunnelsModel::Name));
        QTest::mouseClick(button(window, QStringLiteral("Stop")), Qt::LeftButton);
        QTRY_COMPARE(cell(TunnelsModel::State).data().toString(), QStringLiteral("Stopped"));
        QTcpSocket late;
        late.connectToHost(QStringLiteral("127.0.0.1"), port);
        QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);

        goTo(window, 1);
        picture(window, QStringLiteral("program-peers"));
        goTo(window, 4);
        picture(window, QStringLiteral("program-diagnostics"));
    }

    void aProfileInUseIsSaidInAWindow()
    {
        const QString profile = folder_.filePath(QStringLiteral("held"));
        const auto held = profile::Profile::open(profile);
        QVERIFY(held);
        app::Options options;
        options.profileFolder = profile;
        app::Program program(options);
        QSignalSpy finished(&program, &app::Program::finished);
        program.start();
        const auto failure = []() -> FailureWindow * {
            for (QWidget *window : QApplication::topLevelWidgets()) {
                if (auto *found = qobject_cast<FailureWindow *>(window); found && found->isVisible())
                    return found;
            }
            return nullptr;
        };
        QTRY_VERIFY(failure());
        QVERIFY(failure()->findChild<QLabel *>(QStringLiteral("sentence"))->text().contains(QStringLiteral("in use by another running Culvert")));
        QCOMPARE(finished.count(), 0);
        QTest::keyClick(failure(), Qt::Key_Escape);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finished.first().first().toInt(), 1);
    }

#ifdef Q_OS_UNIX
    void theProgramItselfStartsAndEndsByASignal()
    {
        const QString nodes = folder_.filePath(QStringLiteral("nodes.json"));
        QFile file(nodes);
        QVERIFY(file.open(QIODevice::WriteOnly));
        // Port 9 of this machine: nobody answers there.
        const QJsonObject node{{QStringLiteral("ipv4"), QStringLiteral("127.0.0.1")},
                               {QStringLiteral("port"), 9},
                               {QStringLiteral("public_key"), QString(64, u'A')}};
        file.write(QJsonDocument(QJsonObject{{QStringLiteral("nodes"), QJsonArray{node}}}).toJson());
        file.close();
        const QString profile = folder_.filePath(QStringLiteral("fresh"));
        // No router is asked: it would be on the LAN where the tests have no network of their own.
        {
            auto fresh = profile::Profile::open(profile);
            QVERIFY(fresh);
            profile::Config config = (*fresh)->config();
            config.settings.directPortMapping = false;
            QVERIFY((*fresh)->save(config));
        }
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(QStringLiteral(CULVERT_PROGRAM), {QStringLiteral("--profile"), profile, QStringLiteral("--nodes"), nodes});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(QDir(profile).filePath(QStringLiteral("identity.tox"))), 10'000);
        QElapsedTimer ending;
        ending.start();
        program.terminate();
        QVERIFY(program.waitForFinished(10'000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY2(ending.elapsed() < 4'000, qPrintable(QString::number(ending.elapsed())));
    }
#endif
};

QTEST_MAIN(UiProgram)
#include "ui_program.moc"
