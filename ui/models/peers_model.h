// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/models/moment.h"
#include "ui/models/rows_model.h"

namespace culvert::ui {

struct PeerRow {
    api::PeerInfo info;
    qint64 stateMs = 0; // how long it has been in its state; -1 unknown
};

// The peers, one a row. KeyRole is the key in hex.
class PeersModel final : public RowsModel<PeerRow> {
    Q_OBJECT
public:
    enum Column { Name, Fingerprint, State, Since, Path, Delay, Loss, Allowed, Columns };

    using RowsModel::RowsModel;

    void update(const api::Snapshot &snapshot, const Moment &moment);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] bool isNumber(int column) const override { return column == Delay || column == Loss; }
    [[nodiscard]] static QString text(const PeerRow &row, int column);
    [[nodiscard]] static QVariant sortValue(const PeerRow &row, int column);
};

} // namespace culvert::ui
