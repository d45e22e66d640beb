// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/errors_model.h"

#include "api/sentences.h"
#include "ui/look/page_icon.h"
#include "ui/look/tone.h"
#include "ui/text/format.h"
#include "ui/text/severity.h"

#include <QGuiApplication>

#include <algorithm>

namespace culvert::ui {

namespace {

// The same error, whenever it happened.
QString keyOf(const Error &error)
{
    return QStringList{codeName(error.code), error.subject, error.detail, error.peer, error.tunnel}.join(QChar(u'\x1f'));
}

Tone toneOf(Severity severity)
{
    switch (severity) {
    case Severity::Note: return Tone::Faint;
    case Severity::Warning: return Tone::Waiting;
    case Severity::Failure: return Tone::Bad;
    }
    Q_UNREACHABLE();
}

// Told apart by shape as well: i, triangle, cross.
QIcon severityIcon(Severity severity, const QPalette &palette)
{
    switch (severity) {
    case Severity::Note: return signIcon(PageSign::Note, toneColor(Tone::Faint, palette));
    case Severity::Warning: return signIcon(PageSign::Errors, toneColor(Tone::Waiting, palette));
    case Severity::Failure: return signIcon(PageSign::Failure, toneColor(Tone::Bad, palette));
    }
    Q_UNREACHABLE();
}

} // namespace

void ErrorsModel::update(const api::Snapshot &snapshot, const Moment &moment)
{
    last_ = moment;
    struct KeyOf {
        QString operator()(const api::ErrorInfo &info) const { return keyOf(info.error); }
        QString operator()(const ErrorRow &row) const { return keyOf(row.info.error); }
    };
    const auto bringUpToDate = [](ErrorRow &row, const api::ErrorInfo &info) {
        const bool changed = row.info != info;
        // A log of an engine that was started anew counts from one.
        if (info.count < row.info.count || (info.count == row.info.count && info.time != row.info.time))
            row.seen = row.cleared = 0;
        row.info = info;
        return changed;
    };
    follow(snapshot.errors, KeyOf{}, bringUpToDate, [](const api::ErrorInfo &info) { return ErrorRow{info, 0, 0}; });
}

int ErrorsModel::unseen() const
{
    return int(std::count_if(rows().begin(), rows().end(), [](const ErrorRow &row) { return row.info.count > std::max(row.seen, row.cleared); }));
}

void ErrorsModel::markSeen()
{
    change([](ErrorRow &row) { row.seen = row.info.count; });
}

void ErrorsModel::clear()
{
    change([](ErrorRow &row) { row.cleared = row.info.count; });
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

QString ErrorsModel::asText(int at) const
{
    const ErrorRow &shown = row(at);
    QString line = shown.info.time.toUTC().toString(Qt::ISODate) + QStringLiteral("  ") + api::sentence(shown.info.error)
        + QStringLiteral("  [") + codeName(shown.info.error.code) + u']';
    if (shown.info.count > 1)
        line += QStringLiteral("  ×") + QString::number(shown.info.count);
    return line;
}

int ErrorsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(Columns); }

QString ErrorsModel::text(const ErrorRow &row, int column) const
{
    const Error &error = row.info.error;
    switch (column) {
    case Time: return timeText(row.info.time, last_.utc);
    case Count: return row.info.count > 1 ? QStringLiteral("× ") + numberText(qint64(row.info.count)) : QString();
    case What: return api::sentence(error);
    case Where:
        if (!error.tunnel.isEmpty() && !error.peer.isEmpty())
            return tr("Tunnel %1, peer %2").arg(error.tunnel, error.peer);
        if (!error.tunnel.isEmpty())
            return tr("Tunnel %1").arg(error.tunnel);
        if (!error.peer.isEmpty())
            return tr("Peer %1").arg(error.peer);
        return tr("This machine");
    }
    return {};
}

QVariant ErrorsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ErrorRow &shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(shown, index.column());
    case SortRole:
        if (index.column() == Time)
            return shown.info.time;
        if (index.column() == Count)
            return shown.info.count;
        return text(shown, index.column());
    case KeyRole:
        return keyOf(shown.info.error);
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case Qt::ToolTipRole:
        if (index.column() == What)
            return api::sentence(shown.info.error);
        if (index.column() == Time)
            return words(severityOf(shown.info.error.code));
        break;
    case Qt::ForegroundRole:
        if (index.column() == Time)
            return toneColor(toneOf(severityOf(shown.info.error.code)), QGuiApplication::palette());
        break;
    case Qt::DecorationRole:
        if (index.column() == Time)
            return severityIcon(severityOf(shown.info.error.code), QGuiApplication::palette());
        break;
    case Qt::AccessibleTextRole:
        if (index.column() == Time)
            return words(severityOf(shown.info.error.code)) + QStringLiteral(", ") + text(shown, Time);
        return spoken(index, text(shown, index.column()));
    }
    return {};
}

QString ErrorsModel::title(int column) const
{
    switch (column) {
    case Time: return tr("Last time");
    case Count: return tr("Times");
    case What: return tr("What happened, and what to do");
    case Where: return tr("Where");
    }
    return {};
}

} // namespace culvert::ui
