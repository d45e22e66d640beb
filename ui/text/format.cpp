// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace culvert::ui {

namespace {

struct Format {
    Q_DECLARE_TR_FUNCTIONS(culvert::ui::Format)
};

} // namespace

QString sizeText(quint64 bytes)
{
    if (bytes < 1000)
        return Format::tr("%1 B").arg(QLocale().toString(bytes));
    return QLocale().formattedDataSize(qint64(bytes), 1, QLocale::DataSizeSIFormat);
}

QString rateText(double bytesPerSecond)
{
    if (bytesPerSecond < 1)
        return QStringLiteral("–");
    return Format::tr("%1/s").arg(sizeText(quint64(bytesPerSecond)));
}

QString delayText(double ms) { return Format::tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 1 : 0)); }

QString percentText(double percent, int decimals) { return Format::tr("%1 %").arg(QLocale().toString(percent, 'f', decimals)); }

QString durationText(qint64 ms)
{
    if (ms < 0)
        ms = 0;
    if (ms > 0 && ms < 1000)
        return Format::tr("%1 ms").arg(ms);
    const qint64 seconds = ms / 1000;
    if (seconds < 60)
        return Format::tr("%1 s").arg(seconds);
    const qint64 minutes = seconds / 60;
    if (minutes < 60)
        return Format::tr("%1 min %2 s").arg(minutes).arg(seconds % 60);
    const qint64 hours = minutes / 60;
    if (hours < 24)
        return Format::tr("%1 h %2 min").arg(hours).arg(minutes % 60);
    return Format::tr("%1 d %2 h").arg(hours / 24).arg(hours % 24);
}

QString timeText(const QDateTime &utc, const QDateTime &now)
{
    if (!utc.isValid())
        return {};
    const QDateTime local = utc.toLocalTime();
    const QString time = QLocale().toString(local.time(), QStringLiteral("HH:mm:ss"));
    if (local.date() == now.toLocalTime().date())
        return time;
    return QLocale().toString(local.date(), QLocale::ShortFormat) + u' ' + time.left(5);
}

QString numberText(qint64 number) { return QLocale().toString(number); }

QString withoutMnemonic(QString name) { return name.replace(u'&', QStringLiteral("&&")); }

QString fingerprintText(const QString &hex) { return groupedText(hex.left(8)); }

QString groupedText(const QString &hex)
{
    QStringList groups;
    for (qsizetype at = 0; at < hex.size(); at += 4)
        groups << hex.mid(at, 4);
    return groups.join(u' ');
}

} // namespace culvert::ui
