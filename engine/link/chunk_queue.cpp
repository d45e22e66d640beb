// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/chunk_queue.h"

#include <algorithm>
#include <cstring>

namespace culvert::link {

namespace {
// A short exchange costs one small chunk; a stream that goes on gets large ones.
constexpr std::size_t firstChunk = 4 << 10;
constexpr std::size_t largestChunk = 64 << 10;
// Of bytes that are at hand: an opening with a short request behind it, in a piece that malloc keeps for the thread. No more than this
// is moved to be in one piece with what comes.
constexpr std::size_t leastChunk = 512;
} // namespace

std::span<std::uint8_t> ChunkQueue::space() { return space(firstChunk); }

std::span<std::uint8_t> ChunkQueue::space(std::size_t first)
{
    if (chunks_.empty() || end_ == chunks_.back().end()) {
        const std::size_t capacity = end_ == 0 ? first : std::clamp<quint64>(4 * end_, firstChunk, largestChunk);
        chunks_.push_back({std::make_unique_for_overwrite<std::uint8_t[]>(capacity), end_, capacity});
    }
    Chunk &last = chunks_.back();
    const std::size_t used = std::size_t(end_ - last.start);
    return {last.bytes.get() + used, last.capacity - used};
}

void ChunkQueue::commit(std::size_t bytes)
{
    end_ += bytes;
    Q_ASSERT(!chunks_.empty() && end_ <= chunks_.back().end());
}

void ChunkQueue::append(std::span<const std::uint8_t> bytes)
{
    joinWith(bytes.size());
    while (!bytes.empty()) {
        const auto room = space(std::clamp(bytes.size(), leastChunk, largestChunk));
        const std::size_t n = std::min(room.size(), bytes.size());
        std::memcpy(room.data(), bytes.data(), n);
        commit(n);
        bytes = bytes.subspan(n);
    }
}

// Openings and answers are decoded in one piece; and what was cut where a chunk ends would go to the application as two segments, which
// wake it twice.
void ChunkQueue::joinWith(std::size_t coming)
{
    const std::size_t waiting = std::size_t(size());
    if (waiting == 0 || waiting > leastChunk || end_ + coming <= chunks_.back().end())
        return;
    const std::size_t capacity = std::clamp(waiting + coming, firstChunk, largestChunk);
    Chunk joined{std::make_unique_for_overwrite<std::uint8_t[]>(capacity), begin_, capacity};
    for (quint64 position = begin_; position < end_;) {
        const auto piece = at(position);
        std::memcpy(joined.bytes.get() + (position - begin_), piece.data(), piece.size());
        position += piece.size();
    }
    chunks_.clear();
    chunks_.push_back(std::move(joined));
}

std::span<const std::uint8_t> ChunkQueue::at(quint64 position) const
{
    Q_ASSERT(position >= begin_ && position <= end_);
    if (position == end_)
        return {};
    const auto after = std::upper_bound(chunks_.begin(), chunks_.end(), position,
                                        [](quint64 p, const Chunk &chunk) { return p < chunk.start; });
    const Chunk &chunk = *std::prev(after);
    const quint64 chunkEnd = std::min(end_, chunk.end());
    return {chunk.bytes.get() + (position - chunk.start), std::size_t(chunkEnd - position)};
}

void ChunkQueue::release(quint64 position)
{
    Q_ASSERT(position <= end_);
    begin_ = std::max(begin_, position);
    const auto kept = std::find_if(chunks_.begin(), chunks_.end(),
                                   [this](const Chunk &chunk) { return std::min(end_, chunk.end()) > begin_; });
    chunks_.erase(chunks_.begin(), kept);
}

} // namespace culvert::link
