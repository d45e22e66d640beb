// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/native_socket.h"

#include "inet/system_address.h"

#include <algorithm>

namespace culvert::tcp::native {

namespace {

constexpr qsizetype largestSend = 1 << 20; // one huge send() can fail with WSAENOBUFS

SOCKET fd(Descriptor descriptor) { return SOCKET(descriptor); }

void setOption(Descriptor descriptor, int level, int name)
{
    const BOOL on = TRUE;
    ::setsockopt(fd(descriptor), level, name, reinterpret_cast<const char *>(&on), sizeof on);
}

void setLinger(Descriptor descriptor, linger how)
{
    ::setsockopt(fd(descriptor), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&how), sizeof how);
}

void setOptions(Descriptor descriptor)
{
    setOption(descriptor, IPPROTO_TCP, TCP_NODELAY);
    setOption(descriptor, SOL_SOCKET, SO_OOBINLINE);
}

Transfer outcome(int moved)
{
    if (moved != SOCKET_ERROR)
        return {.bytes = qsizetype(moved)};
    const int error = WSAGetLastError();
    if (error == WSAEWOULDBLOCK || error == WSAENOBUFS)
        return {.wouldBlock = true};
    return {.error = error};
}

void makeNonBlocking(SOCKET made)
{
    u_long on = 1;
    ioctlsocket(made, long(FIONBIO), &on);
}

int polled(Descriptor descriptor)
{
    WSAPOLLFD poll{.fd = fd(descriptor), .events = POLLRDNORM | POLLWRNORM, .revents = 0};
    return WSAPoll(&poll, 1, 0) > 0 ? poll.revents : 0;
}

} // namespace

void startUp()
{
    // Counted by the system, and never undone: WSACleanup would take every socket of the process with it.
    WSADATA about;
    WSAStartup(MAKEWORD(2, 2), &about);
}

// Sockets are no scarce numbers here.
bool nextIsKept() { return false; }

Attempt connectTo(const inet::SocketAddress &address)
{
    sockaddr_storage where;
    const int size = inet::toSystem(address, where);
    const SOCKET made = WSASocketW(where.ss_family, SOCK_STREAM, IPPROTO_TCP, nullptr, 0,
                                   WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    if (made == INVALID_SOCKET)
        return {.error = WSAGetLastError()};
    makeNonBlocking(made);
    setOptions(Descriptor(made));
    if (::connect(made, inet::plain(where), size) == 0)
        return {.descriptor = Descriptor(made)};
    const int error = WSAGetLastError();
    if (error == WSAEWOULDBLOCK || error == WSAEINPROGRESS)
        return {.descriptor = Descriptor(made)};
    closesocket(made);
    return {.error = error};
}

void prepareListening(Descriptor) {}

Accepted accept(Descriptor listening)
{
    sockaddr_storage from;
    int size = sizeof from;
    SOCKET made;
    int error = 0;
    do {
        made = ::accept(fd(listening), inet::plain(from), &size);
        error = made == INVALID_SOCKET ? WSAGetLastError() : 0;
    } while (error == WSAECONNRESET); // that one has gone already
    if (error)
        return {.error = error == WSAEWOULDBLOCK ? 0 : error};
    makeNonBlocking(made);
    SetHandleInformation(reinterpret_cast<HANDLE>(made), HANDLE_FLAG_INHERIT, 0);
    setOptions(Descriptor(made));
    return {.descriptor = Descriptor(made), .from = inet::fromSystem(from).toString()};
}

Transfer receive(Descriptor descriptor, std::span<std::uint8_t> into)
{
    const Transfer moved = outcome(::recv(fd(descriptor), reinterpret_cast<char *>(into.data()), int(into.size()), 0));
    // Wine takes a reset for a FIN here, and tells the truth to a poll alone.
    if (moved.bytes == 0 && !moved.wouldBlock && !moved.error && !into.empty() && (polled(descriptor) & (POLLERR | POLLNVAL)))
        return {.error = WSAECONNRESET};
    return moved;
}

Transfer send(Descriptor descriptor, std::span<const std::uint8_t> bytes)
{
    const qsizetype size = std::min(qsizetype(bytes.size()), largestSend);
    return outcome(::send(fd(descriptor), reinterpret_cast<const char *>(bytes.data()), int(size), 0));
}

Transfer sendLast(Descriptor descriptor, std::span<const std::uint8_t> bytes) { return send(descriptor, bytes); }

qsizetype undelivered(Descriptor) { return 0; }

int takeError(Descriptor descriptor)
{
    int error = 0;
    int size = sizeof error;
    const int answer = ::getsockopt(fd(descriptor), SOL_SOCKET, SO_ERROR, reinterpret_cast<char *>(&error), &size);
    return answer == 0 ? error : WSAGetLastError();
}

bool notifiersTellAll() { return false; } // FD_CLOSE is told once, and Exception is FD_OOB

Standing lookAt(Descriptor descriptor)
{
    Standing standing{.error = takeError(descriptor)};
    if (standing.error)
        return standing;
    const int seen = polled(descriptor);
    if (seen & (POLLERR | POLLNVAL))
        return {.error = WSAECONNRESET};
    standing.writable = seen & POLLWRNORM;
    char byte;
    standing.readable = ::recv(fd(descriptor), &byte, 1, MSG_PEEK) != SOCKET_ERROR;
    if (const int error = standing.readable ? 0 : WSAGetLastError(); error != WSAEWOULDBLOCK)
        standing.error = error;
    return standing;
}

bool isDecided(Descriptor descriptor)
{
    // WSAPoll() does not tell of failed connections on older systems.
    fd_set connected, failed;
    FD_ZERO(&connected);
    FD_ZERO(&failed);
    FD_SET(fd(descriptor), &connected);
    FD_SET(fd(descriptor), &failed);
    timeval now{0, 0};
    return ::select(0, nullptr, &connected, &failed, &now) > 0;
}

void shutDownWriting(Descriptor descriptor) { ::shutdown(fd(descriptor), SD_SEND); }

// One that another process passed on resets by itself, for the case that this one dies (app/control/local_peer.h).
void close(Descriptor descriptor)
{
    setLinger(descriptor, {0, 0});
    closesocket(fd(descriptor));
}

void abort(Descriptor descriptor)
{
    setLinger(descriptor, {1, 0});
    closesocket(fd(descriptor));
}

} // namespace culvert::tcp::native
