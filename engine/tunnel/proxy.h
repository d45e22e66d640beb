// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunnel/local_port.h"
#include "tunnel/proxy_client.h"
#include "tunnel/tunnel.h"

#include <vector>

namespace culvert::tunnel {

// A local port for SOCKS and HTTP whose connections go to whatever target each asks for, as one peer's rules allow it.
class Proxy final : public Tunnel, private ProxyAccess {
public:
    // Listens if the entry says so.
    Proxy(const profile::TunnelEntry &entry, const Surroundings &with);
    ~Proxy() override;

    [[nodiscard]] int waitingApplications() const override;

private:
    [[nodiscard]] std::optional<Error> failure() const override { return port_.error(); }
    void describe(api::TunnelInfo &info) const override;
    void accepted(tcp::Descriptor descriptor, const QString &from);

    [[nodiscard]] proxy::Manners manners() const override;
    ConnectionId connect(const QString &from, const Endpoint &target, const MakeProxyEnd &makeEnd) override;
    void drop(ConnectionId connection, ErrorCode code) override { with().connections.abort(connection, code); }
    [[nodiscard]] bool peerAnswers() const override;
    void clientOver(ProxyClient &client) override;

    LocalPort port_;
    std::vector<std::unique_ptr<ProxyClient>> clients_;
    std::vector<std::unique_ptr<ProxyClient>> ended_; // until the event loop: one of them may still be calling
    std::unique_ptr<Alarm> sweep_;
};

} // namespace culvert::tunnel
