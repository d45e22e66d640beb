// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/node_text.h"

#include "core/host.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace culvert::ui {

namespace {

Error invalid(const QString &text, const char *part) { return {ErrorCode::NodeInvalid, text.left(80), QString::fromLatin1(part)}; }

std::optional<quint16> portOf(const QString &text)
{
    bool number = false;
    const quint16 port = text.toUShort(&number);
    return number && port != 0 ? std::optional(port) : std::nullopt;
}

} // namespace

QList<BootstrapNode> nodesFrom(const QJsonValue &reply)
{
    QList<BootstrapNode> nodes;
    for (const QJsonValue &value : reply[QStringLiteral("nodes")].toArray()) {
        const auto key = PublicKey::fromHex(value[QStringLiteral("key")].toString());
        if (!key)
            continue;
        BootstrapNode node{value[QStringLiteral("host")].toString(), quint16(value[QStringLiteral("port")].toInt()), {}, *key};
        for (const QJsonValue &port : value[QStringLiteral("tcpPorts")].toArray())
            node.tcpPorts << quint16(port.toInt());
        nodes << node;
    }
    return nodes;
}

QString portsText(const QList<quint16> &ports)
{
    QStringList texts;
    for (const quint16 port : ports)
        texts << QString::number(port);
    return texts.join(QStringLiteral(", "));
}

Result<QList<quint16>> parsePorts(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    QList<quint16> ports;
    for (const QString &word : text.split(between, Qt::SkipEmptyParts)) {
        const auto port = portOf(word);
        if (!port || ports.size() >= BootstrapNode::tcpPortsMost)
            return invalid(word, "port");
        ports << *port;
    }
    return ports;
}

std::optional<Error> checkNodeHost(const QString &text)
{
    const auto host = normalisedHost(text);
    return host && (host->address || !host->name.isEmpty()) ? std::nullopt : std::optional(invalid(text, "host"));
}

std::optional<Error> checkNodePort(const QString &text) { return portOf(text) ? std::nullopt : std::optional(invalid(text, "port")); }

std::optional<Error> checkNodePorts(const QString &text)
{
    const auto ports = parsePorts(text);
    return ports ? std::nullopt : std::optional(ports.error());
}

std::optional<Error> checkNodeKey(const QString &text) { return PublicKey::fromHex(text) ? std::nullopt : std::optional(invalid(text, "key")); }

} // namespace culvert::ui
