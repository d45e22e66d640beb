// SPDX-License-Identifier: GPL-3.0-or-later
// What the programs here that work with bare sockets share.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace culvert::test {

[[noreturn]] inline void fail(const char *what)
{
    std::perror(what);
    std::exit(1);
}

inline sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

// Listens at a free port and prints it. Does not block.
inline int listenAndSay()
{
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || listen(listener, 1024) != 0)
        fail("listen");
    getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return listener;
}

inline void watch(int poll, int socket, std::uint32_t events, int operation)
{
    epoll_event event{};
    event.events = events;
    event.data.fd = socket;
    epoll_ctl(poll, operation, socket, &event);
}

} // namespace culvert::test
