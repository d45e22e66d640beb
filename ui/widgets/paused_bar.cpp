// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/paused_bar.h"

#include "ui/engine_state.h"
#include "ui/look/state_icon.h"

#include <QLabel>
#include <QPushButton>

namespace culvert::ui {

PausedBar::PausedBar(EngineState &engine, QWidget *parent) : MessageBar(parent), engine_(engine)
{
    setObjectName(QStringLiteral("pausedBar"));
    setAccessibleName(tr("Everything is paused"));
    sign()->setPixmap(stateIcon(Overall::Off).pixmap(20, 20));
    message()->setText(tr("Everything is paused: no tunnel listens, and no peer reaches this machine. A tunnel that is started now runs when you go on."));
    auto *goOn = addButton(tr("Go on"), "goOn");
    connect(goOn, &QPushButton::clicked, this, [this] { engine_.ask(api::SetPaused{false}); });
    connect(&engine_, &EngineState::updated, this, &PausedBar::refresh);
    refresh();
}

void PausedBar::refresh() { setVisible(engine_.snapshot().paused); }

} // namespace culvert::ui
