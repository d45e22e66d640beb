// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inet/socket_address.h"
#include "tcp/descriptor.h"

#include <cstdint>
#include <span>

// The system calls of this folder, the same for both systems. Sockets are non-blocking and not inherited by child processes. `error`
// is the system's own number, 0 for none; its meaning: inet/system_error.h.
namespace culvert::udp::native {

struct Made {
    tcp::Descriptor descriptor = tcp::noDescriptor; // none: `error`
    quint16 port = 0;                               // the local one
    int error = 0;
};
// Takes datagrams from anybody at this address of this machine; port 0: any.
[[nodiscard]] Made bindTo(const inet::SocketAddress &address);
// Takes them from this address alone. Fails at once where there is no way to it.
[[nodiscard]] Made connectTo(const inet::SocketAddress &address);

struct Received {
    qsizetype bytes = -1;       // of one whole datagram; -1: none waits, or `error`
    int error = 0;              // of an earlier send, mostly: nobody listens there
    inet::SocketAddress from{}; // of a socket that is not connected
};
// `into` must hold limits::udpDatagram bytes.
[[nodiscard]] Received receive(tcp::Descriptor descriptor, std::span<std::uint8_t> into);

// Where an error says something of the other side, it is told by the next receive(), or here.
struct Sent {
    bool taken = false;
    int error = 0; // none and not taken: the system's buffer is full
};
[[nodiscard]] Sent send(tcp::Descriptor descriptor, std::span<const std::uint8_t> datagram);
[[nodiscard]] Sent sendTo(tcp::Descriptor descriptor, const inet::SocketAddress &to, std::span<const std::uint8_t> datagram);

[[nodiscard]] bool isTooLarge(int error);

} // namespace culvert::udp::native
