// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/tunnel_list.h"

#include "tcp/listener.h"
#include "tunnel/forward.h"
#include "tunnel/proxy.h"
#include "tunnel/reverse.h"
#include "tunnel/udp_forward.h"

#include <QSet>

#include <algorithm>
#include <numeric>

namespace culvert::tunnel {

std::unique_ptr<Tunnel> TunnelList::make(const profile::TunnelEntry &entry)
{
    switch (entry.kind) {
    case profile::TunnelKind::Forward: return std::make_unique<Forward>(entry, with_);
    case profile::TunnelKind::Udp: return std::make_unique<UdpForward>(entry, with_);
    case profile::TunnelKind::Proxy: return std::make_unique<Proxy>(entry, with_);
    case profile::TunnelKind::Reverse: return std::make_unique<Reverse>(entry, with_, lastReverse_);
    }
    Q_UNREACHABLE();
}

void TunnelList::follow(QList<profile::TunnelEntry> entries, bool paused)
{
    heldUp_.clear();
    QSet<QString> names;
    for (profile::TunnelEntry &entry : entries) {
        names.insert(entry.name);
        if (paused && entry.started)
            heldUp_.insert(entry.name);
        entry.started = entry.started && !paused;
    }
    auto old = std::exchange(tunnels_, {});
    QSet<QString> oldNames;
    for (const auto &tunnel : old)
        oldNames.insert(tunnel->entry().name);
    const auto takeOver = [&](const profile::TunnelEntry &entry) -> std::unique_ptr<Tunnel> {
        const bool isKnown = oldNames.contains(entry.name);
        for (auto &tunnel : old) {
            if (!tunnel)
                continue;
            const QString &name = tunnel->entry().name;
            if ((isKnown ? name == entry.name : !names.contains(name)) && tunnel->adopt(entry))
                return std::move(tunnel);
        }
        return nullptr;
    };
    for (const profile::TunnelEntry &entry : std::as_const(entries))
        tunnels_.push_back(takeOver(entry));
    old.clear(); // before new ones listen: a port may pass from one to another
    for (qsizetype i = 0; i < entries.size(); ++i) {
        auto &tunnel = tunnels_[std::size_t(i)];
        if (!tunnel)
            tunnel = make(entries.at(i));
    }
}

std::optional<Error> TunnelList::portError(const Endpoint &listen, Protocol protocol) const
{
    if (protocol == Protocol::Udp) {
        const auto tried = udp::LocalSocket::open(listen, {}, with_.readiness, with_.ledger);
        return tried ? std::nullopt : std::optional(tried.error());
    }
    const auto tried = tcp::Listener::open(listen, {}, with_.timers, with_.readiness, with_.ledger);
    return tried ? std::nullopt : std::optional(tried.error());
}

const Tunnel *TunnelList::find(const QString &name) const
{
    const auto found = std::find_if(tunnels_.begin(), tunnels_.end(), [&](const auto &t) { return t->entry().name == name; });
    return found == tunnels_.end() ? nullptr : found->get();
}

QList<api::TunnelInfo> TunnelList::info() const
{
    QList<api::TunnelInfo> out;
    for (const auto &tunnel : tunnels_) {
        out.append(tunnel->info());
        if (heldUp_.contains(out.last().name))
            out.last().state = api::TunnelState::Paused;
    }
    return out;
}

int TunnelList::listening() const
{
    return int(std::count_if(tunnels_.begin(), tunnels_.end(), [](const auto &t) { return t->listensHere(); }));
}

int TunnelList::heldStreams() const
{
    return std::accumulate(tunnels_.begin(), tunnels_.end(), 0, [](int sum, const auto &t) { return sum + t->heldStreams(); });
}

void TunnelList::peerLinkChanged(const PublicKey &peer)
{
    for (const auto &tunnel : tunnels_) {
        if (tunnel->entry().peer == peer)
            tunnel->peerLinkChanged();
    }
}

std::optional<ReverseTarget> TunnelList::reverseTarget(const PublicKey &peer, wire::ReverseId id)
{
    for (const auto &tunnel : tunnels_) {
        if (tunnel->entry().peer != peer)
            continue;
        if (auto target = tunnel->reverseTarget(id))
            return target;
    }
    return std::nullopt;
}

int TunnelList::waitingApplications() const
{
    return std::accumulate(tunnels_.begin(), tunnels_.end(), 0, [](int sum, const auto &t) { return sum + t->waitingApplications(); });
}

} // namespace culvert::tunnel
