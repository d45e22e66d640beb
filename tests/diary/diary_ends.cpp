// SPDX-License-Identifier: GPL-3.0-or-later
// Rows D2, D7, D15 and D16 of the diary: how connections and tunnels end.
#include "diary_test.h"

#include <atomic>
#include <thread>
#include <tuple>

using namespace culvert::test;

namespace {

using Ended = PlainSocket::Ended;

constexpr qint64 large = 100'000'000;
constexpr double never = 1e9;                                   // ms
constexpr double hangUpMost = underSanitizer ? 5000 : 1000;     // ms

} // namespace

class DiaryEnds : public DiaryTest {
    Q_OBJECT

    // ms from the hang-up of so many applications, each in the middle of a large answer, until nothing is open at the service.
    static double hangUp(const Service &service, quint16 port, int count)
    {
        std::vector<PlainSocket> clients;
        for (int i = 0; i < count; ++i) {
            clients.push_back(PlainSocket::connectTo(port));
            if (!clients.back().send(Service::request('G', large)))
                return never;
        }
        const auto begun = [&](int i) { return clients[std::size_t(i)].receive(1'000'000).size() == 1'000'000; };
        if (!together(count, count, begun) || service.open() != count)
            return never;
        QElapsedTimer clock;
        clock.start();
        clients.clear(); // with bytes that were not read: the system sends resets
        return QTest::qWaitFor([&] { return service.open() == 0; }, patienceMs) ? double(clock.elapsed()) : never;
    }
    // ms from the hang-up of the targets of so many uploads until the applications have noticed.
    double targetsHangUp(Service &service, quint16 port, int count)
    {
        std::atomic<int> running = 0;
        std::vector<std::thread> uploads;
        for (int i = 0; i < count; ++i) {
            ++running;
            uploads.emplace_back([&] {
                PlainSocket socket = PlainSocket::connectTo(port);
                Pattern pattern(1);
                socket.send(Service::request('W')) && socket.send(pattern, large);
                --running;
            });
        }
        const bool begun = QTest::qWaitFor([&] { return service.open() == count; }, patienceMs)
            && QTest::qWaitFor([this] { return pair().near.counter(QStringLiteral("queuedBytes")) > 0; }, patienceMs);
        service.resetAll();
        QElapsedTimer clock;
        clock.start();
        const bool over = QTest::qWaitFor([&] { return running == 0; }, patienceMs);
        const auto ms = double(clock.elapsed());
        for (std::thread &one : uploads)
            one.join();
        return begun && over ? ms : never;
    }

private Q_SLOTS:
    void d02_theTargetIsClosedWhenTheApplicationHangsUpInALargeAnswer_data() { everyWay(); }
    void d02_theTargetIsClosedWhenTheApplicationHangsUpInALargeAnswer()
    {
        QStringList took;
        for (const auto listens : {ProgramPair::Listens::Near, ProgramPair::Listens::Far}) {
            Service service;
            const quint16 port = pair().forward(service.port(), {}, listens);
            for (const int count : {1, 50}) {
                const double ms = leastOf(hangUpMost, [&] { return hangUp(service, port, count); });
                QVERIFY2(ms < hangUpMost, qPrintable(QStringLiteral("%1 at once: %2 ms").arg(count).arg(ms)));
                took += QStringLiteral("%1 in %2 ms").arg(count).arg(ms);
                QTRY_VERIFY2_WITH_TIMEOUT(pair().offBaseline().isEmpty(), qPrintable(pair().offBaseline()), patienceMs);
            }
        }
        writeFigure(2, way(), QStringLiteral("100 MB answers hung up on after 1 MB, targets closed: ") + took.join(QStringLiteral(", ")));
    }

    void d02_theApplicationIsResetWhenTheTargetHangsUpInALargeUpload_data() { everyWay(); }
    void d02_theApplicationIsResetWhenTheTargetHangsUpInALargeUpload()
    {
        const double ms = leastOf(hangUpMost, [&] {
            Service service; // a new one for each try: it resets what comes later, too
            const quint16 port = pair().forward(service.port());
            return targetsHangUp(service, port, 50);
        });
        QVERIFY2(ms < hangUpMost, qPrintable(QString::number(ms)));
        writeFigure(2, way() + QStringLiteral(" up"), QStringLiteral("50 uploads whose targets hang up: applications reset in %1 ms").arg(ms));
    }

    void d07_stoppingOneTunnelLeavesATransferOfAnotherAlone_data() { everyWay(); }
    void d07_stoppingOneTunnelLeavesATransferOfAnotherAlone()
    {
        constexpr int times = 200;
        Service service;
        const quint16 steady = pair().forward(service.port(), QStringLiteral("steady"));
        QVERIFY(pair().forward(service.port(), QStringLiteral("other")) != 0);
        std::atomic<bool> enough = false;
        std::atomic<bool> whole = true;
        std::atomic<int> carried = 0;
        std::thread transfer([&] {
            const QByteArray expected = Pattern::hash(1, 8 << 20);
            while (!enough && whole) {
                whole = Service::fetch(steady, 8 << 20) == expected && Service::store(steady, 1 << 20);
                ++carried;
            }
        });
        QString wrong;
        for (int i = 0; i < times && wrong.isEmpty() && whole; ++i) {
            for (const QString &what : {QStringLiteral("stop"), QStringLiteral("start")})
                wrong += pair().near.json({QStringLiteral("forward"), what, QStringLiteral("other")}).err;
        }
        enough = true;
        transfer.join();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY(whole);
        QVERIFY(carried > 0);
        writeFigure(7, way(), QStringLiteral("one stopped and started 200 times, beside it %1 MB down and %2 MB up, all hashes equal").arg(carried * 8).arg(int(carried)));
    }

    void d15_aCloseIsACloseAndAResetIsAReset_data() { everyWay(); }
    void d15_aCloseIsACloseAndAResetIsAReset()
    {
        int tried = 0;
        for (const auto listens : {ProgramPair::Listens::Near, ProgramPair::Listens::Far}) {
            Service service;
            const quint16 port = pair().forward(service.port(), {}, listens);
            for (const qint64 size : {0, 1, 100'000}) {
                // The target ends.
                for (const auto &[letter, ended] : {std::pair{'G', Ended::Fin}, std::pair{'R', Ended::Reset}}) {
                    PlainSocket socket = PlainSocket::connectTo(port);
                    QVERIFY(socket.send(Service::request(letter, size)));
                    QCOMPARE(socket.discardAll(), ended);
                    ++tried;
                }
                // The application ends, with bytes of its own before.
                for (const bool reset : {false, true}) {
                    QTRY_COMPARE(service.open(), 0);
                    const int resets = service.resets();
                    PlainSocket socket = PlainSocket::connectTo(port);
                    Pattern pattern(3);
                    QVERIFY(socket.send(Service::request('W')) && socket.send(pattern, size));
                    QTRY_COMPARE(service.open(), 1); // the target is there before the end
                    if (reset)
                        socket.reset();
                    else
                        socket.close();
                    QTRY_COMPARE(service.open(), 0);
                    QCOMPARE(service.resets() - resets, int(reset));
                    ++tried;
                }
            }
        }
        writeFigure(15, way(), QStringLiteral("%1 closes and resets from either end, each arrived as what it was").arg(tried));
    }

    // Every state of a connection, every way to end it, and then the other ways on top.
    void d16_everyEndIsLegalInEveryState_data() { everyWay(); }
    void d16_everyEndIsLegalInEveryState()
    {
        const QStringList states{QStringLiteral("dialling"), QStringLiteral("open"), QStringLiteral("halfClosedOut"), QStringLiteral("halfClosedIn"),
                                 QStringLiteral("full")};
        constexpr int events = 7;
        int tried = 0;
        for (const QString &state : states) {
            for (int first = 0; first < events; ++first) {
                Service service(state == QStringLiteral("dialling") ? Service::Accepting::WhenTold : Service::Accepting::AtOnce);
                const QString name = QStringLiteral("t%1").arg(++tried);
                const quint16 port = pair().forward(service.port(), name);
                PlainSocket application = PlainSocket::connectTo(port);
                QVERIFY(application.send(Service::request(state == QStringLiteral("full") ? 'G' : state == QStringLiteral("halfClosedOut") ? 'N' : 'E', large)));
                if (state == QStringLiteral("halfClosedOut"))
                    application.finish();
                if (state == QStringLiteral("halfClosedIn")) {
                    QTRY_COMPARE(service.open(), 1);
                    service.finishAll();
                }
                QTRY_VERIFY2(reached(state), qPrintable(state + pair().near.json({QStringLiteral("connections")}).out));
                happen(first, application, service, name);
                if (endsAlways(first)) // by itself, before the others help
                    QTRY_VERIFY2_WITH_TIMEOUT(pair().offBaseline().isEmpty(), qPrintable(QStringLiteral("%1 %2: %3").arg(state).arg(first).arg(pair().offBaseline())), patienceMs);
                for (int i = 1; i < events; ++i)
                    happen((first + i) % events, application, service, name);
                QTRY_VERIFY2_WITH_TIMEOUT(pair().offBaseline().isEmpty(), qPrintable(QStringLiteral("%1 %2: %3").arg(state).arg(first).arg(pair().offBaseline())), patienceMs);
            }
        }
        writeFigure(16, way(), QStringLiteral("%1 pairs of state and first event, six more events on top of each; counters at their baseline after each").arg(tried));
    }

private:
    // Whether the one open connection is in that state, seen from where it was accepted.
    [[nodiscard]] bool reached(const QString &state)
    {
        const QString near = stateOf(pair().near);
        if (state == QStringLiteral("dialling"))
            return near == QStringLiteral("opening") && stateOf(pair().far) == QStringLiteral("dialling");
        if (state == QStringLiteral("full"))
            return near == QStringLiteral("open") && pair().near.counter(QStringLiteral("queuedBytes")) > 0;
        return near == state;
    }
    [[nodiscard]] static QString stateOf(const Machine &machine) { return machine.json({QStringLiteral("connections")}).array().first()[QStringLiteral("state")].toString(); }

    static void closeByHand(const Machine &machine)
    {
        const QJsonValue newest = machine.json({QStringLiteral("connections")}).array().first();
        std::ignore = machine.run({QStringLiteral("close"), QString::number(newest[QStringLiteral("id")].toInteger())});
    }

    // A reset of the application, a person here or there, the end of the tunnel.
    static bool endsAlways(int event) { return event == 1 || event >= 4; }

    void happen(int event, PlainSocket &application, Service &service, const QString &tunnel)
    {
        switch (event) {
        case 0: application.finish(); return;
        case 1: application.reset(); return;
        case 2: service.finishAll(); return;
        case 3: service.resetAll(); return;
        case 4: closeByHand(pair().near); return;
        case 5: closeByHand(pair().far); return;
        default: std::ignore = pair().near.run({QStringLiteral("forward"), QStringLiteral("remove"), tunnel});
        }
    }
};

QTEST_GUILESS_MAIN(DiaryEnds)
#include "diary_ends.moc"
