// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inet/socket_address.h"
#include "tunnel/port_retry.h"
#include "tunnel/tunnel.h"
#include "udp/local_socket.h"

#include <unordered_map>

namespace culvert::tunnel {

// A local UDP port whose datagrams go to one target of one peer. Each address that sends to it has a flow of its own, so that what the
// target answers comes back to it. Engine thread.
class UdpForward final : public Tunnel {
public:
    // Listens if the entry says so.
    UdpForward(const profile::TunnelEntry &entry, const Surroundings &with);
    ~UdpForward() override;

private:
    class Sender;
    struct HashAddress {
        size_t operator()(const inet::SocketAddress &address) const { return qHash(address); }
    };

    [[nodiscard]] std::optional<Error> failure() const override { return retry_.error(); }
    void describe(api::TunnelInfo &info) const override;
    [[nodiscard]] std::optional<Error> listen();
    void came(const inet::SocketAddress &from, std::span<const std::uint8_t> datagram);
    [[nodiscard]] Sender *newSender(const inet::SocketAddress &from);
    [[nodiscard]] bool makeRoom();
    void say(const Error &error);
    void left(const Sender &sender, const Error &reason);

    std::unique_ptr<udp::LocalSocket> socket_;
    PortRetry retry_;
    std::unordered_map<inet::SocketAddress, Sender *, HashAddress> senders_; // each owned by its flow
    Instant quietUntil_{};              // no new flow before: one was refused
    ErrorCode said_ = ErrorCode::None;  // why there is no flow, as a person was told; None: since the last one came about
};

} // namespace culvert::tunnel
