// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tcp/dialler.h"
#include "tunnel/connection.h"

#include <functional>

namespace culvert::tunnel {

// Whether the peer of a connection may reach a target here.
using MayReach = std::function<bool(const Endpoint &target)>;

// A connection that a peer opened: reads what it is for, asks the rules, dials, answers. Bytes that come before the target
// is connected wait in the stream, bounded by its window.
class FarConnection final : public Connection {
public:
    FarConnection(Facts facts, Timers &timers, Ledger &ledger, ConnectionEvents &events, tcp::Dialler &dialler, MayReach mayReach);
    ~FarConnection() override;

    void start(link::Stream &stream);

private:
    bool preamble() override;
    void dialled(Result<std::unique_ptr<tcp::ByteEnd>> end);

    tcp::Dialler &dialler_;
    MayReach mayReach_;
    std::unique_ptr<tcp::Dial> dial_;
    std::unique_ptr<Alarm> openingLimit_;
};

} // namespace culvert::tunnel
