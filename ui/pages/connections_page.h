// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

class QCheckBox;
class QLabel;
class QLineEdit;

namespace culvert::ui {

class ConnectionDetails;
class ConnectionsFilter;

// The live table of connections, with the closed ones, and the selected one in detail; hold the table still, close one, copy one.
class ConnectionsPage final : public Page {
    Q_OBJECT
public:
    ConnectionsPage(EngineState &state, QWidget *parent);

    [[nodiscard]] TableView *table() override { return table_; }

private:
    void layOut();
    void refresh();
    void closeSelected();
    void copySelected();

    TableView *table_;
    ConnectionsFilter *filter_;
    QLineEdit *filterEdit_;
    QCheckBox *closedShown_;
    QLabel *counted_;
    ConnectionDetails *details_;
    QAction *pause_;
    QAction *close_;
    QAction *copy_;
};

} // namespace culvert::ui
