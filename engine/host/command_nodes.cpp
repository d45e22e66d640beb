// SPDX-License-Identifier: GPL-3.0-or-later
// Bootstrap nodes of a person's own.
#include "core/limits.h"
#include "host/command_executor.h"
#include "profile/nodes.h"

#include <QJsonArray>
#include <QJsonObject>

namespace culvert::host {

namespace {

QJsonArray toJson(const QList<BootstrapNode> &nodes)
{
    QJsonArray out;
    for (const BootstrapNode &node : nodes) {
        QJsonArray tcpPorts;
        for (const quint16 port : node.tcpPorts)
            tcpPorts.append(port);
        out.append(QJsonObject{{QStringLiteral("host"), node.host},
                               {QStringLiteral("port"), node.udpPort},
                               {QStringLiteral("tcpPorts"), tcpPorts},
                               {QStringLiteral("key"), node.key.toHex()}});
    }
    return out;
}

api::Reply reply(const QString &source, const QList<BootstrapNode> &nodes)
{
    return QJsonValue(QJsonObject{{QStringLiteral("source"), source}, {QStringLiteral("nodes"), toJson(nodes)}});
}

} // namespace

api::Reply CommandExecutor::run(const api::ListNodes &)
{
    const auto own = with_.profile.readNodes();
    if (!own)
        return own.error();
    if (own->isEmpty())
        return reply(QStringLiteral("builtIn"), profile::builtInNodes());
    const auto nodes = profile::parseNodes(*own, with_.profile.nodesPath());
    return nodes ? reply(QStringLiteral("own"), *nodes) : api::Reply(nodes.error());
}

api::Reply CommandExecutor::run(const api::SetNodes &command)
{
    const QByteArray text = command.text.trimmed().toUtf8();
    if (text.isEmpty() && command.keep) {
        if (const auto removed = with_.profile.writeNodes({}); !removed)
            return removed.error();
        return run(api::ListNodes{});
    }
    if (text.size() > limits::importSize)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 bytes of a list of bootstrap nodes").arg(limits::importSize)};
    const auto nodes = profile::parseNodes(text, QStringLiteral("nodes.json"));
    if (!nodes)
        return nodes.error();
    if (nodes->size() > limits::ownNodes)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 bootstrap nodes").arg(limits::ownNodes)};
    if (command.keep) {
        if (const auto written = with_.profile.writeNodes(encodeNodes(*nodes)); !written)
            return written.error();
    }
    return reply(QStringLiteral("own"), *nodes);
}

} // namespace culvert::host
