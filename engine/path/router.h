// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"
#include "inet/socket_address.h"

#include <QHostAddress>
#include <QString>

#include <chrono>
#include <memory>

namespace culvert::path {

// What asking a router to forward a UDP port came to.
struct Forwarded {
    enum class Outcome {
        Mapped,
        NoRouter, // none answers, or none that forwards
        Refused,
    };
    Outcome outcome = Outcome::NoRouter;
    inet::SocketAddress outside{};  // Mapped: where this machine is reached from outside
    std::chrono::seconds lease{};   // Mapped: how long; 0: until it is taken back
};

// A router that forwards UDP ports to this machine when asked. Blocks for seconds: never on the engine thread, but always
// on one and the same. A call ends early when the thread's interruption is requested.
class Router {
public:
    // These are null where Culvert was built without the library, any() where it is given none.
    // By UPnP. `description`: the URL of the router's description; empty: it is looked for in the local network.
    static std::unique_ptr<Router> upnp(const QString &description = {});
    // By NAT-PMP (RFC 6886). `gateway`: the router's IPv4 address; null: that of the default route.
    static std::unique_ptr<Router> natPmp(const QHostAddress &gateway = {});
    // The first of both that forwards, from then on asked before the other; either may be null.
    static std::unique_ptr<Router> any(std::unique_ptr<Router> first, std::unique_ptr<Router> second);
    // By whatever there is: NAT-PMP first, which costs a datagram and not a search.
    static std::unique_ptr<Router> ofNetwork();
    static bool supported();

    virtual ~Router() = default;
    // Forwards this UDP port, from the same one outside if that is free; or renews that.
    [[nodiscard]] virtual Forwarded forward(quint16 port) = 0;
    virtual void takeBack() = 0; // what was forwarded
    virtual void lookAgain() = 0; // there may be another router now

protected:
    static constexpr auto wantedLease = std::chrono::duration_cast<std::chrono::seconds>(limits::mappingLease);
};

} // namespace culvert::path
