// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/service_bar.h"

#include "api/sentences.h"
#include "ui/look/state_icon.h"
#include "ui/service.h"

#include <QAccessible>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace culvert::ui {

ServiceBar::ServiceBar(Service &service, QWidget *parent)
    : QWidget(parent), service_(service), text_(new QLabel(this)), takeOver_(new QPushButton(tr("Carr&y the tunnels here"), this))
{
    setObjectName(QStringLiteral("serviceBar"));
    setAccessibleName(tr("Service"));
    auto *frame = new QFrame(this);
    frame->setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 0);
    column->addWidget(frame);
    auto *sign = new QLabel(frame);
    sign->setPixmap(stateIcon(Overall::NeedsYou).pixmap(20, 20));
    text_->setObjectName(QStringLiteral("serviceText"));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    takeOver_->setObjectName(QStringLiteral("carryHere"));
    takeOver_->setAutoDefault(false);
    auto *row = new QHBoxLayout(frame);
    row->addWidget(sign);
    row->addWidget(text_, 1);
    row->addWidget(takeOver_);
    connect(takeOver_, &QPushButton::clicked, &service_, &Service::takeOver);
    connect(&service_, &Service::changed, this, &ServiceBar::refresh);
    refresh();
}

void ServiceBar::refresh()
{
    const bool wasHidden = isHidden();
    switch (service_.state()) {
    case Service::State::Attached:
        hide();
        return;
    case Service::State::Lost:
        text_->setText(tr("%1 It is looked for all the time, and shown again when it is back.")
                           .arg(api::sentence(service_.trouble().value_or(Error{ErrorCode::ServiceLost}))));
        break;
    case Service::State::TakingOver:
        text_->setText(tr("This program takes over: the service ends, then the tunnels start here."));
        break;
    }
    takeOver_->setVisible(service_.state() == Service::State::Lost);
    show();
    if (wasHidden) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

} // namespace culvert::ui
