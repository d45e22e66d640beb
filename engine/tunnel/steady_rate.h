// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <QtGlobal>

#include <vector>

namespace culvert::tunnel {

// How fast bytes arrived, out of looks at how many are known to have: acknowledged, or read in order. While a lost packet is waited for,
// what came behind it has arrived and is not known, and then it is, in one leap. So the rate is taken between two looks, one of the
// first third and one of the last, that lag least.
class SteadyRate {
public:
    void add(Instant at, quint64 bytes); // neither ever goes back
    void clear() { looks_.clear(); }

    [[nodiscard]] bool hasRate() const { return looks_.size() >= 2 && looks_.back().at > looks_.front().at; }
    [[nodiscard]] double bytesPerSecond() const; // with hasRate()

private:
    struct Look {
        Instant at;
        quint64 bytes;
    };

    std::vector<Look> looks_;
};

} // namespace culvert::tunnel
