// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/tox_descriptor.h"

#include "tox/own_descriptors.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

namespace culvert::tox {

namespace {

bool isOurs(int descriptor, quint16 udpPort)
{
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    if (!isSocketOf(SOCK_DGRAM, descriptor) || getsockname(descriptor, reinterpret_cast<sockaddr *>(&name), &size) != 0)
        return false;
    if (name.ss_family == AF_INET) {
        sockaddr_in in{};
        std::memcpy(&in, &name, sizeof in);
        return in.sin_port == htons(udpPort) && in.sin_addr.s_addr == htonl(INADDR_ANY);
    }
    if (name.ss_family == AF_INET6) {
        sockaddr_in6 in{};
        std::memcpy(&in, &name, sizeof in);
        return in.sin6_port == htons(udpPort) && std::memcmp(&in.sin6_addr, &in6addr_any, sizeof in6addr_any) == 0;
    }
    return false;
}

} // namespace

int toxDescriptor(quint16 udpPort)
{
    int found = -1;
    forEachDescriptor([&](int descriptor) {
        if (!isOurs(descriptor, udpPort))
            return false;
        found = descriptor;
        return true;
    });
    return found;
}

} // namespace culvert::tox
