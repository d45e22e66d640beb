// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

// Numbers and times as people read them, in the language and format of QLocale(). Pure.
namespace culvert::ui {

// 1.2 MB; powers of 1000.
[[nodiscard]] QString sizeText(quint64 bytes);

// 1.2 MB/s; below one byte a second a dash.
[[nodiscard]] QString rateText(double bytesPerSecond);

// 3.4 ms, 87 ms.
[[nodiscard]] QString delayText(double ms);

// 1.2 %.
[[nodiscard]] QString percentText(double percent, int decimals = 1);

// 850 ms, 12 s, 3 min 5 s, 2 h 10 min, 3 d 4 h. Negative counts as 0.
[[nodiscard]] QString durationText(qint64 ms);

// The local time of day, or the date and the minute unless it is the day of `now`. Empty if `utc` is invalid.
[[nodiscard]] QString timeText(const QDateTime &utc, const QDateTime &now);

[[nodiscard]] QString numberText(qint64 number);

// For a menu or the title of a box, where an ampersand marks a mnemonic: a name is none.
[[nodiscard]] QString withoutMnemonic(QString name);

// The first digits of a key, in groups of four: enough for a person to tell machines apart.
[[nodiscard]] QString fingerprintText(const QString &hex);

// All digits of a key or an address in groups of four, so that it can be read out and wraps.
[[nodiscard]] QString groupedText(const QString &hex);

} // namespace culvert::ui
