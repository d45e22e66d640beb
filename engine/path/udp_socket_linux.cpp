// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/udp_socket.h"

#include "core/limits.h"
#include "inet/system_address.h"
#include "inet/system_error.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace culvert::path {

namespace {

constexpr std::size_t batchBytes = 64'000;      // one IP packet's worth of segments (UDP_SEGMENT's limit is 65,507)
constexpr std::size_t batchSegments = 44;       // below the kernel's 64
constexpr std::size_t receiveBuffers = 8;
constexpr std::size_t receiveSize = 65'536;     // UDP_GRO hands over up to this much at once

Error socketError(quint16 port, int error)
{
    return inet::listenError(inet::listenCode(error), QString::number(port), u"udp", inet::systemText(error));
}

class LinuxUdpSocket final : public UdpSocket {
public:
    LinuxUdpSocket(int descriptor, bool v6, quint16 port, std::function<void()> readable)
        : descriptor_(descriptor), v6_(v6), port_(port), readNotifier_(descriptor, QSocketNotifier::Read),
          writeNotifier_(descriptor, QSocketNotifier::Write), receiveBuffer_(receiveBuffers * receiveSize)
    {
        batch_.reserve(batchBytes);
        writeNotifier_.setEnabled(false);
        QObject::connect(&readNotifier_, &QSocketNotifier::activated, &readNotifier_, std::move(readable));
        QObject::connect(&writeNotifier_, &QSocketNotifier::activated, &writeNotifier_, [this] { flush(); });
    }
    ~LinuxUdpSocket() override
    {
        readNotifier_.setEnabled(false);
        writeNotifier_.setEnabled(false);
        ::close(descriptor_);
    }

    [[nodiscard]] quint16 port() const override { return port_; }

    SendResult send(const inet::SocketAddress &to, std::span<const std::uint8_t> datagram) override
    {
        if (!v6_ && to.host.protocol() != QAbstractSocket::IPv4Protocol)
            return SendResult::Down;
        // Segments of one batch are equal but for the last, which may be smaller.
        const bool fits = !batch_.empty() && to == batchTo_ && segments_ < batchSegments && datagram.size() <= segmentSize_
            && batch_.size() == segments_ * segmentSize_ && batch_.size() + datagram.size() <= batchBytes;
        if (!batch_.empty() && !fits) {
            flush();
            if (!batch_.empty())
                return SendResult::Blocked;
        }
        if (batch_.empty()) {
            batchTo_ = to;
            segmentSize_ = datagram.size();
            segments_ = 0;
        }
        batch_.insert(batch_.end(), datagram.begin(), datagram.end());
        ++segments_;
        return SendResult::Sent;
    }

    void flush() override
    {
        if (batch_.empty())
            return;
        const bool taken = segments_ == 1 || !segmentation_ ? sendEach() : sendSegmented();
        writeNotifier_.setEnabled(!taken);
        if (taken)
            batch_.clear();
    }

    bool receive(const std::function<void(const inet::SocketAddress &, std::span<const std::uint8_t>)> &each) override
    {
        std::array<mmsghdr, receiveBuffers> messages{};
        std::array<iovec, receiveBuffers> pieces;
        std::array<sockaddr_storage, receiveBuffers> from;
        alignas(cmsghdr) std::array<std::array<char, CMSG_SPACE(sizeof(int))>, receiveBuffers> control;
        for (std::size_t i = 0; i < receiveBuffers; ++i) {
            pieces[i] = {receiveBuffer_.data() + i * receiveSize, receiveSize};
            messages[i].msg_hdr = {&from[i], sizeof from[i], &pieces[i], 1, control[i].data(), control[i].size(), 0};
        }
        const int count = ::recvmmsg(descriptor_, messages.data(), receiveBuffers, MSG_DONTWAIT, nullptr);
        for (int i = 0; i < count; ++i) {
            const auto &message = messages[std::size_t(i)];
            const inet::SocketAddress address = inet::fromSystem(from[std::size_t(i)]).unmapped();
            std::span<const std::uint8_t> bytes(receiveBuffer_.data() + std::size_t(i) * receiveSize, message.msg_len);
            const std::size_t segment = std::max<std::size_t>(1, segmentOf(message.msg_hdr, bytes.size()));
            for (; !bytes.empty(); bytes = bytes.subspan(std::min(segment, bytes.size())))
                each(address, bytes.first(std::min(segment, bytes.size())));
        }
        return count == int(receiveBuffers);
    }

private:
    // How the kernel cut what it handed over together.
    static std::size_t segmentOf(const msghdr &header, std::size_t whole)
    {
        for (cmsghdr *c = CMSG_FIRSTHDR(&header); c; c = CMSG_NXTHDR(const_cast<msghdr *>(&header), c)) {
            if (c->cmsg_level == SOL_UDP && c->cmsg_type == UDP_GRO) {
                int size = 0;
                std::memcpy(&size, CMSG_DATA(c), sizeof size);
                return std::size_t(size);
            }
        }
        return whole;
    }

    // The socket is AF_INET6 and speaks IPv4 as ::ffff:a.b.c.d, unless the system has no IPv6.
    socklen_t batchToSystem(sockaddr_storage &out) const
    {
        return socklen_t(v6_ ? inet::toSystemAsIPv6(batchTo_, out) : inet::toSystem(batchTo_, out));
    }

    bool sendSegmented()
    {
        sockaddr_storage to;
        iovec piece{batch_.data(), batch_.size()};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(std::uint16_t))> control{};
        msghdr message{&to, batchToSystem(to), &piece, 1, control.data(), control.size(), 0};
        cmsghdr *c = CMSG_FIRSTHDR(&message);
        c->cmsg_level = SOL_UDP;
        c->cmsg_type = UDP_SEGMENT;
        c->cmsg_len = CMSG_LEN(sizeof(std::uint16_t));
        const auto size = std::uint16_t(segmentSize_);
        std::memcpy(CMSG_DATA(c), &size, sizeof size);
        if (::sendmsg(descriptor_, &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0)
            return true;
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            return false;
        if (errno == EIO || errno == EINVAL || errno == EOPNOTSUPP) { // this way out cannot segment
            segmentation_ = false;
            return sendEach();
        }
        return true; // unreachable and the like: lost, as on any network
    }

    bool sendEach()
    {
        sockaddr_storage to;
        const socklen_t size = batchToSystem(to);
        while (!batch_.empty()) {
            const std::size_t n = std::min(segmentSize_, batch_.size());
            const auto sent = ::sendto(descriptor_, batch_.data(), n, MSG_DONTWAIT | MSG_NOSIGNAL,
                                       inet::plain(to), size);
            if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
                return false;
            batch_.erase(batch_.begin(), batch_.begin() + std::ptrdiff_t(n));
            --segments_;
        }
        return true;
    }

    const int descriptor_;
    const bool v6_;
    const quint16 port_;
    QSocketNotifier readNotifier_;
    QSocketNotifier writeNotifier_;
    std::vector<std::uint8_t> batch_;   // datagrams to one address, not yet taken by the system
    inet::SocketAddress batchTo_;
    std::size_t segmentSize_ = 0;
    std::size_t segments_ = 0;
    bool segmentation_ = true;
    std::vector<std::uint8_t> receiveBuffer_;
};

int makeSocket(bool v6)
{
    const int descriptor = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return -1;
    const auto set = [&](int level, int option, int value) { ::setsockopt(descriptor, level, option, &value, sizeof value); };
    // Never fragmented, and whatever the kernel believes of the path: a probe of full size decides.
    set(IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE);
    if (v6) {
        set(IPPROTO_IPV6, IPV6_V6ONLY, 0);
        set(IPPROTO_IPV6, IPV6_MTU_DISCOVER, IPV6_PMTUDISC_PROBE);
    }
    set(SOL_SOCKET, SO_RCVBUF, limits::directSocketBuffer);
    set(SOL_SOCKET, SO_SNDBUF, limits::directSocketBuffer);
    set(SOL_UDP, UDP_GRO, 1);
    return descriptor;
}

} // namespace

Result<std::unique_ptr<UdpSocket>> UdpSocket::open(quint16 port, Reach reach, std::function<void()> readable)
{
    for (const bool v6 : {true, false}) {
        if (v6 && reach == Reach::ThisMachine)
            continue;
        const int descriptor = makeSocket(v6);
        if (descriptor < 0)
            continue;
        sockaddr_storage address;
        const QHostAddress local(v6                             ? QHostAddress::AnyIPv6
                                 : reach == Reach::Everywhere ? QHostAddress::AnyIPv4
                                                              : QHostAddress::LocalHost);
        auto size = socklen_t(inet::toSystem({local, port}, address));
        if (::bind(descriptor, inet::plain(address), size) != 0) {
            const Error error = socketError(port, errno);
            ::close(descriptor);
            if (v6 && error.code != ErrorCode::PortInUse && error.code != ErrorCode::PortNotPermitted)
                continue; // IPv6 is switched off
            return error;
        }
        ::getsockname(descriptor, inet::plain(address), &size);
        return std::unique_ptr<UdpSocket>(std::make_unique<LinuxUdpSocket>(descriptor, v6, inet::fromSystem(address).port, std::move(readable)));
    }
    return socketError(port, errno);
}

} // namespace culvert::path
