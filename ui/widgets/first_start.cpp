// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/first_start.h"

#include "api/sentences.h"
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
      paired_(sentence({}, this)), pending_(sentence({}, this)), tunnel_(sentence({}, this))
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
    second->addWidget(pending_);
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
    pending_->setObjectName(QStringLiteral("pairingSoFar"));
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
    QStringList paired;
    QStringList pending;
    for (const api::PeerInfo &peer : engine_.snapshot().peers) {
        if (peer.stranger) // blocked, and never paired
            continue;
        if (peer.state == api::PeerState::Pending)
            pending << api::sentence({ErrorCode::PeerPending, {}, {}, peer.name, {}});
        else
            paired << peer.name;
    }
    paired_->setVisible(!paired.isEmpty());
    paired_->setText(tr("✓ Paired: %1").arg(paired.join(QStringLiteral(", "))));
    pending_->setVisible(!pending.isEmpty());
    pending_->setText(pending.join(u'\n'));
    const bool any = !paired.isEmpty() || !pending.isEmpty();
    add_->setVisible(any);
    tunnel_->setText(any ? tr("A tunnel is a port of this machine that comes out at a target on the other one: a web page, a database, a remote desktop. "
                              "Who shall only be reached needs none.")
                         : tr("A tunnel is a port of this machine that comes out at a target on the other one: a web page, a database, a remote desktop. "
                              "It is added here as soon as the two are paired."));
}

} // namespace culvert::ui
