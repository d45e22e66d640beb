// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/network_events.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

namespace culvert::path {

namespace {

constexpr std::size_t bufferSize = 32 << 10;
constexpr int turn = 64; // messages read in one go; the notifier says again that there are more

bool isDefaultRoute(const nlmsghdr &message)
{
    if (message.nlmsg_len < sizeof message + sizeof(rtmsg))
        return false;
    rtmsg route;
    std::memcpy(&route, reinterpret_cast<const char *>(&message) + sizeof message, sizeof route);
    return route.rtm_dst_len == 0 && route.rtm_table == RT_TABLE_MAIN && route.rtm_type == RTN_UNICAST;
}

class LinuxNetworkEvents final : public NetworkEvents {
public:
    LinuxNetworkEvents(int descriptor, std::function<void(What)> happened)
        : descriptor_(descriptor), happened_(std::move(happened)), notifier_(descriptor, QSocketNotifier::Read)
    {
        QObject::connect(&notifier_, &QSocketNotifier::activated, &notifier_, [this] { read(); });
    }
    ~LinuxNetworkEvents() override
    {
        notifier_.setEnabled(false);
        ::close(descriptor_);
    }

private:
    void read()
    {
        alignas(nlmsghdr) std::array<char, bufferSize> buffer;
        bool addresses = false;
        bool route = false;
        for (int i = 0; i < turn; ++i) {
            sockaddr_nl from{};
            iovec piece{buffer.data(), buffer.size()};
            msghdr header{&from, sizeof from, &piece, 1, nullptr, 0, 0};
            const auto size = ::recvmsg(descriptor_, &header, MSG_DONTWAIT);
            if (size < 0) {
                addresses = addresses || errno == ENOBUFS; // more happened than the socket could keep
                break;
            }
            if (from.nl_pid != 0)
                continue; // not of the kernel
            auto left = unsigned(size);
            // NLMSG_NEXT itself casts its bytes back to a header, which the kernel has aligned.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
            for (auto *message = reinterpret_cast<nlmsghdr *>(buffer.data()); NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
#pragma GCC diagnostic pop
                switch (message->nlmsg_type) {
                case RTM_NEWLINK:
                case RTM_DELLINK:
                case RTM_NEWADDR:
                case RTM_DELADDR: addresses = true; break;
                case RTM_NEWROUTE:
                case RTM_DELROUTE: route = route || isDefaultRoute(*message); break;
                default: break;
                }
            }
        }
        if (addresses || route)
            happened_(route ? What::DefaultRoute : What::Addresses);
    }

    const int descriptor_;
    const std::function<void(What)> happened_;
    QSocketNotifier notifier_;
};

Duration read(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

std::unique_ptr<NetworkEvents> NetworkEvents::open(std::function<void(What)> happened)
{
    const int descriptor = ::socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (descriptor < 0)
        return nullptr;
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
    if (::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(descriptor);
        return nullptr;
    }
    return std::make_unique<LinuxNetworkEvents>(descriptor, std::move(happened));
}

Duration timeAsleep() { return read(CLOCK_BOOTTIME) - read(CLOCK_MONOTONIC); }

} // namespace culvert::path
