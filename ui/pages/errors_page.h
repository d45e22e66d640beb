// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

class QComboBox;
class QLabel;

namespace culvert::ui {

class ErrorsFilter;

// What went wrong, newest first, from a chosen level on; the selected one in full; hold the list still, clear it.
class ErrorsPage final : public Page {
    Q_OBJECT
public:
    ErrorsPage(EngineState &state, QWidget *parent);

    [[nodiscard]] TableView *table() override { return table_; }

private:
    void refresh();
    void copySelected();

    TableView *table_;
    ErrorsFilter *filter_;
    QComboBox *least_;
    QLabel *details_;
    QAction *pause_;
    QAction *copy_;
    QAction *clear_;
};

} // namespace culvert::ui
