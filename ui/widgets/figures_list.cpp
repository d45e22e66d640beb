// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figures_list.h"

#include <QGridLayout>
#include <QLabel>

namespace culvert::ui {

FiguresList::FiguresList(QWidget *parent, int columns) : QWidget(parent), grid_(new QGridLayout(this)), columns_(columns)
{
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setVerticalSpacing(3);
    for (int column = 0; column < columns; ++column)
        grid_->setColumnStretch(2 * column + 1, 1);
}

QLabel *FiguresList::add(const char *name, const QString &caption, const QString &meaning)
{
    auto *value = new QLabel(QStringLiteral("–"), this);
    value->setObjectName(QString::fromLatin1(name));
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setToolTip(meaning);
    value->setAccessibleName(caption);
    value->setAccessibleDescription(meaning);
    auto *label = new QLabel(caption, this);
    label->setToolTip(meaning);
    const int row = count_ / columns_;
    const int column = 2 * (count_ % columns_);
    ++count_;
    grid_->addWidget(label, row, column, Qt::AlignTop);
    grid_->addWidget(value, row, column + 1);
    return value;
}

} // namespace culvert::ui
