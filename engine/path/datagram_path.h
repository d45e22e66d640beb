// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <QtGlobal>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace culvert::path {

// In the order of preference: the best kind that is up carries the link.
enum class Kind : quint8 { None, ToxRelay, ToxUdp, Direct };

enum class SendResult {
    Sent,
    Blocked, // the path is full for the moment: keep the datagram and offer it again; not loss
    Down,    // the path cannot carry anything now
};

// A way for datagrams to one peer, unreliable and unordered. The first byte of a datagram is its wire::DatagramType.
// Engine thread. The callbacks are set by the one user of the path and are called outside of its own functions only. Every
// function may be called inside them, but the path must not be destroyed; Carrier::remove() may be called, and sees to that itself.
class DatagramPath {
public:
    virtual ~DatagramPath() = default;

    // At most limits::datagramSize bytes.
    virtual SendResult send(std::span<const std::uint8_t> datagram) = 0;
    // Puts on its way what send() may have gathered. To be called after the last send() of a turn.
    virtual void flush() {}
    [[nodiscard]] virtual Kind kind() const = 0; // None: down
    // After Blocked: when to offer the datagram again, unless receivedAll comes before; nothing: the path cannot tell.
    [[nodiscard]] virtual std::optional<Instant> roomAt() const { return std::nullopt; }

    // Said inside received(): what has just come is of the peer for certain, and new. A path on which anybody can put
    // datagrams is kept up by nothing else.
    virtual void vouch() {}

    std::function<void(std::span<const std::uint8_t>)> received;
    std::function<void()> receivedAll;  // after a batch of received(): the time to write
    std::function<void()> kindChanged;
    std::function<void()> moved;        // the kind is the same, but the datagrams go elsewhere: the peer has another address
    void forgetCallbacks() { received = nullptr, receivedAll = nullptr, kindChanged = nullptr, moved = nullptr; }
};

} // namespace culvert::path
