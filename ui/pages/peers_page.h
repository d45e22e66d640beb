// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

class QSortFilterProxyModel;

namespace culvert::ui {

class LinkDetails;
class RequestsBox;
class RulesEditor;

// The machines this one is paired with, and what each may reach here; over them those that ask to be paired.
class PeersPage final : public Page {
    Q_OBJECT
public:
    PeersPage(EngineState &state, QWidget *parent);

    [[nodiscard]] TableView *table() override { return table_; }
    void invite();
    void pair(const QString &link = {}); // `link`: filled in
    void showInvites();
    // The keyboard is at the machines that ask to be paired, if there are any.
    void goToRequests();

private:
    void layOut();
    void refresh();
    void rename();
    void test();
    void block();
    void unblock();
    void removeSelected();
    [[nodiscard]] const api::PeerInfo *selected();

    RequestsBox *requests_;
    TableView *table_;
    QSortFilterProxyModel *sorted_;
    LinkDetails *link_;
    RulesEditor *rules_;
    QAction *invite_ = nullptr;
    QAction *pair_ = nullptr;
    QAction *invites_ = nullptr;
    QAction *rename_ = nullptr;
    QAction *test_ = nullptr;
    QAction *block_ = nullptr;
    QAction *unblock_ = nullptr; // shown for one that is blocked
    QAction *remove_ = nullptr;
    QString selectThen_; // the key of a peer to select when it comes
};

} // namespace culvert::ui
