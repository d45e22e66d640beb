// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

namespace culvert::ui {

// How grave an entry of the error list is, from the mildest.
enum class Severity { Note, Warning, Failure };

// Note: as it should be, but worth knowing. Warning: something outside did not do what was wanted, and may the next time.
// Failure: something here does not work until a person acts.
[[nodiscard]] Severity severityOf(ErrorCode code);

[[nodiscard]] QString words(Severity severity);

} // namespace culvert::ui
