// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace culvert {

// Bytes a second as a person writes them: a number of up to nine digits, and three behind a point, and k, M or
// G (thousands) of either case behind it: 500k, 1.5M.
// None, 0 and an empty text are 0: no limit. Error: RateInvalid, also for what is not from limits::rateLeast to rateMost.
[[nodiscard]] Result<quint64> parseRate(const QString &text);

// What parseRate() reads as that, in the largest unit that needs no point, else in k; empty for 0.
[[nodiscard]] QString rateWords(quint64 bytesPerSecond);

} // namespace culvert
