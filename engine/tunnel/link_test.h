// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/link_test.h"
#include "link/traffic_meter.h"
#include "peer/peer_book.h"
#include "tunnel/connection_table.h"
#include "tunnel/ping_end.h"
#include "tunnel/steady_rate.h"

#include <vector>

namespace culvert::tunnel {

// One test of the link to one peer, begun here: the round trip at rest, then beside bytes from the peer, then beside bytes
// to it. Its streams are connections of the table like others: a person sees and can close them. PROTOCOL.md, "Test".
// Engine thread.
class LinkTest {
public:
    struct Surroundings {
        const peer::PeerBook &peers;
        ConnectionTable &connections;
        Timers &timers;
        Ledger &ledger;
    };

    // `direction`: how long bytes go each way; 1 s to limits::testDirection.
    LinkTest(api::TestId id, const PublicKey &peer, Duration direction, const Surroundings &with);
    ~LinkTest(); // ends what is left of it
    LinkTest(const LinkTest &) = delete;
    LinkTest &operator=(const LinkTest &) = delete;

    // Errors: those of Peer::open(), PeerUnknown. The test is over then.
    [[nodiscard]] Outcome start();
    void stop(); // by a person; nothing if it is over

    [[nodiscard]] api::TestInfo info() const;
    [[nodiscard]] api::TestId id() const { return info_.id; }
    [[nodiscard]] bool over() const { return info_.over(); }

private:
    Outcome openEcho();
    Outcome openLoad(wire::TestRole role);
    Outcome open(const wire::TestOpening &test, ConnectionId &id, const std::function<std::unique_ptr<tcp::ByteEnd>(tcp::ByteEndEvents &)> &makeEnd);
    void tick();
    void begin(api::TestPhase phase);
    void next();
    void measure();
    [[nodiscard]] std::optional<Error> broken() const;
    void fail(const Error &error);
    void finish(api::TestPhase phase);
    void endLoad();
    void answered(Duration roundTrip, Instant sent);
    [[nodiscard]] Duration phaseTime() const { return with_.timers.now() - phaseSince_; }
    [[nodiscard]] api::LoadInfo &load() { return info_.phase == api::TestPhase::Down ? info_.down : info_.up; }

    const PublicKey peer_;
    const Duration direction_;
    Surroundings with_;
    api::TestInfo info_;
    std::shared_ptr<Pings> pings_ = std::make_shared<Pings>();
    std::vector<double> idle_;   // round trips in ms
    std::vector<double> loaded_;
    ConnectionId echo_ = 0;
    ConnectionId load_ = 0;      // 0: none under way
    Instant phaseSince_{};
    SteadyRate steady_;          // of what comes after the first quarter
    link::TrafficMeter meter_;   // of the direction under way
    std::unique_ptr<Alarm> alarm_;
};

// The tests begun here: one at a time for each peer, and the last one of each is remembered. Engine thread.
class LinkTests {
public:
    explicit LinkTests(const LinkTest::Surroundings &with) : with_(with) {}

    // Errors: those of LinkTest::start(), TestRunning.
    [[nodiscard]] Result<api::TestInfo> start(const PublicKey &peer, Duration direction);
    // Error: TestUnknown.
    [[nodiscard]] Result<api::TestInfo> find(api::TestId id) const;
    [[nodiscard]] Result<api::TestInfo> stop(api::TestId id);

    [[nodiscard]] QList<api::TestInfo> info() const;
    void forgetStrangers(); // tests of peers that are not in the book any more
    void stopAll() { tests_.clear(); }

private:
    [[nodiscard]] LinkTest *test(api::TestId id) const;

    LinkTest::Surroundings with_;
    std::map<PublicKey, std::unique_ptr<LinkTest>> tests_;
    api::TestId lastId_ = 0;
};

} // namespace culvert::tunnel
