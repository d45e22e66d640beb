// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/friend_path.h"

#include "tox/iterate_schedule.h"
#include "wire/datagram.h"
#include "wire/receipt.h"

#include <algorithm>
#include <array>

namespace culvert::tox {

namespace {

// A relay looks every 30 ms: a datagram takes 3 to 60 ms there and back, just as it meets the turn. bbr2 takes the shortest for
// the round trip and allows two of them under way, far too little: its rate falls and falls. So while much is sent, what comes
// back is handed over this much later, and the shortest is no longer so far from the usual one.
constexpr Duration holdBack = std::chrono::milliseconds(25);
constexpr std::size_t heldMost = 4096;
constexpr Duration relayFull = std::chrono::milliseconds(3); // it looks every 30 ms

bool carriesStreams(std::uint8_t firstByte)
{
    return firstByte == std::uint8_t(wire::DatagramType::Quic);
}

} // namespace

bool FriendPath::setKind(path::Kind kind)
{
    if (std::exchange(kind_, kind) == kind)
        return false;
    if (kind == path::Kind::ToxRelay)
        ceiling_.restart(schedule_.now());
    return true;
}

std::optional<Instant> FriendPath::roomAt() const
{
    return kind_ == path::Kind::ToxRelay ? std::optional(std::max(ceiling_.roomAt(), relayFullUntil_)) : std::nullopt;
}

path::SendResult FriendPath::send(std::span<const std::uint8_t> datagram)
{
    if (retired_)
        return path::SendResult::Down;
    if (kind_ != path::Kind::ToxRelay || !carriesStreams(datagram.front()))
        return give(datagram);
    const Instant now = schedule_.now();
    path::SendResult result = path::SendResult::Blocked;
    if (!relays_.take(datagram.size(), now)) {
        relayFullUntil_ = now + relayFull;
    } else if (ceiling_.allows(datagram.size(), now)) {
        result = give(datagram);
        if (result == path::SendResult::Sent)
            ceiling_.sent(datagram.size(), now);
        else if (result == path::SendResult::Blocked)
            ceiling_.refused(now);
    }
    if (now >= ceiling_.refusedUntil())
        ask(now);
    return result;
}

void FriendPath::ask(Instant now)
{
    const auto number = ceiling_.questionDue(now);
    if (!number)
        return;
    std::array<std::uint8_t, wire::Receipt::size> question;
    wire::encode({wire::Receipt::Step::Question, *number, 0}, question);
    if (give(question) == path::SendResult::Sent)
        ceiling_.asked(now);
}

void FriendPath::receiptArrived(std::span<const std::uint8_t> datagram)
{
    const auto receipt = wire::decodeReceipt(datagram);
    if (!receipt)
        return;
    if (receipt->step == wire::Receipt::Step::Question) {
        std::array<std::uint8_t, wire::Receipt::size> answer;
        wire::encode({wire::Receipt::Step::Answer, receipt->number, arrived_}, answer);
        give(answer); // refused: the next one says more
    } else if (kind_ == path::Kind::ToxRelay) {
        ceiling_.answered(*receipt, schedule_.now());
    }
}

path::SendResult FriendPath::give(std::span<const std::uint8_t> datagram)
{
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
    Q_ASSERT_X(false, "FriendPath::give", "not a datagram of ours");
    return path::SendResult::Down;
}

void FriendPath::retire()
{
    retired_ = true;
    kind_ = path::Kind::None;
    held_.clear();
}

bool FriendPath::arrived(std::size_t offset, std::size_t size)
{
    waiting_.push_back({offset, size});
    return waiting_.size() == 1;
}

// The call is made on a copy: it may set another callback, or none.
void FriendPath::handOver(std::span<const std::uint8_t> datagram)
{
    if (const auto call = received)
        call(datagram);
}

bool FriendPath::hasHeldDue() const
{
    return !held_.empty() && (kind_ != path::Kind::ToxRelay || held_.front().due <= schedule_.now());
}

void FriendPath::deliver(const std::vector<std::uint8_t> &batch)
{
    const Instant now = schedule_.now();
    const bool hold = kind_ == path::Kind::ToxRelay && ceiling_.bulk(now);
    for (const Piece &piece : waiting_) {
        if (retired_)
            break;
        const std::span<const std::uint8_t> datagram(batch.data() + piece.offset, piece.size);
        if (datagram.front() == std::uint8_t(wire::DatagramType::Receipt)) {
            receiptArrived(datagram);
            continue;
        }
        if (carriesStreams(datagram.front())) {
            ++arrived_;
            schedule_.datagramMoved();
            if ((hold || !held_.empty()) && held_.size() < heldMost) { // in order
                held_.push_back({hold ? now + holdBack : now, {datagram.begin(), datagram.end()}});
                continue;
            }
        }
        handOver(datagram);
    }
    while (!retired_ && hasHeldDue()) {
        const Held first = std::move(held_.front());
        held_.pop_front();
        handOver(first.datagram);
    }
    waiting_.clear();
    if (retired_)
        return;
    if (const auto call = receivedAll)
        call();
}

} // namespace culvert::tox
