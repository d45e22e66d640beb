// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire.h"

#include <atomic>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <queue>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <linux/ethtool.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace culvert::test {

namespace {

using Clock = std::chrono::steady_clock;
using Frame = std::vector<std::uint8_t>;

constexpr std::size_t largestFrame = 2048;
constexpr int socketBuffer = 16 << 20;

// Without offloads the frames on the wire are what real ones would be: checksums right, none larger than the MTU.
void withoutOffloads(const char *interface)
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    for (const std::uint32_t command : {std::uint32_t(ETHTOOL_STSO), std::uint32_t(ETHTOOL_SGSO), std::uint32_t(ETHTOOL_SGRO), std::uint32_t(ETHTOOL_STXCSUM)}) {
        ethtool_value value{command, 0};
        ifreq request{};
        std::strncpy(request.ifr_name, interface, IFNAMSIZ - 1);
        request.ifr_data = reinterpret_cast<char *>(&value);
        ::ioctl(socket, SIOCETHTOOL, &request);
    }
    ::close(socket);
}

int packetSocket(const char *interface)
{
    const int descriptor = ::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETH_P_ALL));
    if (descriptor == -1)
        return -1;
    constexpr int on = 1;
    ::setsockopt(descriptor, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on);
    if (::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &socketBuffer, sizeof socketBuffer) != 0)
        ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &socketBuffer, sizeof socketBuffer);
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(ETH_P_ALL);
    address.sll_ifindex = int(::if_nametoindex(interface));
    if (::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(descriptor);
        return -1;
    }
    return descriptor;
}

// Source and first byte of a UDP datagram over IPv4; nothing for anything else.
std::optional<std::pair<quint32, quint8>> kindOf(const Frame &frame)
{
    constexpr std::size_t payloadAt = sizeof(ethhdr) + sizeof(iphdr) + sizeof(udphdr); // without IP options
    if (frame.size() <= payloadAt)
        return std::nullopt;
    iphdr ip;
    std::memcpy(&ip, frame.data() + sizeof(ethhdr), sizeof ip);
    if (ip.version != 4 || ip.protocol != IPPROTO_UDP || ip.ihl != 5)
        return std::nullopt;
    return std::pair(quint32(ntohl(ip.saddr)), frame[payloadAt]);
}

// The two ports of an unfragmented UDP datagram over IPv4; zeroes for anything else.
std::pair<quint16, quint16> udpPorts(const Frame &frame)
{
    constexpr std::size_t ipAt = sizeof(ethhdr);
    if (frame.size() < ipAt + sizeof(iphdr) + sizeof(udphdr))
        return {};
    iphdr ip;
    std::memcpy(&ip, frame.data() + ipAt, sizeof ip);
    if (ip.version != 4 || ip.protocol != IPPROTO_UDP)
        return {};
    const std::size_t udpAt = ipAt + std::size_t(ip.ihl) * 4;
    if (frame.size() < udpAt + sizeof(udphdr))
        return {};
    udphdr udp;
    std::memcpy(&udp, frame.data() + udpAt, sizeof udp);
    return {ntohs(udp.source), ntohs(udp.dest)};
}

} // namespace

struct Wire::Private {
    struct Due {
        Clock::time_point at;
        std::uint64_t order;
        int to;
        Frame frame;
        bool operator<(const Due &other) const { return std::tie(other.at, other.order) < std::tie(at, order); } // soonest on top
    };

    void run()
    {
        while (!stopping) {
            const auto now = Clock::now();
            while (!due.empty() && due.top().at <= now) {
                const Due &next = due.top();
                if (::send(ends[next.to], next.frame.data(), next.frame.size(), 0) > 0)
                    ++frames;
                due.pop();
            }
            timespec wait{1, 0};
            if (!due.empty()) {
                const auto left = std::max<std::chrono::nanoseconds>(due.top().at - Clock::now(), std::chrono::nanoseconds(0));
                wait = {time_t(left.count() / 1'000'000'000), long(left.count() % 1'000'000'000)};
            }
            pollfd descriptors[] = {{ends[0], POLLIN, 0}, {ends[1], POLLIN, 0}, {wake, POLLIN, 0}};
            ::ppoll(descriptors, 3, &wait, nullptr);
            for (int from : {0, 1}) {
                if (descriptors[from].revents & POLLIN)
                    take(from);
            }
        }
    }

    void take(int from)
    {
        constexpr int turn = 64;
        for (int i = 0; i < turn; ++i) {
            Frame frame(largestFrame);
            const ssize_t size = ::recv(ends[from], frame.data(), frame.size(), 0);
            if (size <= 0)
                return;
            frame.resize(std::size_t(size));
            const std::lock_guard lock(mutex);
            if (const auto kind = kindOf(frame))
                ++kinds[*kind];
            if (cut[from] || isBlocked(frame) || chance() < weather.loss)
                continue;
            pass(1 - from, frame);
            if (chance() < weather.duplicate)
                pass(1 - from, frame);
        }
    }

    [[nodiscard]] bool isBlocked(const Frame &frame) const
    {
        if (blocked.empty() && !udpBlocked)
            return false;
        const auto [source, destination] = udpPorts(frame);
        return (udpBlocked && destination != 0) || blocked.contains(source) || blocked.contains(destination);
    }

    void pass(int to, const Frame &frame)
    {
        auto at = Clock::now();
        if (weather.bytesPerSecond > 0) {
            const double waiting = std::chrono::duration<double>(busyUntil[to] - at).count() * weather.bytesPerSecond;
            if (waiting > double(weather.queueBytes))
                return;
            at = std::max(at, busyUntil[to]) + std::chrono::nanoseconds(std::int64_t(double(frame.size()) / weather.bytesPerSecond * 1e9));
            busyUntil[to] = at;
        }
        at += weather.delay + std::chrono::microseconds(std::int64_t(chance() * double(weather.jitter.count())));
        if (chance() < weather.reorder)
            at += std::chrono::milliseconds(10);
        due.push({at, ++order, to, frame});
    }

    double chance() { return std::uniform_real_distribution<>(0, 1)(random); }

    int ends[2] = {-1, -1};
    int wake = ::eventfd(0, EFD_CLOEXEC);
    std::atomic<bool> stopping = false;
    std::atomic<quint64> frames = 0;
    std::thread thread;

    std::mutex mutex; // of what follows to the line below
    WireWeather weather;
    bool cut[2] = {false, false}; // from either end
    std::set<quint16> blocked;
    bool udpBlocked = false;
    std::map<std::pair<quint32, quint8>, quint64> kinds; // of UDP datagrams
    // ---
    std::mt19937_64 random;
    Clock::time_point busyUntil[2];
    std::uint64_t order = 0;
    std::priority_queue<Due> due;
};

Wire::Wire(const NetNamespace &first, const NetNamespace &second, quint64 seed, const char *network) : network_(network), d(std::make_unique<Private>())
{
    d->random.seed(seed);
    const NetNamespace *sides[] = {&first, &second};
    NetNamespace here; // the wire's own: what else this process does cannot be in its way
    for (int i : {0, 1}) {
        const QByteArray end = "end" + QByteArray::number(i);
        const bool made = here.ip(QStringLiteral("link add name %1 type veth peer name eth0 netns %2").arg(QLatin1String(end), sides[i]->path()))
            && here.ip(QStringLiteral("link set %1 up").arg(QLatin1String(end)))
            && sides[i]->ip(QStringLiteral("address add %1/24 dev eth0").arg(address(i + 1)))
            && sides[i]->ip(QStringLiteral("link set eth0 up"));
        if (!made)
            return;
        sides[i]->inside([] { withoutOffloads("eth0"); });
        here.inside([&] {
            withoutOffloads(end.constData());
            d->ends[i] = packetSocket(end.constData());
        });
    }
    if (isUp())
        d->thread = std::thread([this] { d->run(); });
}

Wire::~Wire()
{
    d->stopping = true;
    constexpr std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(d->wake, &one, sizeof one);
    if (d->thread.joinable())
        d->thread.join();
    for (int descriptor : {d->ends[0], d->ends[1], d->wake})
        ::close(descriptor);
}

bool Wire::isUp() const { return d->ends[0] != -1 && d->ends[1] != -1; }

void Wire::setWeather(const WireWeather &weather)
{
    const std::lock_guard lock(d->mutex);
    d->weather = weather;
}

void Wire::setCut(bool on)
{
    setCutFromFirst(on);
    setCutFromSecond(on);
}

void Wire::setCutFromFirst(bool on)
{
    const std::lock_guard lock(d->mutex);
    d->cut[0] = on;
}

void Wire::setCutFromSecond(bool on)
{
    const std::lock_guard lock(d->mutex);
    d->cut[1] = on;
}

void Wire::setUdpPortBlocked(quint16 port, bool on)
{
    const std::lock_guard lock(d->mutex);
    if (on)
        d->blocked.insert(port);
    else
        d->blocked.erase(port);
}

void Wire::setUdpBlocked(bool on)
{
    const std::lock_guard lock(d->mutex);
    d->udpBlocked = on;
}

quint64 Wire::datagrams(const QString &source, quint8 firstByte) const
{
    const std::lock_guard lock(d->mutex);
    const auto found = d->kinds.find({ntohl(::inet_addr(source.toLatin1().constData())), firstByte});
    return found == d->kinds.end() ? 0 : found->second;
}

quint64 Wire::frames() const { return d->frames; }

} // namespace culvert::test
