// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/ledger.h"
#include "core/result.h"
#include "inet/socket_address.h"
#include "tcp/readiness.h"

#include <functional>
#include <memory>
#include <span>

namespace culvert::udp {

// A UDP port of this machine that anybody at its address may send to. Engine thread.
class LocalSocket {
public:
    using Came = std::function<void(const inet::SocketAddress &from, std::span<const std::uint8_t> datagram)>; // may destroy the socket

    // Errors: ListenInvalid (not an address), PortInUse, PortNotPermitted, AddressNotLocal, DescriptorsExhausted, ListenFailed; the
    // subject is the endpoint.
    static Result<std::unique_ptr<LocalSocket>> open(const Endpoint &on, Came came, tcp::Readiness &readiness, Ledger &ledger);

    virtual ~LocalSocket() = default;
    [[nodiscard]] virtual Endpoint boundTo() const = 0; // with the real port when 0 was asked for
    // False: the system did not take it; it is lost.
    virtual bool send(const inet::SocketAddress &to, std::span<const std::uint8_t> datagram) = 0;
};

} // namespace culvert::udp
