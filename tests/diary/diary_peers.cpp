// SPDX-License-Identifier: GPL-3.0-or-later
// Rows D3, D4 and D14 of the diary: peers that stop, die, quit or are not there.
#include "diary_test.h"

#include <QDir>

#include <csignal>
#include <thread>

using namespace culvert::test;

namespace {

constexpr qint64 size = 150'000'000;

// A download and an upload at once, which fill the queues of both directions when the peer stops.
class Transfers {
public:
    explicit Transfers(quint16 port)
        : down_([this, port] { wholeDown_ = Service::fetch(port, size) == Pattern::hash(1, size); }),
          up_([this, port] { wholeUp_ = Service::store(port, size); })
    {
    }
    ~Transfers() { join(); }
    // Whether both came whole.
    bool join()
    {
        for (std::thread *one : {&down_, &up_}) {
            if (one->joinable())
                one->join();
        }
        return wholeDown_ && wholeUp_;
    }

private:
    bool wholeDown_ = false;
    bool wholeUp_ = false;
    std::thread down_;
    std::thread up_;
};

// The share of a core that a process takes over a few seconds.
double cpuPercent(qint64 pid)
{
    constexpr int ms = 5000;
    const double before = cpuSeconds(pid);
    QTest::qWait(ms); // what is measured
    return (cpuSeconds(pid) - before) / (ms / 1000.0) * 100;
}

} // namespace

class DiaryPeers : public DiaryTest {
    Q_OBJECT

    // Whether both transfers are well under way.
    static bool flowing(const Machine &machine)
    {
        int moving = 0;
        const QJsonArray all = machine.json({QStringLiteral("connections")}).array();
        for (const QJsonValue &one : all)
            moving += one[QStringLiteral("state")] != QStringLiteral("closed") && one[QStringLiteral("sent")].toInteger() + one[QStringLiteral("received")].toInteger() > 5'000'000;
        return moving >= 2;
    }
    static bool silent(const Machine &machine)
    {
        const QJsonValue peer = machine.status()[QStringLiteral("peers")][0];
        return peer[QStringLiteral("state")] != QStringLiteral("online") || peer[QStringLiteral("noAnswerMs")].toInteger() > 3000;
    }
    // ms until a connection through the tunnel is closed without a word.
    static qint64 refusedAfter(quint16 port)
    {
        QElapsedTimer clock;
        clock.start();
        PlainSocket socket = PlainSocket::connectTo(port);
        socket.send(Service::request('E'));
        return socket.discardAll() == PlainSocket::Ended::Never ? 60'000 : clock.elapsed();
    }

private Q_SLOTS:
    void d03_aStoppedPeerCostsNothingAndTheTransferGoesOn_data() { everyWay(); }
    void d03_aStoppedPeerCostsNothingAndTheTransferGoesOn()
    {
        QStringList figures;
        for (Machine *stopped : {&pair().far, &pair().near}) {
            Machine &other = stopped == &pair().far ? pair().near : pair().far;
            const qint64 pid = other.process()->processId();
            Service service;
            const quint16 port = pair().forward(service.port());
            const double before = residentMb(pid);
            Transfers transfers(port);
            QTRY_VERIFY_WITH_TIMEOUT(flowing(other), 30'000);
            ::kill(pid_t(stopped->process()->processId()), SIGSTOP);
            QTRY_VERIFY_WITH_TIMEOUT(silent(other), 15'000);
            const double cpu = cpuPercent(pid);
            const double more = residentMb(pid) - before;
            qint64 queued = 0;
            const bool asked = QTest::qWaitFor([&] { return (queued = other.counter(QStringLiteral("queuedBytes"))) > 0; });
            ::kill(pid_t(stopped->process()->processId()), SIGCONT);
            QVERIFY(transfers.join());
            QVERIFY2(cpu < 2, qPrintable(QString::number(cpu)));
            QVERIFY2(more < 150 || underSanitizer, qPrintable(QString::number(more)));
            QVERIFY(asked);
            figures += QStringLiteral("%1 %, %2 MB queued, %3 MB more").arg(cpu, 0, 'f', 1).arg(double(queued) / 1e6, 0, 'f', 1).arg(more, 0, 'f', 0);
        }
        writeFigure(3, way() + QStringLiteral(" SIGSTOP"), QStringLiteral("CPU of the other: %1; then both transfers whole").arg(figures.join(QStringLiteral(" / "))));
    }

    void d03_aKilledPeerCostsNothingAndItsConnectionsEndWithTheirReason_data() { everyWay(); }
    void d03_aKilledPeerCostsNothingAndItsConnectionsEndWithTheirReason()
    {
        QStringList figures;
        for (Machine *killed : {&pair().far, &pair().near}) {
            Machine &other = killed == &pair().far ? pair().near : pair().far;
            const qint64 pid = other.process()->processId();
            Service service;
            const quint16 port = pair().forward(service.port());
            Transfers transfers(port);
            QTRY_VERIFY_WITH_TIMEOUT(flowing(other), 30'000);
            killed->kill();
            QTRY_VERIFY_WITH_TIMEOUT(silent(other), 15'000);
            const double cpu = cpuPercent(pid);
            QVERIFY(other.counter(QStringLiteral("queuedBytes")) > 0); // it waits for the peer to come back
            QVERIFY2(cpu < 2, qPrintable(QString::number(cpu)));
            const QString wrong = pair().start();
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            QVERIFY(!transfers.join());
            QTRY_COMPARE_WITH_TIMEOUT(ProgramPair::lastReason(other), QStringLiteral("peerRestarted"), 5000);
            QTRY_COMPARE_WITH_TIMEOUT(service.open(), 0, 5000);
            figures += QStringLiteral("%1 %").arg(cpu, 0, 'f', 1);
            pair().removeForwards();
        }
        writeFigure(3, way() + QStringLiteral(" kill -9"), QStringLiteral("CPU of the other with full queues: %1; started anew, connections end with peerRestarted").arg(figures.join(QStringLiteral(" / "))));
    }

    void d03_afterTheResumeLimitConnectionsEndWithThatReason_data() { everyWay(); }
    void d03_afterTheResumeLimitConnectionsEndWithThatReason()
    {
        const QString limit = QStringLiteral("resumeLimit");
        QCOMPARE(pair().near.run({QStringLiteral("set"), limit, QStringLiteral("6")}).exitCode, 0);
        Service service;
        const quint16 port = pair().forward(service.port());
        {
            Transfers transfers(port);
            QTRY_VERIFY_WITH_TIMEOUT(flowing(pair().near), 30'000);
            pair().far.kill();
            QTRY_COMPARE_WITH_TIMEOUT(ProgramPair::lastReason(pair().near), limit, 20'000);
        }
        QTRY_VERIFY2_WITH_TIMEOUT(pair().near.offBaseline().isEmpty(), qPrintable(pair().near.offBaseline()), 5000);
        QCOMPARE(pair().near.run({QStringLiteral("set"), limit, QStringLiteral("300")}).exitCode, 0);
        const QString wrong = pair().start();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    void d04_aConnectionToAPeerThatIsNotThereEndsAtOnceAndSaysSinceWhen_data() { everyWay(); }
    void d04_aConnectionToAPeerThatIsNotThereEndsAtOnceAndSaysSinceWhen()
    {
        Service service;
        const quint16 port = pair().forward(service.port());
        // The least of five: others use this machine, too. A minute: not for this reason.
        const auto measured = [&](const QStringList &reasons) {
            qint64 least = 60'000;
            for (int i = 0; i < 5; ++i) {
                const qint64 ms = refusedAfter(port);
                if (!QTest::qWaitFor([&] { return reasons.contains(ProgramPair::lastReason(pair().near)); }))
                    return qint64(60'000);
                least = std::min(least, ms);
            }
            return least;
        };
        const auto since = [&] { return QDateTime::fromString(pair().near.firstPeer(QStringLiteral("since")), Qt::ISODateWithMs); };
        const auto pid = pid_t(pair().far.process()->processId());
        const QDateTime stopped = QDateTime::currentDateTimeUtc();
        ::kill(pid, SIGSTOP);
        QTRY_VERIFY_WITH_TIMEOUT(silent(pair().near), 15'000);
        // The direct way is down by then, while toxcore believes in its own for half a minute.
        const qint64 whenSilent = measured({QStringLiteral("peerSilent"), QStringLiteral("peerOffline")});
        const QJsonValue silentPeer = pair().near.status()[QStringLiteral("peers")][0];
        ::kill(pid, SIGCONT);
        QVERIFY(since() >= stopped || silentPeer[QStringLiteral("noAnswerMs")].toInteger() >= 3000);
        QTRY_VERIFY_WITH_TIMEOUT(pair().isOnline(), 15'000);

        const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-1);
        QVERIFY(pair().far.stop() >= 0);
        QTRY_VERIFY_WITH_TIMEOUT(pair().near.firstPeer(QStringLiteral("state")) != QStringLiteral("online"), 15'000);
        const qint64 whenOffline = measured({QStringLiteral("peerOffline")});
        QVERIFY2(since() >= before, qPrintable(since().toString()));
        QVERIFY(pair().near.run({QStringLiteral("peers")}).out.contains(QStringLiteral("far")));
        const QString wrong = pair().start();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(whenSilent < 100 && whenOffline < 100, qPrintable(QStringLiteral("%1 ms, %2 ms").arg(whenSilent).arg(whenOffline)));
        writeFigure(4, way(), QStringLiteral("refused after %1 ms (silent), %2 ms (offline)").arg(whenSilent).arg(whenOffline));
    }

    void d14_aQuitLeavesNothing_data() { everyWay(); }
    void d14_aQuitLeavesNothing()
    {
        QStringList took;
        for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
            for (const bool nearLeaves : {true, false}) {
                const QString wrong = renewPair();
                QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
                Machine *leaving = nearLeaves ? &pair().near : &pair().far;
                Machine &staying = nearLeaves ? pair().far : pair().near;
                Service service;
                const quint16 port = pair().forward(service.port());
                Transfers transfers(port);
                QTRY_VERIFY_WITH_TIMEOUT(flowing(staying), 30'000);
                QElapsedTimer clock;
                clock.start();
                ::kill(pid_t(leaving->process()->processId()), number);
                QVERIFY(leaving->process()->waitForFinished(10'000));
                const qint64 ms = clock.elapsed();
                QVERIFY2(ms < 2000 || underSanitizer, qPrintable(QString::number(ms)));
                QCOMPARE(leaving->process()->exitStatus(), QProcess::NormalExit);
                QCOMPARE(leaving->process()->exitCode(), 0);
                QVERIFY(!transfers.join());
                QTRY_COMPARE_WITH_TIMEOUT(service.open(), 0, 2000);
                QTRY_VERIFY2_WITH_TIMEOUT(staying.offBaseline().isEmpty(), qPrintable(staying.offBaseline()), 5000);
                const auto left = [](const QString &folder) { return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot); };
                QStringList files = left(leaving->folder());
                files.removeOne(QStringLiteral("list.json")); // the test's own
                QCOMPARE(files, (QStringList{QStringLiteral("config.json"), QStringLiteral("identity.tox")}));
                QCOMPARE(left(leaving->runtime() + QStringLiteral("/culvert")), QStringList());
                took += QString::number(ms);
            }
        }
        writeFigure(14, way(), QStringLiteral("quit by SIGTERM, SIGINT, SIGHUP in two transfers, each side: %1 ms; nothing left").arg(took.join(QStringLiteral(", "))));
    }

    void d14_aQuitIsQuickThoughThePeerIsStopped_data() { everyWay(); }
    void d14_aQuitIsQuickThoughThePeerIsStopped()
    {
        const QString wrong = renewPair();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        Service service;
        const quint16 port = pair().forward(service.port());
        qint64 ms = 0;
        {
            Transfers transfers(port);
            QTRY_VERIFY_WITH_TIMEOUT(flowing(pair().near), 30'000);
            const auto pid = pid_t(pair().far.process()->processId());
            ::kill(pid, SIGSTOP);
            QTRY_VERIFY_WITH_TIMEOUT(silent(pair().near), 15'000);
            ms = pair().near.stop();
            ::kill(pid, SIGCONT);
        }
        QVERIFY2(ms >= 0 && (ms < 2000 || underSanitizer), qPrintable(QString::number(ms)));
        writeFigure(14, way() + QStringLiteral(" peer stopped"), QStringLiteral("quit with full queues in %1 ms").arg(ms));
    }
};

QTEST_GUILESS_MAIN(DiaryPeers)
#include "diary_peers.moc"
