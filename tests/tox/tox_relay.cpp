// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"
#include "core/limits.h"
#include "core/qt_timers.h"
#include "support/cpu_time.h"
#include "support/relay_process.h"
#include "support/tox_pair.h"
#include "wire/datagram.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

using namespace culvert;
using namespace culvert::test;

// Two nodes without UDP, and a relay of their own on loopback: tox-bootstrapd (Debian: toxcore-utils).
class ToxRelayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void datagramsPassThroughTheRelay();
    void anEchoInTrafficIsQuick();
    void aFullRelayPathIsBlockedAndNotDown();
    void theRestAfterTrafficUsesHardlyAnyCpu();
    void messagesPassThroughTheRelay();
    void cleanupTestCase();

private:
    RelayProcess relay_;
    Ledger ledger_;
    QtTimers timers_{ledger_};
    ToxPair pair_;
};

namespace {

constexpr int patience = 90'000;

} // namespace

void ToxRelayTest::initTestCase()
{
    if (!RelayProcess::installed())
        QSKIP("no relay: tox-bootstrapd is not installed (Debian: toxcore-utils)");
    QVERIFY(relay_.start());
    auto options = loopbackOptions();
    options.udp = false;
    options.nodes = {relay_.node()};
    pair_.left = startNode(options, timers_);
    options.save = loopbackOptions().save;
    pair_.right = startNode(options, timers_);
    QVERIFY(!pair_.left->udpPort());
    pair_.left->add(pair_.right->address().publicKey());
    pair_.right->add(pair_.left->address().publicKey());
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(pair_.isUp(), patience);
    qInfo("friends after %lld ms", clock.elapsed());
    QCOMPARE(pair_.leftToRight()->kind(), path::Kind::ToxRelay);
    QCOMPARE(pair_.rightToLeft()->kind(), path::Kind::ToxRelay);
    QCOMPARE(pair_.left->connection(), tox::Connection::Tcp);
}

void ToxRelayTest::cleanup()
{
    pair_.forgetCallbacks(); // they capture variables of the test
}

void ToxRelayTest::datagramsPassThroughTheRelay()
{
    std::vector<std::uint8_t> large(limits::datagramSize, 5);
    large.front() = std::uint8_t(wire::DatagramType::Quic);
    int heard = 0;
    pair_.rightToLeft()->received = [&](std::span<const std::uint8_t> bytes) {
        QVERIFY(std::equal(bytes.begin(), bytes.end(), large.begin(), large.end()));
        ++heard;
    };
    for (int i = 0; i < 10; ++i)
        QCOMPARE(pair_.leftToRight()->send(large), path::SendResult::Sent);
    QTRY_COMPARE_WITH_TIMEOUT(heard, 10, patience);
}

void ToxRelayTest::anEchoInTrafficIsQuick()
{
    std::vector<std::uint8_t> ping(100, 1);
    ping.front() = std::uint8_t(wire::DatagramType::Quic);
    const auto each = echo(pair_, ping, 100, std::chrono::milliseconds(patience));
    QVERIFY2(each, "the echoes stopped");
    qInfo("echo: %.2f ms", each->count());
    // tox-bootstrapd itself looks every 30 ms, twice for an echo; at toxcore's interval it would be 50 ms more.
    QVERIFY2(each->count() < 90, "the relay is looked at too seldom");
}

void ToxRelayTest::aFullRelayPathIsBlockedAndNotDown()
{
    std::vector<std::uint8_t> large(limits::datagramSize, 5);
    large.front() = std::uint8_t(wire::DatagramType::Quic);
    auto result = path::SendResult::Sent;
    for (int i = 0; i < 100'000 && result == path::SendResult::Sent; ++i)
        result = pair_.leftToRight()->send(large); // nobody reads meanwhile: the relay's buffers fill
    QCOMPARE(result, path::SendResult::Blocked);
    QTRY_COMPARE_WITH_TIMEOUT(pair_.leftToRight()->send(large), path::SendResult::Sent, patience);
}

void ToxRelayTest::theRestAfterTrafficUsesHardlyAnyCpu()
{
    QEventLoop loop;
    QTimer::singleShot(2500, &loop, &QEventLoop::quit);
    loop.exec(); // every millisecond for 2 s after the last datagram
    const auto cpu = cpuTime();
    QElapsedTimer clock;
    clock.start();
    QTimer::singleShot(4000, &loop, &QEventLoop::quit);
    loop.exec();
    const double share = 100.0 * double((cpuTime() - cpu).count()) / double(clock.nsecsElapsed());
    qInfo("two nodes at rest: %.2f %% of a core", share);
    QVERIFY2(share < 10, "it spins");
}

void ToxRelayTest::messagesPassThroughTheRelay()
{
    QByteArray heard;
    pair_.left->messageReceived = [&](const PublicKey &, const QByteArray &message) { heard = message; };
    QVERIFY(pair_.right->sendMessage(pair_.left->address().publicKey(), "by relay"));
    QTRY_COMPARE_WITH_TIMEOUT(heard, QByteArray("by relay"), patience);
}

void ToxRelayTest::cleanupTestCase()
{
    pair_ = {};
    QCOMPARE(ledger_.count(Counted::Timer).now, 0);
}

QTEST_GUILESS_MAIN(ToxRelayTest)
#include "tox_relay.moc"
