// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp_fixture.h"

#include <QElapsedTimer>

#include <array>
#include <vector>

using namespace culvert;
using namespace culvert::tcp;

class TestTcpEnd : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void d2aResetIsSeenWhileReadingIsPaused_data();
    void d2aResetIsSeenWhileReadingIsPaused();
    void d2fiftyResetsAtOnceAreSeenWhileReadingIsPaused();
    void d2aResetIsSeenAfterTheFinWasRead();
    void d12allThatWasWrittenBeforeTheFinishArrives_data();
    void d12allThatWasWrittenBeforeTheFinishArrives();
    void d12theAnswerComesAfterTheQuestionsFin();
    void d12aFinishBeforeReadingKeepsTheOtherDirection();
    void d12whatTheSystemTookArrivesThoughTheEndIsGone();
    void d15aCloseIsAClose();
    void d15aResetIsAResetBothWays();
    void d15anEndThatIsDestroyedBeforeItsTimeResets();
    void d15writingToAProgramThatIsGoneIsAHangUp();
    void d16everyCallAfterTheEndIsHarmless();
    void d17theLedgerIsBackToZeroAfterChurn();
    void noEventComesFromInsideACall();
    void aCallThatIsAskedForTwiceComesOnce();
    void theUserMayDestroyTheEndInsideAnyEvent();
    void anEndThatAnotherDestroysIsNotHeardOfThoughItsEventIsOnItsWay();
    void anEndThatWasResetIsNotHeardOfAgain();
    void whatIsNotReadStaysInTheSocket();
};

void TestTcpEnd::d2aResetIsSeenWhileReadingIsPaused_data()
{
    QTest::addColumn<bool>("full");
    QTest::newRow("empty") << false;
    QTest::newRow("with a full receive buffer") << true;
}

void TestTcpEnd::d2aResetIsSeenWhileReadingIsPaused()
{
    QFETCH(bool, full);
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    user.end->setReading(false);
    if (full)
        peer.fill();
    QElapsedTimer since;
    since.start();
    peer.reset();
    QTRY_COMPARE_WITH_TIMEOUT(user.closed, 1, 1000);
    QCOMPARE(user.reason.code, ErrorCode::HangUp);
    QVERIFY(!user.reason.detail.isEmpty());
    QVERIFY(since.elapsed() < 1000);
    QCOMPARE(user.readable, 0);
}

void TestTcpEnd::d2fiftyResetsAtOnceAreSeenWhileReadingIsPaused()
{
    Bench bench;
    std::vector<Recorder> users(50);
    std::vector<RawPeer> peers;
    for (Recorder &user : users) {
        peers.push_back(bench.connectTo(user));
        user.end->setReading(false);
        peers.back().fill();
    }
    for (RawPeer &peer : peers)
        peer.reset();
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(users, [](const Recorder &user) { return user.closed == 1; }), 1000);
}

void TestTcpEnd::d2aResetIsSeenAfterTheFinWasRead()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    peer.shutDownWriting();
    QTRY_COMPARE(user.finished, 1);
    peer.reset();
    QTRY_COMPARE_WITH_TIMEOUT(user.closed, 1, 1000);
    QCOMPARE(user.reason.code, ErrorCode::HangUp);
}

void TestTcpEnd::d12allThatWasWrittenBeforeTheFinishArrives_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("together");
    for (const qsizetype size : {1, 2, 1460, 4096, 65535, 65536, 1 << 20, 8 << 20}) {
        QTest::addRow("%lld, then the FIN", qlonglong(size)) << size << false;
        QTest::addRow("%lld with the FIN", qlonglong(size)) << size << true;
    }
}

void TestTcpEnd::d12allThatWasWrittenBeforeTheFinishArrives()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, together);
    Bench bench;
    Recorder user;
    user.finishWithLast = together;
    RawPeer peer = bench.connectTo(user);
    const QByteArray bytes = pattern(size);
    user.send(bytes, true);
    QTRY_VERIFY_WITH_TIMEOUT(peer.hasFin(), 20000);
    QVERIFY(peer.got == bytes);
    QCOMPARE(user.closed, 0);
    peer.close();
    QTRY_COMPARE(user.closed, 1);
    QCOMPARE(user.reason.code, ErrorCode::None);
}

void TestTcpEnd::d12theAnswerComesAfterTheQuestionsFin()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    user.finishWithLast = true; // closing the socket is its FIN here
    QVERIFY(peer.send("question"));
    peer.shutDownWriting();
    QTRY_COMPARE(user.finished, 1);
    QCOMPARE(user.got, QByteArray("question"));
    const QByteArray answer = pattern(4 << 20);
    user.send(answer, true);
    QTRY_VERIFY_WITH_TIMEOUT(peer.hasFin(), 20000);
    QVERIFY(peer.got == answer);
    QTRY_COMPARE(user.closed, 1);
    QCOMPARE(user.reason.code, ErrorCode::None);
    QCOMPARE(user.finished, 1);
}

void TestTcpEnd::d12aFinishBeforeReadingKeepsTheOtherDirection()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    user.end->setReading(false);
    user.send("question", true);
    QTRY_VERIFY(peer.hasFin());
    const QByteArray answer = pattern(100000);
    QVERIFY(peer.send(answer));
    peer.close(); // both FINs are there now, with bytes not read yet
    QCOMPARE(user.got.size(), 0);
    user.end->setReading(true);
    QTRY_COMPARE(user.closed, 1);
    QCOMPARE(user.reason.code, ErrorCode::None);
    QVERIFY(user.got == answer);
}

void TestTcpEnd::d12whatTheSystemTookArrivesThoughTheEndIsGone()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    peer.shutDownWriting();
    QTRY_COMPARE(user.finished, 1);
    const QByteArray bytes = pattern(16 << 20);
    const qsizetype taken = user.end->write(asBytes(bytes)); // more than the program has room for: some waits here
    user.end->finish();
    QTRY_COMPARE(user.closed, 1);
    user.end.reset();
    QTRY_VERIFY_WITH_TIMEOUT(peer.hasFin(), 20000);
    QVERIFY(!peer.hasError());
    QVERIFY(peer.got == bytes.left(taken));
}

void TestTcpEnd::d15aCloseIsAClose()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    QVERIFY(peer.send("bye"));
    peer.shutDownWriting();
    QTRY_COMPARE(user.finished, 1);
    QCOMPARE(user.closed, 0); // a FIN is a half-close
    user.end->finish();
    QTRY_COMPARE(user.closed, 1);
    QCOMPARE(user.reason, Error{});
    user.end.reset();
    QVERIFY(peer.hasFin());
    QVERIFY(!peer.hasError());
}

void TestTcpEnd::d15aResetIsAResetBothWays()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    user.end->reset();
    QTRY_VERIFY(peer.hasError());

    Recorder other;
    RawPeer second = bench.connectTo(other);
    second.reset();
    QTRY_COMPARE(other.closed, 1);
    QCOMPARE(other.reason.code, ErrorCode::HangUp);
    QCOMPARE(other.finished, 0);
}

void TestTcpEnd::d15anEndThatIsDestroyedBeforeItsTimeResets()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    user.end.reset();
    QTRY_VERIFY(peer.hasError());
    QCOMPARE(bench.sockets(), 0);

    Recorder half;
    RawPeer second = bench.connectTo(half);
    second.shutDownWriting();
    QTRY_COMPARE(half.finished, 1);
    half.end.reset();
    QTRY_VERIFY(second.hasError());
}

void TestTcpEnd::d15writingToAProgramThatIsGoneIsAHangUp()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    peer.close();
    QTRY_COMPARE(user.finished, 1);
    user.end->write(asBytes("answered by a reset"));
    QTRY_COMPARE_WITH_TIMEOUT(user.closed, 1, 1000);
    QCOMPARE(user.reason.code, ErrorCode::HangUp);
}

void TestTcpEnd::d16everyCallAfterTheEndIsHarmless()
{
    Bench bench;
    std::array<std::uint8_t, 8> space{};
    const auto callAll = [&](ByteEnd &end) {
        QCOMPARE(end.read(space).bytes, 0);
        QCOMPARE(end.write(asBytes("x")), 0);
        end.setReading(false);
        end.setReading(true);
        end.reset();
        end.finish();
        end.reset();
    };
    Recorder hungUp;
    RawPeer peer = bench.connectTo(hungUp);
    peer.reset();
    QTRY_COMPARE(hungUp.closed, 1);
    callAll(*hungUp.end);

    Recorder wasReset;
    RawPeer second = bench.connectTo(wasReset);
    wasReset.end->reset();
    callAll(*wasReset.end);
    QCoreApplication::processEvents();
    QCOMPARE(wasReset.closed, 0);
    QCOMPARE(hungUp.closed, 1);
}

void TestTcpEnd::d17theLedgerIsBackToZeroAfterChurn()
{
    Bench bench;
    for (int round = 0; round < 300; ++round) {
        Recorder user;
        RawPeer peer = bench.connectTo(user);
        QVERIFY(peer.send("ping"));
        switch (round % 4) {
        case 0: peer.reset(); break;
        case 1: user.end->reset(); break;
        case 2: user.end.reset(); break;
        case 3:
            user.send("pong", true);
            peer.shutDownWriting();
            QTRY_COMPARE(user.closed, 1);
            break;
        }
    }
    QCOMPARE(bench.sockets(), 0);
    QCOMPARE(bench.ledger.count(Counted::TcpSocket).created, 300);
    QCOMPARE(bench.ledger.count(Counted::Listener).now, 1);
    bench.listener.reset();
    QCOMPARE(bench.ledger.count(Counted::Listener).now, 0);
    QCOMPARE(bench.ledger.count(Counted::Timer).now, 0);
}

void TestTcpEnd::noEventComesFromInsideACall()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    user.onReadable = [&] { user.end->setReading(false); };
    QVERIFY(peer.send("x"));
    peer.shutDownWriting();
    QTRY_VERIFY(user.readable > 0);
    std::array<std::uint8_t, 8> space{};
    user.inCall = true;
    QCOMPARE(user.end->read(space).bytes, 1);
    user.end->finish();
    bool finished = false;
    for (int tries = 0; tries < 100000 && !finished; ++tries)
        finished = user.end->read(space).finished; // the second FIN ends it, in this very call
    user.inCall = false;
    QVERIFY(finished);
    QVERIFY(!user.calledInCall);
    QCOMPARE(user.closed, 0);
    QTRY_COMPARE(user.closed, 1);
}

void TestTcpEnd::aCallThatIsAskedForTwiceComesOnce()
{
    struct User final : SocketEvents {
        void socketReadable() override {}
        void socketWritable() override {}
        void socketFailed(int) override {}
        void socketCalled() override { ++called; }
        int called = 0;
    };
    Bench bench;
    Recorder other;
    const RawPeer peer = bench.connectTo(other);
    User user;
    const auto watch = bench.readiness->watch(peer.descriptor(), Readiness::Kind::Connected, user);
    watch->callSoon();
    watch->callSoon();
    QCOMPARE(user.called, 0);
    QTRY_COMPARE(user.called, 1);
    QCoreApplication::processEvents();
    QCOMPARE(user.called, 1);
    watch->callSoon();
    QTRY_COMPARE(user.called, 2);
}

void TestTcpEnd::theUserMayDestroyTheEndInsideAnyEvent()
{
    Bench bench;
    Recorder inReadable;
    RawPeer first = bench.connectTo(inReadable);
    inReadable.onReadable = [&] { inReadable.end.reset(); };
    QVERIFY(first.send("x"));
    QTRY_VERIFY(!inReadable.end);

    Recorder inClosed;
    RawPeer second = bench.connectTo(inClosed);
    inClosed.onClosed = [&] { inClosed.end.reset(); };
    inClosed.end->setReading(false);
    second.reset();
    QTRY_VERIFY(!inClosed.end);
    QCOMPARE(inReadable.closed, 0);
    QCOMPARE(inClosed.closed, 1);
    QCOMPARE(bench.sockets(), 0);
}

void TestTcpEnd::anEndThatAnotherDestroysIsNotHeardOfThoughItsEventIsOnItsWay()
{
    Bench bench;
    Recorder first;
    Recorder second;
    RawPeer toFirst = bench.connectTo(first);
    RawPeer toSecond = bench.connectTo(second);
    const auto destroys = [](Recorder &one, Recorder &other) {
        one.onReadable = [&] {
            one.end->setReading(false);
            other.end.reset();
        };
    };
    destroys(first, second);
    destroys(second, first);
    QVERIFY(toFirst.send("x"));
    QVERIFY(toSecond.send("x")); // both are told together
    QTRY_COMPARE(first.readable + second.readable, 1);
    bool later = false;
    QMetaObject::invokeMethod(this, [&] { later = true; }, Qt::QueuedConnection);
    QTRY_VERIFY(later);
    QCOMPARE(first.readable + second.readable, 1);
    QCOMPARE(bench.sockets(), 1);
}

void TestTcpEnd::anEndThatWasResetIsNotHeardOfAgain()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    peer.shutDownWriting();
    QTRY_COMPARE(user.finished, 1);
    user.end->finish(); // endClosed() is on its way
    user.end->reset();
    bool later = false;
    QMetaObject::invokeMethod(this, [&] { later = true; }, Qt::QueuedConnection);
    QTRY_VERIFY(later);
    QCOMPARE(user.closed, 0);
}

void TestTcpEnd::whatIsNotReadStaysInTheSocket()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    user.end->setReading(false);
    peer.fill();
    QCOMPARE(user.readable, 0);
    const QByteArray more = "more";
    QVERIFY(native::send(peer.descriptor(), asBytes(more)).wouldBlock); // back-pressure reaches the program
    user.end->setReading(true);
    QTRY_VERIFY(user.got.size() > 100000);
    QVERIFY(peer.send(more));
    QTRY_VERIFY(user.got.endsWith(more));
}

QTEST_GUILESS_MAIN(TestTcpEnd)
#include "tst_tcp_end.moc"
