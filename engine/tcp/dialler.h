// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/ledger.h"
#include "core/timers.h"
#include "tcp/byte_end.h"
#include "tcp/readiness.h"
#include "tcp/resolver.h"

#include <functional>
#include <memory>

namespace culvert::tcp {

// One attempt to connect, under way; destroying it gives it up. The callback comes at most once, from the event loop, and may destroy it.
class Dial {
public:
    virtual ~Dial() = default;
};

// Finds and connects to targets. A seam: tests put a double here. Engine thread.
class Dialler {
public:
    // On success makes an end that speaks to `events`, which outlives it. Errors: TargetRefused, TargetUnreachable, TargetTimedOut,
    // TargetFailed (detail: the system's text), DescriptorsExhausted; the subject is the endpoint.
    using Done = std::function<void(Result<std::unique_ptr<ByteEnd>>)>;
    // One of the two: a target on this machine is mostly connected at once, and `done` is not called then.
    struct Begun {
        std::unique_ptr<Dial> dial;
        std::unique_ptr<ByteEnd> end;
    };

    virtual ~Dialler() = default;
    // Without a limit of time: a user that no longer waits keeps it, to know when the system has done with it.
    [[nodiscard]] virtual std::unique_ptr<Lookup> lookUp(const QString &name, Lookup::Done done) = 0;
    // Tries exactly these addresses, at least one, at the port of `target`, whose host is for the errors alone: nothing is
    // looked up here, so what was checked is what is dialled.
    [[nodiscard]] virtual Begun dial(const Endpoint &target, const QList<IpAddress> &addresses, ByteEndEvents &events, Done done) = 0;
};

// Tries the addresses one after another on native sockets, never through a proxy, for limits::dial altogether.
[[nodiscard]] std::unique_ptr<Dialler> makeTcpDialler(Timers &timers, Readiness &readiness, Ledger &ledger);

} // namespace culvert::tcp
