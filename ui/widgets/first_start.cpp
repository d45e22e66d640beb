// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/first_start.h"

#include "ui/engine_state.h"
#include "ui/settings/setting_fields.h"
#include "ui/widgets/action_button.h"

#include <QAction>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSysInfo>
#include <QVBoxLayout>

namespace culvert::ui {

namespace {

QLabel *sentence(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

FirstStart::FirstStart(EngineState &engine, QAction *pair, QAction *invite, QAction *add, QWidget *parent)
    : QWidget(parent), engine_(engine), add_(add),
      name_(new SettingLine(engine, QStringLiteral("name"), tr("Name of this machine"), tr("How other machines call this one. Left empty, it is \"%1\".").arg(QSysInfo::machineHostName()), this)),
      paired_(sentence({}, this)), tunnel_(sentence({}, this))
{
    auto *steps = new QWidget(this);
    steps->setMaximumWidth(steps->fontMetrics().averageCharWidth() * 100);
    auto *column = new QVBoxLayout(steps);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    const auto step = [&](const QString &title) {
        auto *box = new QGroupBox(title, steps);
        column->addWidget(box);
        return new QVBoxLayout(box);
    };
    const auto choice = [&](QHBoxLayout *row, const QString &text, QAction *action) {
        auto *half = new QVBoxLayout;
        half->addWidget(sentence(text, steps), 1, Qt::AlignTop);
        half->addWidget(new ActionButton(action, steps), 0, Qt::AlignLeft);
        row->addLayout(half, 1);
    };

    step(tr("1. This machine"))->addWidget(name_);
    QVBoxLayout *second = step(tr("2. The other machine"));
    auto *ways = new QHBoxLayout;
    ways->setSpacing(24);
    choice(ways, tr("I want to reach another machine. It made an invite, and I have its link."), pair);
    choice(ways, tr("Another machine shall reach this one. I make an invite and say what it may reach."), invite);
    second->addLayout(ways);
    second->addWidget(paired_);
    QVBoxLayout *third = step(tr("3. A tunnel"));
    third->addWidget(tunnel_);
    third->addWidget(new ActionButton(add, steps), 0, Qt::AlignLeft);

    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(steps, 20);
    row->addStretch(1);
    auto *whole = new QVBoxLayout(this);
    whole->addStretch(1);
    whole->addLayout(row);
    whole->addStretch(2);
    paired_->setObjectName(QStringLiteral("pairedSoFar"));
    connect(&engine_, &EngineState::updated, this, &FirstStart::refresh);
    refresh();
}

void FirstStart::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    name_->load();
}

void FirstStart::refresh()
{
    QStringList names;
    for (const api::PeerInfo &peer : engine_.snapshot().peers)
        names << peer.name;
    paired_->setVisible(!names.isEmpty());
    paired_->setText(tr("✓ Paired: %1").arg(names.join(QStringLiteral(", "))));
    add_->setVisible(!names.isEmpty());
    tunnel_->setText(names.isEmpty() ? tr("A tunnel is a port of this machine that comes out at a target on the other one: a web page, a database, a remote desktop. "
                                          "It is added here as soon as the two are paired.")
                                     : tr("A tunnel is a port of this machine that comes out at a target on the other one: a web page, a database, a remote desktop. "
                                          "Who shall only be reached needs none."));
}

} // namespace culvert::ui
