// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QList>
#include <QString>
#include <QVariant>

#include <utility>

namespace culvert::ui {

// The roles beside Qt's own that our models answer.
enum Role {
    SortRole = Qt::UserRole, // the raw value of a cell
    KeyRole,                 // what names the row in a command
};

// A table whose rows follow a list of values in place: it is never reset, so that selection and scroll position of a
// view survive. Rows keep their place; new ones are appended; views sort. Row is constructible from what make() gives.
template <class Row>
class RowsModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(rows_.size());
    }
    [[nodiscard]] const Row &row(int at) const { return rows_.at(at); }
    [[nodiscard]] const QList<Row> &rows() const { return rows_; }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal)
            return {};
        if (role == Qt::TextAlignmentRole)
            return alignment(section);
        return role == Qt::DisplayRole ? QVariant(title(section)) : QVariant();
    }

protected:
    // What stands above a column.
    [[nodiscard]] virtual QString title(int column) const = 0;
    // Whether a column shows numbers.
    [[nodiscard]] virtual bool isNumber(int) const { return false; }

    // For Qt::TextAlignmentRole of cells and of their headers: numbers end in line.
    [[nodiscard]] int alignment(int column) const
    {
        return int(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    }

    // What a screen reader says of a cell that shows this: its column before it.
    [[nodiscard]] QString spoken(const QModelIndex &cell, const QString &text) const
    {
        return title(cell.column()) + QStringLiteral(": ") + text;
    }

    // keyOf(Info) and keyOf(Row) give equal values for the same thing; of two Infos with the same key the first counts.
    // update(Row &, Info) brings a row up to date and says whether anything shown changed; make(Info) gives a new Row.
    template <class Info, class KeyOf, class Update, class Make>
    void follow(const QList<Info> &next, KeyOf keyOf, Update update, Make make)
    {
        using Key = decltype(keyOf(std::declval<const Info &>()));
        QHash<Key, qsizetype> wanted;
        wanted.reserve(next.size());
        for (qsizetype i = next.size() - 1; i >= 0; --i)
            wanted.insert(keyOf(next.at(i)), i);

        removeUnless([&](const Row &row) { return wanted.contains(keyOf(row)); });

        qsizetype firstChanged = -1;
        for (qsizetype at = 0; at < rows_.size(); ++at) {
            if (update(rows_[at], next.at(wanted.take(keyOf(std::as_const(rows_).at(at)))))) {
                if (firstChanged < 0)
                    firstChanged = at;
            } else if (firstChanged >= 0) {
                emitChanged(std::exchange(firstChanged, -1), at - 1);
            }
        }
        if (firstChanged >= 0)
            emitChanged(firstChanged, rows_.size() - 1);

        QList<Row> added;
        for (qsizetype i = 0; i < next.size(); ++i) {
            const auto found = wanted.constFind(keyOf(next.at(i)));
            if (found != wanted.constEnd() && *found == i)
                added.append(make(next.at(i)));
        }
        if (added.isEmpty())
            return;
        beginInsertRows({}, int(rows_.size()), int(rows_.size() + added.size()) - 1);
        rows_.append(std::move(added));
        endInsertRows();
    }

    // Changes something of every row that no cell shows.
    template <class Change>
    void change(Change change)
    {
        for (Row &row : rows_)
            change(row);
    }

private:
    template <class Keep>
    void removeUnless(Keep keep)
    {
        qsizetype last = rows_.size() - 1;
        while (last >= 0) {
            if (keep(std::as_const(rows_).at(last))) {
                --last;
                continue;
            }
            qsizetype first = last;
            while (first > 0 && !keep(std::as_const(rows_).at(first - 1)))
                --first;
            beginRemoveRows({}, int(first), int(last));
            rows_.remove(first, last - first + 1);
            endRemoveRows();
            last = first - 1;
        }
    }

    void emitChanged(qsizetype first, qsizetype last)
    {
        Q_EMIT dataChanged(index(int(first), 0), index(int(last), columnCount() - 1));
    }

    QList<Row> rows_;
};

} // namespace culvert::ui
