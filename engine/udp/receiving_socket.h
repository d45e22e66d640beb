// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inet/socket_address.h"
#include "tcp/readiness.h"

#include <cstdint>
#include <memory>
#include <span>

namespace culvert::udp {

// A UDP socket whose datagrams are told one by one from the event loop, limits::udpTurn in one turn of it at most: the rest comes in
// the next, so that a flood leaves the others their turn. Owns the descriptor. Engine thread.
class ReceivingSocket : private tcp::SocketEvents {
public:
    ReceivingSocket(tcp::Descriptor descriptor, tcp::Readiness &readiness);
    ReceivingSocket(const ReceivingSocket &) = delete;
    ReceivingSocket &operator=(const ReceivingSocket &) = delete;

protected:
    virtual ~ReceivingSocket();

    // May destroy the socket.
    virtual void came(const inet::SocketAddress &from, std::span<const std::uint8_t> datagram) = 0;
    // The system's number. May destroy the socket. False: nothing is told any more in this turn.
    virtual bool receiveFailed(int error) = 0;

    [[nodiscard]] tcp::Descriptor descriptor() const { return descriptor_; }
    [[nodiscard]] tcp::Watch &watch() { return *watch_; }

private:
    void socketReadable() final;
    void socketWritable() override {}
    void socketFailed(int) override {}
    void socketCalled() override {}

    const tcp::Descriptor descriptor_;
    std::unique_ptr<tcp::Watch> watch_;
    bool *destroyed_ = nullptr; // while receiving: to be set by the destructor
};

} // namespace culvert::udp
