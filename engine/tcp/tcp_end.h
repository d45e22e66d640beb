// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ledger.h"
#include "tcp/byte_end.h"
#include "tcp/readiness.h"

#include <memory>

namespace culvert::tcp {

// A connected TCP socket on its native descriptor; or a local socket, whose other end may be gone without a FIN of its own: that
// is a reset as well. Why not QTcpSocket: docs/decisions.md. Engine thread.
class TcpEnd final : public ByteEnd, private SocketEvents {
public:
    // Owns the connected descriptor, which is as native_socket makes them, from here on, and begins with reading on. `events`
    // outlives this end or is told endClosed() first.
    TcpEnd(Descriptor descriptor, ByteEndEvents &events, Readiness &readiness, Ledger &ledger);
    // Of a dial: counted and watched before.
    TcpEnd(Descriptor descriptor, ByteEndEvents &events, std::unique_ptr<Watch> watch, Ledger::Ticket counted);
    ~TcpEnd() override; // a socket that has not ended in order is reset

    // Bytes, our FIN among them, that the other side's system has not taken yet; 0 where this one does not tell.
    [[nodiscard]] qsizetype undelivered() const;

    ReadResult read(std::span<std::uint8_t> into) override;
    qsizetype write(std::span<const std::uint8_t> bytes) override;
    qsizetype writeLast(std::span<const std::uint8_t> bytes) override;
    void finish() override;
    void reset() override;
    void setReading(bool on) override;

    // Hangs up; what is queued in the system still arrives, if the other side has sent nothing that was not read. endClosed() does
    // not come.
    void leave();

private:
    enum class Phase { Open, Closing /* endClosed() is on its way */, Closed };

    void socketReadable() override { events_.endReadable(); }
    void socketWritable() override;
    void socketFailed(int error) override { fail(error); }
    void socketCalled() override;
    void socketLeft() override;

    qsizetype hand(std::span<const std::uint8_t> bytes, bool last);
    void giveBack(void (*how)(Descriptor));
    void fail(int error);
    void end(const Error &reason);

    const Descriptor descriptor_;
    ByteEndEvents &events_;
    const Ledger::Ticket counted_;
    std::unique_ptr<Watch> watch_;

    Phase phase_ = Phase::Open;
    Error reason_;
    bool reading_ = true;
    bool theirFin_ = false;
    bool ourFin_ = false;
};

} // namespace culvert::tcp
