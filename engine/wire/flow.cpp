// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/flow.h"

#include "core/limits.h"

#include <algorithm>

namespace culvert::wire {

std::optional<FlowFrame> decodeFlowFrame(std::span<const std::uint8_t> bytes)
{
    if (bytes.empty())
        return std::nullopt;
    const std::size_t size = std::size_t(1) << (bytes[0] >> 6);
    if (bytes.size() < size)
        return std::nullopt;
    std::uint64_t number = bytes[0] & 0x3f;
    for (std::size_t i = 1; i < size; ++i)
        number = number << 8 | bytes[i];
    return FlowFrame{std::int64_t(number), bytes.subspan(size)};
}

std::vector<std::uint8_t> encodeFlowNumber(std::int64_t stream)
{
    const auto number = std::uint64_t(stream);
    const int power = number < (1U << 6) ? 0 : number < (1U << 14) ? 1 : number < (1U << 30) ? 2 : 3;
    std::vector<std::uint8_t> out(std::size_t(1) << power);
    for (std::size_t i = 0; i < out.size(); ++i)
        out[out.size() - 1 - i] = std::uint8_t(number >> (8 * i));
    out[0] = std::uint8_t(out[0] | power << 6);
    return out;
}

std::vector<std::uint8_t> encodeFlowLength(std::size_t datagram)
{
    return {std::uint8_t(datagram >> 8), std::uint8_t(datagram)};
}

FlowReader::Step FlowReader::take(std::span<const std::uint8_t> bytes)
{
    if (done_)
        clear();
    Step step;
    const auto fill = [&](std::size_t until) {
        const std::size_t n = std::min(until - part_.size(), bytes.size() - step.used);
        const auto from = bytes.begin() + std::ptrdiff_t(step.used);
        part_.insert(part_.end(), from, from + std::ptrdiff_t(n));
        step.used += n;
    };
    if (part_.size() < flowLengthSize)
        fill(flowLengthSize);
    if (part_.size() < flowLengthSize)
        return step;
    const std::size_t length = std::size_t(part_[0]) << 8 | part_[1];
    if (length > limits::udpDatagram) {
        step.invalid = true;
        return step;
    }
    fill(flowLengthSize + length);
    if (part_.size() < flowLengthSize + length)
        return step;
    done_ = true;
    step.datagram = std::span(part_).subspan(flowLengthSize);
    return step;
}

} // namespace culvert::wire
