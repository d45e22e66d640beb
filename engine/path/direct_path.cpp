// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/direct_path.h"

#include "path/direct_network.h"

#include <algorithm>

namespace culvert::path {

namespace {

using namespace std::chrono_literals;

constexpr Duration eagerPause = 200ms;  // five questions a second at most
constexpr Duration eagerFor = 10s;
constexpr Duration patientPause = 5s;
constexpr Duration quiet = 1s;          // without a word of the peer: ask whether it is there
constexpr Duration answerPause = 50ms;
constexpr std::size_t askedKept = 32;

} // namespace

DirectPath::DirectPath(DirectNetwork &network, const PublicKey &peer, const wire::SymmetricKey &probeKey)
    : network_(network), peer_(peer), key_(probeKey), alarm_(network.timers().makeAlarm([this] { tick(); }))
{
}

DirectPath::~DirectPath() { network_.forget(*this); }

SendResult DirectPath::send(std::span<const std::uint8_t> datagram)
{
    return remote_ ? network_.socket().send(*remote_, datagram) : SendResult::Down;
}

void DirectPath::flush()
{
    if (remote_)
        network_.socket().flush();
}

void DirectPath::offer(const QList<UdpAddress> &candidates)
{
    for (const UdpAddress &candidate : candidates) {
        if (mayBeElsewhere(candidate))
            remember(candidate);
    }
    look();
}

void DirectPath::configure(const QList<UdpAddress> &addresses)
{
    const QList<UdpAddress> kept = addresses.first(std::min(addresses.size(), limits::directCandidates));
    if (kept == configured_)
        return;
    configured_ = kept;
    look();
}

void DirectPath::look()
{
    if ((configured_.isEmpty() && candidates_.isEmpty()) || remote_)
        return;
    eagerUntil_ = network_.timers().now() + eagerFor;
    alarm_->setAt(network_.timers().now());
}

void DirectPath::remember(const UdpAddress &candidate)
{
    candidates_.removeAll(candidate);
    candidates_.prepend(candidate);
    if (candidates_.size() > limits::directCandidates)
        candidates_.removeLast();
}

void DirectPath::ask(const UdpAddress &whom)
{
    asked_.push_back({randomId<wire::ProbeNonce>(network_.random()), whom});
    if (asked_.size() > askedKept)
        asked_.pop_front();
    const auto datagram = wire::encodeProbe({wire::Probe::Kind::Question, asked_.back().nonce}, key_, network_.self());
    network_.socket().send(whom, datagram);
    network_.socket().flush();
}

void DirectPath::tick()
{
    const Instant now = network_.timers().now();
    if (remote_) {
        if (now - lastHeard_ >= limits::silence) {
            goDown();
            return;
        }
        if (now - lastHeard_ >= quiet)
            ask(*remote_);
        alarm_->setAt(now + quiet);
        return;
    }
    if (configured_.isEmpty() && candidates_.isEmpty())
        return;
    askNext();
    alarm_->setAt(now + (now < eagerUntil_ ? eagerPause : patientPause));
}

void DirectPath::askNext()
{
    const qsizetype at = next_++ % (configured_.size() + candidates_.size());
    ask(at < configured_.size() ? configured_[at] : candidates_[at - configured_.size()]);
}

void DirectPath::arrived(const UdpAddress &from, std::span<const std::uint8_t> datagram)
{
    if (wire::tagOfProbe(datagram)) {
        probeArrived(from, datagram);
        return;
    }
    if (from != remote_)
        return;
    lastHeard_ = network_.timers().now();
    if (received)
        received(datagram);
}

void DirectPath::probeArrived(const UdpAddress &from, std::span<const std::uint8_t> datagram)
{
    const auto probe = wire::decodeProbe(datagram, key_, peer_);
    if (!probe)
        return; // and no word to whoever sent it
    const Instant now = network_.timers().now();
    switch (probe->kind) {
    case wire::Probe::Kind::Question:
        if (from == remote_)
            lastHeard_ = now;
        if (now - lastAnswered_ >= answerPause) {
            lastAnswered_ = now;
            const auto answer = wire::encodeProbe({wire::Probe::Kind::Answer, probe->nonce}, key_, network_.self());
            network_.socket().send(from, answer); // as large as the question
            network_.socket().flush();
        }
        // The peer is there, or somebody sends its words again from there: only an answer of its own tells.
        if (!remote_ && !configured_.contains(from) && !candidates_.contains(from)) {
            remember(from);
            ask(from);
            if (!alarm_->isSet())
                alarm_->setAt(now + eagerPause);
        }
        return;
    case wire::Probe::Kind::Answer: {
        const auto question = std::find_if(asked_.begin(), asked_.end(),
                                           [&](const Asked &a) { return a.nonce == probe->nonce && a.address == from; });
        if (question == asked_.end())
            return;
        asked_.erase(question);
        if (!remote_)
            comeUp(from);
        if (from == remote_)
            lastHeard_ = now;
        return;
    }
    }
}

void DirectPath::comeUp(const UdpAddress &remote)
{
    remote_ = remote;
    lastHeard_ = network_.timers().now();
    network_.route(remote, this);
    alarm_->setAt(lastHeard_ + quiet);
    if (kindChanged)
        kindChanged();
}

void DirectPath::goDown()
{
    network_.route(*remote_, nullptr);
    remote_.reset();
    const Instant now = network_.timers().now();
    eagerUntil_ = now + eagerFor;
    alarm_->setAt(now);
    if (kindChanged)
        kindChanged();
}

} // namespace culvert::path
