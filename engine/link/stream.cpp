// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/stream.h"

#include "link/quic_connection.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace culvert::link {

Stream::Stream(std::int64_t id, QuicConnection &connection, Ledger &ledger)
    : id_(id), connection_(connection), ticket_(ledger, Counted::Stream)
{
}

void Stream::consume(std::size_t bytes)
{
    incoming_.release(incoming_.begin() + bytes);
    connection_.consumed(*this, bytes);
}

std::span<std::uint8_t> Stream::writeSpace()
{
    if (detached_ || finWanted_ || writeShut_)
        return {};
    const std::size_t allowed = connection_.sendAllowance(*this);
    if (allowed == 0) {
        writeStalled_ = true;
        return {};
    }
    const auto space = outgoing_.space();
    return space.first(std::min(space.size(), allowed));
}

std::size_t Stream::writeRoom() const { return detached_ || finWanted_ || writeShut_ ? 0 : connection_.sendAllowance(*this); }

bool Stream::peerTakesDatagrams() const { return connection_.peerTakesDatagrams(); }

bool Stream::reachable() const { return connection_.reachable(); }

bool Stream::sendDatagram(std::span<const std::uint8_t> datagram) { return connection_.sendDatagram(*this, datagram); }

void Stream::commit(std::size_t bytes)
{
    outgoing_.commit(bytes);
    connection_.committed(*this, bytes);
}

std::size_t Stream::write(std::span<const std::uint8_t> bytes)
{
    const std::size_t taken = std::min(writeRoom(), bytes.size());
    put(bytes.first(taken));
    writeStalled_ |= taken < bytes.size();
    return taken;
}

bool Stream::writeWhole(std::span<const std::uint8_t> head, std::span<const std::uint8_t> body)
{
    if (writeRoom() < head.size() + body.size())
        return false;
    put(head);
    put(body);
    return true;
}

// The room is not asked for anew on the way: each part that is committed leaves less of it than its own size.
void Stream::put(std::span<const std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        const auto space = outgoing_.space();
        const std::size_t n = std::min(space.size(), bytes.size());
        std::memcpy(space.data(), bytes.data(), n);
        commit(n);
        bytes = bytes.subspan(n);
    }
}

void Stream::finish()
{
    if (finWanted_ || detached_)
        return;
    finWanted_ = true;
    connection_.committed(*this, 0);
}

void Stream::reset(ErrorCode code)
{
    if (detached_)
        return;
    detached_ = true;
    events_ = nullptr;
    connection_.resetByUser(*this, code);
}

bool Stream::deliver()
{
    // A reset is told at once, an orderly end when the user has read everything.
    const auto ended = [this] { return closeCode_ != ErrorCode::None || (quicClosed_ && atEnd()); };
    // Also when QUIC is done with it already: the last news may be that there is nothing more to read.
    if (events_ && closeCode_ == ErrorCode::None && std::exchange(readableDue_, false))
        events_->streamReadable();
    if (events_ && !ended() && std::exchange(writableDue_, false))
        events_->streamWritable();
    if (events_ && ended()) {
        detached_ = true;
        std::exchange(events_, nullptr)->streamClosed(closeCode_, closedByPeer_);
    }
    return !quicClosed_ || events_ != nullptr;
}

} // namespace culvert::link
