// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule.h"

#include <functional>

namespace culvert::host {

// What a peer may reach, as a person wrote it; of lines with the same target the last. `parse` reads one. Error: RuleInvalid.
[[nodiscard]] Result<QList<Rule>> checkedRules(const QStringList &lines, const std::function<Result<Rule>(const QString &)> &parse);

// Whether a peer that had `before` lines may have `now`: up to limits::rulesPerPeer, and where a file had more, no more than those.
// Error: LimitReached.
[[nodiscard]] Outcome checkedRuleCount(qsizetype now, qsizetype before);

} // namespace culvert::host
