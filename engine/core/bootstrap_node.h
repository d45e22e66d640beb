// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QList>
#include <QString>

namespace culvert {

// A node to join the Tox network by; a TCP relay too if it has relay ports.
struct BootstrapNode {
    QString host;             // name or address
    quint16 udpPort = 0;      // 0: none
    QList<quint16> tcpPorts;
    PublicKey key;            // DHT public key
    bool operator==(const BootstrapNode &) const = default;
};

} // namespace culvert
