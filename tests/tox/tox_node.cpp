// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"
#include "core/limits.h"
#include "core/qt_timers.h"
#include "support/cpu_time.h"
#include "support/tox_pair.h"
#include "tox/identity.h"
#include "wire/datagram.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <numeric>

using namespace culvert;
using namespace culvert::test;

// Two nodes on loopback, joined once for the tests that only use the path between them.
class ToxNodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();

    void aJoinedPairTalksByUdp();
    void theLargestDatagramsPassBothWays();
    void aBatchEndsWithOneReceivedAll();
    void messagesKeepTheirOrderAndPassBothWays();
    void theLargestMessagePasses();
    void everyCallIsLegalInsideACallback();
    void anIdleEchoIsQuick();
    void idleNodesUseHardlyAnyCpu();
    void theConnectionIsReported();
    void aSaveBringsTheSameAddressBack();
    void aUsedSaveStartsAgainWithoutItsFriends();
    void aTakenPortIsRefused();
    void behindAProxyNothingGoesAroundIt();
    void anUnknownPeerHasNoPath();
    void ourOwnKeyIsNoPeer();
    void removingEndsThePathAtOnce();

private:
    std::vector<std::uint8_t> datagram(std::size_t size, std::uint8_t fill) const;

    Ledger ledger_;
    QtTimers timers_{ledger_};
    ToxPair pair_;
};

namespace {

constexpr int patience = 60'000; // toxcore joins in about ten seconds

QByteArray toBytes(std::span<const std::uint8_t> bytes)
{
    return QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
}

} // namespace

std::vector<std::uint8_t> ToxNodeTest::datagram(std::size_t size, std::uint8_t fill) const
{
    std::vector<std::uint8_t> bytes(size, fill);
    bytes.front() = std::uint8_t(wire::DatagramType::Quic);
    return bytes;
}

void ToxNodeTest::initTestCase()
{
    QElapsedTimer clock;
    clock.start();
    pair_ = joinedPair(timers_);
    QTRY_VERIFY_WITH_TIMEOUT(pair_.isUp(), patience);
    qInfo("friends after %lld ms", clock.elapsed());
}

void ToxNodeTest::cleanup()
{
    pair_.forgetCallbacks(); // they capture variables of the test
}

void ToxNodeTest::cleanupTestCase()
{
    QElapsedTimer clock;
    clock.start();
    pair_ = {};
    QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(ledger_.count(Counted::Timer).now, 0);
    QCOMPARE(ledger_.queuedBytes(), 0);
}

void ToxNodeTest::aJoinedPairTalksByUdp()
{
    QTRY_COMPARE_WITH_TIMEOUT(pair_.leftToRight()->kind(), path::Kind::ToxUdp, patience);
    QTRY_COMPARE_WITH_TIMEOUT(pair_.rightToLeft()->kind(), path::Kind::ToxUdp, patience);
}

void ToxNodeTest::theLargestDatagramsPassBothWays()
{
    const auto large = datagram(limits::datagramSize, 7);
    for (const bool there : {true, false}) {
        path::DatagramPath *from = there ? pair_.leftToRight() : pair_.rightToLeft();
        path::DatagramPath *to = there ? pair_.rightToLeft() : pair_.leftToRight();
        QByteArray heard;
        to->received = [&](std::span<const std::uint8_t> bytes) { heard = toBytes(bytes); };
        QCOMPARE(from->send(large), path::SendResult::Sent);
        QTRY_COMPARE_WITH_TIMEOUT(heard, toBytes(large), patience);
        const std::uint8_t small[] = {std::uint8_t(wire::DatagramType::Heartbeat)};
        QCOMPARE(from->send(small), path::SendResult::Sent);
        QTRY_COMPARE_WITH_TIMEOUT(heard, toBytes(small), patience);
        to->received = nullptr;
    }
}

void ToxNodeTest::aBatchEndsWithOneReceivedAll()
{
    // All is sent before the other node looks: it gets one batch, in order.
    constexpr int count = 20;
    QList<int> heard;
    int ends = 0;
    pair_.rightToLeft()->received = [&](std::span<const std::uint8_t> bytes) { heard += bytes.back(); };
    pair_.rightToLeft()->receivedAll = [&] { ++ends; };
    for (int i = 0; i < count; ++i)
        QCOMPARE(pair_.leftToRight()->send(datagram(1000, std::uint8_t(i))), path::SendResult::Sent);
    QTRY_COMPARE_WITH_TIMEOUT(heard.size(), count, patience);
    QList<int> expected(count);
    std::iota(expected.begin(), expected.end(), 0);
    QCOMPARE(heard, expected);
    QVERIFY2(ends >= 1 && ends < count, qPrintable(QString::number(ends)));
}

void ToxNodeTest::messagesKeepTheirOrderAndPassBothWays()
{
    QList<QByteArray> atRight;
    QList<QByteArray> atLeft;
    pair_.right->messageReceived = [&](const PublicKey &from, const QByteArray &message) {
        QCOMPARE(from, pair_.left->address().publicKey());
        atRight += message;
    };
    pair_.left->messageReceived = [&](const PublicKey &from, const QByteArray &message) {
        QCOMPARE(from, pair_.right->address().publicKey());
        atLeft += message;
    };
    QList<QByteArray> sent;
    for (int i = 0; i < 10; ++i) {
        sent += QByteArray::number(i);
        QVERIFY(pair_.left->sendMessage(pair_.right->address().publicKey(), sent.last()));
        QVERIFY(pair_.right->sendMessage(pair_.left->address().publicKey(), sent.last()));
    }
    QTRY_COMPARE_WITH_TIMEOUT(atRight, sent, patience);
    QTRY_COMPARE_WITH_TIMEOUT(atLeft, sent, patience);
}

void ToxNodeTest::theLargestMessagePasses()
{
    const QByteArray large(1372, 'x');
    QByteArray heard;
    pair_.right->messageReceived = [&](const PublicKey &, const QByteArray &message) { heard = message; };
    QVERIFY(pair_.left->sendMessage(pair_.right->address().publicKey(), large));
    QTRY_COMPARE_WITH_TIMEOUT(heard, large, patience);
}

void ToxNodeTest::everyCallIsLegalInsideACallback()
{
    const auto stranger = tox::createIdentity()->address;
    bool replied = false;
    int heard = 0;
    pair_.rightToLeft()->received = [&](std::span<const std::uint8_t> bytes) {
        ++heard;
        pair_.right->add(stranger.publicKey());
        QVERIFY(pair_.right->pathTo(stranger.publicKey()));
        QVERIFY(pair_.right->request(stranger, "please").ok());
        QVERIFY(pair_.right->pathTo(stranger.publicKey()));
        pair_.right->remove(stranger.publicKey());
        QVERIFY(!pair_.right->pathTo(stranger.publicKey()));
        QVERIFY(pair_.right->sendMessage(pair_.left->address().publicKey(), "heard"));
        QCOMPARE(pair_.rightToLeft()->send(bytes), path::SendResult::Sent);
        pair_.rightToLeft()->received = nullptr; // the very function that runs
        ++heard; // its captures are still there
    };
    pair_.left->messageReceived = [&](const PublicKey &, const QByteArray &) { replied = true; };
    QCOMPARE(pair_.leftToRight()->send(datagram(100, 1)), path::SendResult::Sent);
    QCOMPARE(pair_.leftToRight()->send(datagram(100, 2)), path::SendResult::Sent);
    QTRY_VERIFY_WITH_TIMEOUT(replied, patience);
    QCOMPARE(heard, 2);
}

void ToxNodeTest::anIdleEchoIsQuick()
{
    // The descriptor is watched on Linux; elsewhere toxcore's interval of 50 ms would be waited for at each end.
    const auto each = echo(pair_, datagram(100, 1), 50, std::chrono::milliseconds(patience));
    QVERIFY2(each, "the echoes stopped");
    qInfo("echo: %.3f ms", each->count());
    QVERIFY2(each->count() < 10, "an echo waits for a timer");
}

void ToxNodeTest::idleNodesUseHardlyAnyCpu()
{
    // Counted over a time in which nothing is said but what toxcore says by itself. Where its socket is not watched,
    // a node that carried datagrams looks every millisecond for 2 s longer.
    QEventLoop loop;
    QTimer::singleShot(2500, &loop, &QEventLoop::quit);
    loop.exec();
    const auto cpu = cpuTime();
    QElapsedTimer clock;
    clock.start();
    QTimer::singleShot(5000, &loop, &QEventLoop::quit);
    loop.exec();
    const double share = 100.0 * double((cpuTime() - cpu).count()) / double(clock.nsecsElapsed());
    qInfo("two idle nodes: %.2f %% of a core", share);
    QVERIFY2(share < 10, "it spins");
}

void ToxNodeTest::theConnectionIsReported()
{
    // toxcore calls it Udp only if a node outside the local network is known.
    QTRY_VERIFY_WITH_TIMEOUT(pair_.left->connection() != tox::Connection::None, patience);
    bool said = false;
    auto options = loopbackOptions();
    options.ipv6 = true; // one socket for both; it joins by IPv4 here
    auto third = startNode(options, timers_);
    QCOMPARE(third->connection(), tox::Connection::None);
    third->connectionChanged = [&] { said = true; };
    third->bootstrap(asBootstrapNode(*pair_.left));
    QTRY_VERIFY_WITH_TIMEOUT(said, patience);
    QVERIFY(third->connection() != tox::Connection::None);
}

void ToxNodeTest::aSaveBringsTheSameAddressBack()
{
    const auto options = loopbackOptions();
    auto node = startNode(options, timers_);
    const auto address = node->address();
    const auto secret = node->secretKey();
    const QByteArray save = node->save();
    node.reset();
    node = startNode(loopbackOptions(save), timers_);
    QCOMPARE(node->address().toHex(), address.toHex());
    QCOMPARE(node->secretKey(), secret);
    QCOMPARE(tox::loadIdentity(save, QStringLiteral("save"))->address, address);
}

void ToxNodeTest::aUsedSaveStartsAgainWithoutItsFriends()
{
    auto node = startNode(loopbackOptions(pair_.left->save()), timers_);
    QCOMPARE(node->address(), pair_.left->address());
    QVERIFY(!node->pathTo(pair_.right->address().publicKey()));
}

void ToxNodeTest::aTakenPortIsRefused()
{
    auto options = loopbackOptions();
    options.udpPort = *pair_.left->udpPort();
    const auto node = tox::ToxNode::start(options, timers_);
    QVERIFY(!node.ok());
    QCOMPARE(node.error().code, ErrorCode::ToxStartFailed);
}

void ToxNodeTest::behindAProxyNothingGoesAroundIt()
{
    QTcpServer proxy;
    QVERIFY(proxy.listen(QHostAddress::LocalHost));
    auto options = loopbackOptions();
    options.proxy = NetworkProxy{NetworkProxy::Kind::Socks5, {QStringLiteral("127.0.0.1"), proxy.serverPort()}};
    options.nodes = {{QStringLiteral("127.0.0.1"), 9, {33445}, tox::createIdentity()->address.publicKey()}};
    const auto node = tox::ToxNode::start(options, timers_);
    QVERIFY(node.ok());
    QVERIFY(!(*node)->udpPort());
    QTRY_VERIFY_WITH_TIMEOUT(proxy.hasPendingConnections(), 20'000);
    QTcpSocket *asked = proxy.nextPendingConnection();
    QTRY_VERIFY(asked->bytesAvailable() >= 3);
    QCOMPARE(asked->readAll(), QByteArray("\x05\x01\x00", 3)); // SOCKS 5, without a login
    asked->write(QByteArray("\x05\x00", 2));
    QTRY_VERIFY(asked->bytesAvailable() >= 10);
    QCOMPARE(asked->readAll(), QByteArray("\x05\x01\x00\x01\x7f\x00\x00\x01\x82\xa5", 10)); // to the relay: 127.0.0.1:33445
}

void ToxNodeTest::anUnknownPeerHasNoPath()
{
    const PublicKey stranger = tox::createIdentity()->address.publicKey();
    QVERIFY(!pair_.left->pathTo(stranger));
    QVERIFY(!pair_.left->sendMessage(stranger, "hello"));
    pair_.left->remove(stranger);
    pair_.left->add(stranger);
    pair_.left->add(stranger);
    QVERIFY(pair_.left->pathTo(stranger));
    QCOMPARE(pair_.left->pathTo(stranger)->kind(), path::Kind::None);
    QCOMPARE(pair_.left->pathTo(stranger)->send(datagram(100, 1)), path::SendResult::Down);
    QVERIFY(!pair_.left->sendMessage(stranger, "hello"));
    pair_.left->remove(stranger);
    QVERIFY(!pair_.left->pathTo(stranger));
}

void ToxNodeTest::ourOwnKeyIsNoPeer()
{
    pair_.left->add(pair_.left->address().publicKey());
    QVERIFY(!pair_.left->pathTo(pair_.left->address().publicKey()));
    const auto asked = pair_.left->request(pair_.left->address(), "hello");
    QVERIFY(!asked.ok());
    QCOMPARE(asked.error().code, ErrorCode::FriendRequestFailed);
}

// The last one: the pair is no pair any more.
void ToxNodeTest::removingEndsThePathAtOnce()
{
    bool atRightChanged = false;
    int heard = 0;
    path::DatagramPath *toLeft = pair_.rightToLeft();
    toLeft->kindChanged = [&] { atRightChanged = true; };
    // Inside a callback of the very path: it lives until that has returned, and says nothing more.
    pair_.leftToRight()->received = [&](std::span<const std::uint8_t> bytes) {
        ++heard;
        path::DatagramPath *self = pair_.leftToRight();
        pair_.left->remove(pair_.right->address().publicKey());
        QVERIFY(!pair_.leftToRight());
        QCOMPARE(self->send(bytes), path::SendResult::Down);
    };
    toLeft->send(datagram(100, 1));
    toLeft->send(datagram(100, 2));
    QTRY_COMPARE_WITH_TIMEOUT(heard, 1, patience);
    QVERIFY(!pair_.left->sendMessage(pair_.right->address().publicKey(), "hello"));
    // toxcore says goodbye to a friend that it deletes.
    QTRY_VERIFY_WITH_TIMEOUT(atRightChanged, patience);
    QCOMPARE(toLeft->kind(), path::Kind::None);
    QCOMPARE(toLeft->send(datagram(100, 3)), path::SendResult::Down);
    QCOMPARE(heard, 1);
}

QTEST_GUILESS_MAIN(ToxNodeTest)
#include "tox_node.moc"
