// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/engine_state.h"

#include <QWidget>

class QStackedLayout;
class QVBoxLayout;

namespace culvert::ui {

class BarLayout;
class TableView;

// One page of the window: a row of buttons over a table, with room for more under it; in the table's place, while there
// is nothing to list, what to do first.
class Page : public QWidget {
    Q_OBJECT
public:
    // What the window keeps between two runs.
    [[nodiscard]] virtual TableView *table() = 0;

protected:
    // `state` outlives the page.
    Page(EngineState &state, QWidget *parent);

    [[nodiscard]] EngineState &state() { return state_; }
    [[nodiscard]] BarLayout *bar() { return bar_; }
    // Under the bar and over the content, shown whether there is anything to list or not. Before setContent().
    void addOver(QWidget *widget);

    // An action of this page, with a shortcut that works while the page is shown, wherever in the
    // window the focus is. Delete alone needs the focus in the page: elsewhere it is not meant for what is selected there.
    [[nodiscard]] QAction *makeAction(const QString &text, const QKeySequence &shortcut, std::function<void()> act);

    // `content` is shown instead of `empty` while `model` has rows; both become children.
    void setContent(QWidget *content, QWidget *empty, QAbstractItemModel &model);

private:
    EngineState &state_;
    QWidget *barWidget_;
    BarLayout *bar_;
    QVBoxLayout *column_;
    QStackedLayout *stack_ = nullptr;
};

} // namespace culvert::ui
