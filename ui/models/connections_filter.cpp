// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/connections_filter.h"

#include "ui/models/connections_model.h"
#include "ui/text/words.h"

#include <algorithm>

namespace culvert::ui {

ConnectionsFilter::ConnectionsFilter(QObject *parent) : QSortFilterProxyModel(parent) { setSortRole(SortRole); }

void ConnectionsFilter::setText(const QString &text)
{
    words_ = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void ConnectionsFilter::setClosedShown(bool shown)
{
    closedShown_ = shown;
    invalidateFilter();
}

bool ConnectionsFilter::filterAcceptsRow(int at, const QModelIndex &) const
{
    const auto *model = qobject_cast<const ConnectionsModel *>(sourceModel());
    if (!model)
        return true;
    const ConnectionRow &row = model->row(at);
    if (row.closed() && !closedShown_)
        return false;
    if (words_.isEmpty())
        return true;
    const api::ConnectionInfo &info = row.info;
    const QStringList texts{info.tunnel, info.peer, info.source, targetWords(info), stateWords(info, row.peer), closingWords(info)};
    return std::all_of(words_.begin(), words_.end(), [&](const QString &word) {
        return std::any_of(texts.begin(), texts.end(), [&](const QString &text) { return text.contains(word, Qt::CaseInsensitive); });
    });
}

} // namespace culvert::ui
