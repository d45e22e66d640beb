// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/udp_forward.h"

#include "core/limits.h"
#include "tunnel/near_connection.h"

#include <algorithm>

namespace culvert::tunnel {

// One who sends to the port, as the end of its flow.
class UdpForward::Sender final : public udp::DatagramEnd {
public:
    Sender(UdpForward &owner, const inet::SocketAddress &address, ConnectionId flow, udp::DatagramEndEvents &events, Timers &timers)
        : owner_(owner), address_(address), flow_(flow), events_(events), timers_(timers)
    {
    }

    bool send(std::span<const std::uint8_t> datagram) override
    {
        lastMove_ = timers_.now();
        return owner_.socket_ && owner_.socket_->send(address_, datagram);
    }
    void closing(const Error &reason) override { owner_.left(*this, reason); }

    void came(std::span<const std::uint8_t> datagram)
    {
        lastMove_ = timers_.now();
        events_.datagramCame(datagram);
    }

    [[nodiscard]] const inet::SocketAddress &address() const { return address_; }
    [[nodiscard]] ConnectionId flow() const { return flow_; }
    [[nodiscard]] Instant lastMove() const { return lastMove_; }

private:
    UdpForward &owner_;
    const inet::SocketAddress address_;
    const ConnectionId flow_;
    udp::DatagramEndEvents &events_;
    Timers &timers_;
    Instant lastMove_{};
};

UdpForward::UdpForward(const profile::TunnelEntry &entry, const Surroundings &with)
    : Tunnel(entry, with), retry_({with.timers, [this] { return listen(); }, [this](const Error &error) { tell(error); }})
{
    if (entry.started)
        retry_.open();
}

UdpForward::~UdpForward()
{
    socket_.reset();
    endConnections();
}

std::optional<Error> UdpForward::listen()
{
    auto opened = udp::LocalSocket::open(
        entry().listen, [this](const inet::SocketAddress &from, std::span<const std::uint8_t> datagram) { came(from, datagram); }, with().readiness,
        with().ledger);
    if (!opened)
        return opened.error();
    socket_ = std::move(*opened);
    return std::nullopt;
}

void UdpForward::came(const inet::SocketAddress &from, std::span<const std::uint8_t> datagram)
{
    const auto found = senders_.find(from);
    if (Sender *sender = found == senders_.end() ? newSender(from) : found->second)
        sender->came(datagram);
}

// Null: there can be none now. Its datagram is counted as dropped, with why.
UdpForward::Sender *UdpForward::newSender(const inet::SocketAddress &from)
{
    if (with().timers.now() < quietUntil_) {
        ++traffic().datagrams.droppedDown;
        return nullptr;
    }
    if (!makeRoom()) {
        ++traffic().datagrams.droppedFull;
        return nullptr;
    }
    const auto stream = openStream();
    if (!stream) {
        ++traffic().datagrams.droppedDown;
        say(stream.error());
        return nullptr;
    }
    if (!(*stream)->peerTakesDatagrams()) {
        (*stream)->reset(ErrorCode::UdpUnsupported);
        ++traffic().datagrams.droppedDown;
        quietUntil_ = with().timers.now() + limits::udpPause;
        say({ErrorCode::UdpUnsupported});
        return nullptr;
    }
    said_ = ErrorCode::None;
    Connection::Facts facts = newFacts(from.toString(), entry().target);
    facts.protocol = Protocol::Udp;
    facts.target = targetText(entry().target, Protocol::Udp);
    const ConnectionId id = facts.id;
    Sender *made = nullptr;
    auto &flow = with().connections.add(std::make_unique<NearConnection>(std::move(facts), entry().target, with().timers, with().ledger,
                                                                         with().connections, &traffic()));
    flow.startFlow(
        [&](udp::DatagramEndEvents &events) {
            auto sender = std::make_unique<Sender>(*this, from, id, events, with().timers);
            made = sender.get();
            return sender;
        },
        **stream);
    senders_[from] = made;
    return made;
}

// New senders are worth more than those that have said nothing for longest, as with any box that keeps flows.
bool UdpForward::makeRoom()
{
    const ConnectionTable &all = with().connections;
    if (all.openFlows(api::Side::Near, entry().peer) < limits::udpFlowsToPeer && all.openFlows() < limits::udpFlows)
        return true;
    const auto idlest = std::min_element(senders_.begin(), senders_.end(), [](const auto &a, const auto &b) {
        return a.second->lastMove() < b.second->lastMove();
    });
    if (idlest == senders_.end())
        return false; // other tunnels have them all
    return with().connections.abort(idlest->second->flow(), ErrorCode::FlowIdle);
}

// Once for each reason, until a flow has come about: an application that goes on sending would say it again and again.
void UdpForward::say(const Error &error)
{
    if (std::exchange(said_, error.code) == error.code)
        return;
    Error named = error;
    if (const peer::Peer *found = peer(); found && named.peer.isEmpty())
        named.peer = found->name();
    tell(std::move(named));
}

void UdpForward::left(const Sender &sender, const Error &reason)
{
    senders_.erase(sender.address());
    switch (reason.code) {
    case ErrorCode::None:
    case ErrorCode::FlowIdle:
    case ErrorCode::ClosedByUser:
    case ErrorCode::TunnelStopped:
        return;
    default:
        quietUntil_ = with().timers.now() + limits::udpPause;
    }
}

void UdpForward::describe(api::TunnelInfo &info) const
{
    info.target = targetText(entry().target, Protocol::Udp);
    if (socket_)
        info.listen = socket_->boundTo().toString();
    info.state = retry_.state(socket_ != nullptr);
}

} // namespace culvert::tunnel
