// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Between Qt's addresses and the system's. The socket headers of the system must be included before this one.

#include "core/endpoint.h"
#include "core/ip_address.h"

#include <QHostAddress>
#include <QtEndian>

#include <cstring>
#include <utility>

namespace culvert::tcp::native {

// Fills `out` and returns its used size. `scope`: the number of the interface of a link-local address, or 0.
inline int toSystem(const QHostAddress &address, quint16 port, quint32 scope, sockaddr_storage &out)
{
    std::memset(&out, 0, sizeof out);
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = qToBigEndian(port);
        v4.sin_addr.s_addr = qToBigEndian(address.toIPv4Address());
        std::memcpy(&out, &v4, sizeof v4);
        return int(sizeof v4);
    }
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = qToBigEndian(port);
    v6.sin6_scope_id = scope;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(&v6.sin6_addr, &bytes, sizeof bytes);
    std::memcpy(&out, &v6, sizeof v6);
    return int(sizeof v6);
}

// Null for anything but an internet address. An IPv4 address in IPv6's clothes stays as it is.
inline std::pair<QHostAddress, quint16> fromSystem(const sockaddr_storage &address)
{
    if (address.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        return {QHostAddress(qFromBigEndian(quint32(v4.sin_addr.s_addr))), qFromBigEndian(v4.sin_port)};
    }
    if (address.ss_family != AF_INET6)
        return {};
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    Q_IPV6ADDR bytes;
    std::memcpy(&bytes, &v6.sin6_addr, sizeof bytes);
    QHostAddress host(bytes);
    if (v6.sin6_scope_id != 0)
        host.setScopeId(QString::number(v6.sin6_scope_id));
    return {host, qFromBigEndian(v6.sin6_port)};
}

// Empty for a null address. An IPv4 address in IPv6's clothes is shown as IPv4.
inline QString toText(const QHostAddress &host, quint16 port)
{
    if (host.isNull())
        return {};
    bool mapped = false;
    const quint32 v4 = host.toIPv4Address(&mapped);
    return Endpoint{mapped ? IpAddress::v4(v4).toString() : host.toString(), port}.toString();
}

inline QString toText(const sockaddr_storage &address)
{
    const auto [host, port] = fromSystem(address);
    return toText(host, port);
}

} // namespace culvert::tcp::native
