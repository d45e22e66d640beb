// SPDX-License-Identifier: GPL-3.0-or-later
#include "inet/socket_address.h"

#include "core/ip_address.h"

namespace culvert::inet {

SocketAddress SocketAddress::unmapped() const
{
    bool mapped = false;
    const quint32 v4 = host.toIPv4Address(&mapped);
    return {mapped ? QHostAddress(v4) : host, port};
}

Endpoint SocketAddress::toEndpoint() const
{
    bool isV4 = false;
    const quint32 v4 = host.toIPv4Address(&isV4);
    return {isV4 ? IpAddress::v4(v4).toString() : host.toString(), port};
}

QString SocketAddress::toString() const { return host.isNull() ? QString() : toEndpoint().toString(); }

} // namespace culvert::inet
