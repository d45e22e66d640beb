// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/direct_network.h"

#include "wire/direct_request.h"

#include <QNetworkInterface>

#include <algorithm>
#include <utility>

namespace culvert::path {

namespace {
// Batches read in one go before others get their turn; the socket says again that it is readable.
constexpr int turn = 16;
} // namespace

bool mayBeElsewhere(const inet::SocketAddress &address)
{
    const QHostAddress host = address.unmapped().host;
    const bool isV4 = host.protocol() == QAbstractSocket::IPv4Protocol;
    if (isV4 ? host.toIPv4Address() >> 24 == 0 : host.isInSubnet(QHostAddress(QHostAddress::AnyIPv6), 96)) // this network; ::a.b.c.d
        return false;
    return address.port != 0 && !host.isNull() && !host.isLoopback() && !host.isLinkLocal() && !host.isMulticast()
        && !host.isBroadcast() && host != QHostAddress(QHostAddress::AnyIPv4) && host != QHostAddress(QHostAddress::AnyIPv6);
}

DirectNetwork::DirectNetwork(Reach reach, const PublicKey &self, Timers &timers, Random &random)
    : reach_(reach), self_(self), timers_(timers), random_(random),
      stun_({timers, random, [this](const inet::SocketAddress &to, std::span<const std::uint8_t> datagram) { sendTo(to, datagram); },
             [this](const inet::SocketAddress &address) { seen(PublicKey(), address); }}),
      announceAlarm_(timers.makeAlarm([this] { announce(); }))
{
}

Result<std::unique_ptr<DirectNetwork>> DirectNetwork::open(quint16 port, Reach reach, const PublicKey &self, Timers &timers, Random &random)
{
    std::unique_ptr<DirectNetwork> network(new DirectNetwork(reach, self, timers, random));
    auto socket = UdpSocket::open(port, reach, [raw = network.get()] { raw->readable(); });
    if (!socket)
        return socket.error();
    network->socket_ = std::move(*socket);
    return network;
}

std::unique_ptr<DirectPath> DirectNetwork::makePath(const PublicKey &peer, const wire::SymmetricKey &probeKey)
{
    std::unique_ptr<DirectPath> path(new DirectPath(*this, peer, probeKey));
    byTag_[wire::probeTag(probeKey)] = path.get();
    return path;
}

QList<inet::SocketAddress> DirectNetwork::ownAddresses() const
{
    if (reach_ == Reach::ThisMachine)
        return {};
    QList<inet::SocketAddress> out = seenAddresses();
    if (mapped_) {
        out.removeAll(*mapped_);
        out.prepend(*mapped_);
    }
    for (const QHostAddress &host : QNetworkInterface::allAddresses()) {
        const inet::SocketAddress address{host, port()};
        if (mayBeElsewhere(address) && !out.contains(address) && out.size() < limits::directCandidates)
            out.append(address);
    }
    return out;
}

QList<inet::SocketAddress> DirectNetwork::seenAddresses() const
{
    QList<inet::SocketAddress> out;
    for (const Seen &seen : seen_) {
        if (timers_.now() - seen.at < limits::seenAge)
            out.append(seen.address);
    }
    return out;
}

void DirectNetwork::seen(const PublicKey &by, const inet::SocketAddress &self)
{
    if (!mayBeElsewhere(self))
        return;
    const bool known = ownAddresses().contains(self);
    // One of each, so that one that lies drives out no more than its own; and peers never what the STUN server said.
    seen_.removeIf([&](const Seen &seen) { return seen.by == by || seen.address == self; });
    seen_.prepend({by, self, timers_.now()});
    if (seen_.size() > limits::seenKept) {
        const auto oldest = std::find_if(seen_.rbegin(), seen_.rend(), [](const Seen &seen) { return seen.by != PublicKey(); });
        seen_.erase(std::next(oldest).base());
    }
    if (!known)
        announceSoon();
}

void DirectNetwork::setMapped(const std::optional<inet::SocketAddress> &outside)
{
    const std::optional<inet::SocketAddress> usable = outside && mayBeElsewhere(*outside) ? outside : std::nullopt;
    const bool known = !usable || ownAddresses().contains(*usable);
    mapped_ = usable;
    if (!known)
        announceSoon();
}

void DirectNetwork::setStunServer(const Endpoint &server)
{
    if (reach_ == Reach::Everywhere)
        stun_.setServer(server);
}

void DirectNetwork::networkChanged()
{
    seen_.clear();
    stun_.ask();
}

void DirectNetwork::announceSoon()
{
    if (!announceAlarm_->isSet())
        announceAlarm_->setAt(lastAnnounced_ ? std::max(timers_.now(), *lastAnnounced_ + limits::candidatesPause) : timers_.now());
}

void DirectNetwork::announce()
{
    lastAnnounced_ = timers_.now();
    if (ownAddressesChanged)
        ownAddressesChanged();
}

void DirectNetwork::readable()
{
    for (int i = 0; i < turn; ++i) {
        const bool more = socket_->receive([this](const inet::SocketAddress &from, std::span<const std::uint8_t> datagram) {
            if (wire::isRequest(datagram)) {
                if (requestArrived)
                    requestArrived(datagram);
                return;
            }
            DirectPath *path = byAddress_.value(from);
            if (const auto tag = wire::tagOfProbe(datagram)) {
                const auto found = byTag_.find(*tag);
                path = found == byTag_.end() ? nullptr : found->second;
            }
            if (!path)
                return stun_.arrived(from, datagram);
            if (std::find(touched_.begin(), touched_.end(), path) == touched_.end())
                touched_.push_back(path);
            path->arrived(from, datagram);
        });
        while (!touched_.empty()) { // each may make an end of others
            const DirectPath *path = touched_.back();
            touched_.pop_back();
            if (path->receivedAll)
                path->receivedAll();
        }
        if (!more)
            return;
    }
}

void DirectNetwork::sendTo(const inet::SocketAddress &to, std::span<const std::uint8_t> datagram)
{
    socket_->send(to, datagram);
    socket_->flush();
}

void DirectNetwork::forget(DirectPath &path)
{
    std::erase_if(byTag_, [&](const auto &entry) { return entry.second == &path; });
    byAddress_.removeIf([&](const auto &entry) { return entry.value() == &path; });
    std::erase(touched_, &path);
}

void DirectNetwork::route(const inet::SocketAddress &from, DirectPath &to) { byAddress_[from] = &to; }

void DirectNetwork::routeIfFree(const inet::SocketAddress &from, DirectPath &to)
{
    if (!byAddress_.contains(from))
        byAddress_[from] = &to;
}

void DirectNetwork::unroute(const inet::SocketAddress &from, DirectPath &to)
{
    if (byAddress_.value(from) == &to)
        byAddress_.remove(from);
}

} // namespace culvert::path
