// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace culvert::ui {

// The connections in which the words of a text are found, open ones alone or closed ones too; sorted by raw values.
// Its source is a ConnectionsModel.
class ConnectionsFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit ConnectionsFilter(QObject *parent = nullptr);

    // Every word must be found in the tunnel, peer, source, target, state or why it was closed, in either case; no word: all.
    void setText(const QString &text);
    void setClosedShown(bool shown);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList words_;
    bool closedShown_ = true;
};

} // namespace culvert::ui
