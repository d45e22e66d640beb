// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "path/datagram_path.h"

#include <tox/tox.h>

#include <vector>

namespace culvert::tox {

class IterateSchedule;

// The way to one friend: Tox's lossy packets, which go out at once. The node that made it tells it what toxcore said.
class FriendPath final : public path::DatagramPath {
public:
    FriendPath(Tox *tox, IterateSchedule &schedule, const PublicKey &peer, std::uint32_t number)
        : tox_(tox), schedule_(schedule), peer_(peer), number_(number)
    {
    }

    path::SendResult send(std::span<const std::uint8_t> datagram) override;
    [[nodiscard]] path::Kind kind() const override { return kind_; }

    [[nodiscard]] const PublicKey &peer() const { return peer_; }
    [[nodiscard]] std::uint32_t number() const { return number_; }
    void setNumber(std::uint32_t number) { number_ = number; }

    // False if that is what it was.
    bool setKind(path::Kind kind) { return std::exchange(kind_, kind) != kind; }

    // Forgotten by the node: carries nothing any more, and lives on only until the callback above it has returned.
    void retire();
    [[nodiscard]] bool isRetired() const { return retired_; }

    // A datagram that waits in the node's batch for deliver(). True for the first one.
    bool arrived(std::size_t offset, std::size_t size);
    // Hands over what waits, out of the bytes of the batch.
    void deliver(const std::vector<std::uint8_t> &batch);

private:
    struct Piece {
        std::size_t offset;
        std::size_t size;
    };

    Tox *tox_;
    IterateSchedule &schedule_;
    PublicKey peer_;
    std::uint32_t number_;
    path::Kind kind_ = path::Kind::None;
    bool retired_ = false;
    std::vector<Piece> waiting_;
};

} // namespace culvert::tox
