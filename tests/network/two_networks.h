// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "duplex.h"
#include "net_namespace.h"
#include "support/relay_process.h"
#include "tests/program/program.h"
#include "wire.h"

#include <memory>
#include <optional>

namespace culvert::test {

// A transfer through a forward, the same number of bytes each way at once: the application in the first network, its target in the second.
struct Transfer {
    std::unique_ptr<DuplexEnd> application;
    DuplexEnd *target = nullptr; // of the server

    // What has arrived, of both directions.
    [[nodiscard]] qint64 moved() const { return application->received() + (target ? target->received() : 0); }
    [[nodiscard]] bool isDone() const { return target && application->isWhole() && target->isWhole(); }
    [[nodiscard]] bool isWhole() const
    {
        return isDone() && application->sentHash() == target->receivedHash() && target->sentHash() == application->receivedHash();
    }
};

// Two machines, each in a network of its own with one culvertd, and a wire between them that the test rules. In the
// second, a bystander: in a Tox network of two a node that was restarted is found only after minutes.
class TwoNetworks {
public:
    enum class Way { Tox, Direct };

    explicit TwoNetworks(quint64 seed, const char *network = Wire::internet) : wire(first, second, seed, network) {}

    // A tox-bootstrapd in the second network, which all know and which relays by TCP. Before start(). False: it did not start.
    [[nodiscard]] bool startRelay();

    // Starts the programs, pairs them and waits until both are online by this way; else what went wrong.
    [[nodiscard]] QString start(Way way);

    // Begins a transfer from the first to the second; null if there is no connection within seconds.
    [[nodiscard]] std::unique_ptr<Transfer> transfer(qint64 size);

    // A forward in one of the two networks to a service in the other: its port there; 0: refused.
    [[nodiscard]] quint16 forward(bool fromFirst, quint16 service);
    // A connection to a local port of one of them.
    [[nodiscard]] std::unique_ptr<QTcpSocket> connectTo(bool inFirst, quint16 port) const;
    void removeForwards();

    // What the first machine says of the second: "online", "direct" and so on.
    [[nodiscard]] QString peerState() const { return peer(QStringLiteral("state")); }
    [[nodiscard]] QString peerPath() const { return peer(QStringLiteral("path")); }
    [[nodiscard]] QString connectionsOf(const Machine &machine) const; // JSON, for what a test has to say
    // Whether all that is counted is back where it was, on both machines.
    [[nodiscard]] bool isAtBaseline() const;

    static constexpr quint16 directPort = 47'000; // of the target's direct way: its network is its own

    NetNamespace first;
    NetNamespace second;
    Wire wire;
    Machine application; // in the first network
    Machine target;      // in the second

private:
    [[nodiscard]] QString peer(const QString &key) const;

    RelayProcess relay_; // runs only if it was started
    bool relayed_ = false;
    Machine bystander_;
    std::unique_ptr<DuplexServer> server_;
};

} // namespace culvert::test
