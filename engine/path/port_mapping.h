// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"
#include "inet/socket_address.h"
#include "path/router.h"

#include <functional>
#include <memory>
#include <optional>

class QThread;

namespace culvert::path {

// Keeps the router forwarding one UDP port to this machine: renews before the lease ends, asks again after a while
// where there was no router or it refused, and takes the forwarding back at the end. The router blocks, so it lives on a
// thread of its own that this owns; wishes go there and answers come back as values, one at a time. Engine thread.
class PortMapping {
public:
    enum class State { Searching, Mapped, NoRouter, Refused };

    // `makeRouter` is called on the other thread, and its router is used and destroyed there. `changed`: state()
    // or outside() has, from the event loop; this must not be destroyed inside.
    PortMapping(quint16 port, std::function<std::unique_ptr<Router>()> makeRouter, Timers &timers, std::function<void()> changed);
    // Waits for the taking back for limits::mappingQuit at most: a router that does not answer is left to itself, as is its
    // thread, which ends when the call does.
    ~PortMapping();
    PortMapping(const PortMapping &) = delete;
    PortMapping &operator=(const PortMapping &) = delete;

    // There may be another router now: asks at once.
    void networkChanged();

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] std::optional<inet::SocketAddress> outside() const { return outside_; } // while Mapped

private:
    class Worker;
    class Mailbox;

    void ask();
    void answered(const Forwarded &answer);

    const quint16 port_;
    Timers &timers_;
    const std::function<void()> changed_;
    State state_ = State::Searching;
    std::optional<inet::SocketAddress> outside_;
    bool asking_ = false;
    bool again_ = false;        // the network changed while it was asked
    std::unique_ptr<Alarm> alarm_;
    QThread *thread_;           // these three are left to themselves when the router does not answer at the end
    Worker *worker_;
    Mailbox *mailbox_;
};

} // namespace culvert::path
