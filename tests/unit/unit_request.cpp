// SPDX-License-Identifier: GPL-3.0-or-later
// Requests to pair that come by UDP, from anybody: what is looked into, how often, and who is believed.
#include "core/limits.h"
#include "peer/request_door.h"
#include "peer/request_repeat.h"
#include "support/sim_network.h"
#include "wire/datagram.h"

#include <QTest>

#include <sodium.h>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

struct Someone {
    explicit Someone(Random &random)
    {
        random.fill({secret.data(), SecretKey::size});
        crypto_scalarmult_base(key.data(), secret.data());
    }
    // A request to pair with `whom`; with the key of `as`, whoever that is.
    [[nodiscard]] wire::RequestDatagram ask(const Someone &whom, const InviteToken &token, const Someone &as, Random &random) const
    {
        const auto keys = *wire::deriveLinkKeys(secret, key, whom.key);
        return wire::sealRequest({token, QStringLiteral("laptop")}, as.key, whom.key, keys.request, random);
    }
    [[nodiscard]] wire::RequestDatagram ask(const Someone &whom, const InviteToken &token, Random &random) const
    {
        return ask(whom, token, *this, random);
    }
    SecretKey secret;
    PublicKey key;
};

} // namespace

class UnitRequest final : public QObject {
    Q_OBJECT

    Ledger ledger_;
    VirtualTimers timers_{ledger_};
    SeededRandom random_{7};
    const Someone inviter_{random_};
    const Someone guest_{random_};
    const Someone other_{random_};
    const InviteToken token_ = randomId<InviteToken>(random_);
    QList<TokenHash> open_;
    QList<PublicKey> asked_;
    QByteArray message_;

    peer::RequestDoor door()
    {
        return peer::RequestDoor({inviter_.key, inviter_.secret, timers_, [this] { return open_; },
                                  [this](const PublicKey &from, const QByteArray &message) {
                                      asked_.append(from);
                                      message_ = message;
                                  }});
    }

private Q_SLOTS:
    void init()
    {
        open_ = {wire::hashOf(randomId<InviteToken>(random_)), wire::hashOf(token_)};
        asked_.clear();
        message_.clear();
    }

    void whoHasTheTokenOfAnOpenInviteIsHeard()
    {
        auto d = door();
        d.arrived(guest_.ask(inviter_, token_, random_));
        QCOMPARE(asked_, QList<PublicKey>{guest_.key});
        const auto request = wire::decodePairRequest(message_);
        QVERIFY(request);
        QCOMPARE(request->token, token_);
        QCOMPARE(request->name, QStringLiteral("laptop"));
    }

    void withoutAnOpenInviteNothingIsLookedInto()
    {
        auto d = door();
        d.arrived(guest_.ask(inviter_, randomId<InviteToken>(random_), random_));
        d.arrived(guest_.ask(other_, token_, random_)); // meant for another machine
        open_.clear();
        d.arrived(guest_.ask(inviter_, token_, random_));
        QVERIFY(asked_.isEmpty());
        QCOMPARE(d.examined(), quint64(0));
    }

    void theTokenAloneDoesNotMakeSomebodySomebodyElse()
    {
        auto d = door();
        d.arrived(guest_.ask(inviter_, token_, other_, random_)); // has the token, and says it is `other`
        d.arrived(guest_.ask(inviter_, token_, inviter_, random_)); // or the inviter itself
        QVERIFY(asked_.isEmpty());
        d.arrived(other_.ask(inviter_, token_, random_));
        QCOMPARE(asked_, QList<PublicKey>{other_.key});
    }

    void aRequestThatWasChangedOnItsWayIsNoRequest()
    {
        auto d = door();
        const auto whole = guest_.ask(inviter_, token_, random_);
        for (std::size_t at = 0; at < whole.size(); at += 13) {
            auto changed = whole;
            changed[at] ^= 4;
            d.arrived(changed);
        }
        for (const std::size_t size : {std::size_t(0), std::size_t(1), std::size_t(25), whole.size() - 1})
            d.arrived(std::span(whole).first(size));
        QVERIFY(asked_.isEmpty());
        QCOMPARE(d.examined(), quint64(0));
    }

    void aFloodOfWhatAnybodyCanSendCostsNoPublicKeyOperation()
    {
        auto d = door();
        wire::RequestDatagram junk;
        for (int i = 0; i < 20'000; ++i) {
            random_.fill(std::span(junk).first(64));
            junk[0] = std::uint8_t(wire::DatagramType::Request);
            d.arrived(junk);
        }
        QCOMPARE(d.examined(), quint64(0));
        d.arrived(guest_.ask(inviter_, token_, random_)); // who has an invite does not wait behind them
        QCOMPARE(asked_.size(), 1);
    }

    void aFloodWithATokenIsBounded()
    {
        auto d = door();
        const auto forged = guest_.ask(inviter_, token_, other_, random_);
        constexpr int seconds = 5;
        for (int i = 0; i < seconds * 1000; ++i) {
            d.arrived(forged);
            timers_.run(1ms);
        }
        QVERIFY2(d.examined() <= quint64((seconds + 1) * limits::requestsPerSecond), qPrintable(QString::number(d.examined())));
        QVERIFY(d.examined() >= quint64((seconds - 1) * limits::requestsPerSecond));
        QVERIFY(asked_.isEmpty());
        timers_.run(1s);
        d.arrived(guest_.ask(inviter_, token_, random_));
        QCOMPARE(asked_.size(), 1);
    }

    void aRequestIsSentOftenAtFirstAndThenSeldom()
    {
        int sent = 0;
        peer::RequestRepeat repeat(timers_, [&] { ++sent; });
        QCOMPARE(sent, 0); // from the event loop alone
        timers_.run(9900ms);
        QCOMPARE(sent, 5);
        sent = 0;
        timers_.run(60s);
        QVERIFY2(sent >= 6 && sent <= 7, qPrintable(QString::number(sent)));
        sent = 0;
        repeat.restart();
        timers_.run(3s);
        QCOMPARE(sent, 2);
    }
};

QTEST_GUILESS_MAIN(UnitRequest)
#include "unit_request.moc"
