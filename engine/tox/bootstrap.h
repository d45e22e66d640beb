// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bootstrap_node.h"
#include "core/timers.h"

#include <QHostInfo>
#include <QObject>

#include <tox/tox.h>

#include <memory>

namespace culvert::tox {

// Joins the network: asks nodes until there is a connection, a few at a time, then rests until it is lost. Names are
// resolved here, because toxcore would do it in the engine thread. Engine thread.
class Bootstrap {
public:
    struct Options {
        bool tcpRelay = true;
        bool ipv6 = true;
        QList<BootstrapNode> nodes{};
    };

    // `tox` outlives this. `asked` is called when toxcore may have become busier than its last interval says.
    Bootstrap(Tox *tox, Timers &timers, Options options, std::function<void()> asked);

    void add(const BootstrapNode &node); // asked at once, and again with the others
    void setConnected(bool connected);   // what toxcore says when it changes; not connected at first
    void askNow();                       // also when connected: the first time, and when the network has changed

private:
    void round();
    void ask(const BootstrapNode &node);
    void askResolved(const BootstrapNode &node, const QHostInfo &resolved);
    void askAt(const BootstrapNode &node, const QHostAddress &address);

    Tox *tox_;
    Timers &timers_;
    Options options_;
    std::function<void()> asked_;
    std::unique_ptr<Alarm> alarm_;
    Duration pause_;
    qsizetype next_ = 0; // of options_.nodes
    bool connected_ = false;
    QObject lookups_; // their context: with it they are forgotten
};

} // namespace culvert::tox
