// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/counters_model.h"

#include "ui/look/tone.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QGuiApplication>

#include <algorithm>

namespace culvert::ui {

namespace {

QString amount(const QString &key, std::optional<qint64> number)
{
    if (!number)
        return QStringLiteral("–");
    return countsBytes(key) ? sizeText(quint64(std::max<qint64>(0, *number))) : numberText(*number);
}

} // namespace

Verdict verdictOf(const api::CounterInfo &counter, bool atRest)
{
    if (!counter.baseline)
        return Verdict::NotJudged;
    if (!atRest)
        return Verdict::ConnectionsOpen;
    return counter.isOffBaseline() ? Verdict::NotAtBaseline : Verdict::AtBaseline;
}

Verdict verdictOf(const api::Snapshot &snapshot)
{
    Verdict worst = Verdict::NotJudged;
    for (const api::CounterInfo &counter : snapshot.counters)
        worst = std::max(worst, verdictOf(counter, snapshot.atRest));
    return worst;
}

QString words(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotJudged: return CountersModel::tr("No fixed baseline");
    case Verdict::ConnectionsOpen: return CountersModel::tr("Connections are open");
    case Verdict::AtBaseline: return CountersModel::tr("Back at baseline");
    case Verdict::NotAtBaseline: return CountersModel::tr("Not back at baseline");
    }
    Q_UNREACHABLE();
}

void CountersModel::update(const api::Snapshot &snapshot)
{
    struct KeyOf {
        QString operator()(const api::CounterInfo &info) const { return info.key; }
        QString operator()(const CounterRow &row) const { return row.info.key; }
    };
    const auto make = [&](const api::CounterInfo &info) { return CounterRow{info, verdictOf(info, snapshot.atRest)}; };
    const auto bringUpToDate = [&](CounterRow &row, const api::CounterInfo &info) {
        const CounterRow next = make(info);
        const bool changed = row.info != next.info || row.verdict != next.verdict;
        row = next;
        return changed;
    };
    follow(snapshot.counters, KeyOf{}, bringUpToDate, make);
}

int CountersModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(Columns); }

QString CountersModel::text(const CounterRow &row, int column)
{
    const api::CounterInfo &info = row.info;
    switch (column) {
    case Kind: return counterWords(info.key);
    case Now: return amount(info.key, info.now);
    case Peak: return amount(info.key, info.peak);
    case Created: return amount(info.key, info.created);
    case Destroyed: return amount(info.key, info.destroyed);
    case Baseline: return amount(info.key, info.baseline);
    case Judgement: return words(row.verdict);
    }
    return {};
}

QVariant CountersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CounterRow &shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(shown, index.column());
    case KeyRole: return shown.info.key;
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case Qt::ForegroundRole: {
        if (index.column() != Judgement)
            break;
        const QPalette palette = QGuiApplication::palette();
        switch (shown.verdict) {
        case Verdict::NotJudged: return toneColor(Tone::Faint, palette);
        case Verdict::ConnectionsOpen: return toneColor(Tone::Plain, palette);
        case Verdict::AtBaseline: return toneColor(Tone::Good, palette);
        case Verdict::NotAtBaseline: return toneColor(Tone::Bad, palette);
        }
        break;
    }
    case Qt::AccessibleTextRole:
        return spoken(index, text(shown, index.column()));
    }
    return {};
}

QString CountersModel::title(int column) const
{
    switch (column) {
    case Kind: return tr("Kind");
    case Now: return tr("Now");
    case Peak: return tr("Highest");
    case Created: return tr("Created");
    case Destroyed: return tr("Destroyed");
    case Baseline: return tr("Baseline");
    case Judgement: return tr("Judgement");
    }
    return {};
}

} // namespace culvert::ui
