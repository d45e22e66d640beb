// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"
#include "core/qt_timers.h"
#include "support/tox_pair.h"

#include <QCoreApplication>

#include <cstdio>

using namespace culvert;

// A node in a process of its own, for tests that kill it: tox_partner KEY PORT DHTKEY. Says its public key, adds KEY,
// joins by 127.0.0.1:PORT, and sends back every datagram.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const auto peer = PublicKey::fromHex(words.value(1));
    const auto dhtKey = PublicKey::fromHex(words.value(3));
    if (!peer || !dhtKey)
        return 2;

    Ledger ledger;
    QtTimers timers(ledger);
    const auto node = test::startNode(test::loopbackOptions(), timers);
    std::puts(qPrintable(node->address().publicKey().toHex()));
    std::fflush(stdout);
    node->add(*peer);
    path::DatagramPath *path = node->pathTo(*peer);
    path->received = [path](std::span<const std::uint8_t> datagram) { path->send(datagram); };
    node->bootstrap({.host = QStringLiteral("127.0.0.1"),
                     .udpPort = words.value(2).toUShort(),
                     .tcpPorts = {},
                     .key = *dhtKey});
    return QCoreApplication::exec();
}
