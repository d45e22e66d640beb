// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "tcp/listener.h"
#include "tunnel/port_retry.h"

#include <functional>
#include <memory>
#include <optional>

namespace culvert::tunnel {

// The listening socket of a tunnel, with a PortRetry. Engine thread.
class LocalPort {
public:
    struct Setup {
        Endpoint listen;
        Timers &timers;
        tcp::Readiness &readiness;
        Ledger &ledger;
        std::function<void(tcp::Descriptor descriptor, const QString &from)> accepted;
        std::function<void(const Error &)> trouble; // once for each reason that it cannot be had; and what its Listener tells
    };

    explicit LocalPort(Setup setup);

    void open() { retry_.open(); }
    void close();

    [[nodiscard]] bool isOpen() const { return listener_ != nullptr; }
    [[nodiscard]] Endpoint boundTo() const { return listener_ ? listener_->boundTo() : with_.listen; }
    [[nodiscard]] const std::optional<Error> &error() const { return retry_.error(); } // while it cannot be had
    void describe(api::TunnelInfo &info) const; // where it listens and the state

private:
    [[nodiscard]] std::optional<Error> listen();

    const Setup with_;
    std::unique_ptr<tcp::Listener> listener_;
    PortRetry retry_;
};

} // namespace culvert::tunnel
