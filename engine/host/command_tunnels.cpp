// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/snapshot_json.h"
#include "core/host.h"
#include "host/command_executor.h"

namespace culvert::host {

namespace {

// Where the person gave nothing, what was there before.
QString given(const QString &text, const QString &otherwise) { return text.trimmed().isEmpty() ? otherwise : text; }

} // namespace

// While nothing runs nobody tries the port, but two started tunnels of one profile on one port cannot both work.
std::optional<Error> CommandExecutor::clash(const profile::ForwardEntry &forward, const profile::ForwardEntry *old) const
{
    if (with_.live || !forward.started || forward.listen.port == 0)
        return std::nullopt;
    for (const profile::ForwardEntry &other : config().forwards) {
        if (&other != old && other.started && other.listen == forward.listen)
            return Error{ErrorCode::PortInUse, forward.listen.toString(), other.name, QString(), forward.name};
    }
    return std::nullopt;
}

Result<profile::ForwardEntry> CommandExecutor::checkedForward(const QString &peer, const QString &listen, const QString &target,
                                                              const QString &name, const profile::ForwardEntry *old) const
{
    const auto id = config().findPeer(peer);
    if (!id)
        return id.error();
    const auto listenAt = parseListen(listen);
    if (!listenAt)
        return listenAt.error();
    const auto reach = parseEndpoint(target);
    if (!reach)
        return reach.error();
    if (!normalisedHost(reach->host)) // no machine would take it
        return Error{ErrorCode::EndpointInvalid, target};
    QString called = reach->toString();
    if (!name.isEmpty()) {
        const auto checked = checkedName(name);
        if (!checked)
            return checked.error();
        called = *checked;
        const profile::ForwardEntry *same = config().forward(called);
        if (same && same != old)
            return Error{ErrorCode::NameTaken, called};
    } else {
        called.truncate(60); // a name has 64 characters at most, and a number may follow
        const QString base = called;
        for (int n = 2; config().forward(called); ++n)
            called = base + u'-' + QString::number(n);
    }
    profile::ForwardEntry forward{called, *id, *listenAt, *reach, old ? old->started : true};
    if (const auto error = clash(forward, old))
        return *error;
    return forward;
}

// Saves, and takes it back if the tunnel cannot listen then.
api::Reply CommandExecutor::takeOver(profile::Config next, const QString &tunnel)
{
    const profile::Config before = config();
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    if (with_.live) {
        if (const auto error = with_.live->tunnelError(tunnel)) {
            const Error why = *error;
            if (const auto undone = save(before); !undone)
                return undone.error();
            return why;
        }
    }
    return tunnelJson(tunnel);
}

api::Reply CommandExecutor::run(const api::AddForward &command)
{
    const auto forward = checkedForward(command.peer, command.listen, command.target, command.name, nullptr);
    if (!forward)
        return forward.error();
    profile::Config next = config();
    next.forwards.append(*forward);
    return takeOver(std::move(next), forward->name);
}

api::Reply CommandExecutor::run(const api::EditForward &command)
{
    const profile::ForwardEntry *old = config().forward(command.tunnel);
    if (!old)
        return Error{ErrorCode::TunnelUnknown, command.tunnel};
    const auto forward = checkedForward(given(command.peer, old->peer.toHex()), given(command.listen, old->listen.toString()),
                                        given(command.target, old->target.toString()), given(command.name, old->name), old);
    if (!forward)
        return forward.error();
    profile::Config next = config();
    *next.forward(command.tunnel) = *forward;
    return takeOver(std::move(next), forward->name);
}

api::Reply CommandExecutor::run(const api::StartTunnel &command)
{
    const profile::ForwardEntry *forward = config().forward(command.tunnel);
    if (!forward)
        return Error{ErrorCode::TunnelUnknown, command.tunnel};
    profile::Config next = config();
    if (forward->started) {
        if (!with_.live || !with_.live->tunnelError(command.tunnel))
            return tunnelJson(command.tunnel);
        // It was started and could not listen: stop and start again, so that it is tried anew.
        next.forward(command.tunnel)->started = false;
        if (const auto saved = save(next); !saved)
            return saved.error();
        next.forward(command.tunnel)->started = true;
        if (const auto saved = save(std::move(next)); !saved)
            return saved.error();
        if (const auto error = with_.live->tunnelError(command.tunnel))
            return *error;
        return tunnelJson(command.tunnel);
    }
    profile::ForwardEntry starting = *forward;
    starting.started = true;
    if (const auto error = clash(starting, forward))
        return *error;
    *next.forward(command.tunnel) = starting;
    return takeOver(std::move(next), command.tunnel);
}

api::Reply CommandExecutor::run(const api::StopTunnel &command)
{
    profile::Config next = config();
    profile::ForwardEntry *forward = next.forward(command.tunnel);
    if (!forward)
        return Error{ErrorCode::TunnelUnknown, command.tunnel};
    if (forward->started) {
        forward->started = false;
        if (const auto saved = save(std::move(next)); !saved)
            return saved.error();
    }
    return tunnelJson(command.tunnel);
}

api::Reply CommandExecutor::run(const api::RemoveTunnel &command)
{
    profile::Config next = config();
    if (!next.forwards.removeIf([&](const profile::ForwardEntry &f) { return f.name == command.tunnel; }))
        return Error{ErrorCode::TunnelUnknown, command.tunnel};
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return QJsonValue(QJsonObject{{QStringLiteral("removed"), command.tunnel}});
}

api::Reply CommandExecutor::run(const api::ListForwards &)
{
    QJsonArray out;
    for (const api::TunnelInfo &tunnel : snapshot().tunnels) {
        if (tunnel.kind == api::TunnelKind::Forward)
            out.append(api::toJson(tunnel));
    }
    return QJsonValue(out);
}

} // namespace culvert::host
