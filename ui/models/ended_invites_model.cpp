// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ended_invites_model.h"

#include "ui/look/tone.h"
#include "ui/text/format.h"
#include "ui/text/invite_text.h"

#include <QGuiApplication>

namespace culvert::ui {

namespace {

EndedInviteRow rowOf(const QJsonValue &one)
{
    const auto text = [&](const char *key) { return one[QLatin1StringView(key)].toString(); };
    const auto time = [&](const char *key) { return QDateTime::fromString(text(key), Qt::ISODateWithMs); };
    EndedInviteRow row{{}, text("id"), text("label"), text("ended"), time("endedAt"), text("by"), text("byId"), time("createdAt"), {}};
    row.key = row.id + text("endedAt");
    for (const QJsonValue &target : one[QStringLiteral("allow")].toArray())
        row.allow << target.toString();
    return row;
}

} // namespace

void EndedInvitesModel::update(const QJsonArray &ended)
{
    QList<EndedInviteRow> next;
    for (const QJsonValue &one : ended)
        next << rowOf(one);
    const auto bringUpToDate = [](EndedInviteRow &row, const EndedInviteRow &info) { return row != std::exchange(row, info); };
    follow(next, [](const EndedInviteRow &row) { return row.key; }, bringUpToDate, [](const EndedInviteRow &row) { return row; });
}

int EndedInvitesModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(Columns); }

QString EndedInvitesModel::text(const EndedInviteRow &row, int column)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto timeOrDash = [&](const QDateTime &time) { return time.isValid() ? timeText(time, now) : QStringLiteral("–"); };
    switch (column) {
    case Label: return row.label.isEmpty() ? row.id : row.label;
    case End:
        if (row.end == u"used")
            return tr("Used");
        if (row.end == u"expired")
            return tr("Expired");
        return row.end == u"revoked" ? tr("Revoked") : tr("Void by a new address");
    case At: return timeOrDash(row.endedAt);
    case By: return row.byId.isEmpty() ? QStringLiteral("–") : row.by;
    case Made: return timeOrDash(row.createdAt);
    case Allowed: return allowedText(row.allow);
    }
    return {};
}

QVariant EndedInvitesModel::sortValue(const EndedInviteRow &row, int column)
{
    switch (column) {
    case At: return row.endedAt;
    case Made: return row.createdAt;
    }
    return text(row, column);
}

QVariant EndedInvitesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EndedInviteRow &shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(shown, index.column());
    case SortRole: return sortValue(shown, index.column());
    case KeyRole: return shown.key;
    case Qt::TextAlignmentRole: return alignment(index.column());
    case Qt::ForegroundRole:
        if ((index.column() == Label && shown.label.isEmpty()) || (index.column() == Allowed && shown.allow.isEmpty()))
            return toneColor(Tone::Faint, QGuiApplication::palette());
        break;
    case Qt::ToolTipRole:
        if (index.column() == Allowed)
            return shown.allow.join(u'\n');
        if (index.column() == By && !shown.byId.isEmpty())
            return groupedText(shown.byId);
        break;
    case Qt::AccessibleTextRole:
        return spoken(index, text(shown, index.column()));
    }
    return {};
}

QString EndedInvitesModel::title(int column) const
{
    switch (column) {
    case Label: return tr("Invite");
    case End: return tr("Ended");
    case At: return tr("When");
    case By: return tr("By");
    case Made: return tr("Made");
    case Allowed: return tr("May reach here");
    }
    return {};
}

} // namespace culvert::ui
