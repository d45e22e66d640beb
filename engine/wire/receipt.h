// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace culvert::wire {

// PROTOCOL.md, "Receipt": a question among the datagrams of a relayed path, and its answer. Below 96 bytes, as a heartbeat.
struct Receipt {
    enum class Step : std::uint8_t { Question = 1, Answer = 2 };

    Step step = Step::Question;
    std::uint32_t number = 0;  // of the question; counts from 1
    std::uint32_t arrived = 0; // in an answer: QUIC datagrams that have come from the asker so far, modulo 2^32; else 0

    static constexpr std::size_t size = 10;
    bool operator==(const Receipt &) const = default;
};

void encode(const Receipt &receipt, std::span<std::uint8_t, Receipt::size> out);

// Of a whole datagram. Nothing if it is not one of this version; longer ones are read as far as they are known.
[[nodiscard]] std::optional<Receipt> decodeReceipt(std::span<const std::uint8_t> datagram);

} // namespace culvert::wire
