// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/error.h"
#include "core/timers.h"

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <span>

// The first bytes of a stream in each direction: a 2-byte big-endian length, then that many bytes of CBOR.
// PROTOCOL.md, "Stream". Decoders are incremental: they say when more bytes are needed and how many they used.
namespace culvert::wire {

// What the far side of a stream that measures the link does: give back what comes, give bytes, or take them.
enum class TestRole { Echo = 0, Down = 1, Up = 2 };

// A stream that measures the link and reaches nothing behind the far side.
struct TestOpening {
    TestRole role = TestRole::Echo;
    Duration lasts{};  // whole milliseconds, from 1 ms to longestTest(role)
    quint64 bytes = 0; // the far side gives, takes or gives back no more; 1 to limits::testBytes
    bool operator==(const TestOpening &) const = default;
};
[[nodiscard]] Duration longestTest(TestRole role);

// A reverse forward, as its asker numbers it; from 1, and never used again while that program runs.
using ReverseId = std::uint32_t;

// The near side asks the far side to listen for it. The stream stays open as long as it is to do so.
struct ListenOpening {
    Endpoint on{}; // an address, as parseListen() has it; port 0: any that is free
    ReverseId id = 0;
    bool operator==(const ListenOpening &) const = default;
};

// From the one who opens the stream: what it is for. A TCP connection to the target, with `udp` a flow of datagrams to it, or one of
// the others, and the target is empty: a measurement, a port to listen on, or a connection that was accepted at such a port.
struct Opening {
    Endpoint target{};
    std::optional<TestOpening> test{};
    bool udp = false;
    std::optional<ListenOpening> listen{};
    std::optional<ReverseId> reverse{};
    bool operator==(const Opening &) const = default;
};

// From the other one: connected or listening, or why not.
struct Answer {
    ErrorCode code = ErrorCode::None;
    QString detail; // to a ListenOpening that was granted: ADDRESS:PORT as it has it; else text of the system. Cut to 120 characters
    bool operator==(const Answer &) const = default;
};

enum class Decoding { NeedMore, Done, Invalid, UnsupportedVersion };

template <class T>
struct Decoded {
    Decoding status = Decoding::NeedMore;
    qsizetype used = 0; // bytes of the input that belong to the message; with Done alone
    T value{};
};

[[nodiscard]] QByteArray encode(const Opening &opening);
[[nodiscard]] QByteArray encode(const Answer &answer);
[[nodiscard]] Decoded<Opening> decodeOpening(std::span<const std::uint8_t> bytes);
[[nodiscard]] Decoded<Answer> decodeAnswer(std::span<const std::uint8_t> bytes);

} // namespace culvert::wire
