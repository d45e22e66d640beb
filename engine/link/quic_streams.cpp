// SPDX-License-Identifier: GPL-3.0-or-later
// The streams of a connection: what they hold, who is told, and the credit that is given back.
#include "link/quic_connection.h"

#include "core/limits.h"

#include <algorithm>
#include <utility>

namespace culvert::link {

namespace {
// Less room than this is not worth waking a writer for, unless nothing waits any more.
constexpr quint64 worthWriting = 64 << 10;
// What a stream may hold before anything of it was acknowledged.
constexpr quint64 startBuffer = 128 << 10;
// Streams that the peer has opened, told in one go: the rest have the next turn. As where connections are accepted, a burst that goes
// from station to station in one piece leaves all others without work (docs/performance.md).
constexpr int openingsAtOnce = 4;
// What does not cross the wire is a want of this machine's own (no descriptors left): to the peer a limit that was reached.
std::uint64_t codeForPeer(ErrorCode code)
{
    return quint64(wireCode(quint64(code)) == code ? code : ErrorCode::LimitReached);
}

// What one stream may take: a quarter of what the streams of its peer have left of `peerMost`, a sixteenth of what all peers have left
// of `engineMost`. So there is always room for one more.
quint64 shareOfLeft(quint64 peerMost, quint64 ofPeer, quint64 engineMost, quint64 ofEngine)
{
    return std::min((peerMost - std::min(ofPeer, peerMost)) / 4, (engineMost - std::min(ofEngine, engineMost)) / 16);
}

} // namespace

Stream *QuicConnection::openStream()
{
    std::int64_t id = -1;
    if (over_ || !ready_ || ngtcp2_conn_open_bidi_stream(conn_, &id, nullptr) != 0)
        return nullptr;
    return &addStream(id);
}

Stream &QuicConnection::addStream(std::int64_t id)
{
    auto &slot = streams_[id];
    slot = std::make_unique<Stream>(id, *this, ledger_);
    renewWindow(*slot);
    return *slot;
}

Stream *QuicConnection::find(std::int64_t id)
{
    const auto found = streams_.find(id);
    return found == streams_.end() ? nullptr : found->second.get();
}

void QuicConnection::markReady(Stream &stream)
{
    if (!std::exchange(stream.inReadyList_, true)) {
        readyList_.push_back(stream.id_);
        events_.serviceWanted();
    }
}

void QuicConnection::queueToSend(Stream &stream)
{
    if (stream.wantsToSend() && !std::exchange(stream.inSendList_, true))
        sendOrder_.add(stream.id_, stream.isShort() ? SendOrder::Kind::Short : SendOrder::Kind::Bulk);
}

void QuicConnection::deliver()
{
    std::vector<std::int64_t> later;
    int opened = 0;
    while (!readyList_.empty() || !received_.empty()) {
        for (const std::int64_t id : std::exchange(readyList_, {})) {
            Stream *stream = find(id);
            if (!stream)
                continue;
            // A datagram goes to a user that knows of its stream.
            if (stream->fresh_ && opened == openingsAtOnce && received_.empty() && !over_) {
                later.push_back(id);
                continue;
            }
            opened += stream->fresh_ ? 1 : 0;
            stream->inReadyList_ = false;
            // A stream of ours has no use for one half alone: ending ours too makes QUIC close it.
            if (std::exchange(stream->peerReset_, false) && !stream->quicClosed_ && !over_)
                shutdownWrite(conn_, id, quint64(stream->closeCode_));
            if (std::exchange(stream->fresh_, false))
                introduce(*stream);
            if (!stream->deliver())
                erase(*stream);
        }
        deliverDatagrams(); // behind the openings that came with them
    }
    readyList_ = std::move(later);
}

// QUIC lets the peer have no more of this connection; what is still read of earlier ones counts as well.
void QuicConnection::introduce(Stream &stream)
{
    if (holdings_.taken >= limits::streamsPerPeer)
        return stream.reset(ErrorCode::LimitReached);
    ++holdings_.taken;
    stream.taken_ = true;
    events_.streamOpened(stream);
    if (!stream.events_ && !stream.detached_)
        stream.reset(ErrorCode::ProtocolViolation);
}

// The peer may open another one only now, not when QUIC was done with it: what it sent may wait for long.
void QuicConnection::erase(Stream &stream)
{
    letGo(stream);
    if (!over_ && !ngtcp2_conn_is_local_stream(conn_, stream.id_))
        ngtcp2_conn_extend_max_streams_bidi(conn_, 1);
    streams_.erase(stream.id_);
}

void QuicConnection::letGo(Stream &stream)
{
    closeWindow(stream);
    holdings_.taken -= stream.taken_ ? 1 : 0;
}

int QuicConnection::partingStreams() const
{
    return int(std::count_if(streams_.begin(), streams_.end(), [](const auto &s) { return s.second->detached_ && !s.second->quicClosed_; }));
}

void QuicConnection::closeStreams(ErrorCode code, bool byPeer)
{
    over_ = true;
    for (auto &[id, stream] : streams_) {
        const bool cameWhole = stream->quicClosed_ && stream->closeCode_ == ErrorCode::None && stream->finReceived_;
        if (!cameWhole || !stream->events_)
            end(*stream, code, byPeer);
    }
    deliver();
    updateGauge();
}

void QuicConnection::dropStreams(ErrorCode code)
{
    over_ = true;
    for (auto &[id, stream] : streams_)
        end(*stream, code, false);
    deliver();
    updateGauge();
}

// Its user is told by the next deliver().
void QuicConnection::end(Stream &stream, ErrorCode code, bool byPeer)
{
    Q_ASSERT(code != ErrorCode::None);
    if (stream.closeCode_ == ErrorCode::None) {
        stream.closeCode_ = code;
        stream.closedByPeer_ = byPeer;
    }
    stream.quicClosed_ = true;
    stream.fresh_ = false; // its user was never told of it
    dropQueued(stream);
    markReady(stream);
}

void QuicConnection::dataArrived(std::int64_t id, std::span<const std::uint8_t> data, bool fin)
{
    Stream *stream = find(id);
    creditOwed_ += data.size();
    if (stream && !stream->detached_) {
        stream->incoming_.append(data);
        receiveQueued_ += data.size();
        stream->finReceived_ |= fin;
        stream->readableDue_ = true;
        markReady(*stream);
    }
    returnCredit();
}

// Credit of the whole connection comes back at once, so that streams whose readers do not read cannot hold up the others:
// what waits here is bounded by the windows of the streams.
void QuicConnection::returnCredit()
{
    if (creditOwed_ > 0 && !over_)
        ngtcp2_conn_extend_max_offset(conn_, std::exchange(creditOwed_, 0));
}

void QuicConnection::consumed(Stream &stream, std::size_t bytes)
{
    receiveQueued_ -= bytes;
    const quint64 before = stream.window_.shared();
    stream.window_.read(bytes);
    countShared(before, stream.window_.shared());
    renewWindow(stream);
    updateGauge();
    if (stream.quicClosed_ && stream.atEnd())
        markReady(stream);
    else
        events_.serviceWanted();
}

// What others promised comes back as they read.
void QuicConnection::renewWindow(Stream &stream)
{
    if (over_ || stream.quicClosed_ || stream.detached_)
        return;
    constexpr quint64 peerShared = limits::peerReceiveMax - 2 * limits::streamsPerPeer * limits::streamWindowLeast;
    const quint64 room = shareOfLeft(peerShared, holdings_.promised, limits::engineReceiveMax, ledger_.memory().promised);
    const quint64 before = stream.window_.shared();
    const quint64 credit = stream.window_.renew(room, lastNow_, measure(conn_).smoothedRoundTrip);
    if (credit == 0)
        return;
    countShared(before, stream.window_.shared());
    ngtcp2_conn_extend_max_stream_offset(conn_, stream.id_, credit);
}

void QuicConnection::closeWindow(Stream &stream)
{
    const quint64 before = stream.window_.shared();
    stream.window_.close(0);
    countShared(before, 0);
}

void QuicConnection::countShared(quint64 before, quint64 after)
{
    holdings_.promised += after - before;
    ledger_.memory().promised += after - before;
}

void QuicConnection::countUnacknowledged(qint64 change)
{
    sendQueued_ += quint64(change);
    ledger_.memory().unacknowledged += quint64(change);
}

void QuicConnection::committed(Stream &stream, std::size_t bytes)
{
    countUnacknowledged(qint64(bytes));
    updateGauge();
    if (stream.outgoing_.size() == bytes)
        stream.burst_ = 0;
    queueToSend(stream);
    events_.serviceWanted();
}

// And no more than a stream needs at the pace at which it got on so far, so that many slow ones share. The least is enough for an
// opening and a start.
std::size_t QuicConnection::sendAllowance(const Stream &stream) const
{
    if (over_ || stream.quicClosed_)
        return 0;
    constexpr quint64 peerShared = limits::peerSendBuffer - 2 * limits::streamsPerPeer * limits::streamSendLeast;
    const quint64 left = shareOfLeft(peerShared, sendQueued_, limits::engineSendBuffer, ledger_.memory().unacknowledged);
    const quint64 pace = startBuffer + 2 * stream.outgoing_.begin();
    const quint64 most = std::min({limits::streamSendBuffer, pace, std::max(limits::streamSendLeast, left)});
    const quint64 own = stream.outgoing_.size();
    return own < most ? std::size_t(most - own) : 0;
}

void QuicConnection::acknowledged(std::int64_t id, quint64 upTo)
{
    Stream *stream = find(id);
    if (!stream)
        return;
    const quint64 before = stream->outgoing_.size();
    stream->outgoing_.release(std::min(upTo, stream->outgoing_.end()));
    countUnacknowledged(-qint64(before - stream->outgoing_.size()));
    wakeIfStalled(*stream);
}

// A stream that has no room has bytes under way, so that its own acknowledgements wake it: nobody has to look through all.
void QuicConnection::wakeIfStalled(Stream &stream)
{
    if (!stream.writeStalled_)
        return;
    const std::size_t allowed = sendAllowance(stream);
    if (allowed == 0 || (allowed < worthWriting && stream.outgoing_.size() > 0))
        return;
    stream.writeStalled_ = false;
    stream.writableDue_ = true;
    markReady(stream);
}

void QuicConnection::dropQueued(Stream &stream)
{
    receiveQueued_ -= stream.incoming_.size();
    stream.incoming_.clear();
    datagrams_.forget(stream.id_);
    // Until QUIC closes the stream it may still point at what it was given: that stays, and stays counted.
    if (stream.quicClosed_) {
        countUnacknowledged(-qint64(stream.outgoing_.size()));
        stream.outgoing_.clear();
    }
    closeWindow(stream); // what still comes is thrown away
}

void QuicConnection::resetByUser(Stream &stream, ErrorCode code)
{
    if (!stream.quicClosed_ && !over_) {
        const bool sentWhole = stream.finSent_ && stream.outgoing_.size() == 0;
        abandon(conn_, stream.id_, codeForPeer(code), sentWhole);
    }
    stream.writeShut_ = true;
    dropQueued(stream);
    updateGauge();
    if (stream.quicClosed_)
        markReady(stream);
    else
        events_.serviceWanted();
}

void QuicConnection::resetByPeer(std::int64_t id, quint64 code)
{
    Stream *stream = find(id);
    if (!stream || stream->quicClosed_)
        return;
    if (!stream->detached_ && stream->closeCode_ == ErrorCode::None) {
        stream->closeCode_ = saidByPeer(code);
        stream->closedByPeer_ = true;
        stream->peerReset_ = true;
        stream->writeShut_ = true;
        dropQueued(*stream);
        markReady(*stream);
    }
}

void QuicConnection::closedByQuic(std::int64_t id, bool withCode, quint64 code)
{
    Stream *stream = find(id);
    if (!stream)
        return;
    stream->quicClosed_ = true;
    if (withCode && stream->closeCode_ == ErrorCode::None && !stream->detached_) {
        stream->closeCode_ = saidByPeer(code);
        stream->closedByPeer_ = true;
        dropQueued(*stream);
    }
    countUnacknowledged(-qint64(stream->outgoing_.size()));
    stream->outgoing_.clear();
    datagrams_.forget(id);
    const quint64 before = stream->window_.shared();
    stream->window_.close(stream->incoming_.size());
    countShared(before, stream->window_.shared());
    markReady(*stream);
}

} // namespace culvert::link
