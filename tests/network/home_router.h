// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net_namespace.h"

#include <QProcess>
#include <QTemporaryDir>

namespace culvert::test {

// What stands in many homes: Linux that translates addresses (nftables), lets nothing in that nobody asked for, and may run miniupnpd. One
// network hangs on it in the house, with the address 10.NUMBER.0.2, and that of the Internet outside, which passes on what is for the others.
class HomeRouter {
public:
    enum Speaking { NatPmp = 1, Upnp = 2 };
    // RFC 4787, section 4.1. Kept: the port outside is that of the machine, for all whom it speaks to. AtRandom: another for each of them.
    enum class Ports { Kept, AtRandom };

    // `number`: 1 to 9, of those at one Internet. See isUp().
    HomeRouter(const NetNamespace &inHouse, const NetNamespace &internet, int number = 1, Ports ports = Ports::Kept);
    ~HomeRouter(); // miniupnpd ends first

    static bool isInstalled(); // all it is made of

    [[nodiscard]] bool isUp() const { return up_; }
    // Begins to forward ports for who asks so; `speaking`: of Speaking. False: miniupnpd did not start, and said why.
    bool start(int speaking);
    // Whether it passes UDP datagrams for this port of its own on.
    [[nodiscard]] bool forwards(quint16 port) const;

    // miniupnpd takes the networks of documentation for private ones, and would refuse. These are in namespaces alone.
    [[nodiscard]] QString address() const { return outside_ + u'1'; } // outside
    [[nodiscard]] QString internetAddress() const { return outside_ + u'2'; } // of the Internet, at this router

private:
    static void passOn(const NetNamespace &network);
    NetNamespace network_;
    const QString house_;   // the first three bytes of its addresses, with their dots
    const QString outside_; // likewise
    QTemporaryDir dir_;
    QProcess daemon_;
    bool up_ = false;
};

} // namespace culvert::test
