// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page.h"

#include "ui/widgets/bar_layout.h"

#include <QAction>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace culvert::ui {

Page::Page(EngineState &state, QWidget *parent)
    : QWidget(parent), state_(state), barWidget_(new QWidget(this)), bar_(new BarLayout(barWidget_)),
      column_(new QVBoxLayout(this))
{
    column_->setContentsMargins(10, 10, 10, 6);
    column_->setSpacing(8);
    column_->addWidget(barWidget_);
}

QAction *Page::makeAction(const QString &text, const QKeySequence &shortcut, std::function<void()> act)
{
    auto *action = new QAction(text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(shortcut == QKeySequence::Delete ? Qt::WidgetWithChildrenShortcut : Qt::WindowShortcut);
    connect(action, &QAction::triggered, this, std::move(act));
    addAction(action);
    return action;
}

void Page::addOver(QWidget *widget) { column_->addWidget(widget); }

void Page::setContent(QWidget *content, QWidget *empty, QAbstractItemModel &model)
{
    stack_ = new QStackedLayout;
    stack_->addWidget(empty);
    stack_->addWidget(content);
    column_->addLayout(stack_, 1);
    const auto choose = [this, &model] {
        const bool any = model.rowCount() > 0;
        stack_->setCurrentIndex(any ? 1 : 0);
        barWidget_->setVisible(any);
    };
    connect(&model, &QAbstractItemModel::rowsInserted, this, choose);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, choose);
    choose();
}

} // namespace culvert::ui
