// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service_view.h"

#include "ui/service.h"
#include "ui/widgets/question.h"

#include <QAction>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QStatusBar>

namespace culvert::ui {

ServiceView::ServiceView(Service &service, QMainWindow &window, QMenu &menu, QAction *before)
    : QObject(&window), service_(service), window_(window), label_(new QLabel(&window)),
      takeOver_(new QAction(tr("&Take over from the service…"), &window))
{
    label_->setObjectName(QStringLiteral("statusService"));
    label_->setAccessibleName(tr("Service"));
    label_->setContentsMargins(8, 0, 8, 0);
    window.statusBar()->addPermanentWidget(label_);
    takeOver_->setObjectName(QStringLiteral("takeOver"));
    menu.insertAction(before, takeOver_);
    menu.insertSeparator(before);
    connect(takeOver_, &QAction::triggered, this, &ServiceView::askWhetherToTakeOver);
    connect(&service_, &Service::changed, this, &ServiceView::refresh);
    refresh();
}

bool ServiceView::carries() const { return service_.state() == Service::State::Attached; }

void ServiceView::refresh()
{
    switch (service_.state()) {
    case Service::State::Attached: {
        const bool same = service_.version() == QLatin1StringView(CULVERT_VERSION);
        label_->setText(same ? tr("Service: culvertd") : tr("Service: culvertd %1").arg(service_.version()));
        const QString what = tr("The tunnels are carried by culvertd, which runs as a service. They go on when this window is quit.");
        label_->setToolTip(same ? what
                                : tr("%1\nIt is of another version than this window (%2); started anew it has the version that is installed: systemctl --user restart culvertd")
                                      .arg(what, QStringLiteral(CULVERT_VERSION)));
        break;
    }
    case Service::State::Lost:
        label_->setText(tr("Service: gone"));
        label_->setToolTip({});
        break;
    case Service::State::TakingOver:
        label_->setText(tr("Service: ending"));
        label_->setToolTip({});
        break;
    }
    takeOver_->setEnabled(service_.state() != Service::State::TakingOver);
}

void ServiceView::askWhetherToTakeOver()
{
    askFirst(&window_, tr("End culvertd, and carry the tunnels in this program?"),
             tr("Connections that are open now are cut. From then on tunnels work only while this program runs. The service "
                "starts again with your next session unless it is switched off: systemctl --user disable culvertd"),
             tr("Take over"), [this] { service_.takeOver(); });
}

} // namespace culvert::ui
