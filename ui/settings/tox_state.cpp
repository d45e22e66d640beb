// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/tox_state.h"

#include "ui/engine_state.h"
#include "ui/text/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QTime>
#include <QVBoxLayout>

namespace culvert::ui {

ToxState::ToxState(EngineState &engine, QWidget *parent)
    : QWidget(parent), engine_(engine), state_(new QLabel(this)), done_(new QLabel(this)), button_(new QPushButton(tr("Re&fresh"), this))
{
    state_->setObjectName(QStringLiteral("toxState"));
    done_->setObjectName(QStringLiteral("toxRefreshed"));
    done_->setWordWrap(true);
    done_->hide();
    button_->setObjectName(QStringLiteral("toxRefresh"));
    button_->setAutoDefault(false);
    button_->setToolTip(tr("Asks the bootstrap nodes anew and looks for every peer again, as after a change of network. Open connections stay."));
    connect(button_, &QPushButton::clicked, this, &ToxState::refresh);
    connect(&engine_, &EngineState::updated, this, &ToxState::follow);

    auto *row = new QHBoxLayout;
    row->addWidget(state_);
    row->addWidget(button_);
    row->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    column->addWidget(done_);
    follow();
}

void ToxState::follow() { state_->setText(words(engine_.snapshot().tox)); }

void ToxState::refresh()
{
    engine_.ask(api::Refresh{}, [here = QPointer(this)](const QJsonValue &) {
        if (!here)
            return;
        const QString time = QLocale().toString(QTime::currentTime(), QLocale::ShortFormat);
        here->done_->setText(here->engine_.snapshot().tox.enabled
                                 ? tr("The bootstrap nodes and every peer were asked anew at %1.").arg(time)
                                 : tr("Every peer was asked anew at %1.").arg(time));
        here->done_->show();
    });
}

} // namespace culvert::ui
