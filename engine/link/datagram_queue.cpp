// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/datagram_queue.h"

#include "core/limits.h"

#include <algorithm>

namespace culvert::link {

namespace {
// What one costs beside its bytes, so that empty ones count as well.
constexpr quint64 overhead = 64;
quint64 cost(std::size_t datagram) { return datagram + overhead; }
} // namespace

void DatagramQueue::add(std::int64_t stream, std::span<const std::uint8_t> datagram, Instant now)
{
    const auto [found, isNew] = flows_.try_emplace(stream);
    Flow &flow = found->second;
    if (isNew)
        turns_.push_back(stream);
    const quint64 others = bytes_ - flow.bytes;
    const quint64 most = std::max(limits::udpQueueLeast, (limits::udpQueue - std::min(limits::udpQueue, others)) / 4);
    while (!flow.waiting.empty() && flow.bytes + cost(datagram.size()) > most) {
        dropFirst(flow);
        dropped_(stream, Drop::Full, 1);
    }
    flow.waiting.push_back({{datagram.begin(), datagram.end()}, now});
    flow.bytes += cost(datagram.size());
    bytes_ += cost(datagram.size());
}

void DatagramQueue::dropFirst(Flow &flow)
{
    const quint64 size = cost(flow.waiting.front().datagram.size());
    flow.bytes -= size;
    bytes_ -= size;
    flow.waiting.pop_front();
}

std::optional<DatagramQueue::Turn> DatagramQueue::next(Instant now)
{
    while (!turns_.empty()) {
        const std::int64_t stream = turns_.front();
        const auto found = flows_.find(stream);
        Flow &flow = found->second;
        std::size_t late = 0;
        for (; !flow.waiting.empty() && now - flow.waiting.front().since > limits::udpWait; ++late)
            dropFirst(flow);
        if (late > 0)
            dropped_(stream, Drop::Late, late);
        if (!flow.waiting.empty())
            return Turn{stream, flow.waiting.front().datagram};
        flows_.erase(found);
        turns_.pop_front();
    }
    return std::nullopt;
}

void DatagramQueue::taken()
{
    const std::int64_t stream = turns_.front();
    turns_.pop_front();
    const auto found = flows_.find(stream);
    dropFirst(found->second);
    if (found->second.waiting.empty())
        flows_.erase(found);
    else
        turns_.push_back(stream);
}

std::size_t DatagramQueue::forget(std::int64_t stream)
{
    const auto found = flows_.find(stream);
    if (found == flows_.end())
        return 0;
    const std::size_t count = found->second.waiting.size();
    bytes_ -= found->second.bytes;
    flows_.erase(found);
    std::erase(turns_, stream);
    return count;
}

} // namespace culvert::link
