// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/snapshot_json.h"
#include "core/host.h"
#include "core/limits.h"
#include "core/rate.h"
#include "host/command_executor.h"
#include "host/peer_name.h"

#include <algorithm>

namespace culvert::host {

namespace {

// Where the person gave nothing, what was there before.
QString given(const QString &text, const QString &otherwise) { return text.trimmed().isEmpty() ? otherwise : text; }

// A name has no slash.
QString targetName(const profile::TunnelEntry &tunnel)
{
    return (tunnel.protocol() == Protocol::Udp ? QStringLiteral("udp-") : QString()) + tunnel.target.toString();
}

// Where it listens now, which its entry does not say where that is any free port; 0: nowhere, or not known.
quint16 portNow(const LiveEngine &live, const QString &tunnel)
{
    for (const api::TunnelInfo &info : live.snapshot().tunnels) {
        if (info.name != tunnel)
            continue;
        const auto listen = parseListen(info.listen);
        return listen ? listen->port : 0;
    }
    return 0;
}

} // namespace

// While nothing runs nobody tries the port, but two started tunnels of one profile on one port cannot both work.
std::optional<Error> CommandExecutor::clash(const profile::TunnelEntry &tunnel, const QList<profile::TunnelEntry> &others,
                                            const profile::TunnelEntry *old) const
{
    if (with_.live || !tunnel.started || tunnel.listen.port == 0)
        return std::nullopt;
    for (const profile::TunnelEntry &other : others) {
        if (&other != old && other.started && other.samePort(tunnel))
            return Error{ErrorCode::PortInUse, tunnel.listen.toString(), other.name, QString(), tunnel.name};
    }
    return std::nullopt;
}

Result<QString> CommandExecutor::checkedTunnelName(const QString &name, const QString &otherwise, const profile::TunnelEntry *old) const
{
    if (!name.isEmpty()) {
        const auto checked = checkedName(name, old ? old->name : QString());
        if (!checked)
            return checked.error();
        const profile::TunnelEntry *same = config().tunnel(*checked);
        if (same && same != old)
            return Error{ErrorCode::NameTaken, *checked};
        return *checked;
    }
    return freeName(otherwise, [this](const QString &called) { return config().tunnel(called) != nullptr; });
}

Result<profile::TunnelEntry> CommandExecutor::checkedTunnel(const TunnelWords &words, const profile::TunnelEntry *old) const
{
    auto tunnel = readTunnel(words, old);
    if (tunnel && !(old && keepsConnections(*old, *tunnel))) {
        if (const auto error = clash(*tunnel, config().tunnels, old))
            return *error;
    }
    return tunnel;
}

Result<profile::TunnelEntry> CommandExecutor::readTunnel(const TunnelWords &words, const profile::TunnelEntry *old) const
{
    const auto id = config().findPeer(old ? given(words.peer, old->peer.toHex()) : words.peer);
    if (!id)
        return id.error();
    const auto listenAt = parseListen(old ? given(words.listen, old->listen.toString()) : words.listen);
    if (!listenAt)
        return listenAt.error();
    profile::TunnelEntry tunnel = old ? *old : profile::TunnelEntry();
    tunnel.kind = words.kind;
    tunnel.peer = *id;
    tunnel.listen = *listenAt;
    if (words.kind == profile::TunnelKind::Reverse && !IpAddress::parse(listenAt->host)) // the peer would take it for no opening
        return Error{ErrorCode::ListenInvalid, words.listen};
    if (words.kind != profile::TunnelKind::Proxy) {
        const auto reach = parseTarget(old ? given(words.target, targetText(old->target, old->protocol())) : words.target);
        if (!reach)
            return reach.error();
        if (!normalisedHost(reach->endpoint.host)) // no machine would take it
            return Error{ErrorCode::EndpointInvalid, words.target};
        if (words.kind == profile::TunnelKind::Reverse && reach->protocol == Protocol::Udp) // only TCP goes that way
            return Error{ErrorCode::EndpointInvalid, words.target};
        tunnel.target = reach->endpoint;
        tunnel.kind = reach->protocol == Protocol::Udp ? profile::TunnelKind::Udp : words.kind;
    }
    const QString otherwise = words.kind == profile::TunnelKind::Proxy ? QStringLiteral("proxy") : targetName(tunnel);
    const auto name = checkedTunnelName(old ? given(words.name, old->name) : words.name, otherwise, old);
    if (!name)
        return name.error();
    tunnel.name = *name;
    if (const auto taken = takeExtras(tunnel, words.extras); !taken)
        return taken.error();
    return tunnel;
}

Outcome CommandExecutor::takeExtras(profile::TunnelEntry &tunnel, const api::TunnelExtras &extras) const
{
    if (extras.group) {
        const auto group = extras.group->trimmed().isEmpty() ? Result<QString>(QString()) : checkedName(*extras.group, tunnel.group);
        if (!group)
            return group.error();
        tunnel.group = *group;
    }
    if (extras.limit) {
        const auto rate = parseRate(*extras.limit);
        if (!rate)
            return rate.error();
        tunnel.limit = *rate;
    }
    return done();
}

Result<std::optional<Login>> CommandExecutor::checkedLogin(const QString &user, const QString &password)
{
    if (user.isEmpty())
        return std::optional<Login>();
    auto login = makeLogin(user, password.toUtf8(), with_.random);
    if (!login)
        return Error{ErrorCode::LoginInvalid, user};
    return std::optional<Login>(std::move(login));
}

// Saves, and takes it back if the tunnel cannot listen then.
api::Reply CommandExecutor::takeOver(profile::Config next, const QString &tunnel)
{
    const profile::Config before = config();
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    if (with_.live) {
        if (const auto error = with_.live->tunnelError(tunnel)) {
            if (const auto undone = save(before); !undone)
                return undone.error();
            return *error;
        }
    }
    return tunnelJson(tunnel);
}

api::Reply CommandExecutor::addTunnel(const profile::TunnelEntry &tunnel)
{
    profile::Config next = config();
    next.tunnels.append(tunnel);
    return takeOver(std::move(next), tunnel.name);
}

api::Reply CommandExecutor::changeTunnel(const QString &name, const profile::TunnelEntry &tunnel)
{
    profile::Config next = config();
    profile::TunnelEntry &entry = *next.tunnel(name);
    if (keepsConnections(entry, tunnel)) { // one that fails goes on failing, which is no fault of the change
        entry = tunnel;
        if (const auto saved = save(std::move(next)); !saved)
            return saved.error();
        return tunnelJson(tunnel.name);
    }
    // Found out before the old port is let go, and with it what is connected there. On the same port the tunnel itself is in
    // the way of a trial, on the one of any free that it was given as well.
    const auto itsOwn = [&] { return tunnel.listen.port == entry.listen.port || tunnel.listen.port == portNow(*with_.live, name); };
    if (with_.live && tunnel.started && tunnel.kind != profile::TunnelKind::Reverse && !itsOwn()) {
        if (auto error = with_.live->portError(tunnel.listen, tunnel.protocol())) {
            error->tunnel = tunnel.name;
            return *error;
        }
    }
    entry = tunnel;
    return takeOver(std::move(next), tunnel.name);
}

api::Reply CommandExecutor::run(const api::AddForward &command)
{
    const auto forward = checkedTunnel({profile::TunnelKind::Forward, command.peer, command.listen, command.target, command.name, command.extras}, nullptr);
    if (!forward)
        return forward.error();
    return addTunnel(*forward);
}

api::Reply CommandExecutor::run(const api::EditForward &command)
{
    const profile::TunnelEntry *old = config().tunnel(command.tunnel);
    if (!old || (old->kind != profile::TunnelKind::Forward && old->kind != profile::TunnelKind::Udp))
        return Error{ErrorCode::TunnelUnknown, command.tunnel};
    const auto forward = checkedTunnel({profile::TunnelKind::Forward, command.peer, command.listen, command.target, command.name, command.extras}, old);
    if (!forward)
        return forward.error();
    return changeTunnel(command.tunnel, *forward);
}

api::Reply CommandExecutor::run(const api::AddReverse &command)
{
    const auto reverse = checkedTunnel({profile::TunnelKind::Reverse, command.peer, command.listen, command.target, command.name, command.extras}, nullptr);
    if (!reverse)
        return reverse.error();
    return addTunnel(*reverse);
}

api::Reply CommandExecutor::run(const api::EditReverse &command)
{
    const profile::TunnelEntry *old = config().tunnel(command.tunnel);
    if (!old || old->kind != profile::TunnelKind::Reverse)
        return Error{ErrorCode::TunnelUnknown, command.tunnel};
    const auto reverse = checkedTunnel({old->kind, command.peer, command.listen, command.target, command.name, command.extras}, old);
    if (!reverse)
        return reverse.error();
    return changeTunnel(command.tunnel, *reverse);
}

api::Reply CommandExecutor::run(const api::AddProxy &command)
{
    auto proxy = checkedTunnel({profile::TunnelKind::Proxy, command.peer, command.listen, {}, command.name, command.extras}, nullptr);
    if (!proxy)
        return proxy.error();
    const auto login = checkedLogin(command.user, command.password);
    if (!login)
        return login.error();
    proxy->login = *login;
    return addTunnel(*proxy);
}

api::Reply CommandExecutor::run(const api::EditProxy &command)
{
    const profile::TunnelEntry *old = config().tunnel(command.tunnel);
    if (!old || old->kind != profile::TunnelKind::Proxy)
        return Error{ErrorCode::TunnelUnknown, command.tunnel};
    auto proxy = checkedTunnel({old->kind, command.peer, command.listen, {}, command.name, command.extras}, old);
    if (!proxy)
        return proxy.error();
    if (command.user) {
        const auto login = checkedLogin(*command.user, command.password);
        if (!login)
            return login.error();
        proxy->login = *login;
    }
    return changeTunnel(command.tunnel, *proxy);
}

api::Reply CommandExecutor::run(const api::StartTunnel &command)
{
    const profile::TunnelEntry *tunnel = config().tunnel(command.tunnel);
    if (!tunnel)
        return Error{ErrorCode::TunnelUnknown, command.tunnel};
    profile::Config next = config();
    if (tunnel->started) {
        if (!with_.live || !with_.live->tunnelError(command.tunnel))
            return tunnelJson(command.tunnel);
        // It was started and could not listen: stop and start again, so that it is tried anew.
        next.tunnel(command.tunnel)->started = false;
        if (const auto saved = save(next); !saved)
            return saved.error();
        next.tunnel(command.tunnel)->started = true;
        if (const auto saved = save(std::move(next)); !saved)
            return saved.error();
        if (const auto error = with_.live->tunnelError(command.tunnel))
            return *error;
        return tunnelJson(command.tunnel);
    }
    profile::TunnelEntry starting = *tunnel;
    starting.started = true;
    if (const auto error = clash(starting, config().tunnels, tunnel))
        return *error;
    *next.tunnel(command.tunnel) = starting;
    return takeOver(std::move(next), command.tunnel);
}

api::Reply CommandExecutor::run(const api::StopTunnel &command)
{
    profile::Config next = config();
    profile::TunnelEntry *tunnel = next.tunnel(command.tunnel);
    if (!tunnel)
        return Error{ErrorCode::TunnelUnknown, command.tunnel};
    if (tunnel->started) {
        tunnel->started = false;
        if (const auto saved = save(std::move(next)); !saved)
            return saved.error();
    }
    return tunnelJson(command.tunnel);
}

api::Reply CommandExecutor::run(const api::RemoveTunnel &command)
{
    profile::Config next = config();
    const profile::TunnelEntry *found = next.tunnel(command.tunnel);
    if (!found)
        return Error{ErrorCode::TunnelUnknown, command.tunnel};
    const RemovedTunnel removed{*found, found - next.tunnels.constData()};
    next.tunnels.removeAt(removed.place);
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    removed_.append(removed);
    if (removed_.size() > limits::removedKept)
        removed_.removeFirst();
    return QJsonValue(QJsonObject{{QStringLiteral("removed"), command.tunnel}});
}

// It comes back also where its port was taken meanwhile, and says so, as one does at a start of the program.
api::Reply CommandExecutor::run(const api::RestoreTunnel &command)
{
    const auto last = std::find_if(removed_.crbegin(), removed_.crend(), [&](const RemovedTunnel &one) { return one.entry.name == command.tunnel; });
    if (last == removed_.crend())
        return Error{ErrorCode::TunnelUnknown, command.tunnel};
    const RemovedTunnel removed = *last;
    if (config().tunnel(removed.entry.name))
        return Error{ErrorCode::NameTaken, removed.entry.name};
    if (!config().peer(removed.entry.peer))
        return Error{ErrorCode::PeerUnknown, removed.entry.peer.toHex()};
    profile::Config next = config();
    next.tunnels.insert(std::min(removed.place, next.tunnels.size()), removed.entry);
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    removed_.removeOne(removed);
    return tunnelJson(command.tunnel);
}

api::Reply CommandExecutor::listTunnels(const QList<api::TunnelKind> &kinds) const
{
    QJsonArray out;
    for (const api::TunnelInfo &tunnel : snapshot().tunnels) {
        if (kinds.contains(tunnel.kind))
            out.append(api::toJson(tunnel));
    }
    return QJsonValue(out);
}

api::Reply CommandExecutor::run(const api::ListForwards &) { return listTunnels({api::TunnelKind::Forward, api::TunnelKind::Udp}); }
api::Reply CommandExecutor::run(const api::ListProxies &) { return listTunnels({api::TunnelKind::Proxy}); }
api::Reply CommandExecutor::run(const api::ListReverses &) { return listTunnels({api::TunnelKind::Reverse}); }

} // namespace culvert::host
