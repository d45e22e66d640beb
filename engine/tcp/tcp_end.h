// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ledger.h"
#include "tcp/byte_end.h"

#include <QString>

#include <memory>

namespace culvert::tcp {

// A native socket descriptor, wide enough for both systems.
using Descriptor = qintptr;

// A connected TCP socket on its native descriptor with Read, Write and Exception notifiers; TCP_NODELAY. Why not
// QTcpSocket in this phase: docs/decisions.md. Engine thread.
class TcpEnd final : public ByteEnd {
public:
    // Owns the connected descriptor from here on. `events` outlives this end or is told endClosed() first.
    TcpEnd(Descriptor descriptor, ByteEndEvents &events, Ledger &ledger);
    ~TcpEnd() override; // a socket that has not ended in order is reset

    ReadResult read(std::span<std::uint8_t> into) override;
    qsizetype write(std::span<const std::uint8_t> bytes) override;
    void finish() override;
    void reset() override;
    void setReading(bool on) override;

    [[nodiscard]] QString peerAddress() const;  // "127.0.0.1:40122"

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace culvert::tcp
