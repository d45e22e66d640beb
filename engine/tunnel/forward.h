// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_book.h"
#include "profile/config.h"
#include "tcp/listener.h"
#include "tunnel/connection_table.h"

#include <memory>

namespace culvert::tunnel {

// A local port whose connections go to one target of one peer. Destroying it closes the port and its connections, and
// nothing else. Engine thread.
class Forward {
public:
    struct Surroundings {
        const peer::PeerBook &peers;
        ConnectionTable &connections;
        Timers &timers;
        tcp::Readiness &readiness;
        Ledger &ledger;
        std::function<void(const Error &)> trouble;
    };

    // Listens if the entry says so; a port that cannot be had is tried again every limits::listenRetry.
    Forward(const profile::ForwardEntry &entry, const Surroundings &with);
    ~Forward();
    Forward(const Forward &) = delete;
    Forward &operator=(const Forward &) = delete;

    [[nodiscard]] const profile::ForwardEntry &entry() const { return entry_; }
    [[nodiscard]] const std::optional<Error> &error() const { return error_; }
    [[nodiscard]] api::TunnelInfo info() const;

private:
    void listen();
    void accepted(tcp::Descriptor descriptor, const QString &from);

    const profile::ForwardEntry entry_;
    Surroundings with_;
    Totals totals_;
    std::unique_ptr<tcp::Listener> listener_;
    std::unique_ptr<Alarm> retry_;
    std::optional<Error> error_;
};

} // namespace culvert::tunnel
