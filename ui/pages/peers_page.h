// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

class QSortFilterProxyModel;

namespace culvert::ui {

class LinkDetails;
class RulesEditor;

// The machines this one is paired with, and what each may reach here.
class PeersPage final : public Page {
    Q_OBJECT
public:
    PeersPage(EngineState &state, QWidget *parent);

    [[nodiscard]] TableView *table() override { return table_; }
    void invite();
    void pair(const QString &link = {}); // `link`: filled in

private:
    void layOut();
    void refresh();
    void rename();
    void test();
    void removeSelected();
    [[nodiscard]] const api::PeerInfo *selected();

    TableView *table_;
    QSortFilterProxyModel *sorted_;
    LinkDetails *link_;
    RulesEditor *rules_;
    QAction *invite_ = nullptr;
    QAction *pair_ = nullptr;
    QAction *rename_ = nullptr;
    QAction *test_ = nullptr;
    QAction *remove_ = nullptr;
};

} // namespace culvert::ui
