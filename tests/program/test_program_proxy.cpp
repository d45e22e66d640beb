// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include <sys/socket.h>

using culvert::test::Answer;
using culvert::test::Machine;
using culvert::test::pairDirectly;
using culvert::test::words;

namespace {

// Answers each HTTP request with the head that it got as the body.
class EchoWeb {
public:
    EchoWeb()
    {
        QObject::connect(&server_, &QTcpServer::newConnection, &server_, [this] {
            while (QTcpSocket *socket = server_.nextPendingConnection())
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { answer(*socket); });
        });
    }
    bool listen() { return server_.listen(QHostAddress::LocalHost); }
    [[nodiscard]] QString address() const { return QStringLiteral("127.0.0.1:%1").arg(server_.serverPort()); }

private:
    void answer(QTcpSocket &socket)
    {
        QByteArray seen = socket.property("seen").toByteArray() + socket.readAll();
        for (qsizetype end = seen.indexOf("\r\n\r\n"); end >= 0; end = seen.indexOf("\r\n\r\n")) {
            const QByteArray head = seen.left(end + 4);
            seen.remove(0, end + 4);
            if (head.startsWith("GET /cut "))
                return socket.abort();
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(head.size()) + "\r\n\r\n" + head);
            socket.flush(); // before the end of the request, if one is behind it, closes this socket
        }
        socket.setProperty("seen", seen);
    }
    QTcpServer server_;
};

} // namespace

// A proxy port between two programs, used by curl and by clients that do what curl would not.
class TestProgramProxy : public QObject {
    Q_OBJECT

    EchoWeb web_;
    Machine far_;
    Machine near_;
    quint16 port_ = 0;

    static QString state(const Machine &machine)
    {
        return machine.json({QStringLiteral("peers")}).array().first().toObject().value(QStringLiteral("state")).toString();
    }

    struct Fetched {
        int exitCode = -1;
        QByteArray out;
    };
    static Fetched curl(const QStringList &more)
    {
        QProcess process;
        process.start(QStringLiteral("curl"), QStringList{QStringLiteral("-sS"), QStringLiteral("--max-time"), QStringLiteral("20"),
                                                         QStringLiteral("--noproxy"), QStringLiteral("")} + more);
        // The target lives in this very thread.
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput()};
    }

    QString proxy(const char *scheme) const { return QStringLiteral("%1://127.0.0.1:%2").arg(QLatin1StringView(scheme)).arg(port_); }

    // Says this to the port, closes its half, and returns all that came until the other end closed; nothing if it did not.
    std::optional<QByteArray> talk(const QList<QByteArray> &pieces, bool halfClose = false) const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port_);
        if (!socket.waitForConnected(5000))
            return std::nullopt;
        for (const QByteArray &piece : pieces) {
            socket.write(piece);
            socket.flush();
            QTest::qWait(1);
        }
        if (halfClose)
            ::shutdown(int(socket.socketDescriptor()), SHUT_WR);
        QByteArray got;
        const bool ended = QTest::qWaitFor([&] {
            got += socket.readAll();
            return socket.state() == QTcpSocket::UnconnectedState;
        }, 30'000);
        got += socket.readAll();
        return ended ? std::optional(got) : std::nullopt;
    }

    [[nodiscard]] QJsonObject counters() const
    {
        return near_.json({QStringLiteral("status")}).object().value(QStringLiteral("counters")).toObject();
    }
    [[nodiscard]] bool atBaseline() const
    {
        const QJsonObject all = counters();
        return std::all_of(all.begin(), all.end(), [](const QJsonValue &value) {
            const QJsonObject one = value.toObject();
            return one.value(QStringLiteral("baseline")).isNull() || one.value(QStringLiteral("baseline")) == one.value(QStringLiteral("now"));
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(web_.listen());
        const QString allowed = QStringLiteral("--allow %1 --allow localhost:%2").arg(web_.address(), web_.address().section(u':', 1));
        QCOMPARE(pairDirectly(far_, near_, QStringLiteral("far"), allowed), QString());
        QTRY_COMPARE_WITH_TIMEOUT(state(near_), QStringLiteral("online"), 15'000);

        const QJsonObject tunnel = near_.json(words(QStringLiteral("proxy add --peer far --listen 0"))).object();
        QCOMPARE(tunnel.value(QStringLiteral("kind")).toString(), QStringLiteral("proxy"));
        QCOMPARE(tunnel.value(QStringLiteral("name")).toString(), QStringLiteral("proxy"));
        QVERIFY(tunnel.value(QStringLiteral("target")).isNull());
        port_ = quint16(tunnel.value(QStringLiteral("listen")).toString().section(u':', -1).toInt());
        QVERIFY(port_ > 0);
    }

    void curlFetchesByEveryProtocolOfThePort_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("socks5, name there") << QStringList{QStringLiteral("--proxy"), proxy("socks5h")};
        QTest::newRow("socks5, name here") << QStringList{QStringLiteral("--proxy"), proxy("socks5")};
        QTest::newRow("socks4a") << QStringList{QStringLiteral("--proxy"), proxy("socks4a")};
        QTest::newRow("socks4") << QStringList{QStringLiteral("--proxy"), proxy("socks4")};
        QTest::newRow("http") << QStringList{QStringLiteral("--proxy"), proxy("http")};
        QTest::newRow("connect") << QStringList{QStringLiteral("--proxy"), proxy("http"), QStringLiteral("--proxytunnel")};
        QTest::newRow("http/1.0") << QStringList{QStringLiteral("--proxy"), proxy("http"), QStringLiteral("--http1.0")};
    }
    void curlFetchesByEveryProtocolOfThePort()
    {
        QFETCH(QStringList, options);
        for (const QString &host : {QStringLiteral("127.0.0.1"), QStringLiteral("localhost")}) {
            if (host == u"localhost" && options.join(u' ').contains(QStringLiteral("socks4:")))
                continue; // it resolves to an IPv6 address first, for which there is no SOCKS4
            const QString url = QStringLiteral("http://%1:%2/page?x=1").arg(host, web_.address().section(u':', 1));
            // Two on one connection.
            const Fetched got = curl(options + QStringList{url, url});
            if (got.exitCode != 0 && host == u"localhost" && options.contains(proxy("socks5")))
                continue; // the same with an address that no rule names
            QCOMPARE(got.exitCode, 0);
            QCOMPARE(got.out.count("GET /page?x=1 HTTP/1."), 2);
            QVERIFY(!got.out.contains("Proxy-"));
        }
        QTRY_VERIFY_WITH_TIMEOUT(atBaseline(), 10'000);
    }

    void connectionsShowTheirRealTarget()
    {
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, port_);
        client.write("CONNECT " + web_.address().toLatin1() + " HTTP/1.1\r\n\r\n");
        QTRY_VERIFY_WITH_TIMEOUT(client.bytesAvailable() > 0, 10'000);
        const QJsonObject open = near_.json({QStringLiteral("connections")}).array().first().toObject();
        QCOMPARE(open.value(QStringLiteral("target")).toString(), web_.address());
        QCOMPARE(open.value(QStringLiteral("tunnel")).toString(), QStringLiteral("proxy"));
        QCOMPARE(open.value(QStringLiteral("source")).toString(), QStringLiteral("127.0.0.1:%1").arg(client.localPort()));
        QCOMPARE(open.value(QStringLiteral("state")).toString(), QStringLiteral("open"));
        QCOMPARE(near_.json(words(QStringLiteral("proxy list"))).array().first().toObject().value(QStringLiteral("open")).toInt(), 1);
        client.abort();
        QTRY_VERIFY_WITH_TIMEOUT(atBaseline(), 10'000);
    }

    // A loopback address is the far machine's own: only what its rules name may be reached.
    void refusalsHaveTheCodeOfTheirProtocolAndSayWhatToDo()
    {
        const QByteArray forbidden = "http://127.0.0.1:9/";
        const Fetched page = curl({QStringLiteral("-i"), QStringLiteral("--proxy"), proxy("http"), QString::fromLatin1(forbidden)});
        QVERIFY(page.out.startsWith("HTTP/1.1 403 "));
        QVERIFY(page.out.contains("culvertd allow PEER 127.0.0.1:9"));
        QCOMPARE(curl({QStringLiteral("--proxy"), proxy("socks5h"), QString::fromLatin1(forbidden)}).exitCode, 97); // "proxy handshake error"
        const QByteArray greeting("\5\1\0", 3);
        QCOMPARE(talk({greeting, QByteArray("\5\1\0\1\x7f\0\0\1\0\x9", 10)}), QByteArray("\5\0\5\2\0\1\0\0\0\0\0\0", 12)); // not allowed
        QCOMPARE(talk({greeting, QByteArray("\5\2\0\1\x7f\0\0\1\0\x9", 10)}), QByteArray("\5\0\5\7\0\1\0\0\0\0\0\0", 12)); // BIND
        QCOMPARE(talk({QByteArray("\4\1\0\x9\x7f\0\0\1\0", 9)}), QByteArray("\0\x5b\0\0\0\0\0\0", 8));
        QCOMPARE(talk({QByteArray("\x16\x03\x01\0\xa5", 5)}), QByteArray()); // TLS: hung up on
        QTRY_VERIFY_WITH_TIMEOUT(atBaseline(), 10'000);
    }

    void whatIsSaidByteByByteOrAheadIsUnderstood()
    {
        const QByteArray request = "GET http://" + web_.address().toLatin1() + "/one HTTP/1.1\r\nHost: x\r\n\r\n";
        QList<QByteArray> bytes;
        for (char c : request)
            bytes.append(QByteArray(1, c));
        const auto slow = talk(bytes, true);
        QVERIFY(slow && slow->startsWith("HTTP/1.1 200 OK\r\n") && slow->contains("GET /one HTTP/1.1\r\n"));
        const auto ahead = talk({request + request + request}, true);
        QVERIFY(ahead);
        QCOMPARE(ahead->count("HTTP/1.1 200 OK\r\n"), 3);
        const auto socks = talk({QByteArray("\5\1\0\5\1\0\1\x7f\0\0\1", 11) + char(web_.address().section(u':', 1).toInt() >> 8)
                                 + char(web_.address().section(u':', 1).toInt() & 255) + "GET /early HTTP/1.1\r\n\r\n"}, true);
        QVERIFY(socks && socks->contains("GET /early HTTP/1.1\r\n"));
        QTRY_VERIFY_WITH_TIMEOUT(atBaseline(), 10'000);
    }

    void aTargetThatResetsIsNotAWholeAnswer()
    {
        const Fetched got = curl({QStringLiteral("-i"), QStringLiteral("--proxy"), proxy("http"), QStringLiteral("http://%1/cut").arg(web_.address())});
        QVERIFY(got.out.isEmpty() || got.out.startsWith("HTTP/1.1 502 "));
        QTRY_VERIFY_WITH_TIMEOUT(atBaseline(), 10'000);
    }

    // A browser keeps 32 connections to a proxy: if half-open greetings stayed, it would stand still.
    void halfOpenGreetingsEndByThemselves()
    {
        std::vector<std::unique_ptr<QTcpSocket>> stuck;
        const QList<QByteArray> beginnings{{}, QByteArray("\5"), QByteArray("\4\1"), "GET http://", QByteArray("\5\1\0\5\1", 5)};
        for (int i = 0; i < 40; ++i) {
            stuck.push_back(std::make_unique<QTcpSocket>());
            stuck.back()->connectToHost(QHostAddress::LocalHost, port_);
            stuck.back()->write(beginnings[i % beginnings.size()]);
        }
        QElapsedTimer since;
        since.start();
        QCOMPARE(curl({QStringLiteral("--proxy"), proxy("http"), QStringLiteral("http://%1/beside").arg(web_.address())}).exitCode, 0);
        const auto open = [&] {
            return std::count_if(stuck.begin(), stuck.end(), [](const auto &s) { return s->state() != QTcpSocket::UnconnectedState; });
        };
        QTRY_COMPARE_WITH_TIMEOUT(open(), 0, 25'000);
        QVERIFY2(since.elapsed() > 10'000, qPrintable(QString::number(since.elapsed())));
        QTRY_VERIFY_WITH_TIMEOUT(atBaseline(), 10'000);
    }

    void thePortExplainsItself()
    {
        const Fetched page = curl({QStringLiteral("http://127.0.0.1:%1/").arg(port_)});
        QVERIFY(page.out.contains("proxy.pac") && page.out.contains("far"));
        const Fetched pac = curl({QStringLiteral("http://127.0.0.1:%1/proxy.pac").arg(port_)});
        QVERIFY(pac.out.contains("PROXY 127.0.0.1:" + QByteArray::number(port_)));
    }

    void aUserAndAPasswordKeepOthersOut()
    {
        QVERIFY(near_.write(QStringLiteral("word"), "geheim-42\n"));
        QCOMPARE(near_.run(words(QStringLiteral("proxy edit proxy --user me"))).exitCode, 2);
        const Answer edited = near_.json(words(QStringLiteral("proxy edit proxy --user me --user-password-file ") + near_.file(QStringLiteral("word"))));
        QCOMPARE(edited.exitCode, 0);
        QCOMPARE(edited.object().value(QStringLiteral("user")).toString(), QStringLiteral("me"));
        port_ = quint16(edited.object().value(QStringLiteral("listen")).toString().section(u':', -1).toInt());
        QVERIFY(!near_.contents(QStringLiteral("config.json")).contains("geheim"));
        const QString url = QStringLiteral("http://%1/in").arg(web_.address());
        for (const char *scheme : {"http", "socks5h"}) {
            QVERIFY(curl({QStringLiteral("-f"), QStringLiteral("--proxy"), proxy(scheme), url}).exitCode != 0);
            QVERIFY(curl({QStringLiteral("-f"), QStringLiteral("--proxy"), proxy(scheme), QStringLiteral("--proxy-user"), QStringLiteral("me:no"), url}).exitCode != 0);
            QCOMPARE(curl({QStringLiteral("-f"), QStringLiteral("--proxy"), proxy(scheme), QStringLiteral("--proxy-user"), QStringLiteral("me:geheim-42"), url}).exitCode, 0);
        }
        QVERIFY(curl({QStringLiteral("--proxy"), proxy("socks4a"), url}).exitCode != 0);
        const Answer open = near_.json(words(QStringLiteral("proxy edit proxy --no-user")));
        QVERIFY(open.object().value(QStringLiteral("user")).isNull());
        port_ = quint16(open.object().value(QStringLiteral("listen")).toString().section(u':', -1).toInt());
        QCOMPARE(curl({QStringLiteral("-f"), QStringLiteral("--proxy"), proxy("http"), url}).exitCode, 0);
    }

    void aProxyIsStoppedStartedAndRemovedLikeEveryTunnel()
    {
        QCOMPARE(near_.json(words(QStringLiteral("proxy stop proxy"))).object().value(QStringLiteral("state")).toString(), QStringLiteral("stopped"));
        QCOMPARE(near_.json(words(QStringLiteral("proxy start proxy"))).object().value(QStringLiteral("state")).toString(), QStringLiteral("listening"));
        near_.stop();
        QVERIFY(near_.start(QStringLiteral("/no/list/is/needed"))); // and comes back with the program
        QCOMPARE(near_.json(words(QStringLiteral("proxy list"))).array().first().toObject().value(QStringLiteral("state")).toString(), QStringLiteral("listening"));
        QCOMPARE(near_.json(words(QStringLiteral("forward list"))).array().size(), 0);
        // The peer is away: said at once, in the words of the protocol.
        far_.stop();
        QTRY_VERIFY_WITH_TIMEOUT(state(near_) != QStringLiteral("online"), 15'000);
        port_ = quint16(near_.json(words(QStringLiteral("proxy list"))).array().first().toObject().value(QStringLiteral("listen")).toString().section(u':', -1).toInt());
        const Fetched page = curl({QStringLiteral("-i"), QStringLiteral("--proxy"), proxy("http"), QStringLiteral("http://%1/").arg(web_.address())});
        QVERIFY2(page.out.startsWith("HTTP/1.1 50"), page.out.left(80).constData());
        QCOMPARE(near_.json(words(QStringLiteral("proxy remove proxy"))).exitCode, 0);
        QCOMPARE(near_.json(words(QStringLiteral("proxy list"))).array().size(), 0);
    }

    void cleanupTestCase()
    {
        near_.stop();
        far_.stop();
    }
};

QTEST_GUILESS_MAIN(TestProgramProxy)
#include "test_program_proxy.moc"
