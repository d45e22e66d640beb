// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/dialler.h"

#include "core/limits.h"
#include "tcp_fixture.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <fcntl.h>
#ifdef Q_OS_LINUX
#include <linux/tcp.h>
#include <netinet/in.h>
#endif
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

using namespace culvert;
using namespace culvert::tcp;

namespace {

// Lets this process open no further descriptor, until it is destroyed.
class Shortage {
public:
    Shortage()
    {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const int free = ::dup(0); // the lowest free one
        ::close(free);
        rlimit now = before_;
        now.rlim_cur = rlim_t(free);
        ::setrlimit(RLIMIT_NOFILE, &now);
    }
    ~Shortage() { ::setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_{};
};

} // namespace

class TestTcpPosix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptingGoesOnAfterAShortageOfDescriptors();
    void aDialDuringAShortageSaysSo();
    void aTargetOfThisMachineIsConnectedAtOnceAndTellsOnlyWhatItReceives();
    void aBurstBeyondTheBacklogIsKeptWaitingAndThenAcceptedWhole();
    void theFirstOfABurstAreAtWorkBeforeTheLastIsAccepted();
    void anUrgentByteIsReadInLineAndDoesNotSpin();
    void socketsAreNotInheritedByChildren();
    void theFinGoesWithTheLastBytes();
};

void TestTcpPosix::acceptingGoesOnAfterAShortageOfDescriptors()
{
    Bench bench;
    int troubles = 0;
    int accepted = 0;
    Error trouble;
    const auto opened = Listener::open({QStringLiteral("127.0.0.1"), 0},
                                       {.accepted = [&](Descriptor d, const QString &) {
                                            ++accepted;
                                            native::abort(d);
                                        },
                                        .trouble = [&](const Error &error) {
                                            ++troubles;
                                            trouble = error;
                                        }},
                                       bench.timers, *bench.readiness, bench.ledger);
    QVERIFY(opened.ok());
    constexpr int crowd = 40; // more than are accepted in one go
    for (int round = 1; round <= 2; ++round) {
        std::vector<RawPeer> peers;
        for (int i = 0; i < crowd; ++i)
            peers.emplace_back(native::connectTo({QHostAddress(QHostAddress::LocalHost), opened.value()->boundTo().port}).descriptor);
        {
            Shortage shortage;
            QTRY_COMPARE(troubles, round);
            QCOMPARE(trouble.code, ErrorCode::DescriptorsExhausted);
            // Two retries fail without another word.
            int turns = 0;
            QTimer retries;
            retries.start(600);
            connect(&retries, &QTimer::timeout, this, [&] { ++turns; });
            QTRY_COMPARE(turns, 2);
            QCOMPARE(troubles, round);
            QCOMPARE(accepted, (round - 1) * crowd);
        }
        QTRY_COMPARE_WITH_TIMEOUT(accepted, round * crowd, 2000);
    }
}

void TestTcpPosix::aDialDuringAShortageSaysSo()
{
    Bench bench;
    auto dialler = makeTcpDialler(bench.timers, *bench.readiness, bench.ledger);
    Recorder user;
    ErrorCode code = ErrorCode::None;
    std::unique_ptr<Dial> dial;
    {
        Shortage shortage;
        dial = dialler->dial(bench.listener->boundTo(), {IpAddress::v4(0x7f000001)}, user, [&](Result<std::unique_ptr<ByteEnd>> result) {
            code = result.ok() ? ErrorCode::None : result.error().code;
        }).dial;
    }
    QTRY_COMPARE(code, ErrorCode::DescriptorsExhausted);
}

void TestTcpPosix::aTargetOfThisMachineIsConnectedAtOnceAndTellsOnlyWhatItReceives()
{
#ifndef Q_OS_LINUX
    QSKIP("Elsewhere a dial may be under way for a while on loopback, too");
#endif
    Bench bench;
    auto dialler = makeTcpDialler(bench.timers, *bench.readiness, bench.ledger);
    Recorder user;
    auto begun = dialler->dial(bench.listener->boundTo(), {IpAddress::v4(0x7f000001)}, user, [](const Result<std::unique_ptr<ByteEnd>> &) {
        QFAIL("told as well");
    });
    QVERIFY(begun.end && !begun.dial);
    user.end = std::move(begun.end);
    user.send("question");
    QTRY_COMPARE(bench.accepted.size(), 1);
    RawPeer target(bench.accepted.takeFirst());
    QTRY_COMPARE((target.drain(), target.got), QByteArray("question"));
    QCOMPARE(user.readable + user.writable, 0);
    QVERIFY(target.send("answer"));
    target.close();
    QTRY_COMPARE(user.finished, 1);
    QCOMPARE(user.got, QByteArray("answer"));
}

void TestTcpPosix::aBurstBeyondTheBacklogIsKeptWaitingAndThenAcceptedWhole()
{
    Bench bench;
    int accepted = 0;
    const auto opened = Listener::open({QStringLiteral("127.0.0.1"), 0},
                                       {.accepted = [&](Descriptor d, const QString &) {
                                            ++accepted;
                                            native::abort(d);
                                        },
                                        .trouble = {}},
                                       bench.timers, *bench.readiness, bench.ledger);
    QVERIFY(opened.ok());
    // The event loop does not turn meanwhile, so that nobody accepts.
    constexpr int burst = limits::listenBacklog + 40;
    std::vector<RawPeer> crowd;
    for (int i = 0; i < burst; ++i)
        crowd.emplace_back(native::connectTo({QHostAddress(QHostAddress::LocalHost), opened.value()->boundTo().port}).descriptor);
    const auto isConnected = [](const RawPeer &peer) {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        return ::getpeername(int(peer.descriptor()), reinterpret_cast<sockaddr *>(&address), &size) == 0;
    };
    const auto connected = [&] { return std::count_if(crowd.begin(), crowd.end(), isConnected); };
    int system = 0; // it allows no more, whatever is asked for
    if (QFile file(QStringLiteral("/proc/sys/net/core/somaxconn")); file.open(QIODevice::ReadOnly))
        system = file.readAll().trimmed().toInt();
    if (system < limits::listenBacklog)
        QSKIP("the system's own limit is lower");
    QVERIFY2(connected() >= limits::listenBacklog && connected() <= limits::listenBacklog + 1, qPrintable(QString::number(connected())));
    // Those beyond it were not refused: their system asks again after a second, and a third.
    QTRY_COMPARE_WITH_TIMEOUT(accepted, burst, 10'000);
}

void TestTcpPosix::theFirstOfABurstAreAtWorkBeforeTheLastIsAccepted()
{
    Bench bench;
    constexpr int burst = 100;
    int accepted = 0;
    int whenAtWork = 0;
    const auto opened = Listener::open({QStringLiteral("127.0.0.1"), 0},
                                       {.accepted = [&](Descriptor d, const QString &) {
                                            native::abort(d);
                                            if (++accepted == 1)
                                                QTimer::singleShot(0, this, [&] { whenAtWork = accepted; });
                                        },
                                        .trouble = {}},
                                       bench.timers, *bench.readiness, bench.ledger);
    QVERIFY(opened.ok());
    std::vector<RawPeer> crowd;
    for (int i = 0; i < burst; ++i)
        crowd.emplace_back(native::connectTo({QHostAddress(QHostAddress::LocalHost), opened.value()->boundTo().port}).descriptor);
    QTRY_COMPARE(accepted, burst);
    QVERIFY2(whenAtWork > 0 && whenAtWork < burst, qPrintable(QString::number(whenAtWork)));
}

void TestTcpPosix::anUrgentByteIsReadInLineAndDoesNotSpin()
{
    Bench bench;
    Recorder user;
    RawPeer peer = bench.connectTo(user);
    user.end->setReading(false);
    QVERIFY(peer.send("ab"));
    QCOMPARE(::send(int(peer.descriptor()), "c", 1, MSG_OOB), ssize_t(1));
    int turns = 0;
    QEventLoop loop;
    QTimer::singleShot(500, &loop, &QEventLoop::quit);
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &loop, [&] { ++turns; });
    loop.exec();
    QVERIFY2(turns < 20, qPrintable(QString::number(turns)));
    QCOMPARE(user.closed, 0);
    // A reset is still noticed, though the notifier is spent.
    user.end->setReading(true);
    QTRY_COMPARE(user.got, QByteArray("abc"));
    user.end->setReading(false);
    peer.reset();
    QTRY_COMPARE_WITH_TIMEOUT(user.closed, 1, 1000);
    QCOMPARE(user.reason.code, ErrorCode::HangUp);
}

void TestTcpPosix::socketsAreNotInheritedByChildren()
{
    Bench bench;
    const native::Attempt dialled = native::connectTo({QHostAddress(QHostAddress::LocalHost), bench.listener->boundTo().port});
    QVERIFY(::fcntl(int(dialled.descriptor), F_GETFD) & FD_CLOEXEC);
    RawPeer peer(dialled.descriptor);
    QTRY_COMPARE(bench.accepted.size(), 1);
    const Descriptor accepted = bench.accepted.first();
    Recorder user;
    user.end = std::make_unique<TcpEnd>(accepted, user, *bench.readiness, bench.ledger);
    QVERIFY(::fcntl(int(accepted), F_GETFD) & FD_CLOEXEC);
}

// A segment fewer to send, and one thing fewer for the program to wake up for.
void TestTcpPosix::theFinGoesWithTheLastBytes()
{
#ifdef Q_OS_LINUX
    Bench bench;
    const auto segments = [&bench](bool together) {
        Recorder user;
        user.finishWithLast = together;
        RawPeer peer = bench.connectTo(user);
        user.send("answer", true);
        if (!QTest::qWaitFor([&] { return peer.hasFin(); }) || peer.got != "answer")
            return -1;
        tcp_info about{};
        socklen_t size = sizeof about;
        ::getsockopt(int(peer.descriptor()), IPPROTO_TCP, TCP_INFO, &about, &size);
        return int(about.tcpi_segs_in);
    };
    const int apart = segments(false);
    QVERIFY(apart > 0);
    QCOMPARE(segments(true), apart - 1);
#else
    QSKIP("only Linux tells the number of segments");
#endif
}

QTEST_GUILESS_MAIN(TestTcpPosix)
#include "tst_tcp_posix.moc"
