// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/direct_path.h"

#include "path/direct_network.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace culvert::path {

namespace {

using namespace std::chrono_literals;

constexpr Duration eagerPause = 200ms;  // five questions a second at most
constexpr Duration eagerFor = 10s;
constexpr Duration patientPause = 5s;
constexpr Duration returnPause = 1s;    // the same after the way was up: it is wanted back within two
constexpr Duration quiet = 1s;          // without a word of the peer: ask whether it is there
constexpr Duration answerPause = 50ms;
constexpr Duration checkPause = 100ms;
static_assert(checkPause > answerPause, "or the other side would leave out answers");
constexpr Duration refresh = 1min;      // of what the other side sees this machine as
constexpr std::size_t askedKept = 32;

inet::SocketAddress seenIn(const wire::Probe &answer)
{
    Q_IPV6ADDR bytes;
    std::ranges::copy(answer.seenHost, std::begin(bytes.c));
    return inet::SocketAddress{QHostAddress(bytes), answer.seenPort}.unmapped();
}

} // namespace

DirectPath::DirectPath(DirectNetwork &network, const PublicKey &peer, const wire::SymmetricKey &probeKey)
    : network_(network), peer_(peer), key_(probeKey), alarm_(network.timers_.makeAlarm([this] { tick(); }))
{
}

DirectPath::~DirectPath() { network_.forget(*this); }

SendResult DirectPath::send(std::span<const std::uint8_t> datagram)
{
    return remote_ ? network_.socket_->send(*remote_, datagram) : SendResult::Down;
}

void DirectPath::flush()
{
    if (remote_)
        network_.socket_->flush();
}

void DirectPath::offer(const QList<inet::SocketAddress> &candidates)
{
    for (const inet::SocketAddress &candidate : candidates) {
        if (mayBeElsewhere(candidate))
            remember(candidate.unmapped());
    }
    look();
}

void DirectPath::configure(const QList<inet::SocketAddress> &addresses)
{
    const QList<inet::SocketAddress> kept = addresses.first(std::min(addresses.size(), limits::directCandidates));
    if (kept == configured_)
        return;
    configured_ = kept;
    look();
}

void DirectPath::look()
{
    if ((configured_.isEmpty() && candidates_.isEmpty()) || remote_)
        return;
    eagerUntil_ = network_.timers_.now() + eagerFor;
    alarm_->setAt(network_.timers_.now());
}

void DirectPath::recheck()
{
    if (remote_)
        beginCheck(true);
    else
        look();
}

void DirectPath::remember(const inet::SocketAddress &candidate)
{
    candidates_.removeAll(candidate);
    candidates_.prepend(candidate);
    if (candidates_.size() > limits::directCandidates)
        candidates_.removeLast();
}

void DirectPath::ask(const inet::SocketAddress &whom)
{
    lastAsked_ = network_.timers_.now();
    asked_.push_back({randomId<wire::ProbeNonce>(network_.random_), whom});
    if (asked_.size() > askedKept)
        asked_.pop_front();
    const auto datagram = wire::encodeProbe({wire::Probe::Kind::Question, asked_.back().nonce}, key_, network_.self_);
    network_.socket_->send(whom, datagram);
    network_.socket_->flush();
}

void DirectPath::tick()
{
    const Instant now = network_.timers_.now();
    if (remote_) {
        if (now - lastHeard_ >= limits::silence) {
            goDown();
            return;
        }
        if (check_) {
            checkTick(now);
            return;
        }
        if (now - lastHeard_ >= quiet || now - lastConfirmed_ >= refresh)
            ask(*remote_);
        alarm_->setAt(now + quiet);
        return;
    }
    if (configured_.isEmpty() && candidates_.isEmpty())
        return;
    // Where it was is where it most often comes back.
    if (wasUpLately() && std::exchange(askedLastRemote_, !askedLastRemote_))
        ask(*lastRemote_);
    else
        askNext();
    alarm_->setAt(now + (now < eagerUntil_ ? eagerPause : wasUpLately() ? returnPause : patientPause));
}

bool DirectPath::wasUpLately() const { return lastRemote_ && network_.timers_.now() - downSince_ < limits::resume; }

void DirectPath::askNext()
{
    const qsizetype at = next_++ % (configured_.size() + candidates_.size());
    ask(at < configured_.size() ? configured_[at] : candidates_[at - configured_.size()]);
}

void DirectPath::beginCheck(bool needsAnswer)
{
    const Instant now = network_.timers_.now();
    asked_.clear(); // answers to older questions prove nothing
    check_ = Check{now + limits::directCheck, needsAnswer};
    alarm_->setAt(now);
}

void DirectPath::endCheck()
{
    check_.reset();
    alarm_->setAt(network_.timers_.now() + quiet);
}

void DirectPath::checkTick(Instant now)
{
    if (now >= check_->until) {
        const std::optional<inet::SocketAddress> instead = check_->instead;
        if (instead)
            comeUp(*instead);
        else
            goDown();
        return;
    }
    const bool elsewhere = std::exchange(check_->elsewhere, !check_->elsewhere) && !(configured_.isEmpty() && candidates_.isEmpty());
    if (elsewhere)
        askNext();
    else
        ask(*remote_);
    alarm_->setAt(std::min(now + checkPause, check_->until));
}

void DirectPath::arrived(const inet::SocketAddress &from, std::span<const std::uint8_t> datagram)
{
    if (wire::tagOfProbe(datagram)) {
        probeArrived(from, datagram);
        return;
    }
    // While the way is down here, the peer may take it for up and send by it.
    if ((from == remote_ || from == asker_) && received)
        received(datagram);
}

void DirectPath::vouch()
{
    lastHeard_ = network_.timers_.now();
    if (check_ && !check_->needsAnswer)
        endCheck();
}

void DirectPath::probeArrived(const inet::SocketAddress &from, std::span<const std::uint8_t> datagram)
{
    const auto probe = wire::decodeProbe(datagram, key_, peer_);
    if (!probe)
        return; // and no word to whoever sent it
    const Instant now = network_.timers_.now();
    switch (probe->kind) {
    case wire::Probe::Kind::Question:
        if (now - lastAnswered_ >= answerPause) {
            lastAnswered_ = now;
            answer(from, probe->nonce);
        }
        // The peer is there, or somebody sends its words again from there: only an answer of its own tells.
        if (!remote_) {
            takeFrom(from);
            if (!configured_.contains(from) && !candidates_.contains(from))
                remember(from);
            if (now - lastAsked_ >= eagerPause)
                ask(from);
            if (!alarm_->isSet())
                alarm_->setAt(now + eagerPause);
        } else if (from != remote_ && !check_ && now - suspected_ >= limits::directCheck) {
            // It has moved, perhaps: who is content with the way that is up asks nowhere else.
            suspected_ = now;
            next_ = configured_.indexOf(from);
            if (next_ < 0) {
                remember(from);
                next_ = configured_.size();
            }
            beginCheck(false);
        }
        return;
    case wire::Probe::Kind::Answer: {
        const auto question = std::find_if(asked_.begin(), asked_.end(),
                                           [&](const Asked &a) { return a.nonce == probe->nonce && a.address == from; });
        if (question == asked_.end())
            return;
        asked_.erase(question);
        network_.seen(peer_, seenIn(*probe));
        if (!remote_)
            comeUp(from);
        if (from == remote_) {
            lastHeard_ = lastConfirmed_ = now;
            if (check_)
                endCheck();
        } else if (check_) {
            check_->instead = from;
        }
        return;
    }
    }
}

void DirectPath::takeFrom(const inet::SocketAddress &address)
{
    if (asker_ == address)
        return;
    if (asker_)
        network_.unroute(*asker_, *this);
    asker_ = address;
    network_.routeIfFree(address, *this);
}

void DirectPath::answer(const inet::SocketAddress &whom, const wire::ProbeNonce &nonce)
{
    wire::Probe probe{wire::Probe::Kind::Answer, nonce, {}, whom.port};
    const Q_IPV6ADDR host = whom.host.toIPv6Address(); // maps an IPv4 address
    std::ranges::copy(host.c, probe.seenHost.begin());
    const auto datagram = wire::encodeProbe(probe, key_, network_.self_);
    network_.socket_->send(whom, datagram); // as large as the question
    network_.socket_->flush();
}

// Also from another address: the way has moved, and stays up.
void DirectPath::comeUp(const inet::SocketAddress &remote)
{
    const bool wasUp = remote_.has_value();
    if (wasUp)
        network_.unroute(*remote_, *this);
    if (asker_)
        network_.unroute(*asker_, *this);
    asker_.reset();
    remote_ = remote;
    check_.reset();
    lastHeard_ = lastConfirmed_ = network_.timers_.now();
    network_.route(remote, *this);
    alarm_->setAt(lastHeard_ + quiet);
    if (const auto &call = wasUp ? moved : kindChanged)
        call();
}

void DirectPath::goDown()
{
    network_.unroute(*remote_, *this);
    lastRemote_ = std::exchange(remote_, std::nullopt);
    check_.reset();
    const Instant now = downSince_ = network_.timers_.now();
    eagerUntil_ = now + eagerFor;
    alarm_->setAt(now);
    if (kindChanged)
        kindChanged();
}

} // namespace culvert::path
