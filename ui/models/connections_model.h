// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/models/moment.h"
#include "ui/models/rate_meter.h"
#include "ui/models/rows_model.h"

#include <optional>

namespace culvert::ui {

struct ConnectionRow {
    api::ConnectionInfo info;
    RateMeter sent;
    RateMeter received;
    qint64 ageMs = 0; // from opening to now, or to closing
    QList<float> sentRates{};     // of the last updates until it was closed and its rates fell to 0, oldest first; at most ratesKept
    QList<float> receivedRates{};
    api::PeerState peer = api::PeerState::Online;

    [[nodiscard]] bool closed() const { return info.state == api::ConnectionState::Closed; }
};

// Open and closed connections, one a row. KeyRole is the id.
class ConnectionsModel final : public RowsModel<ConnectionRow> {
    Q_OBJECT
public:
    enum Column {
        Started, Tunnel, Source, Target, State, Received, Sent, Receiving, Sending, Age, Idle, WaitingIn, WaitingOut, Why, Peer,
        Columns
    };

    static constexpr int ratesKept = 240; // a minute, at four updates a second

    using RowsModel::RowsModel;

    void update(const api::Snapshot &snapshot, const Moment &moment);
    // Every row goes: what comes next is of another engine, in which the same ids are other connections.
    void forget();

    // One connection on several lines, for the clipboard.
    [[nodiscard]] QString asText(int row) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] bool isNumber(int column) const override { return column >= Received && column <= WaitingOut; }
    [[nodiscard]] QString text(const ConnectionRow &row, int column) const;
    [[nodiscard]] static QVariant sortValue(const ConnectionRow &row, int column);

    std::optional<Moment> last_; // of the last update
};

} // namespace culvert::ui
