// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inet/socket_address.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <netinet/in.h>
#include <sys/socket.h>
#endif

// Between a socket address and the system's own form of it.
namespace culvert::inet {

// Fill `out` and return its used size, in bytes. The scope of a link-local address may be an interface's name or number.
[[nodiscard]] int toSystem(const SocketAddress &address, sockaddr_storage &out);
// For a socket that speaks both: an IPv4 address in IPv6's clothes.
[[nodiscard]] int toSystemAsIPv6(const SocketAddress &address, sockaddr_storage &out);

// A null address for anything but an internet address. An IPv4 address in IPv6's clothes stays as it is.
[[nodiscard]] SocketAddress fromSystem(const sockaddr_storage &address);

// The same storage as the system's calls want it.
inline sockaddr *plain(sockaddr_storage &address) { return reinterpret_cast<sockaddr *>(&address); }

} // namespace culvert::inet
