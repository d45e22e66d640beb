// SPDX-License-Identifier: GPL-3.0-or-later
// Reverse forwards between whole engines in virtual time: asked for, allowed, refused, lost and asked for again; and a peer that asks,
// and opens, what was never agreed.
#include "core/limits.h"
#include "hostile/hostile_world.h"
#include "scenario/two_machines.h"
#include "tunnel/listen_side.h"
#include "tunnel/tunnel_list.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <vector>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

// The listening ports of one machine, in memory.
class Ports {
public:
    class Port final : public tcp::Listener {
    public:
        Port(Ports &owner, const Endpoint &on, Events events) : owner_(owner), on_(on), events_(std::move(events)) { owner_.open.push_back(this); }
        ~Port() override { std::erase(owner_.open, this); }
        [[nodiscard]] Endpoint boundTo() const override { return {on_.host, quint16(on_.port == 0 ? 40'000 : on_.port)}; }
        void accept(tcp::Descriptor descriptor) { events_.accepted(descriptor, QStringLiteral("127.0.0.1:50000")); }

    private:
        Ports &owner_;
        Endpoint on_;
        Events events_;
    };

    Result<std::unique_ptr<tcp::Listener>> listen(const Endpoint &on, tcp::Listener::Events events)
    {
        ++asked;
        if (trouble != ErrorCode::None)
            return Error{trouble, on.toString()};
        return std::unique_ptr<tcp::Listener>(std::make_unique<Port>(*this, on, std::move(events)));
    }

    std::vector<Port *> open;
    int asked = 0;
    ErrorCode trouble = ErrorCode::None;
};

// What a machine has beside tests/scenario/machine.h to take part in reverse forwards.
struct ReverseMachine {
    ReverseMachine(VirtualTimers &timers, Machine &in)
        : machine(in), readiness(tcp::Readiness::byNotifiers(timers)),
          listens({in.peers, in.connections, timers, in.ledger,
                   [this](const Endpoint &on, tcp::Listener::Events events) { return ports.listen(on, std::move(events)); },
                   [this, &timers](tcp::Descriptor descriptor, tcp::ByteEndEvents &events) {
                       return std::make_unique<MemoryEnd>(applications.at(std::size_t(descriptor)), events, timers, machine.ledger);
                   },
                   [this](const Error &error) { machine.troubles.append(error); }}),
          tunnels({in.peers, in.connections, timers, *readiness, in.ledger, [this](const Error &error) { machine.troubles.append(error); }})
    {
        in.targets.listenAsked = [this](const PublicKey &peer, link::Stream &stream, const wire::ListenOpening &opening) {
            listens.asked(peer, stream, opening);
        };
        in.targets.reverseTarget = [this](const PublicKey &peer, wire::ReverseId id) { return tunnels.reverseTarget(peer, id); };
        in.linkChanged = [this](const PublicKey &peer) { tunnels.peerLinkChanged(peer); };
    }
    ~ReverseMachine()
    {
        machine.linkChanged = nullptr;
        tunnels.stopAll();
        listens.stopAll(ErrorCode::ProgramQuit);
    }
    void add(const Machine &peer, quint16 port, const QString &target = QStringLiteral("10.0.0.1:80"))
    {
        profile::TunnelEntry entry;
        entry.kind = profile::TunnelKind::Reverse;
        entry.name = QStringLiteral("r%1").arg(entries.size());
        entry.peer = peer.carrier->key();
        entry.listen = {QStringLiteral("127.0.0.1"), port};
        entry.target = parseEndpoint(target).value();
        entries.append(entry);
        tunnels.follow(entries);
    }
    api::TunnelInfo tunnel(qsizetype index = 0) const { return tunnels.info().at(index); }
    bool is(api::TunnelState state, qsizetype index = 0) const { return tunnel(index).state == state; }
    ErrorCode error(qsizetype index = 0) const { return tunnel(index).error.value_or(Error()).code; }
    void rules(const QStringList &lines)
    {
        machine.book[0].rules.clear();
        for (const QString &line : lines)
            machine.book[0].rules.append(parseRule(line).value());
        machine.follow();
        listens.recheck();
    }
    std::shared_ptr<Application> connectTo(std::size_t port = 0)
    {
        applications.push_back(std::make_shared<Application>());
        applications.back()->toSend = "hello";
        ports.open.at(port)->accept(tcp::Descriptor(applications.size() - 1));
        return applications.back();
    }
    // But for the streams that hold ports.
    bool atRest() const
    {
        return machine.ledger.count(Counted::Stream).now == tunnels.heldStreams() + listens.listening()
            && machine.ledger.count(Counted::TcpSocket).now == 0 && machine.ledger.count(Counted::Connection).now == 0;
    }

    Machine &machine;
    Ports ports;
    std::vector<std::shared_ptr<Application>> applications;
    std::unique_ptr<tcp::Readiness> readiness;
    tunnel::ListenSide listens;
    tunnel::TunnelList tunnels;
    QList<profile::TunnelEntry> entries;
};

// `here` has the target, `there` listens.
struct World : TwoMachines {
    explicit World(quint64 seed) : TwoMachines(seed), here(timers, near), there(timers, far)
    {
        near.dialler.answer = [this](const Endpoint &) { return target; };
    }
    bool becomes(api::TunnelState state, Duration limit = 30s)
    {
        return timers.runUntil([&] { return here.is(state); }, limit);
    }
    bool atRest()
    {
        return timers.runUntil([&] { return here.atRest() && there.atRest(); }, 10s);
    }

    std::shared_ptr<Application> target = std::make_shared<Application>();
    ReverseMachine here, there;
};

const QStringList allowed{QStringLiteral("allow listen 8080")};

} // namespace

class ReverseScenario : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatConnectsThereReachesTheTargetHere()
    {
        World w(1);
        w.there.rules(allowed);
        w.here.add(w.far, 8080); // before there is a link
        QCOMPARE(w.here.tunnel().state, api::TunnelState::Waiting);
        QVERIFY(w.becomes(api::TunnelState::Listening));
        QCOMPARE(w.here.tunnel().listen, QStringLiteral("127.0.0.1:8080"));
        QCOMPARE(w.there.listens.info().first().listen, QStringLiteral("127.0.0.1:8080"));
        QCOMPARE(w.far.peers.info().first().rules.first().hits, quint64(1));
        w.target->toSend = "welcome";
        auto client = w.there.connectTo();
        QVERIFY(w.timers.runUntil([&] { return w.target->got == "hello" && client->got == "welcome"; }, 5s));
        QCOMPARE(w.near.dialler.dialled, QStringList{QStringLiteral("10.0.0.1")});
        const api::ConnectionInfo dialled = w.near.connections.info().first();
        QCOMPARE(dialled.side, api::Side::Far);
        QCOMPARE(dialled.tunnel, QStringLiteral("r0"));
        QCOMPARE(dialled.target, QStringLiteral("10.0.0.1:80"));
        const api::ConnectionInfo accepted = w.far.connections.info().first();
        QCOMPARE(accepted.side, api::Side::Near);
        QCOMPARE(accepted.target, QStringLiteral("reverse 127.0.0.1:8080"));
        QCOMPARE(w.here.tunnel().open, 1);
        QCOMPARE(w.there.listens.info().first().open, 1);
        // Each end is passed on.
        client->thenFinish = true;
        client->wake();
        QVERIFY(w.timers.runUntil([&] { return w.target->gotFin; }, 5s));
        w.target->thenFinish = true;
        w.target->wake();
        QVERIFY(w.timers.runUntil([&] { return client->gotFin; }, 5s));
        QVERIFY(w.atRest());
        QCOMPARE(w.here.tunnel().received, quint64(5));
        QCOMPARE(w.here.tunnel().sent, quint64(7));
        QCOMPARE(w.here.tunnels.heldStreams(), 1);
    }

    void anotherNameLeavesThePortThereAndWhatCameByIt()
    {
        World w(13);
        w.there.rules(allowed);
        w.here.add(w.far, 8080);
        QVERIFY(w.becomes(api::TunnelState::Listening));
        auto client = w.there.connectTo();
        QVERIFY(w.timers.runUntil([&] { return w.target->got == "hello"; }, 5s));
        w.here.entries[0].name = QStringLiteral("back");
        w.here.tunnels.follow(w.here.entries);
        QCOMPARE(w.here.tunnel().name, QStringLiteral("back"));
        QCOMPARE(w.here.tunnel().state, api::TunnelState::Listening);
        QCOMPARE(w.here.tunnel().received, quint64(5));
        QCOMPARE(w.here.tunnel().open, 1);
        QCOMPARE(w.near.connections.info().first().tunnel, QStringLiteral("back"));
        w.target->toSend = "welcome";
        w.target->wake();
        QVERIFY(w.timers.runUntil([&] { return client->got == "welcome"; }, 5s));
        QCOMPARE(w.there.ports.asked, 1);
        client->resetNow();
        QVERIFY(w.atRest());
    }

    void withoutARuleNothingIsListenedOn()
    {
        World w(2);
        w.there.rules({QStringLiteral("allow *:*")});
        w.here.add(w.far, 8080);
        QVERIFY(w.becomes(api::TunnelState::Failed));
        QCOMPARE(w.here.error(), ErrorCode::ListenNotAllowed);
        QCOMPARE(w.there.ports.asked, 0);
        QVERIFY(std::any_of(w.far.troubles.begin(), w.far.troubles.end(), [](const Error &e) { return e.code == ErrorCode::ListenNotAllowed; }));
        // Allowed later: found out by itself.
        w.there.rules(allowed);
        QVERIFY(w.becomes(api::TunnelState::Listening, limits::reverseRetry + 2s));
        QCOMPARE(w.here.error(), ErrorCode::None);
        // And withdrawn again: the port is closed, and what came by it is cut.
        auto client = w.there.connectTo();
        QVERIFY(w.timers.runUntil([&] { return w.target->got == "hello"; }, 5s));
        w.there.rules({});
        QVERIFY(w.there.ports.open.empty());
        QVERIFY(w.timers.runUntil([&] { return client->gotReset && w.target->gotReset; }, 5s));
        QVERIFY(w.becomes(api::TunnelState::Failed, 5s));
        QCOMPARE(w.here.error(), ErrorCode::ListenNotAllowed);
        // Why is said of the port, once, not of each connection, whose target is no port.
        QCOMPARE(w.far.lastClosed().reason.code, ErrorCode::TunnelStopped);
        QCOMPARE(w.near.lastClosed().reason.code, ErrorCode::TunnelStopped);
        QVERIFY(w.atRest());
        QCOMPARE(w.there.listens.listening(), 0);
    }

    void whyThePeerCannotListenIsTold_data()
    {
        QTest::addColumn<ErrorCode>("there");
        QTest::addColumn<ErrorCode>("here");
        QTest::newRow("in use") << ErrorCode::PortInUse << ErrorCode::ListenInUse;
        QTest::newRow("privileged") << ErrorCode::PortNotPermitted << ErrorCode::ListenNotPermitted;
        QTest::newRow("no such address") << ErrorCode::AddressNotLocal << ErrorCode::ListenNotLocal;
        QTest::newRow("no descriptors") << ErrorCode::DescriptorsExhausted << ErrorCode::ListenImpossible;
    }
    void whyThePeerCannotListenIsTold()
    {
        QFETCH(const ErrorCode, there);
        QFETCH(const ErrorCode, here);
        World w(3);
        w.there.rules(allowed);
        w.there.ports.trouble = there;
        w.here.add(w.far, 8080);
        QVERIFY(w.becomes(api::TunnelState::Failed));
        QCOMPARE(w.here.error(), here);
        // Said once, however often it is tried.
        w.timers.run(3 * limits::reverseRetry);
        QVERIFY(w.there.ports.asked > 2);
        QCOMPARE(std::count_if(w.near.troubles.begin(), w.near.troubles.end(), [&](const Error &e) { return e.code == here; }), 1);
        // Here it is said as of this machine, not in the words for the peer.
        QVERIFY(!w.far.troubles.isEmpty());
        QVERIFY(std::all_of(w.far.troubles.begin(), w.far.troubles.end(), [&](const Error &e) { return e.code == there && !e.peer.isEmpty(); }));
        w.there.ports.trouble = ErrorCode::None;
        QVERIFY(w.becomes(api::TunnelState::Listening, limits::reverseRetry + 2s));
    }

    void aNewLinkIsAskedAnew()
    {
        World w(4);
        w.there.rules(allowed);
        w.here.add(w.far, 8080);
        QVERIFY(w.becomes(api::TunnelState::Listening));
        w.near.peers.find(w.far.carrier->key())->close(ErrorCode::PeerRestarted);
        QVERIFY(w.becomes(api::TunnelState::Waiting, 5s));
        QVERIFY(w.becomes(api::TunnelState::Listening, 30s));
        QCOMPARE(w.there.ports.asked, 2);
        QCOMPARE(w.there.ports.open.size(), std::size_t(1));
        auto client = w.there.connectTo();
        QVERIFY(w.timers.runUntil([&] { return w.target->got == "hello"; }, 5s));
        client->resetNow();
        QVERIFY(w.atRest());
    }

    void anOutageIsWaitedForAndAfterItsLimitThePortIsClosed()
    {
        World w(5);
        w.there.rules(allowed);
        w.here.add(w.far, 8080);
        QVERIFY(w.becomes(api::TunnelState::Listening));
        w.network.setConnected(false);
        w.timers.run(1min);
        QCOMPARE(w.there.ports.open.size(), std::size_t(1));
        w.network.setConnected(true);
        QVERIFY(w.online());
        auto client = w.there.connectTo();
        QVERIFY(w.timers.runUntil([&] { return w.target->got == "hello"; }, 10s));
        QCOMPARE(w.there.ports.asked, 1);
        client->resetNow();
        w.network.setConnected(false);
        QVERIFY(w.timers.runUntil([&] { return w.there.ports.open.empty(); }, limits::resume + 10s));
        QVERIFY(w.becomes(api::TunnelState::Waiting, 10s));
        w.network.setConnected(true);
        QVERIFY(w.becomes(api::TunnelState::Listening, 60s));
    }

    void aRemovedTunnelClosesThePortThereAndItsConnections()
    {
        World w(6);
        w.there.rules({QStringLiteral("allow listen *")});
        w.here.add(w.far, 0);
        QVERIFY(w.becomes(api::TunnelState::Listening));
        QCOMPARE(w.here.tunnel().listen, QStringLiteral("127.0.0.1:40000"));
        auto client = w.there.connectTo();
        QVERIFY(w.timers.runUntil([&] { return w.target->got == "hello"; }, 5s));
        w.here.tunnels.follow({});
        QVERIFY(w.timers.runUntil([&] { return w.there.ports.open.empty() && client->gotReset && w.target->gotReset; }, 5s));
        QVERIFY(w.atRest());
        QVERIFY(w.near.atBaseline() && w.far.atBaseline());
    }

    // As a program of an earlier version does.
    void aPeerThatKnowsNoReverseForwardsIsToldApart()
    {
        World w(7);
        w.far.targets.listenAsked = [](const PublicKey &, link::Stream &stream, const wire::ListenOpening &) {
            stream.reset(ErrorCode::ProtocolViolation);
        };
        w.here.add(w.far, 8080);
        QVERIFY(w.becomes(api::TunnelState::Failed));
        QCOMPARE(w.here.error(), ErrorCode::UnsupportedVersion);
        QCOMPARE(w.near.stateOf(w.far), api::PeerState::Online);
    }

    void noMorePortsThanTheLimitAreListenedOnForAPeer()
    {
        World w(8);
        w.there.rules({QStringLiteral("allow listen *")});
        for (int i = 0; i <= limits::listenersPerPeer; ++i)
            w.here.add(w.far, quint16(9000 + i));
        const auto listening = [&] {
            const auto all = w.here.tunnels.info();
            return std::count_if(all.begin(), all.end(), [](const auto &t) { return t.state == api::TunnelState::Listening; });
        };
        QVERIFY(w.timers.runUntil([&] { return listening() == limits::listenersPerPeer; }, 30s));
        w.timers.run(1s);
        QCOMPARE(w.there.listens.listening(), limits::listenersPerPeer);
        const auto all = w.here.tunnels.info();
        QCOMPARE(std::count_if(all.begin(), all.end(), [](const auto &t) { return t.error && t.error->code == ErrorCode::LimitReached; }), 1);
        // One that goes makes room.
        w.here.entries.removeFirst();
        w.here.tunnels.follow(w.here.entries);
        QVERIFY(w.timers.runUntil([&] { return listening() == limits::listenersPerPeer; }, limits::reverseRetry + 2s));
    }

    void oneThatHasNoRoomAmongTheConnectionsSaysSoAndIsAskedForOnceThereIs()
    {
        World w(14);
        const Endpoint web{QStringLiteral("10.0.0.1"), 80};
        w.there.rules(QStringList{QStringLiteral("allow 10.0.0.1:80")} + allowed);
        w.far.dialler.answer = [](const Endpoint &) { return std::make_shared<Application>(); };
        QVERIFY(w.online());
        std::vector<std::shared_ptr<Application>> clients;
        for (quint64 i = 0; i < limits::streamsPerPeer; ++i)
            clients.push_back(w.near.connectTo(w.far, web, std::make_shared<Application>()));
        QVERIFY(w.timers.runUntil([&] { return w.far.connections.openCount() == int(limits::streamsPerPeer); }, 10s));
        w.here.add(w.far, 8080);
        QVERIFY(w.becomes(api::TunnelState::Failed, 2s));
        QCOMPARE(w.here.error(), ErrorCode::LimitReached);
        QVERIFY(w.here.tunnel().error->subject.contains(QStringLiteral("connections"))); // what there are too many of
        w.timers.run(3 * limits::reverseRetry);
        QVERIFY(w.here.is(api::TunnelState::Failed));
        QCOMPARE(std::count_if(w.near.troubles.begin(), w.near.troubles.end(), [](const Error &e) { return e.code == ErrorCode::LimitReached; }), 1);
        for (const auto &client : clients)
            client->resetNow();
        QVERIFY(w.becomes(api::TunnelState::Listening, limits::reverseRetry + 2s));
        QVERIFY(w.atRest());
    }

    void allPeersTogetherHaveALimitOfPorts()
    {
        World w(9);
        std::vector<std::unique_ptr<Machine>> machines;
        std::vector<std::unique_ptr<ReverseMachine>> sides;
        for (int i = 0; i * limits::listenersPerPeer <= limits::listenersForPeers; ++i) {
            machines.push_back(std::make_unique<Machine>(w.timers, w.network, w.random, QStringLiteral("m%1").arg(i)));
            Machine &machine = *machines.back();
            machine.know(w.far, QStringLiteral("far"));
            w.far.know(machine, QStringLiteral("m%1").arg(i));
            w.far.book.last().rules.append(parseRule(u"allow listen *").value());
            sides.push_back(std::make_unique<ReverseMachine>(w.timers, machine));
            for (int port = 0; port < limits::listenersPerPeer; ++port)
                sides.back()->add(w.far, quint16(9000 + 100 * i + port));
        }
        w.far.follow();
        QVERIFY(w.timers.runUntil([&] { return w.there.listens.listening() == limits::listenersForPeers; }, 60s));
        w.timers.run(limits::reverseRetry + 2s);
        QCOMPARE(w.there.listens.listening(), limits::listenersForPeers);
        sides.clear();
    }

    // A peer with its own engine: what it asks for without end costs no more than the limit, and nothing is left of it.
    void requestsWithoutEndAreBounded()
    {
        HostileWorld w(10);
        ReverseMachine victim(w.timers, w.victim);
        w.victim.book.last().rules.append(parseRule(u"allow listen *").value());
        w.victim.follow();
        QVERIFY(w.online());
        std::vector<std::unique_ptr<LinkSide::Collector>> streams;
        int refused = 0;
        for (int i = 0; i < 500; ++i) {
            auto opened = w.side->link->open();
            if (!opened)
                break;
            streams.push_back(std::make_unique<LinkSide::Collector>());
            streams.back()->finishAfter = false;
            streams.back()->toSend = wire::encode(wire::Opening{.listen = wire::ListenOpening{{QStringLiteral("127.0.0.1"), quint16(9000 + i)}, 7}});
            streams.back()->start(*opened);
        }
        w.timers.run(5s);
        for (const auto &stream : streams)
            refused += stream->closed && stream->code == ErrorCode::LimitReached ? 1 : 0;
        tell(QStringLiteral("%1 requests to listen").arg(streams.size()), QStringLiteral("%1 refused").arg(refused));
        QCOMPARE(refused, int(streams.size()) - limits::listenersPerPeer);
        QCOMPARE(int(victim.ports.open.size()), limits::listenersPerPeer);
        QVERIFY(w.side->link->up());
        // A byte behind the opening ends that port alone.
        const auto agreed = std::find_if(streams.begin(), streams.end(), [](const auto &stream) { return !stream->closed; });
        (*agreed)->toSend = "x";
        (*agreed)->push();
        QVERIFY(w.timers.runUntil([&] { return (*agreed)->closed; }, 2s));
        QCOMPARE((*agreed)->code, ErrorCode::ProtocolViolation);
        QCOMPARE(int(victim.ports.open.size()), limits::listenersPerPeer - 1);
        // An end in order closes it as well.
        const auto next = std::find_if(streams.begin(), streams.end(), [](const auto &stream) { return !stream->closed; });
        (*next)->stream->finish();
        QVERIFY(w.timers.runUntil([&] { return int(victim.ports.open.size()) == limits::listenersPerPeer - 2; }, 2s));
        w.side->link->close(ErrorCode::ProgramQuit);
        QVERIFY(w.timers.runUntil([&] { return victim.ports.open.empty(); }, 5s));
        QVERIFY(w.timers.runUntil([&] { return victim.atRest(); }, 5s));
    }

    // What is wrong is the tunnel's word for its target: no rule has to do with it.
    void aTargetOfNoHostIsANameThatIsNotFound()
    {
        World w(12);
        w.there.rules(allowed);
        w.here.add(w.far, 8080, QStringLiteral("10.0.0.256:80"));
        QVERIFY(w.becomes(api::TunnelState::Listening));
        auto client = w.there.connectTo();
        QVERIFY(w.timers.runUntil([&] { return client->gotReset; }, 5s));
        QCOMPARE(w.far.lastClosed().reason.code, ErrorCode::TargetNameNotFound);
        const api::ConnectionInfo refused = w.near.connections.info().first();
        QCOMPARE(refused.reason.code, ErrorCode::TargetNameNotFound);
        QCOMPARE(refused.reason.subject, QStringLiteral("10.0.0.256:80"));
        QCOMPARE(refused.tunnel, QStringLiteral("r0"));
        QVERIFY(w.near.dialler.dialled.isEmpty());
        QVERIFY(w.atRest());
    }

    // The listening side names a number, and reaches what a person here has named for it, or nothing.
    void whatWasNeverAgreedIsNotDialled()
    {
        HostileWorld w(11);
        ReverseMachine victim(w.timers, w.victim);
        w.victim.dialler.answer = [&](const Endpoint &) { return w.reached; };
        std::vector<std::unique_ptr<LinkSide::Collector>> taken;
        bool agree = false;
        w.side->onStream = [&](link::Stream &stream) {
            taken.push_back(std::make_unique<LinkSide::Collector>());
            taken.back()->finishAfter = false;
            if (agree)
                taken.back()->toSend = wire::encode(wire::Answer{});
            taken.back()->start(&stream);
        };
        QVERIFY(w.online());
        const auto open = [](wire::ReverseId id) { return wire::encode(wire::Opening{.reverse = id}); };
        for (const wire::ReverseId id : {1u, 2u, 4294967295u})
            QCOMPARE(w.tryOpening(open(id)), ErrorCode::TunnelStopped);
        // One that this machine asks for, of another target than the peer's rules would allow.
        profile::TunnelEntry entry;
        entry.kind = profile::TunnelKind::Reverse;
        entry.name = QStringLiteral("r");
        entry.peer = w.carrier->key();
        entry.listen = {QStringLiteral("127.0.0.1"), 8080};
        entry.target = {QStringLiteral("10.0.0.9"), 80};
        agree = true;
        victim.tunnels.follow({entry});
        QVERIFY(w.timers.runUntil([&] { return victim.is(api::TunnelState::Listening); }, 5s));
        const auto asked = wire::decodeOpening({reinterpret_cast<const std::uint8_t *>(taken.back()->got.constData()), std::size_t(taken.back()->got.size())});
        QVERIFY(asked.value.listen);
        const wire::ReverseId id = asked.value.listen->id;
        QCOMPARE(w.tryOpening(open(id + 1)), ErrorCode::TunnelStopped);
        QCOMPARE(w.victim.dialler.dials, 0);
        QCOMPARE(w.tryOpening(open(id)), ErrorCode::None); // connected, and left alone
        QCOMPARE(w.victim.dialler.dialled, QStringList{QStringLiteral("10.0.0.9")});
        // The honest peer has no part in it.
        QVERIFY(!victim.tunnels.reverseTarget(w.honest.carrier->key(), id));
        // Bytes behind the answer end it; and what is removed is gone for good, whoever still has its number.
        taken.back()->toSend = "x";
        taken.back()->push();
        QVERIFY(w.timers.runUntil([&] { return victim.is(api::TunnelState::Failed); }, 5s));
        QCOMPARE(victim.error(), ErrorCode::ProtocolViolation);
        QCOMPARE(w.tryOpening(open(id)), ErrorCode::TunnelStopped);
        QVERIFY(w.timers.runUntil([&] { return victim.is(api::TunnelState::Listening); }, limits::reverseRetry + 2s));
        QCOMPARE(w.tryOpening(open(id)), ErrorCode::TunnelStopped); // asked anew with another number
        victim.tunnels.follow({});
        w.timers.run(1s);
        for (wire::ReverseId old = 0; old < 8; ++old)
            QVERIFY(w.tryOpening(open(id + old)) == ErrorCode::TunnelStopped);
        QCOMPARE(w.victim.dialler.dials, 1);
        QVERIFY(w.side->link->up());
        QVERIFY(w.timers.runUntil([&] { return w.victim.atBaseline(); }, 5s));
    }
};

QTEST_GUILESS_MAIN(ReverseScenario)
#include "reverse_scenario.moc"
