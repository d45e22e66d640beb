// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/snapshot_json.h"

#include "api/enum_names.h"
#include "api/json_values.h"
#include "api/sentences.h"

#include <cmath>

namespace culvert::api {

namespace {

QJsonValue size(quint64 bytes) { return QJsonValue(qint64(bytes)); }

std::optional<ErrorCode> codeNamed(const QString &name)
{
    constexpr quint16 end = 256; // above the last
    for (quint16 number = 0; number < end && !name.isEmpty(); ++number) {
        if (codeName(ErrorCode(number)) == name)
            return ErrorCode(number);
    }
    return std::nullopt;
}

// What the sentence is made of, so that another program can say it in its own language.
QJsonObject contextOf(const Error &error)
{
    return {{QStringLiteral("subject"), orNull(error.subject)},
            {QStringLiteral("detail"), orNull(error.detail)},
            {QStringLiteral("peer"), orNull(error.peer)},
            {QStringLiteral("tunnel"), orNull(error.tunnel)}};
}

QJsonObject toJson(const DirectInfo &direct)
{
    return {{QStringLiteral("port"), direct.port ? QJsonValue(*direct.port) : QJsonValue()},
            {QStringLiteral("portMapping"), nameOf(direct.portMapping)},
            {QStringLiteral("mapped"), orNull(direct.mapped)},
            {QStringLiteral("seen"), QJsonArray::fromStringList(direct.seen)}};
}

// Null for what carries none.
QJsonValue toJson(const DatagramInfo &datagrams, bool any)
{
    if (!any)
        return {};
    return QJsonObject{{QStringLiteral("sent"), size(datagrams.sent)},
                       {QStringLiteral("received"), size(datagrams.received)},
                       {QStringLiteral("droppedFull"), size(datagrams.droppedFull)},
                       {QStringLiteral("droppedLate"), size(datagrams.droppedLate)},
                       {QStringLiteral("droppedDown"), size(datagrams.droppedDown)},
                       {QStringLiteral("droppedEnd"), size(datagrams.droppedEnd)}};
}

QJsonArray listenersToJson(const QList<ListenerInfo> &listeners)
{
    QJsonArray out;
    for (const ListenerInfo &one : listeners) {
        out.append(QJsonObject{{QStringLiteral("peer"), one.peer},
                               {QStringLiteral("listen"), one.listen},
                               {QStringLiteral("exposed"), !exposureWarning(one.listen).isEmpty()},
                               {QStringLiteral("open"), one.open}});
    }
    return out;
}

} // namespace

QJsonArray rulesToJson(const QList<RuleInfo> &rules)
{
    QJsonArray out;
    for (const RuleInfo &rule : rules) {
        out.append(QJsonObject{{QStringLiteral("index"), out.size() + 1},
                               {QStringLiteral("rule"), rule.rule},
                               {QStringLiteral("hits"), size(rule.hits)},
                               {QStringLiteral("lastHit"), orNull(rule.lastHit)}});
    }
    return out;
}

QJsonObject toJson(const QuestionInfo &question)
{
    return {{QStringLiteral("id"), size(question.id)},
            {QStringLiteral("peer"), question.peer},
            {QStringLiteral("target"), question.targetText()},
            {QStringLiteral("addresses"), QJsonArray::fromStringList(question.addresses)},
            {QStringLiteral("rule"), question.rule},
            {QStringLiteral("askedAt"), orNull(question.askedAt)},
            {QStringLiteral("leftMs"), question.leftMs},
            {QStringLiteral("waiting"), question.waiting}};
}

QJsonArray questionsToJson(const QList<QuestionInfo> &questions)
{
    QJsonArray out;
    for (const QuestionInfo &question : questions)
        out.append(toJson(question));
    return out;
}

QJsonObject toJson(const RequestInfo &request)
{
    return {{QStringLiteral("id"), request.id.toHex()},
            {QStringLiteral("name"), orNull(request.name)},
            {QStringLiteral("firstAt"), orNull(request.firstAt)},
            {QStringLiteral("lastAt"), orNull(request.lastAt)},
            {QStringLiteral("count"), request.count}};
}

QJsonArray requestsToJson(const QList<RequestInfo> &requests)
{
    QJsonArray out;
    for (const RequestInfo &request : requests)
        out.append(toJson(request));
    return out;
}

QJsonObject toJson(const PeerInfo &peer)
{
    return {{QStringLiteral("name"), peer.name},
            {QStringLiteral("id"), peer.id.toHex()},
            {QStringLiteral("state"), nameOf(peer.state)},
            {QStringLiteral("since"), orNull(peer.since)},
            {QStringLiteral("path"), nameOf(peer.path)},
            {QStringLiteral("rttMs"), orNull(peer.rttMs)},
            {QStringLiteral("lossPercent"), orNull(peer.lossPercent)},
            {QStringLiteral("noAnswerMs"), peer.noAnswerMs},
            {QStringLiteral("rateIn"), std::round(peer.link.rateIn)},
            {QStringLiteral("rateOut"), std::round(peer.link.rateOut)},
            {QStringLiteral("bytesIn"), size(peer.link.bytesIn)},
            {QStringLiteral("bytesOut"), size(peer.link.bytesOut)},
            {QStringLiteral("congestionWindow"), orNull(peer.link.congestionWindow)},
            {QStringLiteral("bytesInFlight"), orNull(peer.link.bytesInFlight)},
            {QStringLiteral("windowFill"), orNull(peer.link.windowFill())},
            {QStringLiteral("credit"), orNull(peer.link.credit)},
            {QStringLiteral("strayDatagrams"), size(peer.link.strayDatagrams)},
            {QStringLiteral("queuedBytes"), size(peer.queuedBytes)},
            {QStringLiteral("queuedLimit"), size(peer.queuedLimit)},
            {QStringLiteral("allowed"), QJsonArray::fromStringList(peer.allowed)},
            {QStringLiteral("rules"), rulesToJson(peer.rules)},
            {QStringLiteral("endpoints"), QJsonArray::fromStringList(peer.endpoints)},
            {QStringLiteral("stranger"), peer.stranger}};
}

QJsonObject toJson(const TunnelInfo &tunnel)
{
    return {{QStringLiteral("name"), tunnel.name},
            {QStringLiteral("kind"), nameOf(tunnel.kind)},
            {QStringLiteral("listen"), tunnel.listen},
            {QStringLiteral("exposed"), !exposureWarning(tunnel.listen).isEmpty()},
            {QStringLiteral("peer"), tunnel.peer},
            {QStringLiteral("target"), orNull(tunnel.target)},
            {QStringLiteral("user"), orNull(tunnel.user)},
            {QStringLiteral("group"), orNull(tunnel.group)},
            {QStringLiteral("limit"), tunnel.limit ? size(tunnel.limit) : QJsonValue()},
            {QStringLiteral("state"), nameOf(tunnel.state)},
            {QStringLiteral("error"), tunnel.error ? QJsonValue(toJson(*tunnel.error)) : QJsonValue()},
            {QStringLiteral("open"), tunnel.open},
            {QStringLiteral("sent"), size(tunnel.sent)},
            {QStringLiteral("received"), size(tunnel.received)},
            {QStringLiteral("datagrams"), toJson(tunnel.datagrams, tunnel.kind == TunnelKind::Udp)}};
}

QJsonObject toJson(const ConnectionInfo &connection)
{
    return {{QStringLiteral("id"), size(connection.id)},
            {QStringLiteral("tunnel"), orNull(connection.tunnel)},
            {QStringLiteral("kind"), nameOf(connection.kind)},
            {QStringLiteral("side"), nameOf(connection.side)},
            {QStringLiteral("peer"), connection.peer},
            {QStringLiteral("source"), connection.source},
            {QStringLiteral("target"), connection.target},
            {QStringLiteral("state"), nameOf(connection.state)},
            {QStringLiteral("openedAt"), orNull(connection.openedAt)},
            {QStringLiteral("connectedAt"), orNull(connection.story.connectedAt)},
            {QStringLiteral("firstSentAt"), orNull(connection.story.firstSentAt)},
            {QStringLiteral("firstReceivedAt"), orNull(connection.story.firstReceivedAt)},
            {QStringLiteral("heldAt"), orNull(connection.story.heldAt)},
            {QStringLiteral("held"), size(connection.story.held)},
            {QStringLiteral("sendingEndedAt"), orNull(connection.story.sendingEndedAt)},
            {QStringLiteral("receivingEndedAt"), orNull(connection.story.receivingEndedAt)},
            {QStringLiteral("sent"), size(connection.sent)},
            {QStringLiteral("received"), size(connection.received)},
            {QStringLiteral("datagrams"), toJson(connection.datagrams, connection.kind == ConnectionKind::Udp)},
            {QStringLiteral("waitingOut"), size(connection.waitingOut)},
            {QStringLiteral("waitingIn"), size(connection.waitingIn)},
            {QStringLiteral("idleMs"), connection.idleMs},
            {QStringLiteral("closedAt"), orNull(connection.closedAt)},
            {QStringLiteral("closedBy"), orNull(nameOf(connection.closedBy))},
            {QStringLiteral("reason"),
             connection.reason.code == ErrorCode::None ? QJsonValue() : QJsonValue(codeName(connection.reason.code))}};
}

QJsonObject toJson(const Error &error)
{
    return {{QStringLiteral("code"), codeName(error.code)}, {QStringLiteral("what"), sentence(error)}, {QStringLiteral("context"), contextOf(error)}};
}

std::optional<Error> errorFromJson(const QJsonObject &json)
{
    const auto code = codeNamed(json.value(QStringLiteral("code")).toString());
    const QJsonValue context = json.value(QStringLiteral("context"));
    if (!code || !context.isObject())
        return std::nullopt;
    const auto word = [&context](const char *key) { return context[QLatin1StringView(key)].toString(); };
    return Error{*code, word("subject"), word("detail"), word("peer"), word("tunnel")};
}

QJsonObject toJson(const ErrorInfo &info)
{
    return {{QStringLiteral("time"), orNull(info.time)},
            {QStringLiteral("code"), codeName(info.error.code)},
            {QStringLiteral("what"), sentence(info.error)},
            {QStringLiteral("context"), contextOf(info.error)},
            {QStringLiteral("count"), size(info.count)}};
}

QJsonObject toJson(const Snapshot &snapshot)
{
    QJsonArray peers;
    for (const PeerInfo &peer : snapshot.peers)
        peers.append(toJson(peer));
    QJsonArray tunnels;
    for (const TunnelInfo &tunnel : snapshot.tunnels)
        tunnels.append(toJson(tunnel));
    QJsonObject counters;
    for (const CounterInfo &counter : snapshot.counters) {
        QJsonObject values{{QStringLiteral("now"), counter.now}, {QStringLiteral("peak"), counter.peak}};
        if (counter.created)
            values.insert(QStringLiteral("created"), *counter.created);
        if (counter.destroyed)
            values.insert(QStringLiteral("destroyed"), *counter.destroyed);
        values.insert(QStringLiteral("baseline"), orNull(counter.baseline));
        counters.insert(counter.key, values);
    }
    QJsonArray errors;
    for (const ErrorInfo &error : snapshot.errors)
        errors.append(toJson(error));
    const QJsonObject node{{QStringLiteral("udpPort"), snapshot.tox.udpPort ? QJsonValue(*snapshot.tox.udpPort) : QJsonValue()},
                           {QStringLiteral("dhtPublicKey"), orNull(snapshot.tox.dhtPublicKey)}};
    return {{QStringLiteral("running"), snapshot.running},
            {QStringLiteral("paused"), snapshot.paused},
            {QStringLiteral("version"), snapshot.version},
            {QStringLiteral("address"), orNull(snapshot.address)},
            {QStringLiteral("tox"), QJsonObject{{QStringLiteral("enabled"), snapshot.tox.enabled},
                                                {QStringLiteral("connection"), nameOf(snapshot.tox.connection)},
                                                {QStringLiteral("node"), node}}},
            {QStringLiteral("direct"), toJson(snapshot.direct)},
            {QStringLiteral("peers"), peers},
            {QStringLiteral("tunnels"), tunnels},
            {QStringLiteral("listeners"), listenersToJson(snapshot.listeners)},
            {QStringLiteral("questions"), questionsToJson(snapshot.questions)},
            {QStringLiteral("requests"), requestsToJson(snapshot.requests)},
            {QStringLiteral("invites"), invitesToJson(snapshot.invites)},
            {QStringLiteral("counters"), counters},
            {QStringLiteral("memory"), QJsonObject{{QStringLiteral("queued"), size(snapshot.queuedBytes)},
                                                   {QStringLiteral("limit"), size(snapshot.queuedLimit)}}},
            {QStringLiteral("atRest"), snapshot.atRest},
            {QStringLiteral("errors"), errors}};
}

QJsonArray connectionsToJson(const Snapshot &snapshot)
{
    QJsonArray out;
    for (const ConnectionInfo &connection : snapshot.connections)
        out.append(toJson(connection));
    return out;
}

} // namespace culvert::api
