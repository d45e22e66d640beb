// SPDX-License-Identifier: GPL-3.0-or-later
// Datagrams beside the streams (RFC 9221): each belongs to the stream that opened its flow, and none is repeated.
#include "link/quic_connection.h"

#include "core/limits.h"
#include "wire/flow.h"

#include <array>
#include <utility>

namespace culvert::link {

namespace {

// As much of a frame as a packet has room for: behind the header, which is a byte, the connection id and 4 of packet number, before
// the 16 of the seal.
constexpr std::size_t largestFrame = quicDatagramSize - 1 - connectionIdSize - 4 - 16;
constexpr std::size_t frameHead = 3; // type and length
constexpr std::size_t largestNumber = 8;
static_assert(limits::udpFrame + largestNumber + frameHead <= largestFrame, "or a datagram would wait for a packet that never is");

} // namespace

bool QuicConnection::peerTakesDatagrams() const
{
    if (!ready_)
        return false;
    const ngtcp2_transport_params *theirs = ngtcp2_conn_get_remote_transport_params(conn_);
    return theirs && theirs->max_datagram_frame_size >= largestFrame;
}

void QuicConnection::setReachable(bool reachable)
{
    reachable_ = reachable;
    if (reachable || datagrams_.empty())
        return;
    for (const auto &[id, stream] : streams_)
        stream->datagramsDropped_.down += datagrams_.forget(id);
    updateGauge();
}

bool QuicConnection::sendDatagram(Stream &stream, std::span<const std::uint8_t> datagram)
{
    if (over_ || stream.quicClosed_ || stream.writeShut_ || !reachable_ || datagram.size() > limits::udpFrame) {
        ++stream.datagramsDropped_.down;
        return false;
    }
    datagrams_.add(stream.id_, datagram, events_.linkTime());
    updateGauge();
    events_.serviceWanted();
    return true;
}

void QuicConnection::datagramDropped(std::int64_t id, DatagramQueue::Drop why, std::size_t count)
{
    Stream *stream = find(id);
    if (!stream)
        return;
    switch (why) {
    case DatagramQueue::Drop::Full: stream->datagramsDropped_.full += count; return;
    case DatagramQueue::Drop::Late: stream->datagramsDropped_.late += count; return;
    }
}

// One packet with the datagram whose turn it is; it is not there any more afterwards, or the packet could not be sent.
QuicConnection::Step QuicConnection::writeDatagram(const DatagramQueue::Turn &turn, Instant now, std::size_t &written)
{
    // In one piece: ngtcp2 0.12 ends the program at an empty one, and a datagram may be empty.
    std::vector<std::uint8_t> frame = wire::encodeFlowNumber(turn.stream);
    frame.insert(frame.end(), turn.datagram.begin(), turn.datagram.end());
    const ngtcp2_vec piece{frame.data(), frame.size()};
    std::array<std::uint8_t, limits::datagramSize> packet;
    int accepted = 0;
    const ngtcp2_ssize size = ngtcp2_conn_writev_datagram(conn_, nullptr, nullptr, packet.data() + 1, packet.size() - 1, &accepted,
                                                          NGTCP2_WRITE_DATAGRAM_FLAG_NONE, 0, &piece, 1, stamp(now));
    if (size == NGTCP2_ERR_INVALID_STATE || size == NGTCP2_ERR_INVALID_ARGUMENT) {
        if (Stream *stream = find(turn.stream))
            ++stream->datagramsDropped_.down; // the peer takes none of this size, or none at all
        datagrams_.taken();
        return Step::Wrote;
    }
    if (size < 0) {
        fail(int(size), now);
        return Step::Over;
    }
    if (accepted != 0) {
        datagrams_.taken();
        datagramLast_ = true;
    }
    if (size == 0)
        return Step::Idle; // congestion or pacing
    written += std::size_t(size);
    return offer(std::span(packet).first(std::size_t(size) + 1)) ? Step::Wrote : Step::Refused;
}

void QuicConnection::datagramCame(std::span<const std::uint8_t> frame)
{
    const auto flow = wire::decodeFlowFrame(frame);
    const quint64 waiting = receivedBytes_ + frame.size() + sizeof(Received); // so that empty ones count as well
    if (!flow || waiting > limits::udpReceiveQueue) {
        ++strayDatagrams_;
        return;
    }
    received_.push_back({flow->stream, {flow->datagram.begin(), flow->datagram.end()}});
    receivedBytes_ = waiting;
    events_.serviceWanted();
}

// A stream's user may not expect any, or there is no such stream (any more): nobody but the sender is worse off.
void QuicConnection::deliverDatagrams()
{
    for (const Received &one : std::exchange(received_, {})) {
        Stream *stream = find(one.stream);
        const bool open = stream && stream->events_ && stream->closeCode_ == ErrorCode::None;
        if (!open || !stream->events_->streamDatagram(one.datagram))
            ++strayDatagrams_;
    }
    receivedBytes_ = 0;
}

} // namespace culvert::link
