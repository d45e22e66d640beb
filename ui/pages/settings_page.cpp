// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings_page.h"

#include "ui/engine_state.h"
#include "ui/settings/network_settings.h"
#include "ui/settings/nodes_settings.h"
#include "ui/settings/profile_settings.h"
#include "ui/settings/program_settings.h"
#include "ui/tunnel_files.h"
#include "ui/widgets/action_button.h"

#include <QEvent>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace culvert::ui {

SettingsPage::SettingsPage(EngineState &engine, QSettings &memory, TunnelFiles &files, QWidget *parent)
    : QScrollArea(parent), engine_(engine), program_(new ProgramSettings(memory)), profile_(new ProfileSettings(engine)), network_(new NetworkSettings(engine)), nodes_(new NodesSettings(engine)),
      running_(engine.snapshot().running)
{
    setObjectName(QStringLiteral("settings"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(this);
    content->setMaximumWidth(content->fontMetrics().averageCharWidth() * 120);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(10, 10, 10, 10);
    column->setSpacing(12);
    column->addWidget(program_);
    column->addWidget(profile_);
    column->addWidget(network_);
    column->addWidget(nodes_);
    column->addWidget(makeTransfer(files));
    column->addStretch();
    setWidget(content);

    connect(program_, &ProgramSettings::appearanceChanged, this, &SettingsPage::appearanceChanged);
    connect(program_, &ProgramSettings::failed, &engine, &EngineState::failed);
    connect(&engine_, &EngineState::updated, this, &SettingsPage::follow);
}

QWidget *SettingsPage::makeTransfer(TunnelFiles &files)
{
    auto *box = new QGroupBox(tr("Import and export"), this);
    auto *advice = new QLabel(tr("A file with the tunnels of this machine, to keep or for another one that is paired with the same peers. No password is in it, and no key but the peers'. What an import would change is shown first."), box);
    advice->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    for (QAction *action : {files.exporting(), files.importing()})
        buttons->addWidget(new ActionButton(action, box));
    buttons->addStretch();
    auto *column = new QVBoxLayout(box);
    column->addWidget(advice);
    column->addLayout(buttons);
    return box;
}

void SettingsPage::setSessionStart(SessionStart *start) { program_->setSessionStart(start); }

void SettingsPage::setPasswordHere(bool here) { profile_->setPasswordHere(here); }

void SettingsPage::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    program_->load();
    loadFromEngine();
}

// What was asked while no engine ran was not answered.
void SettingsPage::follow()
{
    const bool running = engine_.snapshot().running;
    if (running && !running_ && isVisible())
        loadFromEngine();
    running_ = running;
}

void SettingsPage::loadFromEngine()
{
    profile_->load();
    network_->load();
    nodes_->load();
}

void SettingsPage::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange && widget())
        widget()->setMaximumWidth(fontMetrics().averageCharWidth() * 120);
}

} // namespace culvert::ui
