// SPDX-License-Identifier: GPL-3.0-or-later
// What a connection sends and when: whose turn it is, and how much at once.
#include "link/quic_connection.h"

#include "core/limits.h"

#include <algorithm>
#include <array>
#include <utility>

namespace culvert::link {

// What one write() may put on the path. ngtcp2 lets out packets up to 1 ms before their time and reckons that time from
// all that was written since the last update; two milliseconds' worth keep a loop of 1 ms at the full rate of pacing
// without bursting a whole window.
std::size_t QuicConnection::burst() const
{
    constexpr double nsPerBurst = 2e6;
    constexpr double least = 10.0 * quicDatagramSize;
    constexpr double most = 1 << 20;
    const PathMeasures path = measure(conn_);
    const double rate = path.pacing > 0 ? path.pacing : 1.25 * double(path.window) / double(std::max<qint64>(path.smoothedRoundTrip.count(), 1));
    return std::size_t(std::clamp(rate * nsPerBurst, least, most));
}

void QuicConnection::watchQueue(Instant now)
{
    const PathMeasures path = measure(conn_);
    if (firstPacing_ == 0)
        firstPacing_ = path.pacing;
    // BBR paces as at first, or faster, until it has found the rate.
    guard_.observe({path.latestRoundTrip, path.smoothedRoundTrip, path.inFlight, nextToSend() != nullptr || !datagrams_.empty(),
                    path.pacing >= firstPacing_}, now);
}

// A short stream may add a few packets to a full queue, and so may datagrams: they are why the queue is kept short.
bool QuicConnection::queueFull(bool isShort) const
{
    if (!guarded_ || guard_.allowed() == QueueGuard::unlimited)
        return false;
    return measure(conn_).inFlight >= guard_.allowed() + (isShort ? 8 * quicDatagramSize : 0);
}

bool QuicConnection::offer(std::span<std::uint8_t> datagram)
{
    if (events_.sendDatagram(datagram) == path::SendResult::Sent)
        return true;
    // Kept and offered again: dropping it would look like loss on the path.
    if (held_.empty())
        held_.assign(datagram.begin(), datagram.end());
    return false;
}

void QuicConnection::write(Instant now)
{
    if (over_)
        return;
    if (!held_.empty()) {
        if (events_.sendDatagram(held_) != path::SendResult::Sent)
            return;
        held_.clear();
    }
    const std::size_t budget = burst();
    std::size_t written = 0;
    bool streamsToo = true;
    while (written < budget) {
        Stream *stream = streamsToo ? nextToSend() : nullptr;
        // Streams and datagrams by turns, so that neither a flood of datagrams nor a transfer takes more than half from the other.
        const auto datagram = ready_ && !(stream && datagramLast_) ? datagrams_.next(now) : std::nullopt;
        const bool isShort = datagram || (stream && stream->isShort());
        if ((stream || datagram) && !std::exchange(probeDue_, false) && queueFull(isShort))
            break; // what QUIC itself has to say goes with the next packet, when the first of those under way is acknowledged
        if (!datagram)
            datagramLast_ = false;
        const Step step = datagram ? writeDatagram(*datagram, now, written) : writePacket(stream, now, written);
        if (step == Step::Over)
            return;
        if (step == Step::Refused || step == Step::Idle)
            break;
        if (step == Step::Blocked) {
            // By congestion or pacing: acknowledgements have gone nevertheless, and to ask for a packet without a stream would
            // tell congestion control that there was nothing to send. By the peer's window: credit may still go.
            if (ngtcp2_conn_get_max_data_left(conn_) > 0)
                break;
            streamsToo = false;
        }
    }
    updateGauge();
    if (written > 0)
        pacer_.wrote(conn_, written, now);
    watchQueue(now);
}

// The next stream in turn that has something QUIC would take.
Stream *QuicConnection::nextToSend()
{
    while (ready_) {
        const auto turn = sendOrder_.next();
        if (!turn)
            break;
        Stream *stream = find(turn->stream);
        if (stream && stream->wantsToSend())
            return stream;
        if (stream)
            stream->inSendList_ = false;
        sendOrder_.drop();
    }
    return nullptr;
}

// One packet: of this stream's bytes and, in what room they leave, of the next ones' in turn; or, without a stream, of what QUIC
// itself has to say.
QuicConnection::Step QuicConnection::writePacket(Stream *stream, Instant now, std::size_t &written)
{
    // While the queue is full a transfer would come along, and take what short streams may add.
    const bool shared = stream && !queueFull(false);
    std::array<std::uint8_t, limits::datagramSize> datagram;
    for (;;) {
        const ngtcp2_ssize size = addToPacket(stream, std::span(datagram).subspan(1, quicDatagramSize), shared, now);
        if (stream && size == NGTCP2_ERR_STREAM_DATA_BLOCKED) {
            stream->flowBlocked_ = true;
        } else if (stream && (size == NGTCP2_ERR_STREAM_SHUT_WR || size == NGTCP2_ERR_STREAM_NOT_FOUND)) {
            stream->writeShut_ = true;
        } else if (size == 0) {
            return stream ? Step::Blocked : shared ? Step::Wrote : Step::Idle; // none of them can send: a datagram may still
        } else if (size > 0) {
            sendOrder_.endPacket();
            written += std::size_t(size);
            return offer(std::span(datagram).first(std::size_t(size) + 1)) ? Step::Wrote : Step::Refused;
        } else if (size != NGTCP2_ERR_WRITE_MORE) {
            fail(int(size), now);
            return Step::Over;
        }
        if (!shared)
            return Step::Wrote;
        // The packet may have been begun, and ngtcp2 wants it ended, by another stream or by none, before anything else is asked of it.
        stream = nextToSend();
    }
}

// What ngtcp2_conn_writev_stream() says.
ngtcp2_ssize QuicConnection::addToPacket(Stream *stream, std::span<std::uint8_t> packet, bool shared, Instant now)
{
    std::array<ngtcp2_vec, 2> pieces;
    std::size_t count = 0;
    std::size_t offered = 0;
    std::uint32_t flags = NGTCP2_WRITE_STREAM_FLAG_NONE;
    if (stream) {
        if (shared)
            flags |= NGTCP2_WRITE_STREAM_FLAG_MORE;
        quint64 position = stream->sent_;
        while (count < pieces.size() && offered < quicDatagramSize) {
            const auto piece = stream->outgoing_.at(position);
            if (piece.empty())
                break;
            // ngtcp2 only reads from it; its vector has no const.
            pieces[count++] = {const_cast<std::uint8_t *>(piece.data()), piece.size()};
            offered += piece.size();
            position += piece.size();
        }
        if (stream->finWanted_ && position == stream->outgoing_.end())
            flags |= NGTCP2_WRITE_STREAM_FLAG_FIN;
    }
    ngtcp2_ssize taken = -1;
    const ngtcp2_ssize size = ngtcp2_conn_writev_stream(conn_, nullptr, nullptr, packet.data(), packet.size(), &taken, flags,
                                                        stream ? stream->id_ : -1, pieces.data(), count, stamp(now));
    if (stream && taken >= 0) {
        stream->sent_ += quint64(taken);
        if ((flags & NGTCP2_WRITE_STREAM_FLAG_FIN) != 0 && stream->sent_ == stream->outgoing_.end())
            stream->finSent_ = true;
        stream->burst_ += quint64(taken);
        sendOrder_.taken();
        stream->inSendList_ = false;
        queueToSend(*stream);
    }
    return size;
}

} // namespace culvert::link
