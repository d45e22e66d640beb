// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace culvert {

// A node to join the Tox network by; a TCP relay too if it has relay ports.
struct BootstrapNode {
    static constexpr qsizetype tcpPortsMost = 16;

    QString host;             // name or address
    quint16 udpPort = 0;      // 0: none
    QList<quint16> tcpPorts;  // at most tcpPortsMost
    PublicKey key;            // DHT public key
    bool operator==(const BootstrapNode &) const = default;
};

// In the form that the Tox network publishes (nodes.json), one entry for each.
[[nodiscard]] QByteArray encodeNodes(const QList<BootstrapNode> &nodes);

} // namespace culvert
