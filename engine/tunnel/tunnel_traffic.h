// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "tunnel/throttle.h"

namespace culvert::tunnel {

// What one tunnel carries over all its connections: how much it was since the program started, and how fast more may follow.
struct TunnelTraffic {
    explicit TunnelTraffic(Timers &timers) : out(timers), in(timers) {}

    // In each direction; 0: no limit.
    void setLimit(quint64 bytesPerSecond)
    {
        out.setRate(bytesPerSecond);
        in.setRate(bytesPerSecond);
    }

    quint64 sent = 0;
    quint64 received = 0;
    api::DatagramInfo datagrams; // of UDP
    Throttle out; // from the ends here to the peer
    Throttle in;
};

} // namespace culvert::tunnel
