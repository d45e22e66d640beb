// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"
#include "link/link.h"
#include "scenario/link_world.h"
#include "scenario/machine.h"
#include "wire/opening.h"

#include <QDebug>

namespace culvert::test {

using namespace std::chrono_literals;

// One line of the table of tries.
inline void tell(const QString &what, const QString &result) { qInfo().noquote() << QStringLiteral("%1 %2").arg(what, -44).arg(result); }

inline QByteArray hello(SimCarrier &from, const PublicKey &to, InstanceId instance, std::uint32_t number, Random &random)
{
    const auto keys = *wire::deriveLinkKeys(from.secretKey(), from.key(), to);
    return wire::sealHello({instance, {}, false, {}, QStringLiteral("x"), {}, number}, keys.hello, from.key(), random);
}

// The victim is a whole engine; the hostile peer is a bare link; an honest peer is a whole engine too.
struct HostileWorld {
    explicit HostileWorld(quint64 seed)
        : timers(clockLedger), network(timers, seed), random(seed + 1), victim(timers, network, random, QStringLiteral("victim")),
          honest(timers, network, random, QStringLiteral("honest")), carrier(network.join())
    {
        network.setWeather({.delay = 5ms, .bytesPerSecond = 4e6});
        victim.know(honest, QStringLiteral("honest"), {web});
        honest.know(victim, QStringLiteral("victim"), {web});
        profile::PeerEntry entry;
        entry.name = QStringLiteral("hostile");
        entry.id = carrier->key();
        entry.rules.append(parseRule(QStringLiteral("allow nas.lan:80")).value());
        entry.rules.append(parseRule(QStringLiteral("allow *.example.org:80")).value());
        victim.book.append(entry);
        victim.follow();
        side = std::make_unique<LinkSide>(timers, random, *carrier, victim.carrier->key());
        victim.dialler.answer = [this](const Endpoint &to) { return to.host == web.host ? target : reached; };
        victim.dialler.resolve = [](const QString &) { return QStringList{QStringLiteral("127.0.0.1")}; };
    }
    bool online()
    {
        return timers.runUntil([&] { return side->link->up() && honest.stateOf(victim) == api::PeerState::Online; }, 30s);
    }
    // What a stream that begins with these bytes ends with.
    ErrorCode tryOpening(const QByteArray &bytes, Duration limit = 2s)
    {
        LinkSide::Collector end;
        end.toSend = bytes;
        end.finishAfter = false;
        auto opened = side->link->open();
        if (!opened)
            return opened.error().code;
        end.start(*opened);
        timers.runUntil([&] { return end.closed; }, limit);
        if (end.stream)
            end.stream->reset(ErrorCode::HangUp);
        return end.closed ? end.code : ErrorCode::None;
    }
    // The bytes that the honest peer gets from its target in this time.
    qsizetype honestBytes(Duration span)
    {
        *target = {};
        target->toSend = QByteArray(40'000'000, 'h');
        auto client = honest.connectTo(victim, web, std::make_shared<Application>());
        timers.run(span);
        const qsizetype got = client->got.size();
        if (client->resetNow)
            client->resetNow();
        timers.run(1s);
        return got;
    }

    const Endpoint web{QStringLiteral("10.0.0.1"), 80};
    Ledger clockLedger;
    VirtualTimers timers;
    SimNetwork network;
    SeededRandom random;
    std::shared_ptr<Application> target = std::make_shared<Application>();
    std::shared_ptr<Application> reached = std::make_shared<Application>(); // by the hostile peer: never
    Machine victim, honest;
    std::unique_ptr<SimCarrier> carrier;
    std::unique_ptr<LinkSide> side;
};

} // namespace culvert::test
