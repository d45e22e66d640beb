// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rate.h"

#include "core/digits.h"
#include "core/limits.h"

#include <array>
#include <utility>

namespace culvert {

namespace {

constexpr std::array<std::pair<char16_t, quint64>, 3> units{{{u'G', 1'000'000'000}, {u'M', 1'000'000}, {u'k', 1'000}}};

quint64 unitOf(QChar letter)
{
    for (const auto &[name, size] : units) {
        if (letter.toLower() == QChar(name).toLower())
            return size;
    }
    return 0;
}

} // namespace

Result<quint64> parseRate(const QString &text)
{
    const Error invalid{ErrorCode::RateInvalid, text};
    QString number = text.trimmed();
    if (number.isEmpty() || number.compare(u"none", Qt::CaseInsensitive) == 0)
        return quint64(0);
    quint64 unit = unitOf(number.back());
    if (unit)
        number.chop(1);
    else
        unit = 1;
    const qsizetype point = number.indexOf(u'.');
    const auto whole = parseDecimal(point < 0 ? number : number.left(point), 9);
    if (!whole)
        return invalid;
    quint64 rate = quint64(*whole) * unit;
    if (point >= 0) {
        const QString behind = number.mid(point + 1);
        const auto part = parseDecimal(behind, 3);
        if (!part)
            return invalid;
        quint64 scale = unit;
        for (qsizetype i = 0; i < behind.size(); ++i)
            scale /= 10;
        rate += quint64(*part) * scale;
    }
    if (rate != 0 && (rate < limits::rateLeast || rate > limits::rateMost))
        return invalid;
    return rate;
}

QString rateWords(quint64 bytesPerSecond)
{
    if (bytesPerSecond == 0)
        return {};
    for (const auto &[name, size] : units) {
        if (bytesPerSecond % size == 0)
            return QString::number(bytesPerSecond / size) + name;
    }
    // Not as bare digits, of which there may be more than parseRate() takes.
    return QStringLiteral("%1.%2k").arg(bytesPerSecond / 1000).arg(bytesPerSecond % 1000, 3, 10, QLatin1Char('0'));
}

} // namespace culvert
