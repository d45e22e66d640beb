// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/nodes.h"

#include "core/endpoint.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

// The resource lies in a static library, which drops it unless it is named. Must stand outside every namespace.
static void keepNodesResource() { Q_INIT_RESOURCE(nodes); }

namespace culvert::profile {

namespace {

constexpr qsizetype nodesMax = 1000;

std::optional<quint16> port(const QJsonValue &value)
{
    const double number = value.toDouble(0);
    if (number < 1 || number > 65535 || number != double(int(number)))
        return std::nullopt;
    return quint16(number);
}

// Names and addresses only: what a resolver could misread is no host.
QString host(const QJsonValue &value)
{
    const QString text = value.toString().trimmed();
    if (text.size() > hostLength || text == u"-" || text.compare(u"NONE", Qt::CaseInsensitive) == 0)
        return {};
    for (QChar c : text) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
            || c == u'.' || c == u'-' || c == u':' || c == u'_';
        if (!plain)
            return {};
    }
    return text;
}

// One entry gives a node for each of its two addresses, or one if both are the same name.
void append(QList<BootstrapNode> &nodes, const QJsonObject &entry)
{
    const auto key = PublicKey::fromHex(entry.value(QStringLiteral("public_key")).toString());
    if (!key)
        return;
    BootstrapNode node;
    node.key = *key;
    node.udpPort = port(entry.value(QStringLiteral("port"))).value_or(0);
    for (const QJsonValue &value : entry.value(QStringLiteral("tcp_ports")).toArray()) {
        const auto tcp = port(value);
        if (tcp && node.tcpPorts.size() < BootstrapNode::tcpPortsMost)
            node.tcpPorts.append(*tcp);
    }
    if (node.udpPort == 0 && node.tcpPorts.isEmpty())
        return;
    const QString v4 = host(entry.value(QStringLiteral("ipv4")));
    const QString v6 = host(entry.value(QStringLiteral("ipv6")));
    for (const QString &name : {v4, v6 == v4 ? QString() : v6}) {
        if (name.isEmpty() || nodes.size() >= nodesMax)
            continue;
        node.host = name;
        nodes.append(node);
    }
}

} // namespace

Result<QList<BootstrapNode>> parseNodes(const QByteArray &json, const QString &source)
{
    QJsonParseError parsing{};
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsing);
    if (parsing.error != QJsonParseError::NoError)
        return Error{ErrorCode::NodesBroken, source, parsing.errorString()};
    QList<BootstrapNode> nodes;
    for (const QJsonValue &entry : document.object().value(QStringLiteral("nodes")).toArray())
        append(nodes, entry.toObject());
    if (nodes.isEmpty())
        return Error{ErrorCode::NodesBroken, source, QStringLiteral("no usable node in it")};
    return nodes;
}

QList<BootstrapNode> builtInNodes()
{
    keepNodesResource();
    QFile file(QStringLiteral(":/culvert/nodes.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto nodes = parseNodes(file.readAll(), file.fileName());
    return nodes ? *nodes : QList<BootstrapNode>();
}

} // namespace culvert::profile
