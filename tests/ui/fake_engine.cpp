// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fake_engine.h"

#include "api/snapshot_json.h"
#include "core/rate.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace culvert::test {

namespace {

template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>; // clang 14 does not deduce it

api::TunnelInfo *find(api::Snapshot &snapshot, const QString &name)
{
    const auto found = std::find_if(snapshot.tunnels.begin(), snapshot.tunnels.end(),
                                    [&](const api::TunnelInfo &tunnel) { return tunnel.name == name; });
    return found == snapshot.tunnels.end() ? nullptr : &*found;
}

} // namespace

void FakeEngine::send(api::Command command, QObject *context, Answer answer)
{
    asked_.append(command);
    const Waiting waiting{std::move(command), context, std::move(answer)};
    if (holding_)
        held_.append(waiting);
    else
        QTimer::singleShot(0, this, [this, waiting] { carryOut(waiting); });
}

void FakeEngine::answerHeld()
{
    holding_ = false;
    for (const Waiting &waiting : std::exchange(held_, {}))
        carryOut(waiting);
}

void FakeEngine::changePassword(const Secret &present, const Secret &fresh, QObject *context, Answer answer)
{
    const bool right = present == password_;
    if (right) {
        password_ = fresh;
        snapshot_.encrypted = !fresh.isEmpty();
    }
    QTimer::singleShot(0, context, [this, right, answer = std::move(answer)] {
        if (right)
            Q_EMIT snapshotTaken(snapshot_);
        answer(right ? api::Reply(QJsonValue(true)) : api::Reply(Error{ErrorCode::PasswordWrong, QStringLiteral("profile")}));
    });
}

std::optional<api::RequestInfo> FakeEngine::takeRequest(const QString &key)
{
    const auto found = std::find_if(snapshot_.requests.begin(), snapshot_.requests.end(), [&](const auto &one) { return one.id.toHex() == key; });
    if (found == snapshot_.requests.end())
        return std::nullopt;
    const api::RequestInfo request = *found;
    snapshot_.requests.erase(found);
    return request;
}

QString FakeEngine::setting(const QString &key) const
{
    static const QHash<QString, QString> lines{{QStringLiteral("name"), {}}, {QStringLiteral("direct.endpoint"), {}}, {QStringLiteral("tox.proxy"), {}},
                                               {QStringLiteral("tox.udpPort"), QStringLiteral("0")}, {QStringLiteral("direct.port"), QStringLiteral("0")},
                                               {QStringLiteral("resumeLimit"), QStringLiteral("300")}};
    return settings_.value(key, lines.value(key, QStringLiteral("true"))); // the others are switches
}

void FakeEngine::setWatching(bool on)
{
    if (on)
        QTimer::singleShot(0, this, [this] { Q_EMIT snapshotTaken(snapshot_); });
}

void FakeEngine::publish(const api::Snapshot &snapshot)
{
    snapshot_ = snapshot;
    Q_EMIT snapshotTaken(snapshot_);
}

void FakeEngine::carryOut(const Waiting &waiting)
{
    const auto failure = failures_ > 0 ? failure_ : std::nullopt;
    failures_ = std::max(0, failures_ - 1);
    const auto scripted = script_ && !failure ? script_(waiting.command) : std::nullopt;
    const api::Reply reply = failure ? api::Reply(*failure) : scripted ? *scripted : obey(waiting.command);
    if (waiting.context)
        waiting.answer(reply);
    if (!failure)
        Q_EMIT snapshotTaken(snapshot_);
}

api::Reply FakeEngine::addTunnel(api::TunnelInfo tunnel, const QString &peerId, const api::TunnelExtras &extras)
{
    tunnel.group = extras.group.value_or(QString());
    tunnel.limit = parseRate(extras.limit.value_or(QString())).value();
    tunnel.state = started();
    for (const api::PeerInfo &peer : std::as_const(snapshot_.peers)) {
        if (peer.id.toHex() == peerId) {
            tunnel.peer = peer.name;
            tunnel.peerId = peer.id;
        }
    }
    snapshot_.tunnels.append(tunnel);
    return QJsonValue(api::toJson(tunnel));
}

api::Reply FakeEngine::setGroup(const QString &group, api::TunnelState state)
{
    QJsonArray out;
    for (api::TunnelInfo &tunnel : snapshot_.tunnels) {
        if (tunnel.group != group)
            continue;
        tunnel.state = state;
        tunnel.error.reset();
        out.append(api::toJson(tunnel));
    }
    return QJsonValue(out);
}

api::Reply FakeEngine::obey(const api::Command &command)
{
    const auto setState = [this](const QString &name, api::TunnelState state) -> api::Reply {
        api::TunnelInfo *tunnel = find(snapshot_, name);
        if (!tunnel)
            return Error{ErrorCode::TunnelUnknown, name};
        tunnel->state = state;
        tunnel->error.reset();
        return QJsonValue(api::toJson(*tunnel));
    };
    return std::visit(
        Overloaded{
            [&](const api::StartTunnel &start) { return setState(start.tunnel, started()); },
            [&](const api::StopTunnel &stop) { return setState(stop.tunnel, api::TunnelState::Stopped); },
            [&](const api::AddForward &add) -> api::Reply {
                api::TunnelInfo tunnel;
                tunnel.name = add.name.isEmpty() ? add.target : add.name;
                tunnel.listen = add.listen;
                tunnel.target = add.target;
                return addTunnel(tunnel, add.peer, add.extras);
            },
            [&](const api::AddProxy &add) -> api::Reply {
                api::TunnelInfo tunnel;
                tunnel.kind = api::TunnelKind::Proxy;
                tunnel.name = add.name.isEmpty() ? QStringLiteral("proxy") : add.name;
                tunnel.listen = add.listen;
                tunnel.user = add.user;
                return addTunnel(tunnel, add.peer, add.extras);
            },
            [&](const api::RemoveTunnel &remove) -> api::Reply {
                const api::TunnelInfo *tunnel = find(snapshot_, remove.tunnel);
                if (!tunnel)
                    return Error{ErrorCode::TunnelUnknown, remove.tunnel};
                removed_.insert(remove.tunnel, *tunnel);
                snapshot_.tunnels.removeIf([&](const api::TunnelInfo &one) { return one.name == remove.tunnel; });
                return QJsonValue(QJsonObject{{QStringLiteral("removed"), remove.tunnel}});
            },
            [&](const api::StartGroup &start) { return setGroup(start.group, started()); },
            [&](const api::StopGroup &stop) { return setGroup(stop.group, api::TunnelState::Stopped); },
            [&](const api::RestoreTunnel &restore) -> api::Reply {
                if (!removed_.contains(restore.tunnel))
                    return Error{ErrorCode::TunnelUnknown, restore.tunnel};
                snapshot_.tunnels.append(removed_.take(restore.tunnel));
                return QJsonValue(api::toJson(snapshot_.tunnels.last()));
            },
            [&](const api::CreateInvite &) -> api::Reply {
                return QJsonValue(QJsonObject{
                    {QStringLiteral("link"), QStringLiteral("culvert:") + QString(180, u'a') + QStringLiteral("Zq-_9")},
                    {QStringLiteral("expiresAt"), QStringLiteral("2026-03-01T15:04:05.000Z")}});
            },
            [&](const api::AcceptRequest &accept) -> api::Reply {
                const auto asker = takeRequest(accept.request);
                if (!asker)
                    return Error{ErrorCode::RequestUnknown, accept.request};
                api::PeerInfo peer;
                peer.id = asker->id;
                peer.name = accept.name;
                peer.allowed = accept.targets;
                snapshot_.peers.append(peer);
                return QJsonValue(api::toJson(peer));
            },
            [&](const api::RefuseRequest &refuse) -> api::Reply {
                if (!takeRequest(refuse.request))
                    return Error{ErrorCode::RequestUnknown, refuse.request};
                return QJsonValue(QJsonObject{{QStringLiteral("refused"), refuse.request}});
            },
            [&](const api::BlockRequest &block) -> api::Reply {
                const auto asker = takeRequest(block.request);
                if (!asker)
                    return Error{ErrorCode::RequestUnknown, block.request};
                api::PeerInfo peer;
                peer.id = asker->id;
                peer.name = asker->name;
                peer.state = api::PeerState::Blocked;
                peer.stranger = true;
                snapshot_.peers.append(peer);
                return QJsonValue(api::toJson(peer));
            },
            [&](const api::RevokeInvite &revoke) -> api::Reply {
                const bool all = revoke.invite == u"all";
                if (snapshot_.invites.removeIf([&](const api::InviteInfo &invite) { return all || invite.id == revoke.invite; }) == 0)
                    return Error{ErrorCode::InviteUnknown, revoke.invite};
                return QJsonValue(QJsonObject());
            },
            [&](const api::NewAddress &) -> api::Reply {
                QList<api::InviteInfo> voided;
                snapshot_.invites.removeIf([&](const api::InviteInfo &invite) {
                    if (!invite.direct)
                        voided.append(invite);
                    return !invite.direct;
                });
                snapshot_.address = snapshot_.address.left(64) + QStringLiteral("0123456789AB");
                return QJsonValue(QJsonObject{{QStringLiteral("address"), snapshot_.address}, {QStringLiteral("voided"), api::invitesToJson(voided)}});
            },
            [&](const api::StartTest &start) -> api::Reply {
                api::TestInfo test;
                test.id = ++lastTest_;
                test.seconds = int(start.seconds);
                for (const api::PeerInfo &peer : std::as_const(snapshot_.peers)) {
                    if (peer.id.toHex() == start.peer) {
                        test.peer = peer.name;
                        test.peerId = peer.id;
                        test.path = peer.path;
                    }
                }
                snapshot_.tests = {test};
                return QJsonValue(api::toJson(test));
            },
            [&](const api::StopTest &stop) -> api::Reply {
                for (api::TestInfo &test : snapshot_.tests) {
                    if (test.id != stop.id)
                        continue;
                    test.phase = api::TestPhase::Failed;
                    test.error = Error{ErrorCode::ClosedByUser};
                    return QJsonValue(api::toJson(test));
                }
                return Error{ErrorCode::TestUnknown, QString::number(stop.id)};
            },
            [](const api::FindProgram &) -> api::Reply {
                return QJsonValue(QJsonObject{{QStringLiteral("program"), QStringLiteral("firefox (pid 812)")}});
            },
            [&](const api::SetPaused &pause) -> api::Reply {
                using State = api::TunnelState;
                snapshot_.paused = pause.paused;
                for (api::TunnelInfo &tunnel : snapshot_.tunnels) {
                    if (tunnel.state != State::Stopped)
                        tunnel.state = pause.paused ? State::Paused : State::Listening;
                }
                return QJsonValue(QJsonObject{{QStringLiteral("paused"), pause.paused}});
            },
            [&](const api::SetSetting &set) -> api::Reply {
                if (set.value)
                    settings_.insert(set.key, *set.value);
                return QJsonValue(QJsonObject{{set.key, setting(set.key)}});
            },
            [](const auto &) { return api::Reply(QJsonValue(QJsonObject())); },
        },
        command);
}

} // namespace culvert::test
