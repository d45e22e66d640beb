// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/message_bar.h"

#include <QAccessible>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace culvert::ui {

MessageBar::MessageBar(QWidget *parent) : QWidget(parent)
{
    auto *frame = new QFrame(this);
    frame->setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 0);
    column->addWidget(frame);
    sign_ = new QLabel(frame);
    message_ = new QLabel(frame);
    message_->setWordWrap(true);
    message_->setTextFormat(Qt::PlainText);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row_ = new QHBoxLayout(frame);
    row_->addWidget(sign_);
    row_->addWidget(message_, 1);
}

QPushButton *MessageBar::addButton(const QString &text, const char *name)
{
    auto *button = new QPushButton(text, message_->parentWidget());
    button->setAutoDefault(false);
    button->setObjectName(QLatin1StringView(name));
    row_->addWidget(button);
    return button;
}

void MessageBar::alert()
{
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace culvert::ui
