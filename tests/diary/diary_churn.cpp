// SPDX-License-Identifier: GPL-3.0-or-later
// Rows D1, D6, D11, D13 and D17 of the diary: many connections that come and go.
#include "diary_test.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <random>
#include <utility>

using namespace culvert::test;

namespace {

// One application's short life with a few connections open at once, opened and closed in the order of its own dice.
class Life {
public:
    Life(quint16 port, quint64 seed) : port_(port), dice_(seed) {}

    bool live(int connections)
    {
        for (int opened = 0; opened < connections || !open_.empty();) {
            const bool more = opened < connections && (open_.empty() || (open_.size() < 24 && dice_() % 2 == 0));
            if (more) {
                ++opened;
                if (!begin())
                    return false;
            } else if (!end(dice_() % open_.size())) {
                return false;
            }
        }
        return true;
    }

private:
    struct One {
        PlainSocket socket;
        char asked;
        qint64 size;
    };

    bool begin()
    {
        static constexpr char letters[] = {'G', 'R', 'E', 'W'};
        One one{PlainSocket::connectTo(port_), letters[dice_() % 4], qint64(dice_() % 20'000)};
        if (!one.socket.open() || !one.socket.send(Service::request(one.asked, one.size)))
            return false;
        open_.push_back(std::move(one));
        return true;
    }

    // The application ends it in one of four ways; with two of them it first sees how the service does.
    bool end(std::size_t which)
    {
        One one = std::move(open_[which]);
        open_[which] = std::move(open_.back());
        open_.pop_back();
        switch (dice_() % 4) {
        case 0: one.socket.reset(); return true;
        case 1: one.socket.close(); return true;
        default: break;
        }
        if (one.asked == 'E' || one.asked == 'W')
            one.socket.finish();
        qint64 got = 0;
        const auto ended = one.socket.receiveAll([&](QByteArrayView bytes) { got += bytes.size(); });
        if (one.asked == 'R')
            return ended == PlainSocket::Ended::Reset;
        return ended == PlainSocket::Ended::Fin && (one.asked != 'G' || got == one.size);
    }

    quint16 port_;
    std::mt19937_64 dice_;
    std::vector<One> open_;
};

// What the system may take for one socket that its other end does not read.
qint64 mostForATarget()
{
    QFile file(QStringLiteral("/proc/sys/net/ipv4/tcp_wmem"));
    const qint64 most = file.open(QIODevice::ReadOnly) ? file.readAll().simplified().split(' ').last().toLongLong() : 0;
    return most > 0 ? most : 4 << 20;
}

} // namespace

class DiaryChurn : public DiaryTest {
    Q_OBJECT

private Q_SLOTS:
    void d01_connectionsOpenedAndClosedInRandomOrderLeaveNothing_data() { everyWay(); }
    void d01_connectionsOpenedAndClosedInRandomOrderLeaveNothing()
    {
        constexpr int lives = 16;
        constexpr int each = 625; // 10,000
        const quint64 first = seed();
        Service service;
        const quint16 port = pair().forward(service.port());
        QElapsedTimer clock;
        clock.start();
        QVERIFY(together(lives, lives, [&](int i) { return Life(port, first * 100 + quint64(i)).live(each); }));
        const qint64 ms = clock.elapsed();
        QTRY_COMPARE_WITH_TIMEOUT(service.open(), 0, patienceMs);
        QTRY_VERIFY2_WITH_TIMEOUT(pair().offBaseline().isEmpty(), qPrintable(pair().offBaseline()), patienceMs);
        writeFigure(1, way(), QStringLiteral("10,000 connections in random order in %1 s").arg(double(ms) / 1000, 0, 'f', 1));
    }

    void d06_shortConnectionsAreAllAnswered_data() { everyWay(); }
    void d06_shortConnectionsAreAllAnswered()
    {
        Service service;
        const quint16 port = pair().forward(service.port());
        const QByteArray expected = Pattern::hash(1, 1000);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(together(64, 10'000, [&](int) { return Service::fetch(port, 1000) == expected; }));
        const double seconds = double(clock.elapsed()) / 1000;
        QTRY_COMPARE_WITH_TIMEOUT(service.open(), 0, patienceMs);
        QCOMPARE(service.served(), 10'000);
        writeFigure(6, way(), QStringLiteral("10,000 of 1 KB, 64 at a time, all answered: %1 a second").arg(10'000 / seconds, 0, 'f', 0));
    }

    void d11_nothingWaitsAndNothingPolls_data() { everyWay(); }
    void d11_nothingWaitsAndNothingPolls()
    {
        Service service;
        const quint16 port = pair().forward(service.port());
        const auto median = [](quint16 to) {
            std::vector<double> ms;
            for (int i = 0; i < 300; ++i) {
                QElapsedTimer clock;
                clock.start();
                if (Service::fetch(to, 1000).isEmpty())
                    return 1e9;
                ms.push_back(double(clock.nsecsElapsed()) / 1e6);
            }
            std::sort(ms.begin(), ms.end());
            return ms[ms.size() / 2];
        };
        const double bare = median(service.port()); // the same service without a tunnel, in the same run
        const double most = bare + (underSanitizer ? 50 : 5); // no wait of milliseconds, in any of the four steps of a request
        const double through = leastOf(most, [&] { return median(port); });
        const double percent = cpuPercent(pair().near.process()->processId());
        QVERIFY2(through < most, qPrintable(QStringLiteral("%1 ms, without a tunnel %2 ms").arg(through).arg(bare)));
        QVERIFY2(percent < cpuMost, qPrintable(QString::number(percent)));
        writeFigure(11, way(), QStringLiteral("1 KB request %1 ms, without a tunnel %2 ms; idle CPU %3 %")
                                   .arg(through, 0, 'f', 2).arg(bare, 0, 'f', 2).arg(percent, 0, 'f', 1));
    }
    void d11_theEngineHasNoLockAndNoSleep()
    {
        static const QRegularExpression forbidden(QStringLiteral("QMutex|std::mutex|QReadWriteLock|QSemaphore|QWaitCondition|condition_variable|usleep|sleep_for|msleep|QEventLoop"));
        QDirIterator files(QStringLiteral(CULVERT_TREE "/engine"), {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
        int read = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++read;
            const auto found = forbidden.match(QString::fromUtf8(file.readAll()));
            QVERIFY2(!found.hasMatch(), qPrintable(file.fileName() + QStringLiteral(": ") + found.captured()));
        }
        QVERIFY(read > 100);
        writeFigure(11, QStringLiteral("sources"), QStringLiteral("no lock, no sleep in %1 files").arg(read));
    }

    void d13_connectionsThatDrainDoNotHoldUpOthers_data() { everyWay(); }
    void d13_connectionsThatDrainDoNotHoldUpOthers()
    {
        constexpr int draining = 50;
        const qint64 size = mostForATarget() + 2'000'000; // so that some of it waits with us
        Service slow;
        Service quick;
        const quint16 slowPort = pair().forward(slow.port(), QStringLiteral("slow"));
        const quint16 quickPort = pair().forward(quick.port(), QStringLiteral("quick"));
        const auto rate = [&] {
            QElapsedTimer clock;
            clock.start();
            const bool good = together(16, 2000, [&](int) { return !Service::fetch(quickPort, 1000).isEmpty(); });
            return good ? 2000 / (double(clock.elapsed()) / 1000) : 0.0;
        };
        // The better of two: others use this machine, too.
        const double without = std::max(rate(), rate());
        for (int i = 0; i < draining; ++i) {
            PlainSocket socket = PlainSocket::connectTo(slowPort);
            Pattern pattern(1);
            QVERIFY(socket.send(Service::request('N')) && socket.send(pattern, size));
            socket.close(); // what the service has not read is to arrive all the same
        }
        QTRY_COMPARE(slow.open(), draining);
        const auto waiting = [this] { return pair().near.counter(QStringLiteral("queuedBytes")) + pair().far.counter(QStringLiteral("queuedBytes")); };
        // What the system takes for the targets is still on its way when all are connected; beside it the rate would be that of a busy line.
        auto atRest = [&waiting, last = qint64(-1)]() mutable {
            const qint64 before = std::exchange(last, waiting());
            return before == last;
        };
        QTRY_VERIFY_WITH_TIMEOUT(atRest(), 180'000);
        QVERIFY(waiting() > 1'000'000);
        // A wait for each that drains costs far more than a factor of five, and others that use this machine do so not every time.
        double with = 0;
        for (int i = 0; i < 5 && with <= without / 5; ++i)
            with = std::max(with, rate());
        QCOMPARE(slow.open(), draining);
        slow.release();
        QTRY_COMPARE_WITH_TIMEOUT(slow.open(), 0, 60'000);
        QCOMPARE(slow.received(), std::vector<QByteArray>(draining, Pattern::hash(1, size)));
        QVERIFY2(with > without / 5, qPrintable(QStringLiteral("%1 a second with, %2 without").arg(with).arg(without)));
        writeFigure(13, way(), QStringLiteral("%1 connections a second beside 50 that drain, %2 without").arg(with, 0, 'f', 0).arg(without, 0, 'f', 0));
    }

    void d17_whatTheServerClosesIsGivenBack_data() { everyWay(); }
    void d17_whatTheServerClosesIsGivenBack()
    {
        constexpr int round = 1000;
        Service service;
        const quint16 port = pair().forward(service.port());
        const qint64 pids[] = {pair().near.process()->processId(), pair().far.process()->processId()};
        const auto closeAll = [&](char letter) {
            return together(32, round, [&](int) {
                PlainSocket socket = PlainSocket::connectTo(port);
                return socket.send(Service::request(letter, 5000)) && socket.discardAll() != PlainSocket::Ended::Never;
            });
        };
        // The first rounds fill what is kept on purpose: the list of closed connections, the caches of the libraries.
        QVERIFY(closeAll('G') && closeAll('R'));
        QTRY_VERIFY2_WITH_TIMEOUT(pair().offBaseline().isEmpty(), qPrintable(pair().offBaseline()), patienceMs);
        const double before[] = {residentMb(pids[0]), residentMb(pids[1])};
        const int open[] = {descriptors(pids[0]), descriptors(pids[1])};
        for (int i = 0; i < 4; ++i)
            QVERIFY(closeAll('G') && closeAll('R'));
        QTRY_COMPARE_WITH_TIMEOUT(service.open(), 0, patienceMs);
        QTRY_VERIFY2_WITH_TIMEOUT(pair().offBaseline().isEmpty(), qPrintable(pair().offBaseline()), patienceMs);
        QStringList grown;
        for (int i = 0; i < 2; ++i) {
            const double more = residentMb(pids[i]) - before[i];
            QVERIFY2(more < 4 || underSanitizer, qPrintable(QStringLiteral("%1 MB more").arg(more)));
            QTRY_VERIFY2(descriptors(pids[i]) <= open[i] + 1, qPrintable(QString::number(descriptors(pids[i]) - open[i]))); // one may be a command's
            grown += QStringLiteral("%1").arg(more, 0, 'f', 1);
        }
        for (const Machine *machine : {&pair().near, &pair().far}) {
            const QJsonObject counters = machine->status()[QStringLiteral("counters")].toObject();
            for (const auto *kind : {"streams", "tcpSockets", "connections"}) {
                const QJsonValue counter = counters[QLatin1String(kind)];
                QVERIFY(counter[QStringLiteral("created")].toInteger() >= 10 * round);
                QCOMPARE(counter[QStringLiteral("created")].toInteger(), counter[QStringLiteral("destroyed")].toInteger());
            }
        }
        writeFigure(17, way(), QStringLiteral("8,000 closed or reset by the server: %1 MB more, no descriptor, every counter at its baseline").arg(grown.join(QStringLiteral(" and "))));
    }
};

QTEST_GUILESS_MAIN(DiaryChurn)
#include "diary_churn.moc"
