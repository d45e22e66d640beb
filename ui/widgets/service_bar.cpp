// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/service_bar.h"

#include "api/sentences.h"
#include "ui/look/state_icon.h"
#include "ui/service.h"

#include <QLabel>
#include <QPushButton>

namespace culvert::ui {

ServiceBar::ServiceBar(Service &service, QWidget *parent)
    : MessageBar(parent), service_(service), takeOver_(addButton(tr("Carr&y the tunnels here"), "carryHere"))
{
    setObjectName(QStringLiteral("serviceBar"));
    setAccessibleName(tr("Service"));
    sign()->setPixmap(stateIcon(Overall::NeedsYou).pixmap(20, 20));
    message()->setObjectName(QStringLiteral("serviceText"));
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
        message()->setText(tr("%1 It is looked for all the time, and shown again when it is back.")
                               .arg(api::sentence(service_.trouble().value_or(Error{ErrorCode::ServiceLost}))));
        break;
    case Service::State::TakingOver:
        message()->setText(tr("This program takes over: the service ends, then the tunnels start here."));
        break;
    }
    takeOver_->setVisible(service_.state() == Service::State::Lost);
    show();
    if (wasHidden)
        alert();
}

} // namespace culvert::ui
