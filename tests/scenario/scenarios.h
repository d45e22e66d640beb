// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

// What a link is put through, as data: the same list is for the simulator, real Tox, direct UDP and network namespaces. Two
// machines, "a" and "b"; times count from the start of the first flow. Nothing here knows who carries it out.
namespace culvert::test {

// What happens to datagrams, the same in both directions.
struct LineConditions {
    double lossPercent = 0;
    std::chrono::milliseconds delay{1};   // one way
    std::chrono::milliseconds jitter{0};  // up to this much more, each datagram its own
    double reorderPercent = 0;            // held back by 10 ms
    double duplicatePercent = 0;
    double megabits = 0;                  // a second; 0: no limit
    std::uint64_t queueBytes = 0;         // before the rate; 0: 100 ms of it
};

// Something happens to the way between the two.
struct Disturbance {
    enum class Kind {
        Cut,          // nothing passes, nobody is told
        CutAToB,      // nothing from a reaches b; the other direction goes on
        CutBToA,
        ToldCut,      // the path goes down and both sides know
        OtherPath,    // Tox → direct or back: another path carries on at once, the first is no more; `length` is nothing
        OtherAddress, // what is under way is lost, as when an address changes; `length` is nothing
    };
    Kind kind;
    std::chrono::milliseconds at;
    std::chrono::milliseconds length{0};
};

// One stream, or `count` of them at once.
struct Flow {
    bool openedByA = true;
    std::uint64_t there = 0;              // bytes from the opener
    std::uint64_t back = 0;
    std::chrono::milliseconds at{0};
    int count = 1;
    enum class End {
        Orderly,
        ResetByOpener, // after a tenth of `back` has come
        ReaderStops,   // the opener reads nothing for three seconds, then everything
    } end = End::Orderly;
};

// What must hold in every one: of each orderly flow both sides saw the other's bytes with the same hash; no flow ended for
// another reason than it says; a reset arrived with its code; streams and queued bytes are back at zero on both sides;
// unless `mayStall`, bytes move again within 2 s of the end of each disturbance, if any are left to move.
struct Scenario {
    const char *name;
    LineConditions line;
    std::vector<Disturbance> disturbances;
    std::vector<Flow> flows;
    std::chrono::seconds limit{60};       // by then everything is over
    bool mayStall = false;                // the weather is so bad that two seconds prove nothing
};

inline std::vector<Scenario> scenarios()
{
    using namespace std::chrono_literals;
    using Kind = Disturbance::Kind;
    constexpr std::uint64_t kB = 1000;
    const std::vector<Flow> bothWays{{.there = 700 * kB, .back = 700 * kB}};
    const LineConditions home{.delay = 15ms, .jitter = 2ms, .megabits = 20};
    return {
        {"clean", {}, {}, {{.there = 1000 * kB, .back = 1000 * kB}, {.openedByA = false, .there = 500 * kB, .back = 10}}},
        {"loss of 1 % on a long way", {.lossPercent = 1, .delay = 50ms, .megabits = 20}, {}, bothWays},
        {"loss of 5 %", {.lossPercent = 5, .delay = 20ms}, {}, bothWays},
        {"loss of 20 %", {.lossPercent = 20, .delay = 20ms}, {}, {{.there = 100 * kB, .back = 100 * kB}}, 120s, true},
        {"a satellite", {.lossPercent = 0.1, .delay = 300ms, .jitter = 10ms, .megabits = 20}, {}, bothWays},
        {"a modem with a long queue", {.delay = 40ms, .megabits = 0.5, .queueBytes = 64 << 10}, {}, {{.there = 60 * kB, .back = 200 * kB}}},
        {"a short queue", {.delay = 20ms, .megabits = 10, .queueBytes = 8 << 10}, {}, bothWays},
        {"jitter", {.delay = 20ms, .jitter = 30ms}, {}, bothWays},
        {"disorder", {.delay = 10ms, .reorderPercent = 20}, {}, bothWays},
        {"duplicates", {.delay = 10ms, .duplicatePercent = 20}, {}, bothWays},
        {"everything at once", {.lossPercent = 3, .delay = 30ms, .jitter = 15ms, .reorderPercent = 5, .duplicatePercent = 5, .megabits = 8,
                                .queueBytes = 32 << 10}, {}, bothWays, 120s},
        {"a cut of 2 s", home, {{Kind::Cut, 150ms, 2s}}, bothWays},
        {"a cut of 30 s", home, {{Kind::Cut, 150ms, 30s}}, bothWays, 90s},
        {"a cut of 4 min", home, {{Kind::Cut, 150ms, 4min}}, bothWays, 300s},
        {"a path that is down for 30 s", home, {{Kind::ToldCut, 150ms, 30s}}, bothWays, 90s},
        {"deaf for 10 s", home, {{Kind::CutAToB, 150ms, 10s}}, bothWays, 90s},
        {"mute for 10 s", home, {{Kind::CutBToA, 150ms, 10s}}, bothWays, 90s},
        {"cuts one after another with loss", {.lossPercent = 2, .delay = 15ms, .megabits = 10},
         {{Kind::Cut, 100ms, 1s}, {Kind::CutAToB, 2500ms, 1s}, {Kind::ToldCut, 5s, 2s}}, bothWays, 120s, true},
        {"ten changes of the path", home,
         {{Kind::OtherPath, 50ms}, {Kind::OtherPath, 100ms}, {Kind::OtherPath, 150ms}, {Kind::OtherPath, 200ms}, {Kind::OtherPath, 250ms},
          {Kind::OtherPath, 300ms}, {Kind::OtherPath, 350ms}, {Kind::OtherPath, 400ms}, {Kind::OtherPath, 450ms}, {Kind::OtherPath, 500ms}},
         bothWays},
        {"changes of the address", home, {{Kind::OtherAddress, 100ms}, {Kind::OtherAddress, 300ms}}, bothWays},
        {"fifty requests at once", {.lossPercent = 1, .delay = 20ms, .megabits = 10}, {}, {{.there = 1 * kB, .back = 20 * kB, .count = 50}}},
        {"requests beside a transfer", {.delay = 20ms, .megabits = 5, .queueBytes = 64 << 10}, {},
         {{.there = 1, .back = 1000 * kB}, {.there = 1 * kB, .back = 1 * kB, .at = 500ms, .count = 10}, {.openedByA = false, .there = 400 * kB, .back = 1}}},
        {"hang-ups in the middle", home, {}, {{.there = 1, .back = 3000 * kB, .count = 5, .end = Flow::End::ResetByOpener}, {.there = 300 * kB, .back = 300 * kB}}},
        {"a reader that stops", home, {}, {{.there = 1, .back = 2000 * kB, .end = Flow::End::ReaderStops}, {.there = 300 * kB, .back = 300 * kB}}},
        {"nothing to say", home, {{Kind::Cut, 50ms, 5s}}, {{.there = 0, .back = 0, .count = 20}}},
    };
}

} // namespace culvert::test
