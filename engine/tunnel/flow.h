// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "core/ledger.h"
#include "core/timers.h"
#include "link/stream.h"
#include "udp/datagram_end.h"
#include "wire/flow.h"

#include <functional>
#include <memory>

namespace culvert::tunnel {

struct TunnelTraffic;

// The datagrams of one UDP flow, between an end here and the stream that opened it. One that fits goes beside the stream, and is lost
// where the way loses it. What is larger, and what comes before the peer has answered, goes by the stream: in order, and repeated.
// Holds nothing back: what cannot go is dropped and counted. Engine thread.
class Flow final : public udp::DatagramEndEvents {
public:
    struct Setup {
        link::Stream &stream;
        Timers &timers;
        Ledger &ledger;
        TunnelTraffic *traffic; // of its tunnel; may be null
        // The flow is over, and stop() is to be called, also at once: FlowIdle, or what the end or the stream has come to. Called
        // inside functions of the flow, so that it must not destroy it.
        std::function<void(api::ClosedBy by, const Error &reason)> over;
        api::ClosedBy endSide; // whom a failure of the end is of
    };
    explicit Flow(Setup setup);

    // Before the flow has one, what comes from the peer waits in the stream.
    void attach(std::unique_ptr<udp::DatagramEnd> end) { end_ = std::move(end); }
    void answered(); // the peer knows the flow now

    void datagramCame(std::span<const std::uint8_t> datagram) override; // from the end
    void endFailed(const Error &reason) override;
    void streamReadable();
    bool streamDatagram(std::span<const std::uint8_t> datagram);

    void stop(const Error &reason); // lets go of the stream and the end
    void describe(api::ConnectionInfo &info) const;

private:
    [[nodiscard]] bool byStream(std::span<const std::uint8_t> datagram);
    void toEnd(std::span<const std::uint8_t> datagram);
    void count(quint64 api::DatagramInfo::*what); // here and for its tunnel
    void moved() { lastMove_ = with_.timers.now(); }
    void checkIdle();
    [[nodiscard]] api::DatagramInfo counts() const;

    const Setup with_;
    link::Stream *stream_;
    std::unique_ptr<udp::DatagramEnd> end_;
    wire::FlowReader reader_;
    std::unique_ptr<Alarm> idle_;
    bool answered_ = false;
    quint64 sentBytes_ = 0;
    quint64 receivedBytes_ = 0;
    api::DatagramInfo counts_; // without what the stream has dropped, until it is gone
    Instant lastMove_;
    QDateTime firstSentAt_;
    QDateTime firstReceivedAt_;
    Ledger::Gauge held_;
    Ledger::Ticket ticket_;
};

} // namespace culvert::tunnel
