// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp_fixture.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QTimer>

#include <array>

using namespace culvert;
using namespace culvert::tcp;

// No notifier may spin: while nothing happens on the wire the event loop sleeps, whatever half of the connection is open.
class TestTcpIdle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingSpinsInAnyState_data();
    void nothingSpinsInAnyState();

private:
    // How often the event loop went to sleep in half a second; a loop that spins does it thousands of times.
    int turns();
};

int TestTcpIdle::turns()
{
    int count = 0;
    QEventLoop loop;
    QTimer::singleShot(500, &loop, &QEventLoop::quit);
    const auto counting = connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &loop, [&] { ++count; });
    loop.exec();
    disconnect(counting);
    return count;
}

void TestTcpIdle::nothingSpinsInAnyState_data()
{
    QTest::addColumn<QString>("state");
    for (const char *state : {"open", "paused with bytes waiting", "their fin was read", "our fin was sent",
                              "both fins and bytes not read", "a write came up short", "writable again", "hung up", "ended in order"})
        QTest::newRow(state) << QString::fromLatin1(state);
}

void TestTcpIdle::nothingSpinsInAnyState()
{
    QFETCH(QString, state);
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    const auto is = [&state](const char *name) { return state == QLatin1String(name); };
    if (is("paused with bytes waiting")) {
        user.end->setReading(false);
        peer.fill();
    } else if (is("their fin was read")) {
        peer.shutDownWriting();
        QTRY_COMPARE(user.finished, 1);
    } else if (is("our fin was sent")) {
        user.end->finish();
        QTRY_VERIFY(peer.hasFin());
    } else if (is("both fins and bytes not read")) {
        user.end->setReading(false);
        user.end->finish();
        QTRY_VERIFY(peer.hasFin());
        QVERIFY(peer.send("x"));
        peer.shutDownWriting();
    } else if (is("a write came up short") || is("writable again")) {
        const QByteArray block(8 << 20, 'x');
        while (user.end->write(asBytes(block)) == block.size()) { }
        if (is("writable again"))
            QTRY_VERIFY((peer.drain(), user.writable > 0)); // and there is nothing to write
    } else if (is("hung up")) {
        peer.reset();
        QTRY_COMPARE(user.closed, 1);
    } else if (is("ended in order")) {
        peer.shutDownWriting();
        user.end->finish();
        QTRY_COMPARE(user.closed, 1);
    }
    turns(); // what was still on its way
    const int count = turns();
    QVERIFY2(count < 20, qPrintable(QString::number(count)));
}

QTEST_GUILESS_MAIN(TestTcpIdle)
#include "tst_tcp_idle.moc"
