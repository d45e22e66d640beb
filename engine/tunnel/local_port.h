// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tcp/listener.h"

#include <functional>
#include <memory>
#include <optional>

namespace culvert::tunnel {

// The listening socket of a tunnel: one that cannot be had is tried again every limits::listenRetry. Engine thread.
class LocalPort {
public:
    struct Setup {
        QString tunnel; // its name, for errors
        Endpoint listen;
        Timers &timers;
        tcp::Readiness &readiness;
        Ledger &ledger;
        std::function<void(tcp::Descriptor descriptor, const QString &from)> accepted;
        std::function<void(const Error &)> trouble; // once for each reason
    };

    explicit LocalPort(Setup setup);

    void open();
    void close();

    [[nodiscard]] bool isOpen() const { return listener_ != nullptr; }
    [[nodiscard]] Endpoint boundTo() const { return listener_ ? listener_->boundTo() : with_.listen; }
    [[nodiscard]] const std::optional<Error> &error() const { return error_; } // while it cannot be had

private:
    const Setup with_;
    std::unique_ptr<tcp::Listener> listener_;
    std::unique_ptr<Alarm> retry_;
    std::optional<Error> error_;
};

} // namespace culvert::tunnel
