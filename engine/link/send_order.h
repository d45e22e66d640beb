// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>

namespace culvert::link {

// Whose turn it is to send: streams that have little to say before those that carry much, in turn within each kind, and of
// four packets one is begun by the latter whatever the former want. Pure; knows streams by their numbers alone.
class SendOrder {
public:
    enum class Kind : std::size_t { Short, Bulk };

    void add(std::int64_t stream, Kind kind) { waiting_[std::size_t(kind)].push_back(stream); }

    struct Turn {
        std::int64_t stream;
        Kind kind;
    };
    // None: nobody waits.
    [[nodiscard]] std::optional<Turn> next() const;
    // Bytes of the stream of next() are in the packet that is begun, or begin one; it is no longer waiting unless it is added again.
    void taken();
    // The packet has gone: the next one is begun.
    void endPacket() { begun_ = false; }
    // The stream of next() had nothing to send after all.
    void drop();

private:
    [[nodiscard]] Kind kindOfNext() const;
    [[nodiscard]] const std::deque<std::int64_t> &waiting(Kind kind) const { return waiting_[std::size_t(kind)]; }

    std::array<std::deque<std::int64_t>, 2> waiting_;
    int shortRun_ = 0;   // packets begun by short streams since bulk began one, or none waited
    bool begun_ = false; // a packet is
};

} // namespace culvert::link
