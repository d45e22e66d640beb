// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notice_bar.h"

#include "api/sentences.h"
#include "ui/look/state_icon.h"

#include <QAccessible>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace culvert::ui {

NoticeBar::NoticeBar(QWidget *parent) : QWidget(parent), text_(new QLabel(this))
{
    auto *frame = new QFrame(this);
    frame->setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 0);
    column->addWidget(frame);
    setAccessibleName(tr("Message"));
    setObjectName(QStringLiteral("notice"));
    auto *icon = new QLabel(this);
    icon->setPixmap(stateIcon(Overall::NeedsYou).pixmap(20, 20));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *close = new QPushButton(tr("Dismiss"), this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QWidget::hide);

    auto *row = new QHBoxLayout(frame);
    row->addWidget(icon);
    row->addWidget(text_, 1);
    row->addWidget(close);
    hide();
}

void NoticeBar::showError(const Error &error)
{
    text_->setText(api::sentence(error));
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString NoticeBar::text() const { return text_->text(); }

} // namespace culvert::ui
