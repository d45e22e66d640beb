// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net_namespace.h"

#include <QProcess>
#include <QTemporaryDir>

namespace culvert::test {

// What stands in many homes: Linux that translates addresses (nftables), lets nothing in that nobody asked for, and runs miniupnpd. Two
// machines' networks hang on it: one in the house, one on the Internet.
class HomeRouter {
public:
    enum Speaking { NatPmp = 1, Upnp = 2 };

    // Each of the networks with one wire to the router, and addresses; see isUp().
    HomeRouter(const NetNamespace &inHouse, const NetNamespace &outside);
    ~HomeRouter(); // miniupnpd ends first

    static bool isInstalled(); // all it is made of

    [[nodiscard]] bool isUp() const { return up_; }
    // Begins to forward ports for who asks so; `speaking`: of Speaking. False: miniupnpd did not start, and said why.
    bool start(int speaking);
    // Whether it passes UDP datagrams for this port of its own on.
    [[nodiscard]] bool forwards(quint16 port) const;

    // miniupnpd takes the networks of documentation for private ones, and would refuse. This one is in namespaces alone.
    static constexpr const char *address = "42.0.0.1"; // outside

private:
    bool run(const QString &program, const QStringList &arguments, const QByteArray &input = {}) const;

    NetNamespace network_;
    QTemporaryDir dir_;
    QProcess daemon_;
    bool up_ = false;
};

} // namespace culvert::test
