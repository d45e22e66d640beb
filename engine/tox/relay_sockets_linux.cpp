// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/relay_sockets.h"

#include "tox/own_descriptors.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <fcntl.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace culvert::tox {

namespace {

// One part of a packet was seen to hold 0.2 MB, and can hold 17 fragments of 32 KB.
constexpr int roomToReceive = 1 << 20;
constexpr std::size_t packet = 500;        // more is no word of toxcore's own
constexpr std::size_t overhead = 80;       // of toxcore's packets
constexpr std::size_t leftForAny = 4096;   // what is small, and toxcore's own words, must find room too
constexpr std::size_t leftForSmall = 1500;
constexpr Duration lookEvery = std::chrono::seconds(1);
constexpr Duration askEvery = std::chrono::milliseconds(5);
constexpr Duration usedFor = std::chrono::seconds(1);

// A connected TCP socket that a program begun by this one would inherit: Qt and engine/tcp close theirs then, toxcore does not. A router's
// library does not either, and does no harm here: such a connection is idle or short.
bool isRelay(int descriptor)
{
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    if (!isSocketOf(SOCK_STREAM, descriptor)
        || ::getpeername(descriptor, reinterpret_cast<sockaddr *>(&name), &size) != 0
        || (name.ss_family != AF_INET && name.ss_family != AF_INET6))
        return false;
    const int flags = ::fcntl(descriptor, F_GETFD);
    return flags != -1 && (flags & FD_CLOEXEC) == 0;
}

// A low-water mark makes the system's buffer large enough for it, and unlike SO_RCVBUF neither asks for rights nor keeps the system
// from tuning it on.
void giveRoom(int descriptor)
{
    for (const int bytes : {roomToReceive, 1})
        ::setsockopt(descriptor, SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof bytes);
}

struct State {
    quint64 written;  // by the program so far
    std::size_t room; // in the window of the other end
};

// Nothing: not a TCP socket any more, or a kernel before 5.4.
std::optional<State> stateOf(int descriptor)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    int waiting = 0; // sent and not acknowledged, or not sent
    if (::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 || ::ioctl(descriptor, SIOCOUTQ, &waiting) != 0)
        return std::nullopt;
    if (size < offsetof(tcp_info, tcpi_snd_wnd) + sizeof info.tcpi_snd_wnd)
        return std::nullopt;
    const auto queued = std::size_t(waiting);
    return State{info.tcpi_bytes_acked + queued, info.tcpi_snd_wnd > queued ? info.tcpi_snd_wnd - queued : 0};
}

} // namespace

void RelaySockets::look(Instant now)
{
    if (lookedAt_ && now - *lookedAt_ < lookEvery)
        return;
    lookedAt_ = now;
    std::vector<Socket> found;
    forEachDescriptor([&](int descriptor) {
        if (!isRelay(descriptor))
            return false;
        const auto known = std::find_if(sockets_.begin(), sockets_.end(), [&](const Socket &one) { return one.descriptor == descriptor; });
        if (known == sockets_.end())
            giveRoom(descriptor);
        found.push_back(known == sockets_.end() ? Socket{.descriptor = descriptor} : *known);
        return false;
    });
    sockets_ = std::move(found);
}

// Of those in use alone: one that stands still for good is none, and toxcore may know another way.
std::optional<std::size_t> RelaySockets::room(Instant now)
{
    std::optional<std::size_t> least;
    for (Socket &socket : sockets_) {
        // toxcore may have closed it since, and the number may be another socket's by now.
        const auto state = isRelay(socket.descriptor) ? stateOf(socket.descriptor) : std::nullopt;
        if (!state)
            continue;
        if (state->written > socket.written + packet)
            socket.usedUntil = now + usedFor;
        socket.written = state->written;
        if (now < socket.usedUntil)
            least = std::min(state->room, least.value_or(state->room));
    }
    return least;
}

bool RelaySockets::take(std::size_t bytes, Instant now)
{
    const std::size_t needed = bytes + (bytes < packet ? leftForSmall : leftForAny);
    if (!askedAt_ || now - *askedAt_ >= askEvery || left_ < needed) {
        look(now);
        left_ = room(now).value_or(SIZE_MAX / 2);
        askedAt_ = now;
    }
    if (left_ < needed)
        return false;
    left_ -= bytes + overhead;
    return true;
}

} // namespace culvert::tox
