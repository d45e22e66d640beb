// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ledger.h"
#include "core/timers.h"
#include "tcp/byte_end.h"
#include "tcp/descriptor.h"

#include <QString>

#include <memory>

namespace culvert::tcp {

// A connected TCP socket on its native descriptor with Read, Write and Exception notifiers; TCP_NODELAY. Why not
// QTcpSocket in this phase: docs/decisions.md. Engine thread.
class TcpEnd final : public ByteEnd {
public:
    // Owns the connected descriptor from here on, and begins with reading on. `events` outlives this end or is told
    // endClosed() first.
    TcpEnd(Descriptor descriptor, ByteEndEvents &events, Timers &timers, Ledger &ledger);
    TcpEnd(Descriptor descriptor, ByteEndEvents &events, Timers &timers, Ledger::Ticket counted); // counted before, by its dial
    ~TcpEnd() override; // a socket that has not ended in order is reset

    ReadResult read(std::span<std::uint8_t> into) override;
    qsizetype write(std::span<const std::uint8_t> bytes) override;
    void finish() override;
    void reset() override;
    void setReading(bool on) override;

    [[nodiscard]] QString peerAddress() const;  // "127.0.0.1:40122"

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace culvert::tcp
