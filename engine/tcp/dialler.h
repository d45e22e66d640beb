// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/ledger.h"
#include "core/timers.h"
#include "tcp/byte_end.h"

#include <functional>
#include <memory>

namespace culvert::tcp {

// One attempt to connect; destroying it gives it up. The callback comes at most once, from the event loop.
class Dial {
public:
    virtual ~Dial() = default;
};

// Connects to targets. A seam: tests put a double here. Engine thread.
class Dialler {
public:
    // On success makes an end that speaks to `events`. Errors: TargetRefused, TargetUnreachable, TargetTimedOut,
    // TargetNameNotFound, TargetFailed (detail: the system's text), DescriptorsExhausted; the subject is the endpoint.
    using Done = std::function<void(Result<std::unique_ptr<ByteEnd>>)>;

    virtual ~Dialler() = default;
    [[nodiscard]] virtual std::unique_ptr<Dial> dial(const Endpoint &target, ByteEndEvents &events, Done done) = 0;
};

// Resolves by the system (QHostInfo), then tries the addresses one after another on native sockets, never through a proxy,
// for limits::dial altogether.
[[nodiscard]] std::unique_ptr<Dialler> makeTcpDialler(Timers &timers, Ledger &ledger);

} // namespace culvert::tcp
