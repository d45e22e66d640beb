// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/culvert/appearance.h"
#include "ui/page.h"
#include "ui/widgets/table_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDir>
#include <QEventLoop>
#include <QLineEdit>
#include <QListWidget>
#include <QNetworkProxy>
#include <QObject>
#include <QPointer>
#include <QPushButton>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <functional>

namespace culvert::test {

// A test on a display of its own, in front of real engines. Pictures are left in CULVERT_PICTURES, else in "pictures" of the
// current folder.
class DisplayTest : public QObject {
    Q_OBJECT

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

protected:
    // The one that is shown, if any.
    template <class T>
    static T *shown()
    {
        for (QWidget *widget : QApplication::allWidgets()) {
            if (auto *found = qobject_cast<T *>(widget); found && found->isVisible())
                return found;
        }
        return nullptr;
    }
    static QPushButton *button(const QWidget &window, const QString &text)
    {
        for (QPushButton *candidate : window.findChildren<QPushButton *>()) {
            if (candidate->isVisible() && candidate->text().remove(u'&') == text)
                return candidate;
        }
        return nullptr;
    }
    // By mouse.
    static void goTo(const QWidget &window, int page)
    {
        auto *pages = window.findChild<QListWidget *>(QStringLiteral("pages"));
        QTest::mouseClick(pages->viewport(), Qt::LeftButton, {}, pages->visualItemRect(pages->item(page)).center());
        QCOMPARE(pages->currentRow(), page);
    }
    // The port of the direct way is still being typed when the window is quit by its key.
    static void typePortAndQuit(QWidget &window, const QString &port)
    {
        QVERIFY(QTest::qWaitForWindowActive(&window));
        goTo(window, Page::Settings);
        auto *line = window.findChild<QLineEdit *>(QStringLiteral("direct.port"));
        QTRY_VERIFY(line->isEnabled());
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, port);
        QTest::keyClick(&window, Qt::Key_Q, Qt::ControlModifier);
    }
    // Calls `then` while the menu of the table is open, in the event loop that this runs within the program's own; returns when the menu has
    // closed.
    static void whileItsMenuIsOpen(const ui::TableView &table, const std::function<void()> &then)
    {
        QEventLoop program;
        QTimer::singleShot(0, &program, [&] {
            QTimer::singleShot(0, &program, [&] {
                QPointer<QWidget> menu = QApplication::activePopupWidget();
                const auto closed = qScopeGuard([&] {
                    if (menu)
                        menu->close();
                });
                QVERIFY(menu);
                then();
            });
            QWidget *at = table.viewport();
            QContextMenuEvent asked(QContextMenuEvent::Mouse, at->rect().center(), at->mapToGlobal(at->rect().center()));
            QCoreApplication::sendEvent(at, &asked);
            program.quit();
        });
        program.exec();
    }
    // The row in which some cell says `text`; -1: none.
    static int rowWith(const ui::TableView *table, const QString &text)
    {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            for (int column = 0; column < table->model()->columnCount(); ++column) {
                if (table->model()->index(row, column).data().toString() == text)
                    return row;
            }
        }
        return -1;
    }
    void picture(QWidget &window, const QString &name)
    {
        for (int turn = 0; turn < 3; ++turn) // a layout that grows tells its parent by an event
            QCoreApplication::processEvents();
        QVERIFY(window.grab().save(pictures_.filePath(name + QStringLiteral(".png"))));
    }

    QTemporaryDir folder_;
    QDir pictures_;
    app::Appearance appearance_;
};

} // namespace culvert::test
