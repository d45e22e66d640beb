// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;
class QSortFilterProxyModel;
class QStackedWidget;

namespace culvert::ui {

class EngineState;
class TableView;

// The open invites: what each would open, for how long still, and its end before its time. Deletes itself when it is closed.
// Open it with open().
class InvitesDialog final : public QDialog {
    Q_OBJECT
public:
    // `engine` outlives the dialog.
    InvitesDialog(EngineState &engine, QWidget *parent);

Q_SIGNALS:
    void inviteAsked(); // to make another one

private:
    void refresh();
    void revokeSelected();
    void revokeAll();

    EngineState &engine_;
    QSortFilterProxyModel *sorted_;
    TableView *table_;
    QStackedWidget *stack_; // the table, or that there is nothing to list
    QAction *invite_;
    QAction *revoke_;
    QAction *revokeAll_;
};

} // namespace culvert::ui
