// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/invites_model.h"

#include "ui/look/tone.h"
#include "ui/text/format.h"
#include "ui/text/invite_text.h"

#include <QGuiApplication>

#include <algorithm>

namespace culvert::ui {

void InvitesModel::update(const api::Snapshot &snapshot, const Moment &moment)
{
    struct KeyOf {
        QString operator()(const api::InviteInfo &info) const { return info.id; }
        QString operator()(const InviteRow &row) const { return row.info.id; }
    };
    const auto make = [&](const api::InviteInfo &info) {
        return InviteRow{info, std::max<qint64>(0, moment.utc.secsTo(info.expiresAt)) * 1000};
    };
    const auto bringUpToDate = [&](InviteRow &row, const api::InviteInfo &info) {
        const InviteRow next = make(info);
        const bool changed = row.info != next.info || row.leftMs != next.leftMs;
        row = next;
        return changed;
    };
    follow(snapshot.invites, KeyOf{}, bringUpToDate, make);
}

int InvitesModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(Columns); }

QString InvitesModel::text(const InviteRow &row, int column)
{
    switch (column) {
    case Id: return row.info.id;
    case Label: return row.info.label.isEmpty() ? QStringLiteral("–") : row.info.label;
    case Made: return row.info.createdAt.isValid() ? timeText(row.info.createdAt, QDateTime::currentDateTimeUtc()) : QStringLiteral("–");
    case Left: return durationText(row.leftMs);
    case Allowed: return allowedText(row.info.allow);
    case NewAddress: return row.info.direct ? tr("Stays good") : tr("Becomes void");
    }
    return {};
}

QVariant InvitesModel::sortValue(const InviteRow &row, int column)
{
    switch (column) {
    case Made: return row.info.createdAt;
    case Left: return row.leftMs;
    }
    return text(row, column);
}

QVariant InvitesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const InviteRow &shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(shown, index.column());
    case SortRole: return sortValue(shown, index.column());
    case KeyRole: return shown.info.id;
    case Qt::TextAlignmentRole: return alignment(index.column());
    case Qt::ForegroundRole:
        if (index.column() == Id || (index.column() == Allowed && shown.info.allow.isEmpty()))
            return toneColor(Tone::Faint, QGuiApplication::palette());
        break;
    case Qt::ToolTipRole:
        if (index.column() == Allowed)
            return shown.info.allow.join(u'\n');
        break;
    case Qt::AccessibleTextRole:
        return spoken(index, text(shown, index.column()));
    }
    return {};
}

QString InvitesModel::title(int column) const
{
    switch (column) {
    case Id: return tr("Invite");
    case Label: return tr("Label");
    case Made: return tr("Made");
    case Left: return tr("Expires in");
    case Allowed: return tr("May reach here");
    case NewAddress: return tr("With a new address");
    }
    return {};
}

} // namespace culvert::ui
