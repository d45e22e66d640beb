// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// How the datagrams of a UDP flow travel: each in a DATAGRAM frame of QUIC, or behind the opening or the answer on the stream
// that opened the flow. PROTOCOL.md, "UDP flow".
namespace culvert::wire {

// What a DATAGRAM frame carries: the number of the flow's stream as a variable-length integer (RFC 9000 section 16), and the
// datagram, which may be empty.
struct FlowFrame {
    std::int64_t stream = 0;
    std::span<const std::uint8_t> datagram;
};
[[nodiscard]] std::optional<FlowFrame> decodeFlowFrame(std::span<const std::uint8_t> bytes); // nothing: it has no number
// The number alone, which goes before the datagram. `stream` is below 2^62.
[[nodiscard]] std::vector<std::uint8_t> encodeFlowNumber(std::int64_t stream);

// On a stream: 2 bytes length, big-endian, and the datagram.
inline constexpr std::size_t flowLengthSize = 2;
[[nodiscard]] std::vector<std::uint8_t> encodeFlowLength(std::size_t datagram);

// Cuts the bytes of a stream into datagrams, in whatever pieces they come. Holds one datagram at most.
class FlowReader {
public:
    struct Step {
        std::size_t used = 0;                                       // of the bytes given
        std::optional<std::span<const std::uint8_t>> datagram{};    // whole; good until the next call
        bool invalid = false;                                       // longer than limits::udpDatagram: nothing can follow
    };
    // Takes some of the bytes, all of them when no datagram ends there.
    [[nodiscard]] Step take(std::span<const std::uint8_t> bytes);
    [[nodiscard]] std::size_t held() const { return part_.size(); }
    void clear() { part_ = {}; done_ = false; }

private:
    std::vector<std::uint8_t> part_; // the length and what has come of the datagram
    bool done_ = false;              // part_ was handed out
};

} // namespace culvert::wire
