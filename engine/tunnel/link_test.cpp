// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/link_test.h"

#include "core/limits.h"
#include "tunnel/near_connection.h"
#include "tunnel/test_end.h"

#include <algorithm>
#include <cmath>

namespace culvert::tunnel {

namespace {

using namespace std::chrono_literals;

constexpr Duration pingEvery = 50ms;
constexpr Duration atRest = 1s;      // the round trip at rest is measured for so long
constexpr std::size_t restPings = 5; // and until so many have come back
constexpr Duration restMost = 10s;   // a link on which that takes longer does not answer
constexpr Duration slack = 1s;       // for each phase, in the life of the echo

// The nearest-rank percentiles.
api::DelayInfo delayOf(std::vector<double> trips)
{
    if (trips.empty())
        return {};
    std::sort(trips.begin(), trips.end());
    const auto rank = [&](double share) { return trips[std::size_t(std::ceil(share * double(trips.size()))) - 1]; };
    return {int(trips.size()), trips.front(), rank(0.5), rank(0.95)};
}

} // namespace

LinkTest::LinkTest(api::TestId id, const PublicKey &peer, Duration direction, const Surroundings &with)
    : peer_(peer), direction_(direction), with_(with), alarm_(with.timers.makeAlarm([this] { tick(); }))
{
    info_.id = id;
    info_.peerId = peer;
    info_.seconds = int(direction / 1s);
    pings_->answered = [this](Duration roundTrip, Instant sent) { answered(roundTrip, sent); };
}

LinkTest::~LinkTest()
{
    stop();
    pings_->answered = nullptr;
}

Outcome LinkTest::start()
{
    phaseSince_ = with_.timers.now();
    const auto opened = openEcho();
    if (!opened) {
        fail(opened.error());
        return opened;
    }
    tick();
    return done();
}

Outcome LinkTest::open(const wire::TestOpening &test, ConnectionId &id,
                       const std::function<std::unique_ptr<tcp::ByteEnd>(tcp::ByteEndEvents &)> &makeEnd)
{
    peer::Peer *peer = with_.peers.find(peer_);
    if (!peer)
        return Error{ErrorCode::PeerUnknown, peer_.toHex()};
    info_.peer = peer->name();
    auto stream = peer->open();
    if (!stream)
        return stream.error();
    id = with_.connections.nextId();
    Connection::Facts facts{id, {}, api::Side::Near, peer_, peer->name(), {}, Connection::testTarget(test.role), test.role};
    auto &connection = with_.connections.add(
        std::make_unique<NearConnection>(std::move(facts), test, with_.timers, with_.ledger, with_.connections));
    connection.start(makeEnd, stream);
    return done();
}

Outcome LinkTest::openEcho()
{
    const Duration lasts = std::min<Duration>(limits::testEcho, restMost + 2 * (direction_ + slack) + slack);
    return open({wire::TestRole::Echo, lasts, limits::testBytes}, echo_, [this, lasts](tcp::ByteEndEvents &events) {
        return std::make_unique<PingEnd>(pings_, lasts + limits::testGrace, events, with_.timers);
    });
}

Outcome LinkTest::openLoad(wire::TestRole role)
{
    const bool up = role == wire::TestRole::Up;
    const LoadEnd::Plan plan{up ? direction_ : Duration::zero(), up ? limits::testBytes : 0, up ? 0 : limits::testBytes,
                             direction_ + limits::testGrace};
    return open({role, direction_, limits::testBytes}, load_,
                [this, plan](tcp::ByteEndEvents &events) { return std::make_unique<LoadEnd>(plan, events, with_.timers); });
}

void LinkTest::answered(Duration roundTrip, Instant sent)
{
    info_.rttMs = toMs(roundTrip);
    if (info_.phase == api::TestPhase::Idle)
        idle_.push_back(*info_.rttMs);
    else if (sent >= phaseSince_) // not one of the phase before
        loaded_.push_back(*info_.rttMs);
}

void LinkTest::tick()
{
    if (over())
        return;
    if (const auto error = broken())
        return fail(*error);
    measure();
    next();
    if (over())
        return;
    if (pings_->end)
        pings_->end->ping();
    alarm_->setAt(with_.timers.now() + pingEvery);
}

// Why it cannot go on.
std::optional<Error> LinkTest::broken() const
{
    const peer::Peer *peer = with_.peers.find(peer_);
    if (!peer)
        return Error{ErrorCode::PeerRemoved, {}, {}, info_.peer, {}};
    const auto echo = with_.connections.find(echo_);
    const auto load = load_ != 0 ? with_.connections.find(load_) : std::nullopt;
    for (const auto &one : {echo, load}) {
        if (!one || one->state != api::ConnectionState::Closed)
            continue;
        if (one->reason.code == ErrorCode::ProtocolViolation && idle_.empty())
            return Error{ErrorCode::UnsupportedVersion, {}, {}, info_.peer, {}}; // it knows no tests
        if (one->reason.code != ErrorCode::None)
            return one->reason;
    }
    if (echo && echo->state == api::ConnectionState::Closed)
        return Error{ErrorCode::HangUp, {}, {}, info_.peer, {}};
    if (!peer->answers())
        return Error{peer->info().path == api::PathKind::None ? ErrorCode::PeerOffline : ErrorCode::PeerSilent, {}, {}, info_.peer, {}};
    if (info_.phase == api::TestPhase::Idle && phaseTime() > restMost)
        return Error{ErrorCode::PeerSilent, {}, {}, info_.peer, {}};
    return std::nullopt;
}

// What has arrived of the direction under way: bytes received here, or acknowledged by the peer.
void LinkTest::measure()
{
    if (load_ == 0)
        return;
    const auto connection = with_.connections.find(load_);
    if (!connection)
        return;
    const bool down = info_.phase == api::TestPhase::Down;
    const quint64 bytes = down ? connection->received : connection->sent - std::min(connection->sent, connection->waitingOut);
    const Instant now = with_.timers.now();
    if (bytes > load().bytes)
        meter_.add(bytes - load().bytes, now);
    load().bytes = std::max(load().bytes, bytes);
    if (phaseTime() >= direction_ / 4)
        steady_.add(now, load().bytes);
    if (phaseTime() < direction_ && connection->state != api::ConnectionState::Closed)
        return;
    load().bytesPerSecond = steady_.hasRate() ? steady_.bytesPerSecond() : double(load().bytes) / toSeconds(std::max<Duration>(phaseTime(), 1ms));
}

void LinkTest::next()
{
    switch (info_.phase) {
    case api::TestPhase::Idle:
        if (phaseTime() >= atRest && idle_.size() >= restPings)
            begin(api::TestPhase::Down);
        return;
    case api::TestPhase::Down:
        if (info_.down.bytesPerSecond)
            begin(api::TestPhase::Up);
        return;
    case api::TestPhase::Up:
        if (info_.up.bytesPerSecond)
            finish(api::TestPhase::Done);
        return;
    case api::TestPhase::Done:
    case api::TestPhase::Failed:
        return;
    }
}

void LinkTest::begin(api::TestPhase phase)
{
    endLoad();
    info_.phase = phase;
    phaseSince_ = with_.timers.now();
    steady_.clear();
    meter_ = {};
    if (const auto opened = openLoad(phase == api::TestPhase::Down ? wire::TestRole::Down : wire::TestRole::Up); !opened)
        fail(opened.error());
}

// The peer stops at once: what is still under way is of no use to anybody.
void LinkTest::endLoad()
{
    if (load_ != 0)
        with_.connections.abort(load_, ErrorCode::HangUp);
    load_ = 0;
}

void LinkTest::fail(const Error &error)
{
    info_.error = error;
    if (info_.error->peer.isEmpty())
        info_.error->peer = info_.peer;
    finish(api::TestPhase::Failed);
}

void LinkTest::finish(api::TestPhase phase)
{
    info_ = info(); // as it was at its end
    info_.phase = phase;
    info_.bytesPerSecond = 0;
    if (phase == api::TestPhase::Done)
        info_.done = 1;
    alarm_->cancel();
    endLoad();
    with_.connections.abort(echo_, ErrorCode::HangUp);
}

void LinkTest::stop()
{
    if (!over())
        fail({ErrorCode::ClosedByUser});
}

api::TestInfo LinkTest::info() const
{
    if (over())
        return info_;
    api::TestInfo info = info_;
    info.idle = delayOf(idle_);
    info.loaded = delayOf(loaded_);
    info.bytesPerSecond = meter_.bytesPerSecond(with_.timers.now());
    const double whole = toMs(atRest + 2 * direction_);
    const double before = info_.phase == api::TestPhase::Idle ? 0 : toMs(atRest + (info_.phase == api::TestPhase::Up ? direction_ : Duration::zero()));
    const double now = std::min(toMs(phaseTime()), toMs(info_.phase == api::TestPhase::Idle ? atRest : direction_));
    info.done = (before + now) / whole;
    if (const peer::Peer *peer = with_.peers.find(peer_)) {
        const api::PeerInfo known = peer->info();
        info.path = known.path;
        info.lossPercent = known.lossPercent;
    }
    return info;
}

// --- LinkTests ---

Result<api::TestInfo> LinkTests::start(const PublicKey &peer, Duration direction)
{
    auto &slot = tests_[peer];
    if (slot && !slot->over())
        return Error{ErrorCode::TestRunning, {}, {}, slot->info().peer, {}};
    slot = std::make_unique<LinkTest>(++lastId_, peer, direction, with_);
    if (const auto started = slot->start(); !started)
        return started.error();
    return slot->info();
}

LinkTest *LinkTests::test(api::TestId id) const
{
    const auto found = std::find_if(tests_.begin(), tests_.end(), [id](const auto &t) { return t.second->id() == id; });
    return found == tests_.end() ? nullptr : found->second.get();
}

Result<api::TestInfo> LinkTests::find(api::TestId id) const
{
    const LinkTest *found = test(id);
    if (!found)
        return Error{ErrorCode::TestUnknown, QString::number(id)};
    return found->info();
}

Result<api::TestInfo> LinkTests::stop(api::TestId id)
{
    LinkTest *found = test(id);
    if (!found)
        return Error{ErrorCode::TestUnknown, QString::number(id)};
    found->stop();
    return found->info();
}

QList<api::TestInfo> LinkTests::info() const
{
    QList<api::TestInfo> out;
    for (const auto &[peer, test] : tests_)
        out.append(test->info());
    return out;
}

void LinkTests::forgetStrangers()
{
    std::erase_if(tests_, [this](const auto &test) { return with_.peers.find(test.first) == nullptr; });
}

} // namespace culvert::tunnel
