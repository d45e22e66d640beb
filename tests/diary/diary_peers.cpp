// SPDX-License-Identifier: GPL-3.0-or-later
// Rows D3, D4 and D14 of the diary: peers that stop, die, quit or are not there.
#include "diary_test.h"

#include <QDir>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

using namespace culvert::test;

namespace {

constexpr qint64 size = 150'000'000;

// Downloads and uploads, one of each at a time and one after the other until they are told to end, so that both are under way
// whenever the test looks, however fast the machine is. They fill the queues of both directions when the peer stops.
class Transfers {
public:
    explicit Transfers(quint16 port)
        : down_([this, port, hash = expected()] { repeat(wholeDown_, [&] { return Service::fetch(port, size) == hash; }); }),
          up_([this, port, hash = expected()] { repeat(wholeUp_, [&] { return Service::store(port, size, hash); }); })
    {
    }
    ~Transfers() { join(); }
    // Lets those that are under way be the last, and waits for them: whether all came whole.
    bool join()
    {
        enough_ = true;
        for (std::thread *one : {&down_, &up_}) {
            if (one->joinable())
                one->join();
        }
        return wholeDown_ && wholeUp_;
    }

private:
    // Worked out once: it takes longer than a transfer.
    static const QByteArray &expected()
    {
        static const QByteArray hash = Pattern::hash(1, size);
        return hash;
    }
    void repeat(bool &whole, const std::function<bool()> &transfer) const
    {
        do
            whole = transfer();
        while (whole && !enough_);
    }

    std::atomic<bool> enough_ = false;
    bool wholeDown_ = false;
    bool wholeUp_ = false;
    std::thread down_;
    std::thread up_;
};

constexpr double quitMost = underSanitizer ? 10'000 : 2000; // ms; a sanitizer looks for leaks at the end

} // namespace

class DiaryPeers : public DiaryTest {
    Q_OBJECT

    // Whether both transfers are well under way and far from over.
    static bool flowing(const Machine &machine)
    {
        int moving = 0;
        const QJsonArray all = machine.json({QStringLiteral("connections")}).array();
        for (const QJsonValue &one : all) {
            const qint64 moved = one[QStringLiteral("sent")].toInteger() + one[QStringLiteral("received")].toInteger();
            moving += one[QStringLiteral("state")] != QStringLiteral("closed") && moved > size / 30 && moved < size / 2;
        }
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

    // ms that a quit takes with full queues to a peer that was stopped; what went wrong is added.
    double quitBesideAStoppedPeer(QString &wrong)
    {
        wrong += renewPair();
        Service service;
        const quint16 port = pair().forward(service.port());
        const Transfers transfers(port);
        const auto pid = pid_t(pair().far.process()->processId());
        if (!wrong.isEmpty() || !QTest::qWaitFor([&] { return flowing(pair().near); }, 2 * patienceMs))
            wrong += QStringLiteral(" nothing flows");
        ::kill(pid, SIGSTOP);
        if (!QTest::qWaitFor([&] { return silent(pair().near); }, patienceMs))
            wrong += QStringLiteral(" the peer is not silent");
        const qint64 ms = pair().near.stop();
        ::kill(pid, SIGCONT);
        return ms < 0 ? 60'000 : double(ms);
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
            QTRY_VERIFY_WITH_TIMEOUT(flowing(other), 2 * patienceMs);
            ::kill(pid_t(stopped->process()->processId()), SIGSTOP);
            QTRY_VERIFY_WITH_TIMEOUT(silent(other), patienceMs);
            const double cpu = cpuPercent(pid);
            const double more = residentMb(pid) - before;
            qint64 queued = 0;
            const bool asked = QTest::qWaitFor([&] { return (queued = other.counter(QStringLiteral("queuedBytes"))) > 0; });
            ::kill(pid_t(stopped->process()->processId()), SIGCONT);
            QVERIFY(transfers.join());
            QVERIFY2(cpu < cpuMost, qPrintable(QString::number(cpu)));
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
        for (const bool farDies : {true, false}) {
            const QString begun = renewPair();
            QVERIFY2(begun.isEmpty(), qPrintable(begun));
            Machine *killed = farDies ? &pair().far : &pair().near;
            Machine &other = farDies ? pair().near : pair().far;
            const qint64 pid = other.process()->processId();
            Service service;
            const quint16 port = pair().forward(service.port());
            Transfers transfers(port);
            QTRY_VERIFY_WITH_TIMEOUT(flowing(other), 2 * patienceMs);
            killed->kill();
            QTRY_VERIFY_WITH_TIMEOUT(silent(other), patienceMs);
            const double cpu = cpuPercent(pid);
            QVERIFY(other.counter(QStringLiteral("queuedBytes")) > 0); // it waits for the peer to come back
            QVERIFY2(cpu < cpuMost, qPrintable(QString::number(cpu)));
            const QString wrong = pair().start();
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            QVERIFY(!transfers.join());
            QTRY_COMPARE_WITH_TIMEOUT(ProgramPair::lastReason(other), QStringLiteral("peerRestarted"), patienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(service.open(), 0, patienceMs);
            figures += QStringLiteral("%1 %").arg(cpu, 0, 'f', 1);
            pair().removeForwards();
        }
        writeFigure(3, way() + QStringLiteral(" kill -9"), QStringLiteral("CPU of the other with full queues: %1; started anew, connections end with peerRestarted").arg(figures.join(QStringLiteral(" / "))));
    }

    void d03_afterTheResumeLimitConnectionsEndWithThatReason_data() { everyWay(); }
    void d03_afterTheResumeLimitConnectionsEndWithThatReason()
    {
        const QString begun = renewPair();
        QVERIFY2(begun.isEmpty(), qPrintable(begun));
        const QString limit = QStringLiteral("resumeLimit");
        QCOMPARE(pair().near.run({QStringLiteral("set"), limit, QStringLiteral("6")}).exitCode, 0);
        Service service;
        const quint16 port = pair().forward(service.port());
        {
            Transfers transfers(port);
            QTRY_VERIFY_WITH_TIMEOUT(flowing(pair().near), 2 * patienceMs);
            pair().far.kill();
            QTRY_COMPARE_WITH_TIMEOUT(ProgramPair::lastReason(pair().near), limit, 2 * patienceMs);
        }
        QTRY_VERIFY2_WITH_TIMEOUT(pair().near.offBaseline().isEmpty(), qPrintable(pair().near.offBaseline()), patienceMs);
        QCOMPARE(pair().near.run({QStringLiteral("set"), limit, QStringLiteral("300")}).exitCode, 0);
        const QString wrong = pair().start();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    void d04_aConnectionToAPeerThatIsNotThereEndsAtOnceAndSaysSinceWhen_data() { everyWay(); }
    void d04_aConnectionToAPeerThatIsNotThereEndsAtOnceAndSaysSinceWhen()
    {
        const QString begun = renewPair();
        QVERIFY2(begun.isEmpty(), qPrintable(begun));
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
        QTRY_VERIFY_WITH_TIMEOUT(silent(pair().near), patienceMs);
        // The direct way is down by then, while toxcore believes in its own for half a minute.
        const qint64 whenSilent = measured({QStringLiteral("peerSilent"), QStringLiteral("peerOffline")});
        const QJsonValue silentPeer = pair().near.status()[QStringLiteral("peers")][0];
        ::kill(pid, SIGCONT);
        QVERIFY(since() >= stopped || silentPeer[QStringLiteral("noAnswerMs")].toInteger() >= 3000);
        QTRY_VERIFY_WITH_TIMEOUT(pair().isOnline(), patienceMs);

        const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-1);
        QVERIFY(pair().far.stop() >= 0);
        QTRY_VERIFY_WITH_TIMEOUT(pair().near.firstPeer(QStringLiteral("state")) != QStringLiteral("online"), patienceMs);
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
        for (const bool nearLeaves : {true, false}) {
            double least = 60'000; // of three: others use this machine, too
            for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
                if (number != SIGINT && (nearLeaves ? pair().near : pair().far).isWindows())
                    continue; // no such signals there
                const QString wrong = renewPair();
                QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
                Machine *leaving = nearLeaves ? &pair().near : &pair().far;
                Machine &staying = nearLeaves ? pair().far : pair().near;
                Service service;
                const quint16 port = pair().forward(service.port());
                Transfers transfers(port);
                const Machine &asked = staying.isWindows() ? *leaving : staying; // the one that answers while they flow
                QTRY_VERIFY2_WITH_TIMEOUT(flowing(asked), qPrintable(asked.json({QStringLiteral("connections")}).out), 8 * patienceMs);
                QElapsedTimer clock;
                clock.start();
                ::kill(pid_t(leaving->process()->processId()), number);
                QVERIFY(leaving->process()->waitForFinished(patienceMs));
                const qint64 ms = clock.elapsed();
                least = std::min(least, double(ms));
                QCOMPARE(leaving->process()->exitStatus(), QProcess::NormalExit);
                QCOMPARE(leaving->process()->exitCode(), 0);
                QVERIFY(!transfers.join());
                QTRY_COMPARE_WITH_TIMEOUT(service.open(), 0, patienceMs);
                QTRY_VERIFY2_WITH_TIMEOUT(staying.offBaseline().isEmpty(), qPrintable(staying.offBaseline()), patienceMs);
                const auto left = [](const QString &folder) { return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot); };
                QStringList files = left(leaving->folder());
                files.removeOne(QStringLiteral("list.json")); // the test's own
                QCOMPARE(files, (QStringList{QStringLiteral("config.json"), QStringLiteral("identity.tox")}));
                QCOMPARE(left(leaving->runtime() + QStringLiteral("/culvert")), QStringList());
                took += QString::number(ms);
            }
            // Wine takes a process down in its own time, and there is one try only.
            const bool windows = (nearLeaves ? pair().near : pair().far).isWindows();
            QVERIFY2(windows || least < quitMost, qPrintable(took.join(QStringLiteral(", "))));
        }
        writeFigure(14, way(), QStringLiteral("quit by SIGTERM, SIGINT, SIGHUP in two transfers, each side: %1 ms; nothing left").arg(took.join(QStringLiteral(", "))));
    }

    void d14_aQuitIsQuickThoughThePeerIsStopped_data() { everyWay(); }
    void d14_aQuitIsQuickThoughThePeerIsStopped()
    {
        QString wrong;
        const double ms = leastOf(quitMost, [&] { return quitBesideAStoppedPeer(wrong); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(ms < quitMost, qPrintable(QString::number(ms)));
        writeFigure(14, way() + QStringLiteral(" peer stopped"), QStringLiteral("quit with full queues in %1 ms").arg(ms));
    }
};

QTEST_GUILESS_MAIN(DiaryPeers)
#include "diary_peers.moc"
