// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_book.h"
#include "tcp/dialler.h"
#include "tunnel/connection_table.h"

namespace culvert::tunnel {

// Takes the streams that peers open and carries them to targets here, if the rules allow it. Engine thread.
class TargetSide {
public:
    struct Surroundings {
        const peer::PeerBook &peers;
        ConnectionTable &connections;
        tcp::Dialler &dialler;
        Timers &timers;
        Ledger &ledger;
    };
    explicit TargetSide(const Surroundings &with) : with_(with) {}

    void streamOpened(peer::Peer &from, link::Stream &stream);
    // The rules have changed: connections to what is no longer allowed are cut.
    void recheck();

private:
    Surroundings with_;
};

} // namespace culvert::tunnel
