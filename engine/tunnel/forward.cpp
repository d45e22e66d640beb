// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/forward.h"

#include "tcp/tcp_end.h"
#include "tunnel/near_connection.h"

namespace culvert::tunnel {

Forward::Forward(const profile::TunnelEntry &entry, const Surroundings &with)
    : Tunnel(entry, with),
      port_({entry.listen, with.timers, with.readiness, with.ledger,
             [this](tcp::Descriptor descriptor, const QString &from) { accepted(descriptor, from); },
             [this](const Error &error) { tell(error); }})
{
    if (entry.started)
        port_.open();
}

Forward::~Forward()
{
    port_.close();
    endConnections();
}

void Forward::accepted(tcp::Descriptor descriptor, const QString &from)
{
    auto &connection = with().connections.add(std::make_unique<NearConnection>(
        newFacts(from, entry().target), entry().target, with().timers, with().ledger, with().connections, &traffic()));
    connection.start(
        [this, descriptor](tcp::ByteEndEvents &events) {
            return std::make_unique<tcp::TcpEnd>(descriptor, events, with().readiness, with().ledger);
        },
        openStream());
}

void Forward::describe(api::TunnelInfo &info) const
{
    info.target = entry().target.toString();
    port_.describe(info);
}

} // namespace culvert::tunnel
