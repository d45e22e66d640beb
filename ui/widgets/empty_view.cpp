// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_view.h"

#include "ui/widgets/action_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace culvert::ui {

EmptyView::EmptyView(const QString &title, const QString &text, const QList<QAction *> &actions, QWidget *parent)
    : QWidget(parent)
{
    auto *heading = new QLabel(title, this);
    QFont large = heading->font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    large.setBold(true);
    heading->setFont(large);
    heading->setAlignment(Qt::AlignCenter);
    heading->setWordWrap(true);

    auto *body = new QLabel(text, this);
    body->setWordWrap(true);
    body->setAlignment(Qt::AlignCenter);
    const int measure = body->fontMetrics().averageCharWidth() * 64;
    body->setMaximumWidth(measure);
    body->setMinimumWidth(std::min(measure, 320));

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QAction *action : actions)
        buttons->addWidget(new ActionButton(action, this));
    buttons->addStretch();

    auto *centred = new QHBoxLayout;
    centred->addStretch();
    centred->addWidget(body, 1);
    centred->addStretch();

    auto *column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addWidget(heading);
    column->addSpacing(6);
    column->addLayout(centred);
    column->addSpacing(12);
    column->addLayout(buttons);
    column->addStretch(3);
}

} // namespace culvert::ui
