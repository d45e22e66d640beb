// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

class QLabel;
class QSortFilterProxyModel;

namespace culvert::ui {

// The tunnels: start, stop, add, edit, duplicate, remove.
class TunnelsPage final : public Page {
    Q_OBJECT
public:
    TunnelsPage(EngineState &state, QWidget *parent);

    [[nodiscard]] TableView *table() override { return table_; }
    void add();

Q_SIGNALS:
    void inviteAsked(); // there is no peer yet to add a tunnel to
    void pairAsked();

private:
    void makeActions();
    void layOut();
    void refresh();
    void openDialog(bool edit);
    void removeSelected();
    static void remove(EngineState &engine, const QStringList &names);
    void setRunning(bool running, bool all);
    [[nodiscard]] const api::TunnelInfo *tunnel(const QString &name);
    [[nodiscard]] QStringList selected() const;

    TableView *table_;
    QLabel *details_;
    QSortFilterProxyModel *sorted_;
    QAction *add_ = nullptr;
    QAction *edit_ = nullptr;
    QAction *duplicate_ = nullptr;
    QAction *remove_ = nullptr;
    QAction *start_ = nullptr;
    QAction *stop_ = nullptr;
    QAction *startAll_ = nullptr;
    QAction *stopAll_ = nullptr;
};

} // namespace culvert::ui
