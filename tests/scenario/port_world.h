// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/machine.h"
#include "tunnel/tunnel.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTest>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace culvert::test {

// Two machines in virtual time, and a tunnel of the near one whose local port has real sockets. The far one may be asked for `target`,
// which each new service there answers as `answer` says.
struct PortWorld {
    PortWorld() : timers(clockLedger), network(timers, 1), random(2), near(timers, network, random, QStringLiteral("near")),
                  far(timers, network, random, QStringLiteral("far"))
    {
        near.know(far, QStringLiteral("far"));
        far.know(near, QStringLiteral("near"), {target});
        far.dialler.answer = [this](const Endpoint &) {
            services.push_back(std::make_shared<Application>());
            services.back()->toSend = answer;
            return services.back();
        };
    }
    ~PortWorld() { tunnel.reset(); }

    template <class Kind>
    void begin(const profile::TunnelEntry &entry)
    {
        tunnel = std::make_unique<Kind>(entry, tunnel::Tunnel::Surroundings{near.peers, near.connections, timers, *readiness, near.ledger,
                                                                            [this](const Error &e) { troubles.append(e); }});
    }
    [[nodiscard]] quint16 port() const { return quint16(tunnel->info().listen.section(u':', -1).toUInt()); }
    bool online()
    {
        return timers.runUntil([this] { return near.stateOf(far) == api::PeerState::Online; }, std::chrono::seconds(20));
    }
    // Lets virtual and real events happen until the condition holds, at most ten real seconds.
    bool until(const std::function<bool()> &condition)
    {
        return QTest::qWaitFor([&] {
            timers.run(std::chrono::milliseconds(1));
            return condition();
        }, 10'000);
    }

    const Endpoint target{QStringLiteral("10.0.0.1"), 80};
    QByteArray answer;
    Ledger clockLedger;
    VirtualTimers timers;
    std::unique_ptr<tcp::Readiness> readiness = tcp::Readiness::ofSystem(timers);
    SimNetwork network;
    SeededRandom random;
    std::vector<std::shared_ptr<Application>> services;
    Machine near, far;
    QList<Error> troubles;
    std::unique_ptr<tunnel::Tunnel> tunnel;
};

} // namespace culvert::test
