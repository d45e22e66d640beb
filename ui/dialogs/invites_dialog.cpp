// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/invites_dialog.h"

#include "core/limits.h"
#include "ui/engine_state.h"
#include "ui/models/ended_invites_model.h"
#include "ui/text/format.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/empty_view.h"
#include "ui/widgets/question.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPointer>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace culvert::ui {

InvitesDialog::InvitesDialog(EngineState &engine, QWidget *parent)
    : QDialog(parent), engine_(engine), sorted_(new QSortFilterProxyModel(this)), table_(new TableView(this)), stack_(new QStackedWidget(this)),
      ended_(new EndedInvitesModel(this)), endedStack_(new QStackedWidget(this)), invite_(new QAction(tr("&Invite a machine…"), this)),
      revoke_(new QAction(tr("&Revoke…"), this)), revokeAll_(new QAction(tr("Revoke &all…"), this))
{
    setWindowTitle(tr("Invites"));
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("invitesDialog"));
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("inviteTabs"));
    tabs->setAccessibleName(windowTitle());
    tabs->tabBar()->setAccessibleName(windowTitle());
    tabs->addTab(makeOpen(), tr("&Open"));
    tabs->addTab(makeEnded(), tr("&Ended"));
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(tabs, 1);
    column->addWidget(close, 0, Qt::AlignRight);
    resize(fontMetrics().averageCharWidth() * 132, fontMetrics().lineSpacing() * 22);

    connect(invite_, &QAction::triggered, this, &InvitesDialog::inviteAsked);
    connect(revoke_, &QAction::triggered, this, &InvitesDialog::revokeSelected);
    connect(revokeAll_, &QAction::triggered, this, &InvitesDialog::revokeAll);
    connect(table_, &TableView::selectedRowsChanged, this, &InvitesDialog::refresh);
    connect(&engine_, &EngineState::updated, this, &InvitesDialog::refresh);
    refresh();
    table_->setFocus();
}

QWidget *InvitesDialog::makeOpen()
{
    sorted_->setSourceModel(&engine_.invites());
    sorted_->setSortRole(SortRole);
    table_->setModel(sorted_);
    table_->setWidths({{9}, {12, 1, 7}, {16}, {11}, {24, 1, 14}, {10}});
    table_->sortByColumn(InvitesModel::Left, Qt::AscendingOrder);
    table_->setAccessibleName(tr("Open invites"));
    table_->setObjectName(QStringLiteral("invites"));
    table_->addActions({revoke_, revokeAll_});
    revoke_->setShortcut(QKeySequence::Delete);
    revoke_->setShortcutContext(Qt::WidgetShortcut);
    stack_->addWidget(new EmptyView(tr("No open invite"), tr("An invite is open until it is used, revoked or expired. Who has its link can pair with this machine once."), {}, this));
    stack_->addWidget(table_);

    auto *buttons = new QHBoxLayout;
    for (QAction *action : {invite_, revoke_, revokeAll_})
        buttons->addWidget(new ActionButton(action, this));
    buttons->addStretch();
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->addWidget(stack_, 1);
    column->addLayout(buttons);
    return page;
}

QWidget *InvitesDialog::makeEnded()
{
    auto *sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(ended_);
    sorted->setSortRole(SortRole);
    auto *table = new TableView(this);
    table->setModel(sorted);
    table->setWidths({{12, 1, 8}, {20, 0, 9}, {16}, {12, 1, 7}, {16, 0, 9}, {18, 1, 12}});
    table->sortByColumn(EndedInvitesModel::At, Qt::DescendingOrder);
    table->setAccessibleName(tr("Ended invites"));
    table->setObjectName(QStringLiteral("endedInvites"));
    endedStack_->addWidget(new EmptyView(tr("No invite has ended yet"), tr("Invites that were used, revoked or not used in time are listed here, the last %1.").arg(limits::endedInvitesKept), {}, this));
    endedStack_->addWidget(table);
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->addWidget(endedStack_);
    return page;
}

void InvitesDialog::readEnded()
{
    engine_.client().send(api::ListInvites{true}, this, [this](const api::Reply &reply) {
        if (reply)
            ended_->update(reply->toArray());
        endedStack_->setCurrentIndex(ended_->rowCount() > 0 ? 1 : 0);
    });
}

void InvitesDialog::refresh()
{
    QStringList open;
    for (const api::InviteInfo &invite : engine_.snapshot().invites)
        open << invite.id;
    if (open != open_) { // one more, or one has ended
        open_ = open;
        readEnded();
    }
    const int rows = sorted_->rowCount();
    stack_->setCurrentIndex(rows > 0 ? 1 : 0);
    if (rows == 1 && !table_->selectionModel()->hasSelection()) { // there is nothing to choose among
        table_->setCurrentIndex(sorted_->index(0, 0));
        return;
    }
    revoke_->setEnabled(!table_->selectedKeys().isEmpty());
    revokeAll_->setEnabled(rows > 1);
}

void InvitesDialog::revokeSelected()
{
    QStringList ids;
    for (const QVariant &key : table_->selectedKeys())
        ids << key.toString();
    if (ids.isEmpty())
        return;
    askFirst(this, tr("Revoke %1?").arg(ids.join(QStringLiteral(", "))), ids.size() == 1 ? tr("Its link opens nothing any more, wherever it is. Whoever was to use it needs a new one.")
                             : tr("Their links open nothing any more, wherever they are. Whoever was to use one needs a new one."),
             tr("Revoke"), [engine = QPointer<EngineState>(&engine_), ids] {
                 for (const QString &id : ids) {
                     if (engine)
                         engine->ask(api::RevokeInvite{id});
                 }
             });
}

void InvitesDialog::revokeAll()
{
    askFirst(this, tr("Revoke all open invites (%1)?").arg(numberText(sorted_->rowCount())),
             tr("Their links open nothing any more, wherever they are. Whoever was to use one needs a new one."), tr("Revoke all"),
             [engine = QPointer<EngineState>(&engine_)] {
                 if (engine)
                     engine->ask(api::RevokeInvite{QStringLiteral("all")});
             });
}

} // namespace culvert::ui
