// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"

#include <QHostAddress>

namespace culvert::inet {

// Where a socket of the internet is. An IPv4 address and the same one in IPv6's clothes (::ffff:a.b.c.d, RFC 4291 section 2.5.5.2), as which
// a socket that speaks both takes it, are different values; unmapped() makes them one.
struct SocketAddress {
    QHostAddress host; // of a link-local address with its interface as scope: a number where it came from the system
    quint16 port = 0;

    bool operator==(const SocketAddress &) const = default;
    [[nodiscard]] SocketAddress unmapped() const;
    [[nodiscard]] Endpoint toEndpoint() const; // an IPv4 address in IPv6's clothes as IPv4; a null address has no host
    [[nodiscard]] QString toString() const;    // the same, as 127.0.0.1:40122 or [::1]:80; empty for a null address

    friend size_t qHash(const SocketAddress &address, size_t seed = 0) { return qHashMulti(seed, address.host, address.port); }
};

} // namespace culvert::inet
