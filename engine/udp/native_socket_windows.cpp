// SPDX-License-Identifier: GPL-3.0-or-later
#include "udp/native_socket.h"

#include "core/limits.h"
#include "inet/system_address.h"
#include "tcp/native_socket.h"

namespace culvert::udp::native {

namespace {

SOCKET fd(tcp::Descriptor descriptor) { return SOCKET(descriptor); }

// `use` binds or connects it.
template <class Use>
Made make(const inet::SocketAddress &address, Use use)
{
    tcp::native::startUp();
    sockaddr_storage where;
    const int size = inet::toSystem(address, where);
    const SOCKET made = WSASocketW(where.ss_family, SOCK_DGRAM, IPPROTO_UDP, nullptr, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    if (made == INVALID_SOCKET)
        return {.error = WSAGetLastError()};
    u_long on = 1;
    ioctlsocket(made, long(FIONBIO), &on);
    if (use(made, inet::plain(where), size) != 0) {
        const int error = WSAGetLastError();
        closesocket(made);
        return {.error = error};
    }
    sockaddr_storage own;
    int ownSize = sizeof own;
    ::getsockname(made, inet::plain(own), &ownSize);
    return {.descriptor = tcp::Descriptor(made), .port = inet::fromSystem(own).port};
}

// That nobody listens at the other side is told as a reset.
int meaning(int error) { return error == WSAECONNRESET ? WSAECONNREFUSED : error; }

Sent outcome(int moved)
{
    if (moved != SOCKET_ERROR)
        return {.taken = true};
    const int error = WSAGetLastError();
    return {.error = error == WSAEWOULDBLOCK || error == WSAENOBUFS ? 0 : meaning(error)};
}

} // namespace

Made bindTo(const inet::SocketAddress &address)
{
    return make(address, [](SOCKET made, const sockaddr *where, int size) {
        const int buffer = limits::udpSocketBuffer;
        ::setsockopt(made, SOL_SOCKET, SO_RCVBUF, reinterpret_cast<const char *>(&buffer), sizeof buffer);
        ::setsockopt(made, SOL_SOCKET, SO_SNDBUF, reinterpret_cast<const char *>(&buffer), sizeof buffer);
        return ::bind(made, where, size);
    });
}

Made connectTo(const inet::SocketAddress &address)
{
    return make(address, [](SOCKET made, const sockaddr *where, int size) { return ::connect(made, where, size); });
}

Received receive(tcp::Descriptor descriptor, std::span<std::uint8_t> into)
{
    sockaddr_storage from{};
    int size = sizeof from;
    const int moved = ::recvfrom(fd(descriptor), reinterpret_cast<char *>(into.data()), int(into.size()), 0, inet::plain(from), &size);
    if (moved == SOCKET_ERROR) {
        const int error = WSAGetLastError();
        return {.error = error == WSAEWOULDBLOCK ? 0 : meaning(error)};
    }
    return {.bytes = qsizetype(moved), .from = inet::fromSystem(from)};
}

Sent send(tcp::Descriptor descriptor, std::span<const std::uint8_t> datagram)
{
    return outcome(::send(fd(descriptor), reinterpret_cast<const char *>(datagram.data()), int(datagram.size()), 0));
}

Sent sendTo(tcp::Descriptor descriptor, const inet::SocketAddress &to, std::span<const std::uint8_t> datagram)
{
    sockaddr_storage where;
    const int size = inet::toSystem(to, where);
    return outcome(::sendto(fd(descriptor), reinterpret_cast<const char *>(datagram.data()), int(datagram.size()), 0, inet::plain(where), size));
}

bool isTooLarge(int error) { return error == WSAEMSGSIZE; }

} // namespace culvert::udp::native
