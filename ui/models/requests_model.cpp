// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/requests_model.h"

#include "ui/look/tone.h"
#include "ui/text/format.h"

#include <QGuiApplication>

#include <algorithm>

namespace culvert::ui {

void RequestsModel::update(const api::Snapshot &snapshot, const Moment &moment)
{
    struct KeyOf {
        PublicKey operator()(const api::RequestInfo &info) const { return info.id; }
        PublicKey operator()(const RequestRow &row) const { return row.info.id; }
    };
    const auto make = [&](const api::RequestInfo &info) {
        return RequestRow{info, std::max<qint64>(0, info.lastAt.secsTo(moment.utc)) * 1000};
    };
    const auto bringUpToDate = [&](RequestRow &row, const api::RequestInfo &info) {
        const RequestRow next = make(info);
        const bool changed = row.info != next.info || row.agoMs != next.agoMs;
        row = next;
        return changed;
    };
    follow(snapshot.requests, KeyOf{}, bringUpToDate, make);
}

int RequestsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(Columns); }

QString RequestsModel::text(const RequestRow &row, int column)
{
    switch (column) {
    case Name: return row.info.name.isEmpty() ? QStringLiteral("–") : row.info.name;
    case Fingerprint: return fingerprintText(row.info.id.toHex());
    case Asked: return tr("%1 ago").arg(durationText(row.agoMs));
    case Times: return numberText(row.info.count);
    }
    return {};
}

QVariant RequestsModel::sortValue(const RequestRow &row, int column)
{
    switch (column) {
    case Asked: return row.agoMs;
    case Times: return row.info.count;
    }
    return text(row, column);
}

QVariant RequestsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RequestRow &shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(shown, index.column());
    case SortRole: return sortValue(shown, index.column());
    case KeyRole: return shown.info.id.toHex();
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case Qt::ForegroundRole:
        if (index.column() == Fingerprint)
            return toneColor(Tone::Faint, QGuiApplication::palette());
        break;
    case Qt::ToolTipRole:
        if (index.column() == Fingerprint)
            return shown.info.id.toHex();
        break;
    case Qt::AccessibleTextRole:
        return spoken(index, text(shown, index.column()));
    }
    return {};
}

QString RequestsModel::title(int column) const
{
    switch (column) {
    case Name: return tr("Calls itself");
    case Fingerprint: return tr("Key");
    case Asked: return tr("Asked last");
    case Times: return tr("Times");
    }
    return {};
}

} // namespace culvert::ui
