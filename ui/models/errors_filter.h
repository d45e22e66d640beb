// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/severity.h"

#include <QSortFilterProxyModel>

namespace culvert::ui {

// The errors that are at least so grave and came since the list was cleared; sorted by raw values. Its source is an
// ErrorsModel.
class ErrorsFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit ErrorsFilter(QObject *parent = nullptr);

    void setLeast(Severity least);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    Severity least_ = Severity::Note;
};

} // namespace culvert::ui
