// SPDX-License-Identifier: GPL-3.0-or-later
#include "inet/system_address.h"

#include <QNetworkInterface>
#include <QtEndian>

#include <cstring>

namespace culvert::inet {

int toSystem(const SocketAddress &address, sockaddr_storage &out)
{
    if (address.host.protocol() != QAbstractSocket::IPv4Protocol)
        return toSystemAsIPv6(address, out);
    std::memset(&out, 0, sizeof out);
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = qToBigEndian(address.port);
    v4.sin_addr.s_addr = qToBigEndian(address.host.toIPv4Address());
    std::memcpy(&out, &v4, sizeof v4);
    return int(sizeof v4);
}

int toSystemAsIPv6(const SocketAddress &address, sockaddr_storage &out)
{
    std::memset(&out, 0, sizeof out);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = qToBigEndian(address.port);
    const Q_IPV6ADDR bytes = address.host.toIPv6Address(); // maps an IPv4 address
    std::memcpy(&v6.sin6_addr, &bytes, sizeof bytes);
    if (const QString scope = address.host.scopeId(); !scope.isEmpty())
        v6.sin6_scope_id = decltype(v6.sin6_scope_id)(QNetworkInterface::interfaceIndexFromName(scope));
    std::memcpy(&out, &v6, sizeof v6);
    return int(sizeof v6);
}

SocketAddress fromSystem(const sockaddr_storage &address)
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

} // namespace culvert::inet
