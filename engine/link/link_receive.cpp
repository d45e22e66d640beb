// SPDX-License-Identifier: GPL-3.0-or-later
// What arrives for a link, by a path or beside it.
#include "link/link.h"

#include "core/limits.h"
#include "wire/datagram.h"

#include <algorithm>

namespace culvert::link {

namespace {

// A hello from before the handshake may arrive after it and say "no link" without meaning it.
constexpr auto settled = std::chrono::seconds(5);

} // namespace

void Link::helloReceived(const QByteArray &message)
{
    const std::optional<InstanceId> before = hello_.theirInstance();
    const HelloExchange::Heard opened = hello_.receive(message);
    if (!opened.hello) {
        if (opened.refusal == wire::HelloRefusal::OtherVersion)
            events_.linkTrouble({ErrorCode::UnsupportedVersion});
        return;
    }
    if (before != hello_.theirInstance())
        liveness_.peerStarted();
    if (opened.elsewhere)
        events_.linkTrouble({ErrorCode::IdentityElsewhere});
    // A connection that has heartbeats does not live by hellos.
    if (!current_ && opened.fresh)
        heard();
    events_.linkHelloReceived(*opened.hello, opened.fresh);
    const wire::Hello &hello = *opened.hello;
    const bool knownHere = current_ && currentInstance_ == hello.instance;
    const bool lostThere = knownHere && !hello.linked && timers_.now() - currentSince_ > settled;
    // Whoever has no link must hear that it was heard. A program started anew may have got our hello to the one before it, and
    // then says nothing that would ask for another.
    if (!hello.linked && current_)
        hello_.want();
    if (isClient() && (!knownHere || lostThere) && hello.heard == self_.instance)
        startHandshake();
    serviceWanted();
}

void Link::datagramReceived(std::span<const std::uint8_t> datagram)
{
    if (datagram.size() < 2 || datagram.size() > limits::datagramSize)
        return;
    received_.add(datagram.size(), timers_.now());
    switch (wire::DatagramType(datagram[0])) {
    case wire::DatagramType::Quic:
        if (quicReceived(datagram.subspan(1))) {
            path_.vouch();
            heard();
        }
        return;
    case wire::DatagramType::Heartbeat:
        heartbeatReceived(datagram);
        return;
    case wire::DatagramType::Hello:
        helloReceived(QByteArray(reinterpret_cast<const char *>(datagram.data()) + 1, qsizetype(datagram.size()) - 1));
        return;
    case wire::DatagramType::Probe:
    case wire::DatagramType::Request:
    case wire::DatagramType::Receipt:
        return; // the network of direct ways takes its own
    }
    // Another type: of a later version, or junk.
}

void Link::heartbeatReceived(std::span<const std::uint8_t> datagram)
{
    if (!hello_.theirInstance())
        return;
    const auto beat = wire::decodeHeartbeat(datagram, {keys_.heartbeat, peer_, *hello_.theirInstance(), self_.instance});
    if (!beat)
        return;
    hello_.knownThere();
    const bool isNew = liveness_.isNew(*beat);
    if (isNew) {
        path_.vouch();
        heard();
    }
    liveness_.heartbeatReceived(*beat, timers_.now());
    if (isNew)
        hurryProbe();
}

// Whether it brought something that only the peer can have sent, now.
bool Link::quicReceived(std::span<const std::uint8_t> datagram)
{
    if (current_ && current_->owns(datagram))
        return current_->receive(datagram, quicNow());
    if (candidate_ && candidate_->owns(datagram))
        return candidate_->receive(datagram, quicNow());
    if (!isClient() && hello_.lastHeard() && timers_.now() >= acceptAgainAt_) {
        // The first datagram of a connection; anything else is of one that is gone. It replaces a handshake under way:
        // the client has begun anew.
        auto accepted = QuicConnection::accept(connectionSetup(Role::Server), datagram, quicNow());
        if (accepted) // what is no beginning costs nothing, and keeps none waiting
            acceptAgainAt_ = timers_.now() + limits::handshakePause;
        if (accepted && !accepted->over()) {
            candidate_ = std::move(accepted);
            candidateInstance_ = hello_.lastHeard();
        }
    }
    return false;
}

// Something came from the peer. After silence, or a path's return, QUIC's clock is moved on to its next deadline: its
// probe timer has doubled with every unanswered probe, and the next retransmission could be minutes away.
void Link::heard()
{
    const Instant now = timers_.now();
    const bool back = unreachableSince_.has_value() || liveness_.silent(now);
    liveness_.heard(now);
    if (!back)
        return;
    unreachableSince_.reset();
    wakeConnections();
}

// The next deadline of loss detection is now.
void Link::wakeConnections()
{
    for (QuicConnection *connection : {current_.get(), candidate_.get()})
        moveClockOn(connection);
    serviceWanted();
}

// The first probes after an outage may be lost too, and the next would again be far: not while heartbeats come through.
void Link::hurryProbe()
{
    const Duration patience = std::max<Duration>(limits::probePatience, 4 * roundTrip().value_or(Duration::zero()));
    if (!current_ || current_->expiry() - quicNow() < patience)
        return;
    moveClockOn(current_.get());
    serviceWanted();
}

void Link::moveClockOn(QuicConnection *connection)
{
    if (!connection || connection->expiry() == Instant::max())
        return;
    quicAhead_ = std::max(quicAhead_, connection->expiry() - timers_.now());
    connection->handleExpiry(quicNow());
}

} // namespace culvert::link
