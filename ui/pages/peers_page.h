// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

class QGroupBox;
class QListWidget;
class QSortFilterProxyModel;

namespace culvert::ui {

class CheckedField;

// The machines this one is paired with, and what each may reach here.
class PeersPage final : public Page {
    Q_OBJECT
public:
    PeersPage(EngineState &state, QWidget *parent);

    [[nodiscard]] TableView *table() override { return table_; }
    void invite();
    void pair();

private:
    void makeRules();
    void layOut();
    void refresh();
    void rename();
    void removeSelected();
    void changeRule(bool allow);
    [[nodiscard]] const api::PeerInfo *selected();

    TableView *table_;
    QSortFilterProxyModel *sorted_;
    QGroupBox *rulesBox_;
    QListWidget *rules_;
    CheckedField *target_;
    QString shownPeer_;   // whose rules are listed
    QAction *invite_ = nullptr;
    QAction *pair_ = nullptr;
    QAction *rename_ = nullptr;
    QAction *remove_ = nullptr;
    QAction *allow_ = nullptr;
    QAction *deny_ = nullptr;
};

} // namespace culvert::ui
