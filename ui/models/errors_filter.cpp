// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/errors_filter.h"

#include "ui/models/errors_model.h"

namespace culvert::ui {

ErrorsFilter::ErrorsFilter(QObject *parent) : QSortFilterProxyModel(parent) { setSortRole(SortRole); }

void ErrorsFilter::setLeast(Severity least)
{
    least_ = least;
    invalidateFilter();
}

bool ErrorsFilter::filterAcceptsRow(int at, const QModelIndex &) const
{
    const auto *model = qobject_cast<const ErrorsModel *>(sourceModel());
    if (!model)
        return true;
    const ErrorRow &row = model->row(at);
    return row.info.count > row.cleared && severityOf(row.info.error.code) >= least_;
}

} // namespace culvert::ui
