// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/connection.h"

#include "core/limits.h"
#include "tunnel/flow.h"

#include <algorithm>
#include <utility>

namespace culvert::tunnel {

namespace {
// Moved in one go before others get their turn; the end says again that it is readable.
constexpr quint64 turn = 1 << 20;
} // namespace

Connection::Connection(Facts facts, Timers &timers, Ledger &ledger, ConnectionEvents &events, TunnelTraffic *traffic)
    : facts_(std::move(facts)), timers_(timers), events_(events), traffic_(traffic),
      outTurn_([this] { readAgain(); }), inTurn_([this] { pumpIn(); }), openedAt_(timers.wallClock()),
      lastMove_(timers.now()), ticket_(ledger, Counted::Connection)
{
}

Connection::~Connection()
{
    if (stream_)
        stream_->reset(ErrorCode::ProgramQuit);
}

void Connection::attach(link::Stream &stream)
{
    stream_ = &stream;
    stream.setEvents(this);
}

void Connection::attach(std::unique_ptr<tcp::ByteEnd> end) { end_ = std::move(end); }

Flow &Connection::makeFlow(Ledger &ledger)
{
    flow_ = std::make_unique<Flow>(Flow::Setup{*stream_, timers_, ledger, traffic_,
                                               [this](api::ClosedBy by, const Error &reason) { conclude(by, reason); }, ourSide()});
    return *flow_;
}

bool Connection::streamDatagram(std::span<const std::uint8_t> datagram) { return !closed() && flow_ && flow_->streamDatagram(datagram); }

QString Connection::testTarget(wire::TestRole role)
{
    switch (role) {
    case wire::TestRole::Echo: return QStringLiteral("test echo");
    case wire::TestRole::Down: return QStringLiteral("test down");
    case wire::TestRole::Up: return QStringLiteral("test up");
    }
    Q_UNREACHABLE();
}

void Connection::setTest(wire::TestRole role)
{
    facts_.test = role;
    facts_.target = testTarget(role);
}

void Connection::setTunnel(const QString &tunnel, TunnelTraffic &traffic)
{
    facts_.tunnel = tunnel;
    traffic_ = &traffic;
}

link::Stream &Connection::give()
{
    link::Stream &stream = *std::exchange(stream_, nullptr);
    phase_ = Phase::Closed;
    events_.connectionGone(*this);
    return stream;
}

void Connection::moved() { lastMove_ = timers_.now(); }

void Connection::firstTime(QDateTime &when) const
{
    if (!when.isValid())
        when = timers_.wallClock();
}

void Connection::setPhase(Phase phase)
{
    phase_ = phase;
    if (phase == Phase::Carrying)
        firstTime(story_.connectedAt);
}

void Connection::pumpOut()
{
    if (closed() || !end_ || !stream_ || outFinished_)
        return;
    const quint64 until = sent_ + turn;
    while (sent_ < until) {
        auto space = stream_->writeSpace();
        if (space.empty()) {
            end_->setReading(false); // until streamWritable()
            firstTime(story_.heldAt);
            ++story_.held;
            return;
        }
        const quint64 may = traffic_ ? traffic_->out.allowance(outTurn_) : turn;
        if (may == 0) {
            end_->setReading(false); // until its turn
            return;
        }
        space = space.first(std::size_t(std::min<quint64>({space.size(), quint64(limits::readChunk), may})));
        const auto read = end_->read(space);
        if (read.bytes > 0) {
            stream_->commit(std::size_t(read.bytes));
            sent_ += quint64(read.bytes);
            firstTime(story_.firstSentAt);
            if (traffic_) {
                traffic_->sent += quint64(read.bytes);
                traffic_->out.moved(quint64(read.bytes));
            }
            moved();
        }
        if (read.finished) {
            outFinished_ = true;
            firstTime(story_.sendingEndedAt);
            stream_->finish();
            finishedFirst(ourSide());
            return;
        }
        if (read.bytes == 0)
            return;
    }
}

void Connection::pumpIn()
{
    if (closed() || !stream_)
        return;
    if (phase_ != Phase::Carrying && !preamble())
        return;
    if (flow_ && !closed()) {
        flow_->streamReadable();
        return;
    }
    while (end_ && stream_ && !inFinished_) {
        auto bytes = stream_->readable();
        if (bytes.empty())
            break;
        const quint64 may = traffic_ ? traffic_->in.allowance(inTurn_) : bytes.size();
        if (may == 0)
            return; // until its turn
        bytes = bytes.first(std::size_t(std::min<quint64>(bytes.size(), may)));
        const auto written = stream_->endsBehind(bytes.size()) ? end_->writeLast(bytes) : end_->write(bytes);
        if (written > 0) {
            received_ += quint64(written);
            firstTime(story_.firstReceivedAt);
            if (traffic_) {
                traffic_->received += quint64(written);
                traffic_->in.moved(quint64(written));
            }
            moved();
            stream_->consume(std::size_t(written));
        }
        if (written < qsizetype(bytes.size()))
            return; // until endWritable()
    }
    if (end_ && stream_ && stream_->atEnd() && !std::exchange(inFinished_, true)) {
        end_->finish();
        firstTime(story_.receivingEndedAt);
        finishedFirst(otherSide(ErrorCode::None));
    }
}

void Connection::readAgain()
{
    if (closed() || !end_)
        return;
    end_->setReading(true);
    pumpOut();
}

void Connection::finishedFirst(api::ClosedBy by)
{
    if (firstFin_ == api::ClosedBy::Nobody)
        firstFin_ = by;
}

void Connection::endClosed(const Error &reason)
{
    if (closed())
        return;
    endOver_ = true;
    if (reason.code != ErrorCode::None)
        conclude(ourSide(), reason);
    else
        concludeIfOver();
}

void Connection::streamClosed(ErrorCode code, bool byPeer)
{
    stream_ = nullptr;
    if (closed())
        return;
    streamOver_ = true;
    if (code == ErrorCode::None) {
        if (flow_)
            conclude(otherSide(code), {});
        concludeIfOver();
        return;
    }
    if (byPeer)
        refusedByPeer(code, {});
    else
        conclude(api::ClosedBy::This, {code});
}

void Connection::refusedByPeer(ErrorCode code, const QString &detail) { conclude(otherSide(code), {code, facts_.target, detail}); }

// A stream that is over in order has been read to its end, so the end was told to finish; and the other way round.
void Connection::concludeIfOver()
{
    if (endOver_ && streamOver_)
        conclude(firstFin_, {});
}

api::ClosedBy Connection::otherSide(ErrorCode code) const
{
    switch (code) {
    case ErrorCode::TargetRefused:
    case ErrorCode::TargetUnreachable:
    case ErrorCode::TargetTimedOut:
    case ErrorCode::TargetNameNotFound:
    case ErrorCode::TargetFailed:
        return api::ClosedBy::Target;
    case ErrorCode::None:
    case ErrorCode::HangUp:
        return facts_.side == api::Side::Near ? api::ClosedBy::Target : api::ClosedBy::App;
    default:
        return api::ClosedBy::Peer;
    }
}

void Connection::abort(ErrorCode code)
{
    conclude(api::ClosedBy::This, {code});
}

void Connection::conclude(api::ClosedBy by, const Error &reason)
{
    if (std::exchange(phase_, Phase::Closed) == Phase::Closed)
        return;
    outTurn_.leave();
    inTurn_.leave();
    closedAt_ = timers_.wallClock();
    closedBy_ = by;
    reason_ = reason;
    reason_.peer = facts_.peerName;
    reason_.tunnel = facts_.tunnel;
    if (reason_.subject.isEmpty())
        reason_.subject = facts_.target;
    if (flow_)
        flow_->stop(reason_);
    if (link::Stream *stream = std::exchange(stream_, nullptr))
        stream->reset(reason.code == ErrorCode::None ? ErrorCode::HangUp : reason.code);
    if (end_ && !endOver_)
        dropEnd(*end_);
    if (facts_.test && reason.code == ErrorCode::HangUp)
        reason_ = {}; // how a test ends with bytes still under way
    events_.connectionClosed(*this);
}

api::ConnectionState Connection::state() const
{
    using api::ConnectionState;
    switch (phase_) {
    case Phase::Opening: return ConnectionState::Opening;
    case Phase::Asking: return ConnectionState::Asking;
    case Phase::Dialling: return ConnectionState::Dialling;
    case Phase::Closed: return ConnectionState::Closed;
    case Phase::Carrying: break;
    }
    if (outFinished_ && inFinished_)
        return ConnectionState::Draining;
    if (outFinished_)
        return ConnectionState::HalfClosedOut;
    if (inFinished_)
        return ConnectionState::HalfClosedIn;
    return ConnectionState::Open;
}

api::ConnectionInfo Connection::info() const
{
    api::ConnectionInfo info;
    info.id = facts_.id;
    info.tunnel = facts_.tunnel;
    info.kind = facts_.test                          ? api::ConnectionKind::Test
        : facts_.protocol == Protocol::Udp ? api::ConnectionKind::Udp
                                           : api::ConnectionKind::Tcp;
    info.side = facts_.side;
    info.peer = facts_.peerName;
    info.source = facts_.source;
    info.target = facts_.target;
    info.state = state();
    info.openedAt = openedAt_;
    info.sent = sent_;
    info.received = received_;
    info.closedAt = closedAt_;
    info.closedBy = closedBy_;
    if (stream_) {
        info.waitingOut = stream_->unacknowledged();
        info.waitingIn = stream_->unread();
    }
    if (!closed())
        info.idleMs = toWholeMs(timers_.now() - lastMove_);
    info.story = story_;
    if (flow_)
        flow_->describe(info);
    info.reason = reason_;
    if (reason_.code == ErrorCode::None)
        info.reason = {};
    return info;
}

} // namespace culvert::tunnel
