// SPDX-License-Identifier: GPL-3.0-or-later
#include "udp/native_socket.h"

#include <winsock2.h>
#include <ws2tcpip.h>

#include "core/limits.h"
#include "tcp/native_address.h"
#include "tcp/native_socket.h"
#include "tcp/winsock_codes.h"

namespace culvert::udp::native {

namespace {

SOCKET fd(tcp::Descriptor descriptor) { return SOCKET(descriptor); }
sockaddr *plain(sockaddr_storage &address) { return reinterpret_cast<sockaddr *>(&address); }

int toSystem(const Address &address, sockaddr_storage &out)
{
    return tcp::native::toSystem(address.host, address.port, address.host.scopeId().toUInt(), out);
}

// `use` binds or connects it.
template <class Use>
Made make(const Address &address, Use use)
{
    tcp::native::startUp();
    sockaddr_storage where;
    const int size = toSystem(address, where);
    const SOCKET made = WSASocketW(where.ss_family, SOCK_DGRAM, IPPROTO_UDP, nullptr, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    if (made == INVALID_SOCKET)
        return {.error = WSAGetLastError()};
    u_long on = 1;
    ioctlsocket(made, long(FIONBIO), &on);
    if (use(made, plain(where), size) != 0) {
        const int error = WSAGetLastError();
        closesocket(made);
        return {.error = error};
    }
    sockaddr_storage own;
    int ownSize = sizeof own;
    ::getsockname(made, plain(own), &ownSize);
    return {.descriptor = tcp::Descriptor(made), .port = tcp::native::fromSystem(own).second};
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

Made bindTo(const QHostAddress &address, quint16 port)
{
    return make({address, port}, [](SOCKET made, const sockaddr *where, int size) {
        const int buffer = limits::udpSocketBuffer;
        ::setsockopt(made, SOL_SOCKET, SO_RCVBUF, reinterpret_cast<const char *>(&buffer), sizeof buffer);
        ::setsockopt(made, SOL_SOCKET, SO_SNDBUF, reinterpret_cast<const char *>(&buffer), sizeof buffer);
        return ::bind(made, where, size);
    });
}

Made connectTo(const QHostAddress &address, quint16 port)
{
    return make({address, port}, [](SOCKET made, const sockaddr *where, int size) { return ::connect(made, where, size); });
}

Received receive(tcp::Descriptor descriptor, std::span<std::uint8_t> into)
{
    sockaddr_storage from{};
    int size = sizeof from;
    const int moved = ::recvfrom(fd(descriptor), reinterpret_cast<char *>(into.data()), int(into.size()), 0, plain(from), &size);
    if (moved == SOCKET_ERROR) {
        const int error = WSAGetLastError();
        return {.error = error == WSAEWOULDBLOCK ? 0 : meaning(error)};
    }
    const auto [host, port] = tcp::native::fromSystem(from);
    return {.bytes = qsizetype(moved), .from = {host, port}};
}

Sent send(tcp::Descriptor descriptor, std::span<const std::uint8_t> datagram)
{
    return outcome(::send(fd(descriptor), reinterpret_cast<const char *>(datagram.data()), int(datagram.size()), 0));
}

Sent sendTo(tcp::Descriptor descriptor, const Address &to, std::span<const std::uint8_t> datagram)
{
    sockaddr_storage where;
    const int size = toSystem(to, where);
    return outcome(::sendto(fd(descriptor), reinterpret_cast<const char *>(datagram.data()), int(datagram.size()), 0, plain(where), size));
}

ErrorCode bindCode(int error) { return tcp::winsock::listenCode(error); }

bool isTooLarge(int error) { return error == WSAEMSGSIZE; }

QString Address::toString() const { return tcp::native::toText(host, port); }

} // namespace culvert::udp::native
