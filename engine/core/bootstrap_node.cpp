// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bootstrap_node.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace culvert {

QByteArray encodeNodes(const QList<BootstrapNode> &nodes)
{
    QJsonArray list;
    for (const BootstrapNode &node : nodes) {
        const bool v6 = node.host.contains(u':');
        QJsonArray tcpPorts;
        for (const quint16 tcp : node.tcpPorts)
            tcpPorts.append(tcp);
        list.append(QJsonObject{{QStringLiteral("ipv4"), v6 ? QStringLiteral("-") : node.host},
                                {QStringLiteral("ipv6"), v6 ? node.host : QStringLiteral("-")},
                                {QStringLiteral("port"), node.udpPort},
                                {QStringLiteral("tcp_ports"), tcpPorts},
                                {QStringLiteral("public_key"), node.key.toHex()}});
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("nodes"), list}}).toJson();
}

} // namespace culvert
