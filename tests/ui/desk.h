// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/agree.h"
#include "ui/fake_engine.h"
#include "ui/sample.h"

#include "ui/engine_state.h"
#include "ui/main_window.h"
#include "ui/widgets/table_view.h"

#include <QPushButton>
#include <QSettings>
#include <QTest>

namespace culvert::test {

using namespace culvert::ui;

// One window over one double of the engine, used by mouse and keyboard.
struct Desk {
    explicit Desk(const QString &iniFile)
        : memory(iniFile, QSettings::IniFormat), state(engine), window(state, memory)
    {
        engine.publish(sampleDesk(0));
        window.resize(1000, 640);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }

    template <class T>
    T *find(const char *name)
    {
        return window.findChild<T *>(QString::fromLatin1(name));
    }
    TableView *table(const char *name) { return find<TableView>(name); }

    QPushButton *button(const QString &text)
    {
        for (QPushButton *candidate : window.findChildren<QPushButton *>()) {
            if (candidate->isVisible() && candidate->text().remove(u'&') == text)
                return candidate;
        }
        return nullptr;
    }
    void click(const QString &text)
    {
        QPushButton *found = button(text);
        QVERIFY2(found, qPrintable(text));
        QVERIFY2(found->isEnabled(), qPrintable(text));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    void agree() { test::agree(window); }
    void goTo(int page) { QTest::keyClick(&window, Qt::Key(Qt::Key_1 + page), Qt::ControlModifier); }

    // Clicks into a cell of the row with that key.
    void clickRow(TableView *table, const QVariant &key, int column = 1)
    {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QModelIndex index = table->model()->index(row, column);
            if (index.siblingAtColumn(0).data(KeyRole) == key) {
                table->scrollTo(index);
                QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
                QCOMPARE(table->selectedKeys(), QVariantList{key});
                return;
            }
        }
        QFAIL("no such row");
    }

    FakeEngine engine;
    QSettings memory;
    Preferences preferences{memory};
    EngineState state;
    MainWindow window;
};

} // namespace culvert::test
