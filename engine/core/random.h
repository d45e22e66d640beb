// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

namespace culvert {

// Randomness as an argument, so that a seed replays a test. Keys and tokens come from SystemRandom alone.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

// The system's cryptographic generator.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override
    {
        for (std::size_t i = 0; i < out.size();) {
            const quint32 word = QRandomGenerator::system()->generate();
            const std::size_t n = std::min(sizeof word, out.size() - i);
            std::memcpy(out.data() + i, &word, n);
            i += n;
        }
    }
};

// A random value of a FixedBytes type.
template <class Id>
Id randomId(Random &random)
{
    Id id;
    random.fill({id.data(), Id::size});
    return id;
}

} // namespace culvert
