// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace culvert::api {

enum class PathKind;

using TestId = quint64;

// What a test does at present. The link is first measured at rest, then with bytes from the peer, then to it.
enum class TestPhase { Idle, Down, Up, Done, Failed };

// Round trips, in ms.
struct DelayInfo {
    int count = 0; // the others mean something from 1 on
    double min = 0;
    double median = 0;
    double p95 = 0;

    bool operator==(const DelayInfo &) const = default;
};

// One direction under load. The rate leaves out the first quarter, in which a link finds its rate.
struct LoadInfo {
    quint64 bytes = 0; // arrived
    std::optional<double> bytesPerSecond; // when the direction has been measured

    bool operator==(const LoadInfo &) const = default;
};

// A test of a link, under way or over.
struct TestInfo {
    TestId id = 0;
    QString peer;
    PublicKey peerId;
    int seconds = 0;             // of each direction
    TestPhase phase = TestPhase::Idle;
    double done = 0;             // 0 to 1
    PathKind path{};             // at present, or at the end
    std::optional<double> rttMs; // of the newest answer
    std::optional<double> lossPercent;
    double bytesPerSecond = 0;   // of the direction under way, over the last 2 s
    DelayInfo idle;
    DelayInfo loaded;            // beside the bytes of either direction
    LoadInfo down;
    LoadInfo up;
    std::optional<Error> error;  // Failed: why

    [[nodiscard]] bool over() const { return phase == TestPhase::Done || phase == TestPhase::Failed; }
    bool operator==(const TestInfo &) const = default;
};

[[nodiscard]] QJsonObject toJson(const TestInfo &test);

} // namespace culvert::api
