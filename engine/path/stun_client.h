// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/random.h"
#include "core/timers.h"
#include "path/endpoint_lookup.h"
#include "path/stun.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace culvert::path {

// Asks a STUN server over a socket of ours how that is seen from outside, and again while it is of use: routers forget. Asks by IPv4,
// whose addresses are translated. What is answered is not proven: who is on the way may lie. Engine thread.
class StunClient {
public:
    struct Setup {
        Timers &timers;
        Random &random;
        std::function<void(const inet::SocketAddress &to, std::span<const std::uint8_t> datagram)> send; // over that socket
        std::function<void(const inet::SocketAddress &self)> found;
    };

    explicit StunClient(Setup setup);
    StunClient(const StunClient &) = delete;
    StunClient &operator=(const StunClient &) = delete;

    // Looks a name up, and asks. Nobody is asked before.
    void setServer(const Endpoint &server);
    // Anew, at once: the network has changed. A name that was not found is looked up again.
    void ask();
    // A datagram that has come to that socket and is nobody else's.
    void arrived(const inet::SocketAddress &from, std::span<const std::uint8_t> datagram);

private:
    void send();

    Setup with_;
    std::optional<inet::SocketAddress> server_; // once it is known
    StunId id_{};
    int tries_ = 0; // of this question; 0: it is answered
    std::unique_ptr<Alarm> alarm_;
    EndpointLookup lookup_;
};

} // namespace culvert::path
