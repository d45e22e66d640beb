// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/paused_bar.h"

#include "ui/engine_state.h"
#include "ui/look/state_icon.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace culvert::ui {

PausedBar::PausedBar(EngineState &engine, QWidget *parent) : QWidget(parent), engine_(engine)
{
    setObjectName(QStringLiteral("pausedBar"));
    setAccessibleName(tr("Everything is paused"));
    auto *frame = new QFrame(this);
    frame->setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 0);
    column->addWidget(frame);
    auto *sign = new QLabel(frame);
    sign->setPixmap(stateIcon(Overall::Off).pixmap(20, 20));
    auto *text = new QLabel(tr("Everything is paused: no tunnel listens, and no peer reaches this machine. A tunnel that is started now runs when you go on."), frame);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *goOn = new QPushButton(tr("Go on"), frame);
    goOn->setObjectName(QStringLiteral("goOn"));
    goOn->setAutoDefault(false);
    auto *row = new QHBoxLayout(frame);
    row->addWidget(sign);
    row->addWidget(text, 1);
    row->addWidget(goOn);
    connect(goOn, &QPushButton::clicked, this, [this] { engine_.ask(api::SetPaused{false}); });
    connect(&engine_, &EngineState::updated, this, &PausedBar::refresh);
    refresh();
}

void PausedBar::refresh() { setVisible(engine_.snapshot().paused); }

} // namespace culvert::ui
