// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace culvert::cli {

// Rows with columns of equal width, two spaces apart; no spaces at the ends of lines. Wide characters count as two.
// Cells have what others wrote: they come as seen() makes it.
[[nodiscard]] QString table(QList<QStringList> rows);

// 1536 → "1.5 KiB".
[[nodiscard]] QString readableSize(qint64 bytes);

} // namespace culvert::cli
