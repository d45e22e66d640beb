// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "path/datagram_path.h"

#include <QHostAddress>

#include <functional>
#include <memory>
#include <span>

namespace culvert::path {

// Where a UDP datagram comes from or goes to. IPv4 addresses are kept as such, not as ::ffff:….
struct UdpAddress {
    QHostAddress host;
    quint16 port = 0;
    bool operator==(const UdpAddress &) const = default;
    friend size_t qHash(const UdpAddress &address, size_t seed = 0) { return qHashMulti(seed, address.host, address.port); }
};

// Where a socket can be reached from.
enum class Reach { Everywhere, ThisMachine };

// A non-blocking UDP socket for IPv4 and, where the system has it, IPv6; datagrams are never fragmented on their way.
// Gathers datagrams so that one system call carries many. Engine thread.
class UdpSocket {
public:
    // Port 0: any. ThisMachine: 127.0.0.1 alone. `readable` is called from the event loop: something has come.
    // Errors: PortInUse, PortNotPermitted, ListenFailed; the subject is the port.
    static Result<std::unique_ptr<UdpSocket>> open(quint16 port, Reach reach, std::function<void()> readable);
    virtual ~UdpSocket() = default;

    [[nodiscard]] virtual quint16 port() const = 0;

    // Queues one. Blocked: the system takes no more for now; Down: an IPv6 address where the system has no IPv6. flush() must
    // follow.
    virtual SendResult send(const UdpAddress &to, std::span<const std::uint8_t> datagram) = 0;
    virtual void flush() = 0;

    // Calls `each` for what has come, one batch; whether there may be more.
    virtual bool receive(const std::function<void(const UdpAddress &from, std::span<const std::uint8_t>)> &each) = 0;
};

} // namespace culvert::path
