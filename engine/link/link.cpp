// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/link.h"

#include "core/limits.h"
#include "wire/datagram.h"

#include <algorithm>
#include <array>

namespace culvert::link {

namespace {

constexpr auto hush = std::chrono::milliseconds(200);    // without a word: what a path that carries data does not do
constexpr auto retryPause = std::chrono::seconds(1); // between two handshakes that failed
// A datagram that a path refuses which cannot say when it has room is offered again when as much time has passed as it was
// refused before, within these.
constexpr Duration heldRetryFirst = std::chrono::milliseconds(1);
constexpr Duration heldRetryLongest = std::chrono::milliseconds(32);
constexpr Duration heldRetrySilent = std::chrono::milliseconds(100); // while the peer does not answer anyway

} // namespace

Link::Link(const Setup &setup)
    : self_(setup.self), peer_(setup.peer), keys_(setup.keys), sendHello_(setup.sendHello), path_(setup.path),
      candidates_(setup.candidates), timers_(setup.timers), random_(setup.random), ledger_(setup.ledger),
      events_(setup.events), resumeLimit_(setup.resumeLimit), congestion_(setup.congestion), takesDatagrams_(setup.takesDatagrams), hello_(setup.self, setup.peer, setup.keys.hello, setup.random),
      alarm_(setup.timers.makeAlarm([this] { service(); }))
{
    liveness_.restart(timers_.now());
    path_.received = [this](std::span<const std::uint8_t> datagram) { datagramReceived(datagram); };
    path_.receivedAll = [this] { service(); };
    path_.kindChanged = [this] { pathKindChanged(); };
    path_.moved = [this] { pathMoved(); };
    if (pathKind() != path::Kind::None)
        pathKindChanged();
}

Link::~Link()
{
    path_.forgetCallbacks();
    inService_ = true; // nothing is to be scheduled by what follows
    if (candidate_)
        candidate_->close(ErrorCode::ProgramQuit, quicNow());
    if (current_) {
        current_->close(ErrorCode::ProgramQuit, quicNow());
        current_->dropStreams(ErrorCode::ProgramQuit);
    }
    for (const auto &connection : retired_)
        connection->dropStreams(ErrorCode::ProgramQuit);
    path_.flush();
}

path::Kind Link::pathKind() const { return path_.kind(); }

void Link::setResumeLimit(Duration limit)
{
    resumeLimit_ = limit;
    serviceWanted(); // the streams that wait may have done so for long enough
}

Duration Link::quietFor() const
{
    return pathKind() == path::Kind::None ? Duration::zero() : liveness_.quietFor(timers_.now());
}

std::optional<double> Link::lossPercent() const { return liveness_.lossPercent(timers_.now()); }

void Link::pathKindChanged()
{
    const path::Kind kind = pathKind();
    if (kind == knownKind_)
        return;
    const bool wasDown = knownKind_ == path::Kind::None;
    knownKind_ = kind;
    if (kind != path::Kind::None && wasDown) {
        liveness_.restart(timers_.now());
        hello_.want();
        heard();
    } else if (kind != path::Kind::None) {
        pathMoved();
    }
    events_.linkChanged();
    serviceWanted();
}

quint64 Link::queuedBytes() const
{
    quint64 sum = current_ ? current_->queuedBytes() : 0;
    for (const auto &connection : retired_)
        sum += connection->queuedBytes();
    return sum;
}

void Link::pathMoved()
{
    liveness_.pathChanged();
    if (current_)
        current_->pathChanged();
    if (liveness_.quietFor(timers_.now()) >= hush)
        wakeConnections(); // the old way had failed
}

Result<Stream *> Link::open()
{
    if (!current_ || current_->over() || pathKind() == path::Kind::None)
        return Error{ErrorCode::PeerOffline};
    if (silent())
        return Error{ErrorCode::PeerSilent};
    Stream *stream = current_->openStream();
    if (!stream)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 connections to a peer").arg(limits::streamsPerPeer)};
    return stream;
}

void Link::close(ErrorCode code)
{
    if (candidate_)
        candidate_->close(code, quicNow());
    candidate_.reset();
    if (current_) {
        current_->close(code, quicNow());
        endCurrent(code, false);
    }
    path_.flush();
    serviceWanted();
}

void Link::greetAgain()
{
    hello_.want();
    liveness_.beatSoon();
    serviceWanted();
}

// --- What is due ---

void Link::serviceWanted()
{
    if (!inService_)
        alarm_->setAt(timers_.now());
}

void Link::service()
{
    if (inService_)
        return;
    inService_ = true;
    const Instant now = timers_.now();
    watchSilence(now);
    greet(now);
    beat(now);
    serviceConnections(now);
    path_.flush();
    inService_ = false;
    rearm();
}

void Link::serviceConnections(Instant now)
{
    if (retryDue() && now >= *retryAt_ && pathKind() != path::Kind::None)
        startHandshake();
    // With no path up QUIC's timers have nothing to do: they go on when one returns.
    const bool pathUp = pathKind() != path::Kind::None;
    for (QuicConnection *connection : {candidate_.get(), current_.get()}) {
        if (connection && pathUp && connection->expiry() <= quicNow())
            connection->handleExpiry(quicNow());
    }
    if (candidate_ && candidate_->ready() && !candidate_->over())
        promoteCandidate();
    if (current_) {
        current_->setReachable(pathUp && !silent());
        current_->deliver();
    }
    for (const auto &connection : retired_)
        connection->deliver();
    std::erase_if(retired_, [](const auto &connection) { return !connection->hasStreams(); });
    for (QuicConnection *connection : {candidate_.get(), current_.get()}) {
        if (connection && pathUp) {
            connection->setGuarded(pathKind() != path::Kind::ToxRelay);
            connection->write(quicNow());
        }
    }
    dropEnded();
}

void Link::beat(Instant now)
{
    if (!mayBeat() || now < liveness_.nextHeartbeat(now))
        return;
    std::array<std::uint8_t, wire::Heartbeat::size> datagram;
    wire::encode(liveness_.makeHeartbeat(now), {keys_.heartbeat, self_.key, self_.instance, *hello_.theirInstance()}, datagram);
    send(datagram);
}

void Link::greet(Instant now)
{
    if (pathKind() != path::Kind::None && now >= hello_.nextDue(up()))
        sendHello_(hello_.make(up(), now, candidates_()));
}

void Link::watchSilence(Instant now)
{
    const bool isSilent = silent();
    if (isSilent != std::exchange(wasSilent_, isSilent))
        events_.linkChanged();
    if (pathKind() != path::Kind::None && !isSilent)
        return;
    if (!unreachableSince_)
        unreachableSince_ = now;
    if (current_ && now - *unreachableSince_ >= resumeLimit_)
        endCurrent(ErrorCode::ResumeLimit, false);
}

void Link::rearm()
{
    const Instant now = timers_.now();
    Instant next = Instant::max();
    if (pathKind() != path::Kind::None) {
        next = hello_.nextDue(up());
        if (mayBeat())
            next = std::min(next, liveness_.nextHeartbeat(now));
        if (!silent())
            next = std::min(next, liveness_.silentAt());
        for (const QuicConnection *connection : {candidate_.get(), current_.get()}) {
            if (!connection)
                continue;
            // While the path refuses a datagram QUIC can do nothing either: its deadlines would only spin.
            if (connection->hasHeldDatagram())
                next = std::min(next, offerAgainAt(now));
            else if (connection->expiry() != Instant::max())
                next = std::min(next, connection->expiry() - quicAhead_);
        }
        if (retryDue())
            next = std::min(next, *retryAt_);
    }
    if (current_ && unreachableSince_)
        next = std::min(next, *unreachableSince_ + resumeLimit_);
    if (current_ && current_->hasNews())
        next = now;
    if (next == Instant::max())
        alarm_->cancel();
    else
        alarm_->setAt(std::max(next, now));
}

Instant Link::offerAgainAt(Instant now) const
{
    if (silent())
        return now + heldRetrySilent;
    const Duration refusedFor = refusedSince_ ? now - *refusedSince_ : Duration::zero();
    return path_.roomAt().value_or(now + std::clamp(refusedFor, heldRetryFirst, heldRetryLongest));
}

// --- Connections come and go ---

QuicConnection::Setup Link::connectionSetup(Role role)
{
    const QString ours = self_.instance.toHex();
    // The client has heard this machine, and by its handshake proves it; the server needs no proof to answer one.
    const auto instance = role == Role::Client ? hello_.theirInstance() : hello_.lastHeard();
    const QString theirs = instance.value_or(InstanceId()).toHex();
    const QString identity = role == Role::Client ? ours + u'.' + theirs : theirs + u'.' + ours;
    return {role, {keys_.psk, identity.toLatin1()}, congestion_, random_, ledger_, *this, holdings_, takesDatagrams_};
}

void Link::startHandshake()
{
    if (candidate_ && candidateInstance_ == hello_.theirInstance())
        return;
    retryAt_.reset();
    candidate_ = QuicConnection::connect(connectionSetup(Role::Client), quicNow());
    candidateInstance_ = hello_.theirInstance();
    serviceWanted();
}

void Link::promoteCandidate()
{
    const bool sameProgram = currentInstance_ == candidateInstance_;
    if (current_)
        retire(std::move(current_), sameProgram ? ErrorCode::PeerOffline : ErrorCode::PeerRestarted, true);
    current_ = std::move(candidate_);
    currentInstance_ = candidateInstance_;
    currentSince_ = timers_.now();
    std::optional<wire::Hello> said;
    if (currentInstance_ && currentInstance_ != hello_.theirInstance()) {
        said = hello_.prove(*currentInstance_);
        liveness_.peerStarted();
    }
    retryAt_.reset();
    if (!ticket_)
        ticket_.emplace(ledger_, Counted::Link);
    events_.linkChanged();
    // The client may begin on a single hello of ours and say none after it: what it said before counts now.
    if (said)
        events_.linkHelloReceived(*said, true);
}

void Link::dropEnded()
{
    if (candidate_ && candidate_->over()) {
        const Error why = candidate_->whyOver();
        // A path that went away in the middle is no failure of the handshake, and a first datagram that a server cannot use
        // may be anybody's.
        if (isClient() && pathKind() != path::Kind::None && !silent() && why.code != ErrorCode::ProgramQuit)
            events_.linkTrouble(why);
        candidate_.reset();
        retryAt_ = timers_.now() + retryPause;
    }
    if (current_ && current_->over()) {
        const Error why = current_->whyOver();
        if (why.code == ErrorCode::ProtocolViolation)
            events_.linkTrouble(why);
        // Its program has quit: the next hello tells when it is back.
        if (why.code != ErrorCode::ProgramQuit)
            retryAt_ = timers_.now() + retryPause;
        endCurrent(why.code, current_->overByPeer());
    }
}

void Link::endCurrent(ErrorCode code, bool byPeer)
{
    currentInstance_.reset();
    ticket_.reset();
    retire(std::move(current_), code, byPeer);
    events_.linkChanged();
}

// What has come whole is still read: such a connection stays until its last stream has been.
void Link::retire(std::unique_ptr<QuicConnection> connection, ErrorCode code, bool byPeer)
{
    connection->closeStreams(code, byPeer);
    if (connection->hasStreams())
        retired_.push_back(std::move(connection));
    if (retired_.size() > limits::connectionsKept) {
        retired_.front()->dropStreams(ErrorCode::LimitReached);
        retired_.erase(retired_.begin());
    }
}

path::SendResult Link::sendDatagram(std::span<std::uint8_t> withTypeByte)
{
    withTypeByte[0] = std::uint8_t(wire::DatagramType::Quic);
    return send(withTypeByte);
}

path::SendResult Link::send(std::span<const std::uint8_t> datagram)
{
    const path::SendResult result = path_.send(datagram);
    if (result == path::SendResult::Sent) {
        sent_.add(datagram.size(), timers_.now());
        refusedSince_.reset();
    } else if (!refusedSince_) {
        refusedSince_ = timers_.now();
    }
    return result;
}

void Link::streamOpened(Stream &stream) { events_.linkStreamOpened(stream); }

} // namespace culvert::link
