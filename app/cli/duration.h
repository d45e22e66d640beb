// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QStringView>

namespace culvert::cli {

// A whole number and s, m, h or d ("90s", "30m", "1h", "7d"), in ms; more than nothing, ten years at most.
// Error: DurationInvalid.
[[nodiscard]] Result<qint64> parseDuration(QStringView text);

} // namespace culvert::cli
