// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/checked_rules.h"

#include "core/limits.h"

namespace culvert::host {

Result<QList<Rule>> checkedRules(const QStringList &lines, const std::function<Result<Rule>(const QString &)> &parse)
{
    QList<Rule> rules;
    for (const QString &line : lines) {
        const auto rule = parse(line);
        if (!rule)
            return rule.error();
        rules.removeIf([&](const Rule &old) { return old.sameTarget(*rule); });
        rules.append(*rule);
    }
    return rules;
}

Outcome checkedRuleCount(qsizetype now, qsizetype before)
{
    if (now > limits::rulesPerPeer && now > before)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 rules of a peer").arg(limits::rulesPerPeer)};
    return done();
}

} // namespace culvert::host
