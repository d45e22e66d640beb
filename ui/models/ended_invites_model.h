// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rows_model.h"

#include <QDateTime>
#include <QJsonArray>

namespace culvert::ui {

struct EndedInviteRow {
    QString key; // the id, and when: ids are beginnings
    QString id;
    QString label;
    QString end; // used, expired, revoked, addressChanged
    QDateTime endedAt;
    QString by;
    QString byId;
    QDateTime createdAt;
    QStringList allow;
    bool operator==(const EndedInviteRow &) const = default;
};

// Invites that open nothing any more, as the engine lists them. KeyRole is the key.
class EndedInvitesModel final : public RowsModel<EndedInviteRow> {
    Q_OBJECT
public:
    enum Column { Label, End, At, By, Made, Allowed, Columns };

    using RowsModel::RowsModel;

    void update(const QJsonArray &ended);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] static QString text(const EndedInviteRow &row, int column);
    [[nodiscard]] static QVariant sortValue(const EndedInviteRow &row, int column);
};

} // namespace culvert::ui
