// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"
#include "peer/peer_book.h"
#include "tcp/readiness.h"
#include "tunnel/connection_table.h"

namespace culvert::tunnel {

// Programs that have a connection without a tunnel: each at a local socket of its own, which is handed over here and becomes the
// near end. They are connections of the table like others. Engine thread.
class Callers {
public:
    struct Surroundings {
        const peer::PeerBook &peers;
        ConnectionTable &connections;
        Timers &timers;
        tcp::Readiness &readiness;
        Ledger &ledger;
    };
    explicit Callers(const Surroundings &with) : with_(with) {}

    // Owns the descriptor, whose socket takes a line at once. What can go wrong is told there.
    void carry(tcp::Descriptor descriptor, const PublicKey &peer, const api::LocalCaller &caller);
    static void refuse(tcp::Descriptor descriptor, const api::LocalCaller &caller, const Error &why);

private:
    Surroundings with_;
};

} // namespace culvert::tunnel
