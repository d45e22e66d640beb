// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/friend_path.h"

#include "tox/iterate_schedule.h"
#include "wire/datagram.h"

namespace culvert::tox {

namespace {

bool carriesStreams(std::uint8_t firstByte)
{
    return firstByte == std::uint8_t(wire::DatagramType::Quic);
}

} // namespace

path::SendResult FriendPath::send(std::span<const std::uint8_t> datagram)
{
    if (retired_)
        return path::SendResult::Down;
    Tox_Err_Friend_Custom_Packet error = TOX_ERR_FRIEND_CUSTOM_PACKET_OK;
    tox_friend_send_lossy_packet(tox_, number_, datagram.data(), datagram.size(), &error);
    switch (error) {
    case TOX_ERR_FRIEND_CUSTOM_PACKET_OK:
        if (carriesStreams(datagram.front()))
            schedule_.datagramMoved();
        return path::SendResult::Sent;
    case TOX_ERR_FRIEND_CUSTOM_PACKET_SENDQ: return path::SendResult::Blocked;
    case TOX_ERR_FRIEND_CUSTOM_PACKET_FRIEND_NOT_FOUND:
    case TOX_ERR_FRIEND_CUSTOM_PACKET_FRIEND_NOT_CONNECTED: return path::SendResult::Down;
    case TOX_ERR_FRIEND_CUSTOM_PACKET_NULL:
    case TOX_ERR_FRIEND_CUSTOM_PACKET_INVALID:
    case TOX_ERR_FRIEND_CUSTOM_PACKET_EMPTY:
    case TOX_ERR_FRIEND_CUSTOM_PACKET_TOO_LONG: break;
    }
    Q_ASSERT_X(false, "FriendPath::send", "not a datagram of ours");
    return path::SendResult::Down;
}

void FriendPath::retire()
{
    retired_ = true;
    kind_ = path::Kind::None;
}

bool FriendPath::arrived(std::size_t offset, std::size_t size)
{
    waiting_.push_back({offset, size});
    return waiting_.size() == 1;
}

void FriendPath::deliver(const std::vector<std::uint8_t> &batch)
{
    // Each call is made on a copy: it may set another callback, or none.
    for (const Piece &piece : waiting_) {
        if (retired_)
            break;
        const std::span<const std::uint8_t> datagram(batch.data() + piece.offset, piece.size);
        if (carriesStreams(datagram.front()))
            schedule_.datagramMoved();
        if (const auto call = received)
            call(datagram);
    }
    waiting_.clear();
    if (retired_)
        return;
    if (const auto call = receivedAll)
        call();
}

} // namespace culvert::tox
