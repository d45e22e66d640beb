// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/models/moment.h"
#include "ui/models/rate_meter.h"
#include "ui/models/rows_model.h"
#include "ui/text/status_text.h"

#include <QIcon>

#include <array>

namespace culvert::ui {

struct TunnelRow {
    api::TunnelInfo info;
    api::PeerState peer = api::PeerState::Offline;
    RateMeter sent;
    RateMeter received;
};

// The tunnels, one a row. The check mark of the first column is whether a tunnel is started; setting it only asks.
class TunnelsModel final : public RowsModel<TunnelRow> {
    Q_OBJECT
public:
    enum Column { Name, Listen, Peer, Target, State, Open, Receiving, Sending, Total, Columns };

    // Of a row's group; empty: it is in none.
    static constexpr int GroupRole = KeyRole + 1;

    explicit TunnelsModel(QObject *parent = nullptr);

    void update(const api::Snapshot &snapshot, const Moment &moment);

    // How one tunnel is, as the tray's four states.
    [[nodiscard]] static Overall stateOf(const TunnelRow &row);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void startAsked(const QString &tunnel);
    void stopAsked(const QString &tunnel);

private:
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] bool isNumber(int column) const override { return column >= Open; }
    [[nodiscard]] static QString text(const TunnelRow &row, int column);
    [[nodiscard]] static QVariant sortValue(const TunnelRow &row, int column);

    std::array<QIcon, 4> icons_; // by Overall
};

} // namespace culvert::ui
