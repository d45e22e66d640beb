// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/ledger.h"
#include "core/timers.h"
#include "tcp/readiness.h"

#include <functional>
#include <memory>

namespace culvert::tcp {

// A listening TCP socket. Destroying it stops listening and touches nothing that was accepted. Engine thread.
class Listener {
public:
    // `accepted` gets a connected descriptor to own. `trouble` is told DescriptorsExhausted once per shortage; accepting
    // goes on by itself (limits::acceptRetry). Both come from the event loop and may destroy the listener.
    struct Events {
        std::function<void(Descriptor descriptor, const QString &from)> accepted;
        std::function<void(const Error &)> trouble;
    };

    enum class Owner { Named, Unnamed };

    // Errors: ListenInvalid (not an address), PortInUse (detail: the program, where the system tells it), PortNotPermitted,
    // AddressNotLocal, DescriptorsExhausted, ListenFailed; the subject is the endpoint. Unnamed: the program is not looked for, which is dear.
    static Result<std::unique_ptr<Listener>> open(const Endpoint &on, Events events, Timers &timers, Readiness &readiness,
                                                  Ledger &ledger, Owner owner = Owner::Named);

    virtual ~Listener() = default;
    [[nodiscard]] virtual Endpoint boundTo() const = 0; // with the real port when 0 was asked for
};

} // namespace culvert::tcp
