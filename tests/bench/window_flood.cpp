// SPDX-License-Identifier: GPL-3.0-or-later
// What a flood costs the window: a real one over an engine's stand-in that publishes, from a thread of its own and four times a
// second, 2,000 open connections whose bytes all move, of which 100 end and begin each time, 1,000 closed ones, and 50 errors a
// second. For each page: the longest time in which the window's thread answered nothing, the most CPU that it used in one go,
// and its CPU. On a busy machine the first has what other programs took; the second has not.
//
//     window_flood [SECONDS-A-PAGE]
#include "api/engine_client.h"
#include "ui/engine_state.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QListWidget>
#include <QSettings>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <cstdio>
#include <ctime>

using namespace culvert;

namespace {

constexpr int openConnections = 2000;
constexpr int closedConnections = 1000;
constexpr int endingEachTime = 100;
constexpr int errorsASecond = 50;
constexpr int errorsKept = 200; // as the engine's list

// CPU of the calling thread, in ms.
double threadCpu()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

class Source final : public QObject {
    Q_OBJECT
public:
    Source()
    {
        snapshot_.running = true;
        snapshot_.version = QStringLiteral("0.1.0");
        api::PeerInfo peer;
        peer.name = QStringLiteral("office");
        peer.state = api::PeerState::Online;
        peer.path = api::PathKind::Direct;
        snapshot_.peers = {peer};
        for (int i = 0; i < 8; ++i) {
            api::TunnelInfo tunnel;
            tunnel.name = QStringLiteral("tunnel %1").arg(i);
            tunnel.peer = peer.name;
            tunnel.peerId = peer.id;
            tunnel.listen = QStringLiteral("127.0.0.1:%1").arg(8000 + i);
            tunnel.target = QStringLiteral("10.0.0.%1:80").arg(i);
            tunnel.state = api::TunnelState::Listening;
            snapshot_.tunnels.append(tunnel);
        }
        for (const char *key : {"streams", "tcpSockets", "connections", "listeners", "links", "timers", "queuedBytes", "descriptors", "threads", "residentBytes"})
            snapshot_.counters.append({QString::fromLatin1(key), openConnections, openConnections, {}, {}, 0});
        for (int i = 0; i < openConnections; ++i)
            open_.append(fresh());
    }

    void beat()
    {
        for (int i = 0; i < endingEachTime; ++i) {
            api::ConnectionInfo ended = open_.takeFirst();
            ended.state = api::ConnectionState::Closed;
            ended.closedAt = QDateTime::currentDateTimeUtc();
            ended.closedBy = api::ClosedBy::App;
            closed_.prepend(ended);
            open_.append(fresh());
        }
        while (closed_.size() > closedConnections)
            closed_.removeLast();
        for (api::ConnectionInfo &connection : open_) {
            connection.sent += 1'000 + connection.id % 777;
            connection.received += 20'000 + connection.id % 7'777;
        }
        // Most come again and are counted, some are new.
        for (int i = 0; i < errorsASecond / 4; ++i) {
            const Error error{ErrorCode::TargetRefused, QStringLiteral("10.0.0.%1:80").arg(++errors_ % 300), {}, QStringLiteral("office"), QStringLiteral("tunnel 1")};
            snapshot_.errors.prepend({QDateTime::currentDateTimeUtc(), error, errors_});
        }
        while (snapshot_.errors.size() > errorsKept)
            snapshot_.errors.removeLast();
        snapshot_.connections = open_ + closed_;
        Q_EMIT taken(snapshot_);
    }

Q_SIGNALS:
    void taken(const culvert::api::Snapshot &snapshot);

private:
    api::ConnectionInfo fresh()
    {
        api::ConnectionInfo connection;
        connection.id = ++lastId_;
        connection.tunnel = QStringLiteral("tunnel %1").arg(connection.id % 8);
        connection.peer = QStringLiteral("office");
        connection.source = QStringLiteral("127.0.0.1:%1").arg(20'000 + connection.id % 40'000);
        connection.target = QStringLiteral("10.0.0.%1:80").arg(connection.id % 8);
        connection.state = api::ConnectionState::Open;
        connection.openedAt = QDateTime::currentDateTimeUtc();
        return connection;
    }

    api::Snapshot snapshot_;
    QList<api::ConnectionInfo> open_;
    QList<api::ConnectionInfo> closed_;
    ConnectionId lastId_ = 0;
    quint64 errors_ = 0;
};

class Engine final : public api::EngineClient {
public:
    void send(api::Command, QObject *context, Answer answer) override
    {
        QTimer::singleShot(0, context, [answer = std::move(answer)] { answer(Error{ErrorCode::NotRunning}); });
    }
    void changePassword(const Secret &, const Secret &, QObject *, Answer) override {}
    void carry(qintptr, const api::LocalCaller &) override {}
    void setWatching(bool) override {}
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const int seconds = argc > 1 ? QByteArray(argv[1]).toInt() : 10;
    QTemporaryDir folder;
    QSettings memory(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    Engine engine;
    ui::EngineState state(engine);
    ui::MainWindow window(state, memory);
    window.resize(1100, 700);
    window.show();

    QThread thread;
    Source source;
    QTimer beats;
    beats.setInterval(250);
    source.moveToThread(&thread);
    beats.moveToThread(&thread);
    QObject::connect(&thread, &QThread::started, &beats, qOverload<>(&QTimer::start));
    QObject::connect(&thread, &QThread::finished, &beats, &QTimer::stop);
    QObject::connect(&beats, &QTimer::timeout, &source, &Source::beat);
    QObject::connect(&source, &Source::taken, &engine, &api::EngineClient::snapshotTaken);

    // How long the loop was away: a timer that is due every 2 ms.
    QElapsedTimer clock;
    qint64 last = 0;
    qint64 longest = 0;
    double lastCpu = 0;
    double longestCpu = 0;
    QTimer pulse;
    pulse.setTimerType(Qt::PreciseTimer);
    pulse.setInterval(2);
    QObject::connect(&pulse, &QTimer::timeout, &pulse, [&] {
        const qint64 now = clock.nsecsElapsed();
        longest = std::max(longest, now - last);
        last = now;
        const double used = threadCpu();
        longestCpu = std::max(longestCpu, used - lastCpu);
        lastCpu = used;
    });

    auto *pages = window.findChild<QListWidget *>(QStringLiteral("pages"));
    int page = -1;
    double cpu = 0;
    qint64 began = 0;
    QTimer turn;
    turn.setInterval(seconds * 1000);
    const auto next = [&] {
        if (page >= 0)
            std::printf("%-12s longest stall %6.1f ms, most CPU in one go %5.1f ms, CPU %4.1f %% of a core\n", qPrintable(pages->item(page)->text().section(u' ', 0, 0)), double(longest) / 1e6, longestCpu,
                        (threadCpu() - cpu) / (double(clock.nsecsElapsed() - began) / 1e6) * 100);
        if (++page == pages->count()) {
            turn.stop();
            QCoreApplication::exit(0); // quit() would ask the window first
            return;
        }
        pages->setCurrentRow(page);
        cpu = threadCpu();
        began = clock.nsecsElapsed();
        last = began;
        longest = 0;
        lastCpu = cpu;
        longestCpu = 0;
    };
    QObject::connect(&turn, &QTimer::timeout, &turn, next);
    clock.start();
    thread.start();
    pulse.start();
    // The first snapshot brings 2,000 rows at once: that is a start and no flood.
    QTimer::singleShot(3000, &turn, [&] {
        next();
        turn.start();
    });
    const int code = QCoreApplication::exec();
    thread.quit();
    thread.wait();
    return code;
}

#include "window_flood.moc"
