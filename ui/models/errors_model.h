// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/models/moment.h"
#include "ui/models/rows_model.h"

namespace culvert::ui {

struct ErrorRow {
    api::ErrorInfo info;
    quint64 seen = 0;    // of info.count, when a person last looked at the list
    quint64 cleared = 0; // of info.count, when a person last cleared it
};

// What went wrong, one sentence a row; the same error is counted.
class ErrorsModel final : public RowsModel<ErrorRow> {
    Q_OBJECT
public:
    enum Column { Time, Count, What, Where, Columns };

    using RowsModel::RowsModel;

    void update(const api::Snapshot &snapshot, const Moment &moment);

    // Rows with an occurrence since markSeen() and clear().
    [[nodiscard]] int unseen() const;
    void markSeen();
    // What is there is no longer to be shown (ErrorsFilter); an error that comes again is, with its whole count.
    void clear();

    // One error on one line, for the clipboard.
    [[nodiscard]] QString asText(int row) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] bool isNumber(int column) const override { return column == Count; }
    [[nodiscard]] QString text(const ErrorRow &row, int column) const;

    Moment last_;
};

} // namespace culvert::ui
