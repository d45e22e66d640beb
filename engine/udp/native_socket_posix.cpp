// SPDX-License-Identifier: GPL-3.0-or-later
#include "udp/native_socket.h"

#include "core/limits.h"
#include "inet/system_address.h"

#include <cerrno>

#include <unistd.h>

namespace culvert::udp::native {

namespace {

int fd(tcp::Descriptor descriptor) { return int(descriptor); }

// `use` binds or connects it.
template <class Use>
Made make(const inet::SocketAddress &address, Use use)
{
    sockaddr_storage where;
    const int size = inet::toSystem(address, where);
    const int made = ::socket(where.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_UDP);
    if (made < 0)
        return {.error = errno};
    if (use(made, inet::plain(where), socklen_t(size)) != 0) {
        const int error = errno;
        ::close(made);
        return {.error = error};
    }
    sockaddr_storage own;
    socklen_t ownSize = sizeof own;
    ::getsockname(made, inet::plain(own), &ownSize);
    return {.descriptor = made, .port = inet::fromSystem(own).port};
}

Sent outcome(ssize_t moved)
{
    if (moved >= 0)
        return {.taken = true};
    const bool full = errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS;
    return {.error = full ? 0 : errno};
}

} // namespace

Made bindTo(const inet::SocketAddress &address)
{
    return make(address, [](int made, const sockaddr *where, socklen_t size) {
        const int buffer = limits::udpSocketBuffer;
        ::setsockopt(made, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
        ::setsockopt(made, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
        return ::bind(made, where, size);
    });
}

Made connectTo(const inet::SocketAddress &address)
{
    return make(address, [](int made, const sockaddr *where, socklen_t size) { return ::connect(made, where, size); });
}

Received receive(tcp::Descriptor descriptor, std::span<std::uint8_t> into)
{
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    ssize_t moved;
    do
        moved = ::recvfrom(fd(descriptor), into.data(), into.size(), 0, inet::plain(from), &size);
    while (moved < 0 && errno == EINTR);
    if (moved < 0)
        return {.error = errno == EAGAIN || errno == EWOULDBLOCK ? 0 : errno};
    return {.bytes = qsizetype(moved), .from = inet::fromSystem(from)};
}

Sent send(tcp::Descriptor descriptor, std::span<const std::uint8_t> datagram)
{
    return outcome(::send(fd(descriptor), datagram.data(), datagram.size(), MSG_NOSIGNAL));
}

Sent sendTo(tcp::Descriptor descriptor, const inet::SocketAddress &to, std::span<const std::uint8_t> datagram)
{
    sockaddr_storage where;
    const int size = inet::toSystem(to, where);
    return outcome(::sendto(fd(descriptor), datagram.data(), datagram.size(), MSG_NOSIGNAL, inet::plain(where), socklen_t(size)));
}

bool isTooLarge(int error) { return error == EMSGSIZE; }

} // namespace culvert::udp::native
