// SPDX-License-Identifier: GPL-3.0-or-later
// A rule as a person writes it, and the host of an opening as a peer spells it.
#include "fuzz.h"

#include "core/endpoint.h"
#include "core/host.h"
#include "core/rule.h"

using namespace culvert;
using namespace culvert::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(bytesOf(data, size));
    if (const auto rule = parseRule(text); rule.ok()) {
        const auto again = parseRule(rule->toString());
        expect(again.ok() && *again == *rule, "a rule that was written anew says the same");
        const auto target = parseRuleTarget(rule->verb, rule->target());
        expect(target.ok() && *target == *rule, "so does its target");
    }
    if (const auto host = normalisedHost(text)) {
        const auto again = normalisedHost(host->toString());
        expect(again && *again == *host, "a host in its one form stays in it");
    }
    if (const auto endpoint = parseEndpoint(text); endpoint.ok()) {
        const auto again = parseEndpoint(endpoint->toString());
        expect(again.ok() && *again == *endpoint, "an endpoint that was written anew is the same");
        if (const auto rule = ruleFor(RuleVerb::Allow, *endpoint))
            expect(parseRule(rule->toString()).ok(), "the rule for a target can be read");
    }
    [[maybe_unused]] const auto listen = parseListen(text);
    return 0;
}
