// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

class QLabel;
class QSortFilterProxyModel;

namespace culvert::ui {

// What went wrong, newest first; the selected one in full.
class ErrorsPage final : public Page {
    Q_OBJECT
public:
    ErrorsPage(EngineState &state, QWidget *parent);

    [[nodiscard]] TableView *table() override { return table_; }

private:
    void refresh();
    void copySelected();
    [[nodiscard]] QList<int> selectedRows() const; // rows of the model

    TableView *table_;
    QSortFilterProxyModel *sorted_;
    QLabel *details_;
    QAction *copy_;
};

} // namespace culvert::ui
