// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/models/moment.h"
#include "ui/models/rows_model.h"

namespace culvert::ui {

struct RequestRow {
    api::RequestInfo info;
    qint64 agoMs = 0; // since it last asked, in whole seconds
};

// The machines that asked to be paired and wait for a person, one a row. KeyRole is the key in hex.
class RequestsModel final : public RowsModel<RequestRow> {
    Q_OBJECT
public:
    enum Column { Name, Fingerprint, Asked, Times, Columns };

    using RowsModel::RowsModel;

    void update(const api::Snapshot &snapshot, const Moment &moment);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] bool isNumber(int column) const override { return column == Times; }
    [[nodiscard]] static QString text(const RequestRow &row, int column);
    [[nodiscard]] static QVariant sortValue(const RequestRow &row, int column);
};

} // namespace culvert::ui
