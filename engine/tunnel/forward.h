// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunnel/local_port.h"
#include "tunnel/tunnel.h"

namespace culvert::tunnel {

// A local port whose connections go to one target of one peer.
class Forward final : public Tunnel {
public:
    // Listens if the entry says so.
    Forward(const profile::TunnelEntry &entry, const Surroundings &with);
    ~Forward() override;

private:
    [[nodiscard]] std::optional<Error> failure() const override { return port_.error(); }
    void describe(api::TunnelInfo &info) const override;
    void accepted(tcp::Descriptor descriptor, const QString &from);

    LocalPort port_;
};

} // namespace culvert::tunnel
