// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/models/moment.h"
#include "ui/models/rows_model.h"

namespace culvert::ui {

struct InviteRow {
    api::InviteInfo info;
    qint64 leftMs = 0; // until it expires, in whole seconds
};

// The open invites, one a row. KeyRole is the id.
class InvitesModel final : public RowsModel<InviteRow> {
    Q_OBJECT
public:
    enum Column { Id, Label, Made, Left, Allowed, NewAddress, Columns };

    using RowsModel::RowsModel;

    void update(const api::Snapshot &snapshot, const Moment &moment);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] static QString text(const InviteRow &row, int column);
    [[nodiscard]] static QVariant sortValue(const InviteRow &row, int column);
};

} // namespace culvert::ui
