// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "tunnel/connection.h"

#include <functional>

namespace culvert::tunnel {

// Makes the end of an accepted connection, which will speak to these events.
using MakeEnd = std::function<std::unique_ptr<tcp::ByteEnd>(tcp::ByteEndEvents &)>;

// A connection accepted here: opens a stream and says what for; bytes go at once, the answer is awaited in the stream.
class NearConnection final : public Connection {
public:
    NearConnection(Facts facts, const Endpoint &target, Timers &timers, Ledger &ledger, ConnectionEvents &events, Totals *totals);
    // Measures the link; facts.test is set.
    NearConnection(Facts facts, const wire::TestOpening &test, Timers &timers, Ledger &ledger, ConnectionEvents &events);

    // A stream that could not be had closes the connection at once with that reason: its end is reset.
    void start(const MakeEnd &makeEnd, Result<link::Stream *> stream);

private:
    bool preamble() override;

    wire::Opening opening_;
};

} // namespace culvert::tunnel
