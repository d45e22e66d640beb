// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "core/error.h"
#include "core/timers.h"

#include <functional>
#include <memory>
#include <optional>

namespace culvert::tunnel {

// The patience of a tunnel with its port, whatever its kind: one that cannot be had is tried again every limits::listenRetry.
// Engine thread.
class PortRetry {
public:
    struct Setup {
        Timers &timers;
        std::function<std::optional<Error>()> open; // why the port cannot be had; none: it is open
        std::function<void(const Error &)> trouble; // once for each reason
    };

    explicit PortRetry(Setup setup);

    void open();
    void stop(); // no more tries; the port is the caller's to close

    [[nodiscard]] const std::optional<Error> &error() const { return error_; } // while it cannot be had
    [[nodiscard]] api::TunnelState state(bool isOpen) const
    {
        return isOpen ? api::TunnelState::Listening : error_ ? api::TunnelState::Failed : api::TunnelState::Stopped;
    }

private:
    const Setup with_;
    std::unique_ptr<Alarm> again_;
    std::optional<Error> error_;
};

} // namespace culvert::tunnel
