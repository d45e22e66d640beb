// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/steady_rate.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace culvert::tunnel {

namespace {

constexpr int refinements = 3; // of the slope by which the looks are compared

} // namespace

void SteadyRate::add(Instant at, quint64 bytes) { looks_.push_back({at, bytes}); }

double SteadyRate::bytesPerSecond() const
{
    const std::span<const Look> all(looks_);
    const std::size_t third = (all.size() + 2) / 3;
    const auto slope = [](const Look &from, const Look &to) { return double(to.bytes - from.bytes) / toSeconds(to.at - from.at); };
    double rate = slope(all.front(), all.back());
    for (int i = 0; i < refinements; ++i) {
        const auto ahead = [&](const Look &look) { return double(look.bytes) - rate * toSeconds(look.at - all.front().at); };
        const auto lagsMore = [&](const Look &a, const Look &b) { return ahead(a) < ahead(b); };
        const auto first = all.first(third);
        const auto last = all.last(third);
        const Look &from = *std::max_element(first.begin(), first.end(), lagsMore);
        const Look &to = *std::max_element(last.begin(), last.end(), lagsMore);
        if (to.at > from.at) // else there are hardly any looks
            rate = slope(from, to);
    }
    return rate;
}

} // namespace culvert::tunnel
