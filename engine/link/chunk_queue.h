// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace culvert::link {

// Bytes in order. Those that were written into space() stay at their addresses until they are released, when nothing is appended: QUIC
// keeps pointers to what it may have to send again. Positions are offsets in the stream of all bytes ever put in.
class ChunkQueue {
public:
    // Room to write into, behind the last byte; at least 1 byte. commit() what was written, no more than that, before
    // anything else is called.
    [[nodiscard]] std::span<std::uint8_t> space();
    void commit(std::size_t bytes);

    // A few hundred bytes that wait may be moved, so that at() gives them and these in one piece.
    void append(std::span<const std::uint8_t> bytes);

    // The contiguous bytes at `position` (begin() to end()); empty at end().
    [[nodiscard]] std::span<const std::uint8_t> at(quint64 position) const;

    // Gives up everything before `position`.
    void release(quint64 position);
    void clear() { release(end_); }

    [[nodiscard]] quint64 begin() const { return begin_; } // first byte not released
    [[nodiscard]] quint64 end() const { return end_; }
    [[nodiscard]] quint64 size() const { return end_ - begin_; }

private:
    void joinWith(std::size_t coming);
    [[nodiscard]] std::span<std::uint8_t> space(std::size_t first); // `first`: bytes that the first chunk of the queue holds

    struct Chunk {
        std::unique_ptr<std::uint8_t[]> bytes;
        quint64 start;        // position of its first byte
        std::size_t capacity;

        [[nodiscard]] quint64 end() const { return start + capacity; }
    };
    std::vector<Chunk> chunks_; // some hundred: limits::streamSendBuffer in large ones
    quint64 begin_ = 0;
    quint64 end_ = 0;
};

} // namespace culvert::link
