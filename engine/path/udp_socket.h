// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "inet/socket_address.h"
#include "path/datagram_path.h"

#include <functional>
#include <memory>
#include <span>

namespace culvert::path {

// Where a socket can be reached from.
enum class Reach { Everywhere, ThisMachine };

// A non-blocking UDP socket for IPv4 and, where the system has it, IPv6; datagrams are never fragmented on their way.
// Gathers datagrams so that one system call carries many. IPv4 addresses are told and taken as such, not as ::ffff:…. Engine thread.
class UdpSocket {
public:
    // Port 0: any. ThisMachine: 127.0.0.1 alone. `readable` is called from the event loop: something has come.
    // Errors: those of inet::listenError(); the subject is the port.
    static Result<std::unique_ptr<UdpSocket>> open(quint16 port, Reach reach, std::function<void()> readable);
    virtual ~UdpSocket() = default;

    [[nodiscard]] virtual quint16 port() const = 0;

    // Queues one. Blocked: the system takes no more for now; Down, or Sent and lost: an IPv6 address where the system has no IPv6. flush() must
    // follow.
    virtual SendResult send(const inet::SocketAddress &to, std::span<const std::uint8_t> datagram) = 0;
    virtual void flush() = 0;

    // Calls `each` for what has come, one batch; whether there may be more.
    virtual bool receive(const std::function<void(const inet::SocketAddress &from, std::span<const std::uint8_t>)> &each) = 0;
};

} // namespace culvert::path
