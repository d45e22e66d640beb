// SPDX-License-Identifier: GPL-3.0-or-later
#include "udp/native_socket.h"

#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/limits.h"
#include "tcp/native_address.h"

#include <cerrno>

namespace culvert::udp::native {

namespace {

int fd(tcp::Descriptor descriptor) { return int(descriptor); }
sockaddr *plain(sockaddr_storage &address) { return reinterpret_cast<sockaddr *>(&address); }

int toSystem(const Address &address, sockaddr_storage &out)
{
    const QString scope = address.host.scopeId(); // a number where the address is the system's
    const quint32 index = scope.toUInt() != 0 || scope.isEmpty() ? scope.toUInt() : if_nametoindex(scope.toLocal8Bit().constData());
    return tcp::native::toSystem(address.host, address.port, index, out);
}

// `use` binds or connects it.
template <class Use>
Made make(const Address &address, Use use)
{
    sockaddr_storage where;
    const int size = toSystem(address, where);
    const int made = ::socket(where.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_UDP);
    if (made < 0)
        return {.error = errno};
    if (use(made, plain(where), socklen_t(size)) != 0) {
        const int error = errno;
        ::close(made);
        return {.error = error};
    }
    sockaddr_storage own;
    socklen_t ownSize = sizeof own;
    ::getsockname(made, plain(own), &ownSize);
    return {.descriptor = made, .port = tcp::native::fromSystem(own).second};
}

Sent outcome(ssize_t moved)
{
    if (moved >= 0)
        return {.taken = true};
    const bool full = errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS;
    return {.error = full ? 0 : errno};
}

} // namespace

Made bindTo(const QHostAddress &address, quint16 port)
{
    return make({address, port}, [](int made, const sockaddr *where, socklen_t size) {
        const int buffer = limits::udpSocketBuffer;
        ::setsockopt(made, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
        ::setsockopt(made, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
        return ::bind(made, where, size);
    });
}

Made connectTo(const QHostAddress &address, quint16 port)
{
    return make({address, port}, [](int made, const sockaddr *where, socklen_t size) { return ::connect(made, where, size); });
}

Received receive(tcp::Descriptor descriptor, std::span<std::uint8_t> into)
{
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    ssize_t moved;
    do
        moved = ::recvfrom(fd(descriptor), into.data(), into.size(), 0, plain(from), &size);
    while (moved < 0 && errno == EINTR);
    if (moved < 0)
        return {.error = errno == EAGAIN || errno == EWOULDBLOCK ? 0 : errno};
    const auto [host, port] = tcp::native::fromSystem(from);
    return {.bytes = qsizetype(moved), .from = {host, port}};
}

Sent send(tcp::Descriptor descriptor, std::span<const std::uint8_t> datagram)
{
    return outcome(::send(fd(descriptor), datagram.data(), datagram.size(), MSG_NOSIGNAL));
}

Sent sendTo(tcp::Descriptor descriptor, const Address &to, std::span<const std::uint8_t> datagram)
{
    sockaddr_storage where;
    const int size = toSystem(to, where);
    return outcome(::sendto(fd(descriptor), datagram.data(), datagram.size(), MSG_NOSIGNAL, plain(where), socklen_t(size)));
}

ErrorCode bindCode(int error)
{
    switch (error) {
    case EADDRINUSE: return ErrorCode::PortInUse;
    case EACCES: return ErrorCode::PortNotPermitted;
    case EADDRNOTAVAIL: return ErrorCode::AddressNotLocal;
    case EMFILE:
    case ENFILE: return ErrorCode::DescriptorsExhausted;
    default: return ErrorCode::ListenFailed;
    }
}

bool isTooLarge(int error) { return error == EMSGSIZE; }

QString Address::toString() const { return tcp::native::toText(host, port); }

} // namespace culvert::udp::native
