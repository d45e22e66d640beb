// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/models/rows_model.h"

namespace culvert::ui {

// Whether a counter of live objects reads what it must while nothing is open.
enum class Verdict { NotJudged, ConnectionsOpen, AtBaseline, NotAtBaseline };

// NotJudged: it has no fixed baseline.
[[nodiscard]] Verdict verdictOf(const api::CounterInfo &counter, bool atRest);
// Of all counters: the worst one counts.
[[nodiscard]] Verdict verdictOf(const api::Snapshot &snapshot);

[[nodiscard]] QString words(Verdict verdict);

struct CounterRow {
    api::CounterInfo info;
    Verdict verdict = Verdict::NotJudged;
};

// The leak counters, one a row. KeyRole is the key of status --json.
class CountersModel final : public RowsModel<CounterRow> {
    Q_OBJECT
public:
    enum Column { Kind, Now, Peak, Created, Destroyed, Baseline, Judgement, Columns };

    using RowsModel::RowsModel;

    void update(const api::Snapshot &snapshot);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] bool isNumber(int column) const override { return column >= Now && column <= Baseline; }
    [[nodiscard]] static QString text(const CounterRow &row, int column);
};

} // namespace culvert::ui
