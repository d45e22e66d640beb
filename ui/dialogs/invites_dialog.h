// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>

#include <optional>

class QAction;
class QSortFilterProxyModel;
class QStackedWidget;

namespace culvert::ui {

class EndedInvitesModel;
class EngineState;
class TableView;

// The open invites: what each would open, for how long still, and its end before its time; and those that are over: who used
// them and when, or what else ended them. Deletes itself when it is closed.
// Open it with open().
class InvitesDialog final : public QDialog {
    Q_OBJECT
public:
    // `engine` outlives the dialog.
    InvitesDialog(EngineState &engine, QWidget *parent);

Q_SIGNALS:
    void inviteAsked(); // to make another one

private:
    QWidget *makeOpen();
    QWidget *makeEnded();
    void refresh();
    void readEnded();
    void revokeSelected();
    void revokeAll();

    EngineState &engine_;
    QSortFilterProxyModel *sorted_;
    TableView *table_;
    QStackedWidget *stack_; // the table, or that there is nothing to list
    EndedInvitesModel *ended_;
    QStackedWidget *endedStack_;
    std::optional<QStringList> open_; // when the ended ones were read: another list, and they are read anew
    QAction *invite_;
    QAction *revoke_;
    QAction *revokeAll_;
};

} // namespace culvert::ui
