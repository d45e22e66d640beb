// SPDX-License-Identifier: GPL-3.0-or-later
// A proxy port: real sockets of applications, virtual time. What waits too long at it.
#include "core/limits.h"
#include "scenario/port_world.h"
#include "tunnel/proxy.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <vector>

#include <sys/resource.h>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

struct World : PortWorld {
    // `limit`: bytes a second; 0: none.
    explicit World(quint64 limit = 0)
    {
        profile::TunnelEntry entry{QStringLiteral("p"), far.carrier->key(), {QStringLiteral("127.0.0.1"), 0}, {}, true, profile::TunnelKind::Proxy};
        entry.limit = limit;
        begin<tunnel::Proxy>(entry);
        client.setProxy(QNetworkProxy::NoProxy);
    }
    bool say(const QByteArray &bytes)
    {
        client.connectToHost(QHostAddress::LocalHost, port());
        client.write(bytes);
        return until([this] { return client.state() == QTcpSocket::ConnectedState && tunnel->info().open == 1; });
    }
    // Sends a request's body in pieces, each `pause` after the one before; whether all of it came to the target.
    bool upload(qsizetype total, qsizetype piece, Duration pause)
    {
        if (!say("POST http://10.0.0.1/ HTTP/1.1\r\nContent-Length: " + QByteArray::number(total) + "\r\n\r\n"))
            return false;
        const Instant begun = timers.now();
        qsizetype said = 0;
        return until([&] {
            timers.run(20ms);
            if (said < total && timers.now() >= begun + said / piece * pause) {
                client.write(QByteArray(std::min(piece, total - said), 'x'));
                said = std::min(total, said + piece);
            }
            return !services.empty() && services[0]->got.size() - services[0]->got.indexOf("\r\n\r\n") - 4 == total;
        });
    }
    // Whether the port took the whole answer from the target.
    bool answerTaken()
    {
        return until([this] {
            const auto connections = near.connections.info();
            return !connections.isEmpty() && connections[0].received == quint64(answer.size());
        });
    }
    // What came until the port closed its half.
    QByteArray heard()
    {
        QByteArray got;
        until([&] {
            got += client.readAll();
            return client.state() == QTcpSocket::UnconnectedState;
        });
        return got + client.readAll();
    }
    // Before long. An application's system takes bytes in real time.
    bool letGo()
    {
        return until([this] {
            timers.run(1s);
            return tunnel->info().open == 0;
        });
    }
    bool atBaseline()
    {
        return until([this] { return near.atBaseline() && far.atBaseline() && tunnel->info().open == 0; });
    }

    QTcpSocket client;
};

const QByteArray request = "GET http://10.0.0.1/ HTTP/1.1\r\n\r\n";

const QByteArray lastRequest = "GET http://10.0.0.1/ HTTP/1.1\r\nConnection: close\r\n\r\n";

// More than the system of an application takes that does not read, and less than this machine's keeps for it.
constexpr qsizetype longAnswer = 1'000'000;

} // namespace

class ProxyScenario final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTargetThatIsNotConnectedInTimeIsGivenUp()
    {
        World w;
        QVERIFY(w.online());
        w.far.dialler.takes = 1h;
        QVERIFY(w.say(request));
        QVERIFY(w.until([&] { return w.far.dialler.dials == 1; }));
        w.timers.run(limits::proxyConnect - 2s);
        QCOMPARE(w.client.state(), QTcpSocket::ConnectedState);
        w.timers.run(3s);
        QVERIFY(w.heard().startsWith("HTTP/1.1 504 "));
        QVERIFY(w.atBaseline());
    }

    // All that crosses the wire is that there was a limit.
    void theWantOfDescriptorsOfAPeerIsSaidToBeThere()
    {
        World w;
        QVERIFY(w.online());
        w.far.dialler.answer = nullptr;
        w.far.dialler.takes = 10s;
        w.far.dialler.otherwise = ErrorCode::DescriptorsExhausted;
        QVERIFY(w.say(request));
        QVERIFY(w.until([&] { return w.far.dialler.dials == 1; }));
        w.timers.run(11s);
        const QByteArray page = w.heard();
        QVERIFY2(page.startsWith("HTTP/1.1 503 "), page.constData());
        QVERIFY2(page.contains("<code>limitReachedThere</code>"), page.constData());
        QCOMPARE(w.far.lastClosed().reason.code, ErrorCode::DescriptorsExhausted);
        QCOMPARE(w.near.lastClosed().reason.code, ErrorCode::LimitReached);
        QVERIFY(w.atBaseline());
    }

    void aPeerThatFallsSilentMeanwhileIsSaidBeforeLong()
    {
        World w;
        QVERIFY(w.online());
        w.far.dialler.takes = 1h;
        QVERIFY(w.say(request));
        QVERIFY(w.until([&] { return w.far.dialler.dials == 1; }));
        w.network.setBlackHole(true);
        w.timers.run(limits::silence + 2s);
        QVERIFY(w.heard().startsWith("HTTP/1.1 504 "));
        QVERIFY(w.until([&] { return w.tunnel->info().open == 0 && w.near.connections.openCount() == 0; }));
    }

    void anUploadGoesOnAfterEachPause_data()
    {
        QTest::addColumn<quint64>("limit");
        QTest::addColumn<qsizetype>("total");
        QTest::addColumn<qsizetype>("piece");
        QTest::addRow("at a limit") << quint64(1'000'000) << qsizetype(360'000) << qsizetype(90'000);
        QTest::addRow("without one") << quint64(0) << qsizetype(2'000'000) << qsizetype(200'000);
        QTest::addRow("all at once") << quint64(0) << qsizetype(8'000'000) << qsizetype(8'000'000);
    }
    // What was read of it ahead of the stream's room, or of the limit's turn, leaves its reading off for a while only.
    void anUploadGoesOnAfterEachPause()
    {
        QFETCH(quint64, limit);
        QFETCH(qsizetype, total);
        QFETCH(qsizetype, piece);
        World w(limit);
        w.network.setWeather({.delay = 20ms});
        QVERIFY(w.online());
        QVERIFY(w.upload(total, piece, 500ms));
    }

    void oneApplicationMoreThanThePortTakesIsReset()
    {
        // Both ends of each are in this process.
        rlimit files{};
        QVERIFY(::getrlimit(RLIMIT_NOFILE, &files) == 0);
        constexpr rlim_t needed = 2 * limits::proxyClients + 200;
        if (files.rlim_max < needed)
            QSKIP("this system lets a process open too few files");
        files.rlim_cur = std::max(files.rlim_cur, needed);
        QVERIFY(::setrlimit(RLIMIT_NOFILE, &files) == 0);

        World w;
        const auto port = quint16(w.tunnel->info().listen.section(u':', -1).toUInt());
        std::vector<std::unique_ptr<QTcpSocket>> applications;
        const auto connectOne = [&] {
            applications.push_back(std::make_unique<QTcpSocket>());
            applications.back()->setProxy(QNetworkProxy::NoProxy);
            applications.back()->connectToHost(QHostAddress::LocalHost, port);
        };
        for (int i = 1; i <= limits::proxyClients; ++i) {
            connectOne();
            if (i % 64 == 0) // no more at once than wait to be accepted
                QVERIFY(w.until([&] { return w.tunnel->info().open == i; }));
        }
        connectOne();
        QVERIFY(applications.back()->waitForConnected(10'000)); // by the system, before the port has seen it
        QVERIFY(w.until([&] { return applications.back()->error() == QAbstractSocket::RemoteHostClosedError; }));
        QCOMPARE(w.tunnel->info().open, limits::proxyClients);
        applications.clear();
        QVERIFY(w.atBaseline());
    }

    void anApplicationThatAsksNothingMoreIsLetGo()
    {
        World w;
        w.answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        QVERIFY(w.online());
        QVERIFY(w.say(request));
        QVERIFY(w.until([&] { return w.client.bytesAvailable() > 0; }));
        w.timers.run(limits::proxyIdle - 1s);
        QCOMPARE(w.tunnel->info().open, 1);
        w.timers.run(2s);
        QVERIFY(w.heard().endsWith("\r\n\r\nok"));
        QVERIFY(w.until([&] { return w.services[0]->gotFin; })); // its target as well
        w.services[0]->thenFinish = true;
        w.services[0]->wake();
        QVERIFY(w.atBaseline());
    }

    void aSlowReaderGetsTheEndOfItsAnswer_data()
    {
        QTest::addColumn<QByteArray>("asked");
        QTest::addRow("of the last answer") << lastRequest;
        QTest::addRow("of one after which it may ask again") << request;
    }
    void aSlowReaderGetsTheEndOfItsAnswer()
    {
        QFETCH(QByteArray, asked);
        World w;
        const QByteArray body(longAnswer, 'x');
        w.answer = "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        QVERIFY(w.online());
        w.client.setReadBufferSize(4096);
        QVERIFY(w.say(asked));
        QVERIFY(w.answerTaken());
        w.timers.run(limits::proxyIdle + 2 * limits::proxyLinger);
        w.client.setReadBufferSize(0);
        const QByteArray got = w.heard();
        QCOMPARE(w.client.error(), QAbstractSocket::RemoteHostClosedError);
        QVERIFY(got.endsWith("\r\n\r\n" + body));
        QVERIFY(w.atBaseline());
    }

    void whoTakesNothingOfTheEndOfItsAnswerIsReset()
    {
        World w;
        w.answer = "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(longAnswer) + "\r\n\r\n" + QByteArray(longAnswer, 'x');
        QVERIFY(w.online());
        w.client.setReadBufferSize(4096);
        QVERIFY(w.say(lastRequest));
        QVERIFY(w.answerTaken());
        w.timers.run(limits::proxyUnread - 1s);
        QCOMPARE(w.tunnel->info().open, 1);
        QVERIFY(w.letGo());
        QVERIFY(w.atBaseline());
    }

    void whoDoesNotCloseAfterTheLastWordIsLetGo()
    {
        World w;
        QVERIFY(w.online());
        w.client.setReadBufferSize(1); // so it does not see the end, and does not close
        QVERIFY(w.say("GET http://u@h/ HTTP/1.1\r\n\r\n"));
        QVERIFY(w.until([&] { return w.client.bytesAvailable() > 0; }));
        w.timers.run(limits::proxyLinger - 1s);
        QCOMPARE(w.tunnel->info().open, 1);
        QVERIFY(w.letGo());
        QVERIFY(w.atBaseline());
    }

    void aTargetThatIsLeftBehindDoesNotStay()
    {
        World w;
        w.answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        QVERIFY(w.online());
        QVERIFY(w.say(request));
        QVERIFY(w.until([&] { return w.client.bytesAvailable() > 0; }));
        w.client.disconnectFromHost(); // and the target never closes its half
        QVERIFY(w.until([&] { return w.services[0]->gotFin; }));
        w.timers.run(limits::proxyLinger + 1s);
        QVERIFY(w.atBaseline());
        QVERIFY(w.services[0]->gotReset);
    }
};

QTEST_GUILESS_MAIN(ProxyScenario)
#include "proxy_scenario.moc"
