// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

class QComboBox;
class QLabel;
class QSortFilterProxyModel;

namespace culvert::ui {

class TunnelDialog;

// The tunnels, all or those of one group: start, stop, add, edit, duplicate, remove.
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
    void open(TunnelDialog *dialog);
    void openDialog(bool edit);
    void offerGroups();
    void chooseGroup();
    void setAllRunning(bool running);
    void tellDetails();
    [[nodiscard]] QString chosenGroup() const; // empty: all tunnels are shown
    void removeSelected();
    static void remove(EngineState &engine, const QStringList &names);
    static void tellRemoved(EngineState &engine, const QStringList &gone, const QList<Error> &errors);
    [[nodiscard]] const api::TunnelInfo *tunnel(const QString &name);
    [[nodiscard]] QStringList selected() const;

    TableView *table_;
    QWidget *groupBar_; // there while any tunnel has a group
    QComboBox *group_;
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
