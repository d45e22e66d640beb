// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bootstrap_node.h"
#include "core/network_proxy.h"
#include "core/timers.h"
#include "path/carrier.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <optional>

namespace culvert::tox {

// To the network, as toxcore sees it: Udp only when a node outside the local network answers, Tcp for all else that works.
enum class Connection { None, Tcp, Udp };

// This machine on the Tox network: one Tox instance, the only place that knows toxcore. Engine thread, which needs an
// event loop. toxcore's callbacks only queue; what they said is acted on after tox_iterate() has returned.
class ToxNode : public path::Carrier {
public:
    struct Options {
        bool enabled = true;              // false: the identity alone; opens no socket, and every path stays down
        QByteArray save;                  // an Identity's; its friends are forgotten, the user adds them
        bool udp = true;
        bool tcpRelay = true;
        bool lanDiscovery = false;
        bool ipv6 = true;
        std::optional<NetworkProxy> proxy{}; // for TCP; with it `udp` and `lanDiscovery` are as if false: they would go around it
        quint16 udpPort = 0;              // 0: any free one of toxcore's range 33445 to 33545, else any
        QList<BootstrapNode> nodes;       // asked at start; while not connected again, after 5 s first, each minute later
    };

    // Errors: ToxStartFailed, IdentityBroken.
    static Result<std::unique_ptr<ToxNode>> start(const Options &options, Timers &timers);

    [[nodiscard]] virtual bool enabled() const { return true; }            // Options::enabled
    [[nodiscard]] virtual QByteArray save() const = 0;                     // to be written now and then, and at the end
    [[nodiscard]] virtual Connection connection() const = 0;
    [[nodiscard]] virtual std::optional<quint16> udpPort() const = 0;
    [[nodiscard]] virtual PublicKey dhtPublicKey() const = 0;

    // Changes the address at once: requests to the old one do not arrive any more. Save then.
    virtual void setNospam(const Nospam &nospam) = 0;

    // Joins by one more node (tests, the demo, a node given by hand).
    virtual void bootstrap(const BootstrapNode &node) = 0;
    // Asks the nodes again at once, connected or not: the network under this machine has changed, or it woke.
    virtual void bootstrapAgain() = 0;

    std::function<void()> connectionChanged;
};

} // namespace culvert::tox
