// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "path/datagram_path.h"
#include "tox/relay_ceiling.h"
#include "tox/relay_sockets.h"

#include <tox/tox.h>

#include <deque>
#include <vector>

namespace culvert::tox {

class IterateSchedule;

// The way to one friend: Tox's lossy packets, which go out at once; through a TCP relay under a ceiling that learns. The node
// that made it tells it what toxcore said.
class FriendPath final : public path::DatagramPath {
public:
    FriendPath(Tox *tox, IterateSchedule &schedule, RelaySockets &relays, const PublicKey &peer, std::uint32_t number)
        : tox_(tox), schedule_(schedule), relays_(relays), peer_(peer), number_(number)
    {
    }

    path::SendResult send(std::span<const std::uint8_t> datagram) override;
    [[nodiscard]] path::Kind kind() const override { return kind_; }
    [[nodiscard]] std::optional<Instant> roomAt() const override;

    [[nodiscard]] const PublicKey &peer() const { return peer_; }
    [[nodiscard]] std::uint32_t number() const { return number_; }
    void setNumber(std::uint32_t number) { number_ = number; }

    bool setKind(path::Kind kind); // false if that is what it was

    // Forgotten by the node: carries nothing any more, and lives on only until the callback above it has returned.
    void retire();
    [[nodiscard]] bool isRetired() const { return retired_; }

    // A datagram that waits in the node's batch for deliver(). True for the first one.
    bool arrived(std::size_t offset, std::size_t size);
    // Hands over what waits, out of the bytes of the batch, and what was held back and is due.
    void deliver(const std::vector<std::uint8_t> &batch);
    // deliver() is due though nothing has arrived(). It is asked for after each tox_iterate(), every millisecond then.
    [[nodiscard]] bool onlyHeldIsDue() const { return waiting_.empty() && hasHeldDue(); }

private:
    struct Piece {
        std::size_t offset;
        std::size_t size;
    };
    struct Held {
        Instant due;
        std::vector<std::uint8_t> datagram;
    };

    path::SendResult give(std::span<const std::uint8_t> datagram);
    void ask(Instant now);
    void handOver(std::span<const std::uint8_t> datagram);
    [[nodiscard]] bool hasHeldDue() const;
    void receiptArrived(std::span<const std::uint8_t> datagram);

    Tox *tox_;
    IterateSchedule &schedule_;
    RelaySockets &relays_;
    PublicKey peer_;
    std::uint32_t number_;
    path::Kind kind_ = path::Kind::None;
    bool retired_ = false;
    RelayCeiling ceiling_;       // while kind_ is ToxRelay
    Instant relayFullUntil_{};   // its window would be used up
    std::deque<Held> held_;
    std::uint32_t arrived_ = 0;  // datagrams that carry streams, modulo 2^32
    std::vector<Piece> waiting_;
};

} // namespace culvert::tox
