// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

class QLabel;

namespace culvert::ui {

class ByteWay;
class Graph;

// The leak counters with their judgement and the course of the selected one, the way of a byte, how this machine stands in
// the Tox network; a check for leaks and a report.
class DiagnosticsPage final : public Page {
    Q_OBJECT
public:
    DiagnosticsPage(EngineState &state, QWidget *parent);

    [[nodiscard]] TableView *table() override { return table_; }

private:
    void refresh();
    void showCourse();
    void check();
    void report();

    TableView *table_;
    QLabel *sign_;
    QLabel *verdict_;
    QLabel *explanation_;
    QLabel *network_;
    QLabel *checked_;
    ByteWay *way_;
    Graph *course_;
    bool checking_ = false; // until the next snapshot
    std::optional<Verdict> signed_; // what the sign shows
};

} // namespace culvert::ui
