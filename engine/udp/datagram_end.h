// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/ip_address.h"
#include "core/ledger.h"
#include "core/result.h"
#include "tcp/readiness.h"

#include <QList>

#include <cstdint>
#include <memory>
#include <span>

namespace culvert::udp {

// What an end of datagrams tells its one user, from the event loop, never from inside a function of the end. Each call may destroy
// the end.
class DatagramEndEvents {
public:
    virtual void datagramCame(std::span<const std::uint8_t> datagram) = 0;
    // Nothing goes to the other side any more: TargetRefused (its system says that nobody listens on the port),
    // TargetUnreachable, TargetFailed.
    virtual void endFailed(const Error &reason) = 0;

protected:
    ~DatagramEndEvents() = default;
};

// One end of a flow of datagrams in this machine: a target, or one sender at a local port, or a double in tests.
class DatagramEnd {
public:
    virtual ~DatagramEnd() = default;
    // False: the system did not take it (its buffer is full, or it is too large); it is lost. Holds nothing back itself.
    virtual bool send(std::span<const std::uint8_t> datagram) = 0;
    // The last word before it is destroyed: why the flow is over.
    virtual void closing(const Error &) {}
};

// Makes ends to targets. A seam: tests put a double here. Engine thread.
class Connector {
public:
    virtual ~Connector() = default;
    // The first of these addresses that the system has a way to, at the port of `target`, whose host is for the errors alone: what was
    // checked is what is reached. Datagrams from elsewhere do not come through. Errors: TargetUnreachable, TargetFailed,
    // DescriptorsExhausted.
    [[nodiscard]] virtual Result<std::unique_ptr<DatagramEnd>> connectTo(const Endpoint &target, const QList<IpAddress> &addresses,
                                                                         DatagramEndEvents &events) = 0;
};

[[nodiscard]] std::unique_ptr<Connector> makeConnector(tcp::Readiness &readiness, Ledger &ledger);

} // namespace culvert::udp
