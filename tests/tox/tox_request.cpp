// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"
#include "core/qt_timers.h"
#include "support/tox_pair.h"
#include "tox/identity.h"

#include <QElapsedTimer>
#include <QTest>

using namespace culvert;
using namespace culvert::test;

// Asking a machine by its address, over three nodes: a request travels through toxcore's onion, which needs others.
class ToxRequestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aTooLongOrEmptyRequestIsRefusedHere();
    void aRefusedRequestComesAgainAndMakesFriendsWhenAccepted();
    void aRequestReplacesAnEarlierOne();
    void anUnansweredRequestIsReplacedByTheNextOne();
    void aNewNospamShutsTheOldAddressAtOnce();
    void cleanupTestCase();

private:
    Ledger ledger_;
    QtTimers timers_{ledger_};
    std::unique_ptr<tox::ToxNode> hub_;
    std::unique_ptr<tox::ToxNode> asker_;
    std::unique_ptr<tox::ToxNode> asked_;
};

namespace {
constexpr int patience = 90'000;
const QByteArray message(900, 'm');
} // namespace

void ToxRequestTest::initTestCase()
{
    hub_ = startNode(loopbackOptions(), timers_);
    auto options = loopbackOptions();
    options.nodes = {asBootstrapNode(*hub_)};
    asker_ = startNode(options, timers_);
    // One by name: it is resolved first.
    options = loopbackOptions();
    options.nodes = {asBootstrapNode(*hub_)};
    options.nodes.first().host = QStringLiteral("localhost");
    asked_ = startNode(options, timers_);
}

void ToxRequestTest::aTooLongOrEmptyRequestIsRefusedHere()
{
    const auto address = tox::createIdentity()->address;
    asker_->add(address.publicKey());
    const path::DatagramPath *path = asker_->pathTo(address.publicKey());
    for (const QByteArray &wrong : {QByteArray(), QByteArray(922, 'x')}) {
        const auto outcome = asker_->request(address, wrong);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.error().code, ErrorCode::FriendRequestFailed);
        QCOMPARE(outcome.error().subject, address.toHex());
        QVERIFY(path);
        QCOMPARE(asker_->pathTo(address.publicKey()), path);
    }
    asker_->remove(address.publicKey());
    QVERIFY(!asker_->pathTo(address.publicKey()));
}

void ToxRequestTest::aRefusedRequestComesAgainAndMakesFriendsWhenAccepted()
{
    QElapsedTimer clock;
    clock.start();
    QList<qint64> requests;
    bool accept = false;
    QList<QByteArray> looked; // for an invite, before it is said
    asked_->inviteShown = [&](const PublicKey &from, const QByteArray &text) -> std::optional<TokenHash> {
        if (from == asker_->address().publicKey())
            looked.append(text);
        return std::nullopt;
    };
    asked_->requested = [&](const PublicKey &from, const QByteArray &text) {
        requests += clock.elapsed();
        qInfo("request %lld after %lld ms", requests.size(), requests.last());
        QCOMPARE(from, asker_->address().publicKey());
        QCOMPARE(text, message);
        QVERIFY(looked.size() >= requests.size());
        QCOMPARE(looked.last(), message);
        if (accept)
            asked_->add(from);
    };
    QVERIFY(asker_->request(asked_->address(), message).ok());
    QVERIFY(asker_->pathTo(asked_->address().publicKey()));
    QTRY_VERIFY_WITH_TIMEOUT(!requests.isEmpty(), patience);
    QVERIFY(!asked_->pathTo(asker_->address().publicKey()));
    // toxcore repeats it by itself; what came by several ways at once has been said once.
    QTRY_VERIFY_WITH_TIMEOUT(requests.size() > 1, patience);
    QVERIFY2(requests[1] - requests[0] > 2500, "one request was handed on twice");
    // Asked anew, by hand.
    accept = true;
    QVERIFY(asker_->request(asked_->address(), message).ok());
    QTRY_VERIFY_WITH_TIMEOUT(asked_->pathTo(asker_->address().publicKey()), patience);
    path::DatagramPath *path = asked_->pathTo(asker_->address().publicKey());
    QTRY_VERIFY_WITH_TIMEOUT(path->kind() != path::Kind::None, patience);
    qInfo("friends after %lld ms", clock.elapsed());
    path::DatagramPath *back = asker_->pathTo(asked_->address().publicKey());
    QTRY_VERIFY_WITH_TIMEOUT(back->kind() != path::Kind::None, patience);
    asked_->requested = nullptr;
    asked_->inviteShown = nullptr;
}

void ToxRequestTest::aRequestReplacesAnEarlierOne()
{
    // As when the other side has lost its peers: it is a friend here, and is asked all the same.
    path::DatagramPath *path = asker_->pathTo(asked_->address().publicKey());
    int changes = 0;
    path->kindChanged = [&] { ++changes; };
    asked_->remove(asker_->address().publicKey());
    QByteArray heard;
    asked_->requested = [&](const PublicKey &from, const QByteArray &text) {
        heard = text;
        asked_->add(from);
    };
    QVERIFY(asker_->request(asked_->address(), "again").ok());
    QCOMPARE(asker_->pathTo(asked_->address().publicKey()), path);
    QCOMPARE(path->kind(), path::Kind::None);
    QCOMPARE(changes, 0); // not from inside request()
    QTRY_COMPARE_WITH_TIMEOUT(changes, 1, patience);
    QElapsedTimer clock;
    clock.start();
    QTRY_COMPARE_WITH_TIMEOUT(heard, QByteArray("again"), patience);
    qInfo("asked again after %lld ms", clock.elapsed());
    QTRY_VERIFY_WITH_TIMEOUT(path->kind() != path::Kind::None, patience);
    path->kindChanged = nullptr;
    asked_->requested = nullptr;
}

// toxcore keeps the message of a friend that has not answered, and would send the old one for ever.
void ToxRequestTest::anUnansweredRequestIsReplacedByTheNextOne()
{
    asker_->remove(asked_->address().publicKey());
    asked_->remove(asker_->address().publicKey());
    QList<QByteArray> heard;
    asked_->requested = [&](const PublicKey &, const QByteArray &text) { heard.append(text); };
    QVERIFY(asker_->request(asked_->address(), "old token").ok());
    QTRY_COMPARE_WITH_TIMEOUT(heard.value(0), QByteArray("old token"), patience);
    QVERIFY(asker_->request(asked_->address(), "new token").ok());
    QTRY_VERIFY_WITH_TIMEOUT(heard.contains("new token"), patience);
    const qsizetype first = heard.indexOf("new token");
    QTRY_VERIFY_WITH_TIMEOUT(heard.size() >= first + 2, patience); // toxcore repeats it by itself
    QCOMPARE(heard.mid(first).count("old token"), 0);
    asked_->requested = nullptr;
}

void ToxRequestTest::aNewNospamShutsTheOldAddressAtOnce()
{
    asker_->remove(asked_->address().publicKey());
    const ToxAddress before = asked_->address();
    asked_->setNospam(*Nospam::fromHex(u"00C0FFEE"));
    const ToxAddress after = asked_->address();
    QCOMPARE(after.nospam().toHex(), QStringLiteral("00C0FFEE"));
    QCOMPARE(after.publicKey(), before.publicKey());
    QCOMPARE(tox::loadIdentity(asked_->save(), QString())->address, after);
    QList<QByteArray> heard;
    asked_->requested = [&](const PublicKey &, const QByteArray &text) { heard.append(text); };
    QVERIFY(asker_->request(before, "to the old address").ok());
    // hub_ shows that requests get through at this time.
    QVERIFY(hub_->request(after, "to the new address").ok());
    QTRY_VERIFY_WITH_TIMEOUT(heard.contains("to the new address"), patience);
    QVERIFY(asker_->request(after, "again").ok());
    QTRY_VERIFY_WITH_TIMEOUT(heard.contains("again"), patience);
    QVERIFY(!heard.contains("to the old address"));
    asked_->requested = nullptr;
}

void ToxRequestTest::cleanupTestCase()
{
    hub_.reset();
    asker_.reset();
    asked_.reset();
    QCOMPARE(ledger_.count(Counted::Timer).now, 0);
}

QTEST_GUILESS_MAIN(ToxRequestTest)
#include "tox_request.moc"
