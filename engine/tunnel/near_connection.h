// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "tunnel/connection.h"
#include "udp/datagram_end.h"

#include <functional>

namespace culvert::tunnel {

// Makes the end of an accepted connection, which will speak to these events.
using MakeEnd = std::function<std::unique_ptr<tcp::ByteEnd>(tcp::ByteEndEvents &)>;

// For one who tells the application in a protocol of its own how its connection comes about. Lives as long as the end.
class NearNews {
public:
    virtual void targetConnected() = 0;               // what comes from now on is the target's
    virtual void targetLost(const Error &reason) = 0; // the last word, instead of ByteEnd::reset()

protected:
    ~NearNews() = default;
};

// A connection accepted here: opens a stream and says what for; bytes go at once, the answer is awaited in the stream.
class NearConnection final : public Connection {
public:
    NearConnection(Facts facts, const Endpoint &target, Timers &timers, Ledger &ledger, ConnectionEvents &events, TunnelTraffic *traffic);
    // Measures the link; facts.test is set.
    NearConnection(Facts facts, const wire::TestOpening &test, Timers &timers, Ledger &ledger, ConnectionEvents &events);

    // Was accepted at a port that is listened on for the peer, which knows where it goes.
    NearConnection(Facts facts, wire::ReverseId reverse, Timers &timers, Ledger &ledger, ConnectionEvents &events);

    void setNews(NearNews &news) { news_ = &news; }
    // A stream that could not be had closes the connection at once with that reason: its end is reset.
    void start(const MakeEnd &makeEnd, Result<link::Stream *> stream);
    // A flow of datagrams to the target: what the end is given goes there, and is given to the events of makeEnd.
    using MakeDatagramEnd = std::function<std::unique_ptr<udp::DatagramEnd>(udp::DatagramEndEvents &)>;
    void startFlow(const MakeDatagramEnd &makeEnd, link::Stream &stream);

private:
    bool preamble() override;
    void dropEnd(tcp::ByteEnd &end) override;

    void open(link::Stream &stream);

    Ledger &ledger_;
    wire::Opening opening_;
    NearNews *news_ = nullptr;
};

} // namespace culvert::tunnel
