// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp_fixture.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace culvert;
using namespace culvert::tcp;

class TestTcpListener : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void portZeroBecomesARealPort();
    void theAddressOfTheProgramIsTold();
    void aPortInUseNamesTheProgramThatHoldsIt();
    void whatIsNoAddressIsRefused();
    void anAddressOfAnotherMachineIsRefused();
    void d7destroyingOneListenerLeavesTheOthersAlone();
    void destroyingAListenerLeavesWhatItAcceptedAlone();
    void aListenerMayBeDestroyedInsideItsOwnCall();
    void aPortCanBeTakenAgainAtOnce();
};

namespace {

const Endpoint anyPort{QStringLiteral("127.0.0.1"), 0};

Listener::Events quiet()
{
    return {.accepted = [](Descriptor d, const QString &) { native::abort(d); }, .trouble = [](const Error &) {}};
}

Descriptor connectTo(const Endpoint &endpoint)
{
    return native::connectTo({QHostAddress(endpoint.host), endpoint.port}).descriptor;
}

} // namespace

void TestTcpListener::portZeroBecomesARealPort()
{
    Bench bench;
    QVERIFY(bench.listener->boundTo().port != 0);
    QCOMPARE(bench.listener->boundTo().host, QStringLiteral("127.0.0.1"));
    QCOMPARE(bench.ledger.count(Counted::Listener).now, 1);
}

void TestTcpListener::theAddressOfTheProgramIsTold()
{
    Bench bench;
    QString from;
    auto opened = Listener::open(anyPort, {.accepted = [&](Descriptor d, const QString &who) {
                                               from = who;
                                               native::abort(d);
                                           },
                                           .trouble = [](const Error &) {}},
                                 bench.timers, *bench.readiness, bench.ledger);
    QVERIFY(opened.ok());
    RawPeer peer(connectTo((*opened)->boundTo()));
    QTRY_VERIFY(from.startsWith(QStringLiteral("127.0.0.1:")));
}

void TestTcpListener::aPortInUseNamesTheProgramThatHoldsIt()
{
    Bench bench;
    const Endpoint taken = bench.listener->boundTo();
    const auto second = Listener::open(taken, quiet(), bench.timers, *bench.readiness, bench.ledger);
    QVERIFY(!second.ok());
    QCOMPARE(second.error().code, ErrorCode::PortInUse);
    QCOMPARE(second.error().subject, taken.toString());
#ifdef Q_OS_LINUX
    // The system cuts a program's name at 15 characters.
    const QString name = QFileInfo(QCoreApplication::applicationFilePath()).fileName().left(15);
    // Where others keep the machine busy the name may not be found in the time that it is worth.
    QString detail = second.error().detail;
    const auto isNamed = [&] {
        if (detail.isEmpty())
            detail = Listener::open(taken, quiet(), bench.timers, *bench.readiness, bench.ledger).error().detail;
        return !detail.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isNamed(), 30'000);
    QCOMPARE(detail, QStringLiteral("%1 (pid %2)").arg(name).arg(QCoreApplication::applicationPid()));
#endif
    QCOMPARE(bench.ledger.count(Counted::Listener).now, 1);
}

void TestTcpListener::whatIsNoAddressIsRefused()
{
    Bench bench;
    const auto opened = Listener::open({QStringLiteral("no address"), 0}, quiet(), bench.timers, *bench.readiness, bench.ledger);
    QVERIFY(!opened.ok());
    QCOMPARE(opened.error().code, ErrorCode::ListenInvalid);
}

void TestTcpListener::anAddressOfAnotherMachineIsRefused()
{
    Bench bench;
    const auto opened = Listener::open({QStringLiteral("192.0.2.1"), 0}, quiet(), bench.timers, *bench.readiness, bench.ledger);
    QVERIFY(!opened.ok());
    QCOMPARE(opened.error().code, ErrorCode::AddressNotLocal);
}

void TestTcpListener::d7destroyingOneListenerLeavesTheOthersAlone()
{
    Bench bench;
    for (int round = 0; round < 50; ++round) {
        auto other = Listener::open(anyPort, quiet(), bench.timers, *bench.readiness, bench.ledger);
        QVERIFY(other.ok());
        other->reset();
        Recorder user;
        RawPeer peer = bench.connectTo(user);
        QVERIFY(peer.send("x"));
        QTRY_COMPARE(user.got.size(), 1);
    }
}

void TestTcpListener::destroyingAListenerLeavesWhatItAcceptedAlone()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    bench.listener.reset();
    QVERIFY(peer.send("still here"));
    QTRY_COMPARE(user.got, QByteArray("still here"));
    user.send("so am I");
    QTRY_VERIFY(peer.has(7));
}

void TestTcpListener::aListenerMayBeDestroyedInsideItsOwnCall()
{
    Bench bench;
    std::unique_ptr<Listener> listener;
    int calls = 0;
    auto opened = Listener::open(anyPort, {.accepted = [&](Descriptor d, const QString &) {
                                               ++calls;
                                               native::abort(d);
                                               listener.reset();
                                           },
                                           .trouble = [](const Error &) {}},
                                 bench.timers, *bench.readiness, bench.ledger);
    listener = std::move(*opened);
    const Endpoint endpoint = listener->boundTo();
    RawPeer first(connectTo(endpoint));
    RawPeer second(connectTo(endpoint));
    QTRY_VERIFY(!listener);
    QTRY_VERIFY(second.hasError());
    QCOMPARE(calls, 1);
    QCOMPARE(bench.ledger.count(Counted::Listener).now, 1);
}

void TestTcpListener::aPortCanBeTakenAgainAtOnce()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    const Endpoint endpoint = bench.listener->boundTo();
    user.end->finish();
    QTRY_VERIFY(peer.hasFin());
    peer.close();
    QTRY_COMPARE(user.closed, 1); // the accepted socket is in TIME_WAIT
    bench.listener.reset();
    const auto again = Listener::open(endpoint, quiet(), bench.timers, *bench.readiness, bench.ledger);
    QVERIFY(again.ok());
}

QTEST_GUILESS_MAIN(TestTcpListener)
#include "tst_tcp_listener.moc"
