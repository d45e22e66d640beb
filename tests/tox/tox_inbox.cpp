// SPDX-License-Identifier: GPL-3.0-or-later
// What toxcore hands on in one turn, beyond what is taken of it.
#include "core/limits.h"
#include "tox/inbox.h"

#include <QTest>

#include <algorithm>
#include <cstring>

using namespace culvert;
using namespace culvert::tox;
using namespace std::chrono_literals;

namespace {

PublicKey keyOf(quint32 n)
{
    PublicKey key;
    std::memset(key.data(), 0, PublicKey::size);
    std::memcpy(key.data(), &n, sizeof n);
    return key;
}

TokenHash tokenOf(unsigned char n)
{
    TokenHash hash;
    std::memset(hash.data(), n, TokenHash::size);
    return hash;
}

const Instant start{1h};
constexpr quint32 flood = 100'000;

} // namespace

class ToxInbox final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFloodOfRequestsInOneTurnIsBoundedAndNoInviteWaitsBehindIt()
    {
        Inbox inbox;
        for (quint32 n = 0; n < flood; ++n)
            inbox.addRequest(keyOf(n), "noise", std::nullopt, start);
        inbox.addRequest(keyOf(flood), "invited", tokenOf(1), start);
        inbox.addRequest(keyOf(flood + 1), "invited too", tokenOf(2), start);
        const auto taken = inbox.takeRequests();
        QCOMPARE(taken.size(), limits::toxRequests + 2);
        QCOMPARE(taken[0].message, QByteArray("invited"));
        QCOMPARE(taken[0].from, keyOf(flood));
        QCOMPARE(taken[1].message, QByteArray("invited too"));
        QCOMPARE(taken[2].from, keyOf(0)); // of the others the first that came
        QVERIFY(inbox.takeRequests().empty());
        inbox.addRequest(keyOf(7), "the next turn", std::nullopt, start);
        QCOMPARE(inbox.takeRequests().size(), std::size_t(1));
    }

    // Who has one token and many keys takes no place but that of the token.
    void ofManyWhoShowTheSameInviteTheFirstIsKept()
    {
        Inbox inbox;
        for (quint32 n = 0; n < flood; ++n)
            inbox.addRequest(keyOf(n), "leaked", tokenOf(1), start);
        inbox.addRequest(keyOf(flood), "mine", tokenOf(2), start);
        const auto taken = inbox.takeRequests();
        QCOMPARE(taken.size(), std::size_t(2));
        QCOMPARE(taken[0].from, keyOf(0));
        QCOMPARE(taken[1].from, keyOf(flood));
    }

    void whoAskedIsForgottenWhenTheEchoesAreOver()
    {
        Inbox inbox;
        inbox.addRequest(keyOf(1), "a", std::nullopt, start);
        inbox.addRequest(keyOf(2), "b", tokenOf(1), start + 1s);
        QVERIFY(!inbox.takeForgotten(start + 2999ms));
        QCOMPARE(inbox.takeForgotten(start + 3s), std::optional(keyOf(1)));
        QVERIFY(!inbox.takeForgotten(start + 3s));
        QCOMPARE(inbox.takeForgotten(start + 4s), std::optional(keyOf(2)));
        QVERIFY(!inbox.takeForgotten(start + 1h));
    }

    // Also those that were dropped: they have to be heard when they ask again.
    void noMoreAreForgottenThanToxcoreCanHaveKept()
    {
        Inbox inbox;
        for (quint32 n = 0; n < flood; ++n)
            inbox.addRequest(keyOf(n), "noise", std::nullopt, start);
        std::vector<PublicKey> forgotten;
        while (const auto key = inbox.takeForgotten(start + 3s))
            forgotten.push_back(*key);
        QCOMPARE(forgotten.size(), limits::strangersKept);
        QCOMPARE(forgotten.back(), keyOf(flood - 1));
        QVERIFY(limits::strangersKept > limits::toxRequests);
    }

    void aFloodOfMessagesOfAPeerIsBoundedAndTakesNoOthersPlace()
    {
        Inbox inbox;
        for (quint32 n = 0; n < flood; ++n)
            inbox.addMessage(keyOf(1), QByteArray::number(n));
        inbox.addMessage(keyOf(2), "a hello");
        const auto taken = inbox.takeMessages();
        QCOMPARE(taken.size(), std::size_t(limits::toxMessages) + 1);
        QCOMPARE(taken.front().message, QByteArray("0"));
        QCOMPARE(taken.back().message, QByteArray("a hello"));
        QVERIFY(inbox.takeMessages().empty());
    }
};

QTEST_GUILESS_MAIN(ToxInbox)
#include "tox_inbox.moc"
