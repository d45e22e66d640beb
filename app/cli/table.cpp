// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table.h"

#include "core/unseen.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace culvert::cli {

namespace {

// The East Asian scripts take two columns of a terminal.
int width(const QString &text)
{
    int columns = 0;
    for (QChar c : text) {
        const char16_t u = c.unicode();
        if (c.isLowSurrogate() || c.isMark())
            continue;
        const bool wide = (u >= 0x1100 && u <= 0x115f) || (u >= 0x2e80 && u <= 0xa4cf) || (u >= 0xac00 && u <= 0xd7a3)
            || (u >= 0xf900 && u <= 0xfaff) || (u >= 0xfe30 && u <= 0xfe6f) || (u >= 0xff00 && u <= 0xff60)
            || c.isHighSurrogate();
        columns += wide ? 2 : 1;
    }
    return columns;
}

} // namespace

QString table(QList<QStringList> rows)
{
    for (QStringList &row : rows)
        std::transform(row.cbegin(), row.cend(), row.begin(), seen);
    QList<int> widths;
    for (const QStringList &row : std::as_const(rows)) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            if (column == widths.size())
                widths.append(0);
            widths[column] = std::max(widths[column], width(row[column]));
        }
    }
    QString out;
    for (const QStringList &row : std::as_const(rows)) {
        QString line;
        for (qsizetype column = 0; column < row.size(); ++column) {
            line += row[column];
            if (column + 1 < row.size())
                line += QString(widths[column] - width(row[column]) + 2, u' ');
        }
        while (line.endsWith(u' '))
            line.chop(1);
        out += line + u'\n';
    }
    return out;
}

QString readableSize(qint64 bytes) { return QLocale::c().formattedDataSize(bytes, 1); }

} // namespace culvert::cli
