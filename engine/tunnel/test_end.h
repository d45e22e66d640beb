// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunnel/inner_end.h"

#include <QByteArray>

namespace culvert::tunnel {

// The end of a test in one direction: gives zero bytes for a while, and drops what is written to it.
class LoadEnd final : public InnerEnd {
public:
    struct Plan {
        Duration gives{};    // bytes, from now on; zero: none, reading it finishes at once
        quint64 giveMost = 0; // bytes
        quint64 takeMost = 0; // bytes; more closes it with LimitReached
        Duration lives{};
    };
    LoadEnd(const Plan &plan, tcp::ByteEndEvents &events, Timers &timers);

private:
    [[nodiscard]] bool hasToGive() const override { return true; }
    ReadResult give(std::span<std::uint8_t> into) override;
    qsizetype take(std::span<const std::uint8_t> bytes) override;

    const Instant givesUntil_;
    quint64 toGive_;
    quint64 toTake_;
};

// The far end of an echo: what is written to it is what there is to read.
class EchoEnd final : public InnerEnd {
public:
    // `most` bytes; more close it with LimitReached.
    EchoEnd(quint64 most, Duration lives, tcp::ByteEndEvents &events, Timers &timers);

private:
    [[nodiscard]] bool hasToGive() const override { return !waiting_.isEmpty() || finished(); }
    ReadResult give(std::span<std::uint8_t> into) override;
    [[nodiscard]] bool hasRoom() const override;
    qsizetype take(std::span<const std::uint8_t> bytes) override;

    QByteArray waiting_; // at most limits::testEchoBuffer
    quint64 toTake_;
};

} // namespace culvert::tunnel
