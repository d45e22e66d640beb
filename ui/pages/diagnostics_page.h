// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

class QLabel;

namespace culvert::ui {

// The leak counters with their judgement, and how this machine stands in the Tox network.
class DiagnosticsPage final : public Page {
    Q_OBJECT
public:
    DiagnosticsPage(EngineState &state, QWidget *parent);

    [[nodiscard]] TableView *table() override { return table_; }

private:
    void refresh();

    TableView *table_;
    QLabel *sign_;
    QLabel *verdict_;
    QLabel *explanation_;
    QLabel *network_;
    std::optional<Verdict> signed_; // what the sign shows
};

} // namespace culvert::ui
