// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/machine.h"

namespace culvert::test {

// Two machines that know each other, in virtual time and with a simulated network between them.
struct TwoMachines {
    // `allowed`: what the near one may reach at the far one.
    explicit TwoMachines(quint64 seed, const QList<Endpoint> &allowed = {}, const Weather &weather = {})
        : timers(clockLedger), network(timers, seed), random(seed + 1), near(timers, network, random, QStringLiteral("near")),
          far(timers, network, random, QStringLiteral("far"))
    {
        network.setWeather(weather);
        near.know(far, QStringLiteral("far"));
        far.know(near, QStringLiteral("near"), allowed);
    }
    // The rule lines of the far one for the near one.
    void setRules(const QStringList &lines)
    {
        far.book[0].rules.clear();
        for (const QString &line : lines)
            far.book[0].rules.append(parseRule(line).value());
        far.follow();
    }
    bool online()
    {
        return timers.runUntil([&] { return near.stateOf(far) == api::PeerState::Online && far.stateOf(near) == api::PeerState::Online; },
                               std::chrono::seconds(20));
    }
    bool atBaseline(Duration limit = std::chrono::seconds(5))
    {
        return timers.runUntil([&] { return near.atBaseline() && far.atBaseline(); }, limit);
    }

    Ledger clockLedger;
    VirtualTimers timers;
    SimNetwork network;
    SeededRandom random;
    Machine near, far;
};

} // namespace culvert::test
