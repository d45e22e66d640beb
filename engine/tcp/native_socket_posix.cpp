// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/native_socket.h"

#include "inet/system_address.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace culvert::tcp::native {

namespace {

constexpr rlim_t descriptorsKept = 32;

int fd(Descriptor descriptor) { return int(descriptor); }

void setOption(Descriptor descriptor, int level, int name)
{
    const int on = 1;
    ::setsockopt(fd(descriptor), level, name, &on, sizeof on);
}

void setOptions(Descriptor descriptor)
{
    setOption(descriptor, IPPROTO_TCP, TCP_NODELAY);
    setOption(descriptor, SOL_SOCKET, SO_OOBINLINE);
}

Transfer outcome(ssize_t moved)
{
    if (moved >= 0)
        return {.bytes = qsizetype(moved)};
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        return {.wouldBlock = true};
    return {.error = errno};
}

#ifdef MSG_MORE
constexpr int holdBack = MSG_MORE; // what does not fill a segment, until more is said
#else
constexpr int holdBack = 0;
#endif

Transfer send(Descriptor descriptor, std::span<const std::uint8_t> bytes, int flags)
{
    ssize_t moved;
    do
        moved = ::send(fd(descriptor), bytes.data(), bytes.size(), MSG_NOSIGNAL | flags);
    while (moved < 0 && errno == EINTR);
    return outcome(moved);
}

// The system gives the lowest number that is free.
bool isKept(int descriptor)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return false;
    return rlim_t(descriptor) >= limit.rlim_cur - std::min(descriptorsKept, limit.rlim_cur / 4);
}

// Linux says EINPROGRESS even where the handshake is over when it says so: on loopback.
bool isConnected(int dialling)
{
    pollfd one{dialling, POLLOUT, 0};
    return ::poll(&one, 1, 0) == 1 && one.revents == POLLOUT;
}

} // namespace

void startUp() {}

bool nextIsKept()
{
    const int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (next < 0)
        return true;
    ::close(next);
    return isKept(next);
}

Attempt connectTo(const inet::SocketAddress &address)
{
    sockaddr_storage where;
    const int size = inet::toSystem(address, where);
    const int made = ::socket(where.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    if (made < 0)
        return {.error = errno};
    if (isKept(made)) {
        ::close(made);
        return {.error = EMFILE};
    }
    setOptions(made);
    if (::connect(made, inet::plain(where), socklen_t(size)) == 0)
        return {.descriptor = made, .connected = true};
    const int error = errno;
    if (error == EINPROGRESS || error == EINTR) // interrupted, it goes on all the same
        return {.descriptor = made, .connected = isConnected(made)};
    ::close(made);
    return {.error = error};
}

// Accepted sockets have the options of the listening one.
void prepareListening(Descriptor descriptor) { setOptions(descriptor); }

Accepted accept(Descriptor listening)
{
    sockaddr_storage from;
    socklen_t size = sizeof from;
    int made;
    do
        made = ::accept4(fd(listening), inet::plain(from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    while (made < 0 && (errno == EINTR || errno == ECONNABORTED));
    if (made >= 0 && isKept(made)) {
        abort(made);
        return {.error = EMFILE};
    }
    if (made >= 0)
        return {.descriptor = made, .from = inet::fromSystem(from).toString()};
    return {.error = errno == EAGAIN || errno == EWOULDBLOCK ? 0 : errno};
}

Transfer receive(Descriptor descriptor, std::span<std::uint8_t> into)
{
    ssize_t moved;
    do
        moved = ::recv(fd(descriptor), into.data(), into.size(), 0);
    while (moved < 0 && errno == EINTR);
    return outcome(moved);
}

Transfer send(Descriptor descriptor, std::span<const std::uint8_t> bytes) { return send(descriptor, bytes, 0); }

Transfer sendLast(Descriptor descriptor, std::span<const std::uint8_t> bytes) { return send(descriptor, bytes, holdBack); }

qsizetype undelivered(Descriptor descriptor)
{
    int bytes = 0;
    return ::ioctl(fd(descriptor), TIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

int takeError(Descriptor descriptor)
{
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(fd(descriptor), SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

bool notifiersTellAll() { return true; } // a reset is POLLERR, which is Exception in both of Qt's dispatchers

Standing lookAt(Descriptor descriptor) { return {.error = takeError(descriptor)}; }

bool isDecided(Descriptor) { return false; }

void shutDownWriting(Descriptor descriptor) { ::shutdown(fd(descriptor), SHUT_WR); }

void close(Descriptor descriptor) { ::close(fd(descriptor)); }

void abort(Descriptor descriptor)
{
    const linger now{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(fd(descriptor), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(fd(descriptor));
}

} // namespace culvert::tcp::native
