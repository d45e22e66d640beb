// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/invites_dialog.h"

#include "ui/engine_state.h"
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
#include <QVBoxLayout>

namespace culvert::ui {

InvitesDialog::InvitesDialog(EngineState &engine, QWidget *parent)
    : QDialog(parent), engine_(engine), sorted_(new QSortFilterProxyModel(this)), table_(new TableView(this)),
      stack_(new QStackedWidget(this)), invite_(new QAction(tr("&Invite a machine…"), this)),
      revoke_(new QAction(tr("&Revoke…"), this)), revokeAll_(new QAction(tr("Revoke &all…"), this))
{
    setWindowTitle(tr("Open invites"));
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("invitesDialog"));
    sorted_->setSourceModel(&engine_.invites());
    sorted_->setSortRole(SortRole);
    table_->setModel(sorted_);
    table_->setWidths({{9}, {14}, {11}, {24, 1, 14}, {10}});
    table_->sortByColumn(InvitesModel::Left, Qt::AscendingOrder);
    table_->setAccessibleName(tr("Open invites"));
    table_->setObjectName(QStringLiteral("invites"));
    table_->addActions({revoke_, revokeAll_});
    revoke_->setShortcut(QKeySequence::Delete);
    revoke_->setShortcutContext(Qt::WidgetShortcut);

    auto *buttons = new QHBoxLayout;
    for (QAction *action : {invite_, revoke_, revokeAll_})
        buttons->addWidget(new ActionButton(action, this));
    buttons->addStretch();
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    buttons->addWidget(close);
    stack_->addWidget(new EmptyView(tr("No open invite"), tr("An invite is open until it is used, revoked or expired. Who has its link can pair with this machine once."), {}, this));
    stack_->addWidget(table_);
    auto *column = new QVBoxLayout(this);
    column->addWidget(stack_, 1);
    column->addLayout(buttons);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().lineSpacing() * 20);

    connect(invite_, &QAction::triggered, this, &InvitesDialog::inviteAsked);
    connect(revoke_, &QAction::triggered, this, &InvitesDialog::revokeSelected);
    connect(revokeAll_, &QAction::triggered, this, &InvitesDialog::revokeAll);
    connect(table_, &TableView::selectedRowsChanged, this, &InvitesDialog::refresh);
    connect(&engine_, &EngineState::updated, this, &InvitesDialog::refresh);
    refresh();
    table_->setFocus();
}

void InvitesDialog::refresh()
{
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
    askFirst(this, tr("Revoke %1?").arg(ids.join(QStringLiteral(", "))), tr("Its link opens nothing any more, wherever it is. Whoever was to use it needs a new one."),
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
