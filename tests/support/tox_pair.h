// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tox/tox_node.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace culvert::test {

// Options of a node that stays on this machine: IPv4, no LAN discovery, no nodes; a new identity if `save` is empty.
[[nodiscard]] tox::ToxNode::Options loopbackOptions(QByteArray save = {});

// A started node with these options; fails the program loudly if that cannot be.
[[nodiscard]] std::unique_ptr<tox::ToxNode> startNode(const tox::ToxNode::Options &options, Timers &timers);

// This node as one that others can join by, at 127.0.0.1. It must have UDP.
[[nodiscard]] BootstrapNode asBootstrapNode(const tox::ToxNode &node);

// Two nodes that join by each other and have each other as friends; a path comes up within about ten seconds.
struct ToxPair {
    std::unique_ptr<tox::ToxNode> left;
    std::unique_ptr<tox::ToxNode> right;

    [[nodiscard]] path::DatagramPath *leftToRight() const { return left->pathTo(right->address().publicKey()); }
    [[nodiscard]] path::DatagramPath *rightToLeft() const { return right->pathTo(left->address().publicKey()); }
    [[nodiscard]] bool isUp() const; // both ways
    void forgetCallbacks() const;    // of the nodes and of the paths between them; a null node has none
};
// How long a datagram from left to right and back takes, as a mean of so many, one after the other; nothing if not all have come
// back within `patience`.
[[nodiscard]] std::optional<std::chrono::duration<double, std::milli>> echo(const ToxPair &pair, std::span<const std::uint8_t> datagram,
                                                                         int rounds, std::chrono::milliseconds patience);
[[nodiscard]] ToxPair joinedPair(Timers &timers);

} // namespace culvert::test
