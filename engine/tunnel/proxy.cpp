// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/proxy.h"

#include "core/limits.h"

#include <algorithm>

namespace culvert::tunnel {

Proxy::Proxy(const profile::TunnelEntry &entry, const Surroundings &with)
    : Tunnel(entry, with),
      port_({entry.listen, with.timers, with.readiness, with.ledger,
             [this](tcp::Descriptor descriptor, const QString &from) { accepted(descriptor, from); },
             [this](const Error &error) { tell(error); }}),
      sweep_(with.timers.makeAlarm([this] { ended_.clear(); }))
{
    if (entry.started)
        port_.open();
}

Proxy::~Proxy()
{
    port_.close();
    endConnections();
}

int Proxy::waitingApplications() const
{
    return int(std::count_if(clients_.begin(), clients_.end(), [](const auto &client) { return !client->hasTarget(); }));
}

void Proxy::describe(api::TunnelInfo &info) const
{
    port_.describe(info);
    info.user = entry().login ? entry().login->user : QString();
    info.open = int(clients_.size());
}

void Proxy::accepted(tcp::Descriptor descriptor, const QString &from)
{
    auto client = std::make_unique<ProxyClient>(descriptor, from, static_cast<ProxyAccess &>(*this), with().timers, with().readiness,
                                                with().ledger);
    if (clients_.size() < std::size_t(limits::proxyClients))
        clients_.push_back(std::move(client));
    else
        tell({ErrorCode::LimitReached, QStringLiteral("applications at a proxy port")});
}

proxy::Manners Proxy::manners() const
{
    const peer::Peer *found = peer();
    proxy::Manners manners{found ? found->name() : entry().peer.toHex(), port_.boundTo()};
    if (const auto &login = entry().login)
        manners.admits = [login = *login](const QByteArray &user, const QByteArray &password) { return admits(login, user, password); };
    return manners;
}

ConnectionId Proxy::connect(const QString &from, const Endpoint &target, const MakeProxyEnd &makeEnd)
{
    auto &connection = with().connections.add(std::make_unique<NearConnection>(newFacts(from, target), target, with().timers,
                                                                              with().ledger, with().connections, &traffic()));
    const ConnectionId id = connection.facts().id;
    connection.start(
        [&](tcp::ByteEndEvents &events) {
            auto end = makeEnd(events);
            connection.setNews(*end);
            return end;
        },
        openStream());
    return id;
}

bool Proxy::peerAnswers() const
{
    const peer::Peer *found = peer();
    return found && found->answers();
}

void Proxy::clientOver(ProxyClient &client)
{
    const auto found = std::find_if(clients_.begin(), clients_.end(), [&](const auto &c) { return c.get() == &client; });
    if (found == clients_.end())
        return;
    ended_.push_back(std::move(*found));
    clients_.erase(found);
    sweep_->setAt(with().timers.now());
}

} // namespace culvert::tunnel
