// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/tox_descriptor.h"

#include <dirent.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <charconv>
#include <cstring>
#include <memory>

namespace culvert::tox {

namespace {

struct DirClose {
    void operator()(DIR *dir) const { closedir(dir); }
};

bool isOurs(int descriptor, quint16 udpPort)
{
    int type = 0;
    socklen_t size = sizeof type;
    if (getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_DGRAM)
        return false;
    sockaddr_storage name{};
    size = sizeof name;
    if (getsockname(descriptor, reinterpret_cast<sockaddr *>(&name), &size) != 0)
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
    const std::unique_ptr<DIR, DirClose> dir(opendir("/proc/self/fd"));
    if (!dir)
        return -1;
    while (const dirent *entry = readdir(dir.get())) {
        int descriptor = -1;
        const char *end = entry->d_name + std::strlen(entry->d_name);
        const auto read = std::from_chars(entry->d_name, end, descriptor);
        if (read.ec == std::errc() && read.ptr == end && isOurs(descriptor, udpPort))
            return descriptor;
    }
    return -1;
}

} // namespace culvert::tox
