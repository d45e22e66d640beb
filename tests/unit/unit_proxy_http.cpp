// SPDX-License-Identifier: GPL-3.0-or-later
// What a proxy port makes of HTTP: what the target is told, what the application, and when.
#include "http_talk.h"

#include <QTest>

using namespace culvert;
using test::getPage;
using test::manners;
using test::Talk;
using Phase = Talk::Phase;

class UnitProxyHttp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRequestIsWrittenAnewForItsTarget()
    {
        for (qsizetype piece : {1, 7, 1000}) {
            Talk t(piece);
            t.say("GET http://a.example:8080/x?y=1#z HTTP/1.1\r\nHost: other\r\nProxy-Connection: keep-alive\r\nX-One: 1\r\n"
                  "Connection: keep-alive, X-Hop\r\nX-Hop: gone\r\nKeep-Alive: 5\r\nTE: trailers\r\nProxy-Authorization: Basic eDp5\r\n"
                  "x-two:\t 2 \r\n\r\n");
            QCOMPARE(t.phase(), Phase::Connecting);
            QCOMPARE(t.talk->target().toString(), QStringLiteral("a.example:8080"));
            QCOMPARE(t.toTarget(), QByteArray("GET /x?y=1 HTTP/1.1\r\nHost: a.example:8080\r\nX-One: 1\r\nx-two: 2\r\n\r\n"));
        }
    }

    void targetsAreReadAsTheyMayBeWritten_data()
    {
        QTest::addColumn<QByteArray>("uri");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no path") << QByteArray("http://h") << QStringLiteral("h:80") << QByteArray("GET / HTTP/1.1");
        QTest::newRow("query alone") << QByteArray("http://h?q") << QStringLiteral("h:80") << QByteArray("GET /?q HTTP/1.1");
        QTest::newRow("upper case") << QByteArray("HTTP://H/") << QStringLiteral("H:80") << QByteArray("GET / HTTP/1.1");
        QTest::newRow("IPv6") << QByteArray("http://[::1]:81/a") << QStringLiteral("[::1]:81") << QByteArray("GET /a HTTP/1.1");
        QTest::newRow("IPv6 without port") << QByteArray("http://[::1]/a") << QStringLiteral("[::1]:80") << QByteArray("GET /a HTTP/1.1");
        QTest::newRow("empty port") << QByteArray("http://h:/a") << QStringLiteral("h:80") << QByteArray("GET /a HTTP/1.1");
        QTest::newRow("ws") << QByteArray("ws://h:5/a") << QStringLiteral("h:5") << QByteArray("GET /a HTTP/1.1");
    }
    void targetsAreReadAsTheyMayBeWritten()
    {
        QFETCH(QByteArray, uri);
        QFETCH(QString, target);
        QFETCH(QByteArray, line);
        Talk t;
        t.say("GET " + uri + " HTTP/1.1\r\n\r\n");
        QCOMPARE(t.phase(), Phase::Connecting);
        QCOMPARE(t.talk->target().toString(), target);
        const QByteArray said = t.toTarget();
        QVERIFY2(said.startsWith(line + "\r\nHost: "), said.constData());
    }

    void whatCouldBeReadInTwoWaysIsRefused_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<int>("status");
        const auto with = [](const QByteArray &fields) { return QByteArray("POST http://h/ HTTP/1.1\r\n") + fields + "\r\n"; };
        QTest::newRow("two lengths") << with("Content-Length: 3\r\nContent-Length: 4\r\n") << 400;
        QTest::newRow("length and chunks") << with("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") << 400;
        QTest::newRow("chunks and length") << with("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n") << 400;
        QTest::newRow("another coding") << with("Transfer-Encoding: gzip, chunked\r\n") << 400;
        QTest::newRow("chunked is not last") << with("Transfer-Encoding: chunked, identity\r\n") << 400;
        QTest::newRow("chunked twice") << with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") << 400;
        QTest::newRow("a length that is none") << with("Content-Length: 3x\r\n") << 400;
        QTest::newRow("a negative length") << with("Content-Length: -3\r\n") << 400;
        QTest::newRow("space before the colon") << with("Content-Length : 3\r\n") << 400;
        QTest::newRow("no name") << with(": 3\r\n") << 400;
        QTest::newRow("bare CR in a value") << with("X: a\rContent-Length: 3\r\n") << 400;
        QTest::newRow("a value in two lines") << with("X: a\r\n b\r\n") << 400;
        QTest::newRow("a value in three lines, the first empty") << with("X:\r\n a\r\n\tb\r\n") << 400;
        QTest::newRow("zero byte in a value") << with(QByteArray("X: a\0b\r\n", 8)) << 400;
        QTest::newRow("a user in the target") << QByteArray("GET http://u:p@h/ HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("another scheme") << QByteArray("GET ftp://h/ HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("https without CONNECT") << QByteArray("GET https://h/ HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("no host") << QByteArray("GET http:///x HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("port 0") << QByteArray("GET http://h:0/ HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("CONNECT without a port") << QByteArray("CONNECT h HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 501;
        QTest::newRow("HTTP/3.1") << QByteArray("GET http://h/ HTTP/3.1\r\n\r\n") << 400;
        QTest::newRow("a method that is none") << QByteArray("FROBNICATE http://h/ HTTP/1.1\r\n\r\n") << 501;
        QTest::newRow("a long line") << "GET http://h/" + QByteArray(100'000, 'a') + " HTTP/1.1\r\n\r\n" << 431;
        QTest::newRow("a long field") << with("X: " + QByteArray(100'000, 'a') + "\r\n") << 431;
        QTest::newRow("many fields") << with(QByteArray("X: 1\r\n").repeated(20'000)) << 431;
        QTest::newRow("a POST to the port") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n") << 405;
        QTest::newRow("no such page") << QByteArray("GET /x HTTP/1.1\r\n\r\n") << 404;
    }
    void whatCouldBeReadInTwoWaysIsRefused()
    {
        QFETCH(QByteArray, said);
        QFETCH(int, status);
        for (qsizetype piece : {qsizetype(1), qsizetype(1000), said.size()}) {
            Talk t(piece);
            t.say(said);
            QCOMPARE(t.phase(), Phase::Closing);
            const QByteArray page = t.toApplication();
            QVERIFY2(page.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '), page.left(60).constData());
            QVERIFY(page.contains("\r\nConnection: close\r\n"));
            QCOMPARE(t.toTarget(), QByteArray()); // the target hears nothing of it
        }
    }

    void requestsOnOneConnectionGoEachToItsOwnTarget()
    {
        Talk t;
        t.say(getPage);
        QCOMPARE(t.talk->target().toString(), QStringLiteral("a.example:80"));
        t.toTarget();
        t.talk->connected();
        t.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        QCOMPARE(t.toApplication(), QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        QCOMPARE(t.phase(), Phase::Listening);
        QVERIFY(t.talk->keepsTarget());
        t.say("GET http://a.example/second HTTP/1.1\r\n\r\n"); // the same: at once
        QCOMPARE(t.phase(), Phase::Exchanging);
        QVERIFY(t.toTarget().startsWith("GET /second "));
        t.answer("HTTP/1.1 204 No Content\r\n\r\n");
        QCOMPARE(t.phase(), Phase::Listening);
        t.say("GET http://b.example/ HTTP/1.1\r\n\r\n");
        QCOMPARE(t.phase(), Phase::Connecting);
        QCOMPARE(t.talk->target().toString(), QStringLiteral("b.example:80"));
    }

    void aRequestWaitsForTheAnswerToTheOneBefore()
    {
        Talk t;
        QCOMPARE(t.say(getPage + getPage), getPage.size());
        QCOMPARE(t.toTarget().count("GET"), 1);
        t.talk->connected();
        QVERIFY(!t.talk->hears());
        t.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        QVERIFY(t.talk->hears());
    }

    void bodiesPassInChunksAsTheyCome()
    {
        for (qsizetype piece : {qsizetype(1 << 20), qsizetype(1)}) {
            Talk t(piece);
            t.say("POST http://h/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nabcd\r\n3\r\nefg\r\n0\r\nX-Sum: 7\r\n\r\n");
            const QByteArray said = t.toTarget();
            QVERIFY(said.contains("\r\nTransfer-Encoding: chunked\r\n"));
            QVERIFY(!said.contains("x=y"));
            const QByteArray body = said.mid(said.indexOf("\r\n\r\n") + 4);
            QCOMPARE(body, piece > 1 ? QByteArray("4\r\nabcd\r\n3\r\nefg\r\n0\r\nX-Sum: 7\r\n\r\n")
                                     : QByteArray("1\r\na\r\n1\r\nb\r\n1\r\nc\r\n1\r\nd\r\n1\r\ne\r\n1\r\nf\r\n1\r\ng\r\n0\r\nX-Sum: 7\r\n\r\n"));
            t.talk->connected();
            t.answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
            QVERIFY(t.toApplication().endsWith("0\r\n\r\n"));
            QCOMPARE(t.phase(), Phase::Listening);
        }
    }

    void webSocketsBeginInHttpAndGoOnAsTheyAre()
    {
        Talk t;
        t.say("GET http://h/chat HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\n\r\n");
        QVERIFY(t.toTarget().contains("Sec-WebSocket-Key: k\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"));
        t.talk->connected();
        const QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
        QCOMPARE(t.answer(answer + "\x81\x02hi"), answer.size());
        QCOMPARE(t.phase(), Phase::Carrying);
        QCOMPARE(t.toApplication(), QByteArray("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"));
        Talk plain; // nobody asked
        plain.say(getPage);
        plain.talk->connected();
        plain.answer(answer);
        QCOMPARE(plain.phase(), Phase::Broken);
    }

    void connectCarriesWhatFollows()
    {
        Talk t;
        const QByteArray head = "CONNECT h.example:443 HTTP/1.1\r\nHost: h.example:443\r\n\r\n";
        QCOMPARE(t.say(head + "\x16\x03\x01"), head.size());
        QCOMPARE(t.talk->target().toString(), QStringLiteral("h.example:443"));
        QCOMPARE(t.toTarget(), QByteArray());
        t.talk->connected();
        QCOMPARE(t.phase(), Phase::Carrying);
        QCOMPARE(t.toApplication(), QByteArray("HTTP/1.1 200 Connection established\r\n\r\n"));
    }

    void errorsAreReadablePagesWithTheirStatus_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("status");
        QTest::newRow("not allowed") << int(ErrorCode::TargetNotAllowed) << 403;
        QTest::newRow("refused") << int(ErrorCode::TargetRefused) << 502;
        QTest::newRow("name") << int(ErrorCode::TargetNameNotFound) << 502;
        QTest::newRow("offline") << int(ErrorCode::PeerOffline) << 502;
        QTest::newRow("timed out") << int(ErrorCode::TargetTimedOut) << 504;
        QTest::newRow("silent") << int(ErrorCode::PeerSilent) << 504;
        QTest::newRow("limit") << int(ErrorCode::LimitReached) << 503;
    }
    void errorsAreReadablePagesWithTheirStatus()
    {
        QFETCH(int, code);
        QFETCH(int, status);
        const Error error{ErrorCode(code), QStringLiteral("h.example:1"), {}, QStringLiteral("<far>"), {}};
        for (const QByteArray &request : {getPage, QByteArray("CONNECT h.example:1 HTTP/1.1\r\n\r\n")}) {
            Talk t;
            t.say(request);
            t.talk->failed(error);
            QCOMPARE(t.phase(), Phase::Closing);
            const QByteArray page = t.toApplication();
            QVERIFY(page.startsWith("HTTP/1.1 " + QByteArray::number(status)));
            QVERIFY(page.contains(codeName(error.code).toLatin1()));
            QVERIFY(!page.contains("<far>"));
        }
        Talk head; // has no body
        head.say("HEAD http://h/ HTTP/1.1\r\n\r\n");
        head.talk->failed(error);
        QVERIFY(head.toApplication().endsWith("\r\n\r\n"));
    }

    void aTargetThatIsLostInTheMiddleIsNoWholeAnswer()
    {
        Talk t;
        t.say(getPage);
        t.talk->connected();
        t.answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
        t.talk->failed({ErrorCode::HangUp});
        QCOMPARE(t.phase(), Phase::Broken);
        Talk end;
        end.say(getPage);
        end.talk->connected();
        end.answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
        end.talk->answeredEnd();
        QCOMPARE(end.phase(), Phase::Broken);
        Talk nothing; // not a byte of an answer
        nothing.say(getPage);
        nothing.talk->connected();
        nothing.talk->answeredEnd();
        QCOMPARE(nothing.phase(), Phase::Closing);
        QVERIFY(nothing.toApplication().startsWith("HTTP/1.1 502 "));
    }

    void aKeptTargetThatClosesBeforeItAnswersIsLeftToTheApplication()
    {
        Talk t;
        t.say(getPage);
        t.talk->connected();
        t.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        t.toApplication();
        t.say(getPage);
        t.talk->answeredEnd();
        QCOMPARE(t.phase(), Phase::Closing);
        QCOMPARE(t.toApplication(), QByteArray()); // a browser asks again by itself
    }

    void whatATargetSaysUnaskedIsForNobody()
    {
        Talk t;
        t.say(getPage);
        t.talk->connected();
        t.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad");
        QVERIFY(!t.toApplication().contains("bad"));
        QVERIFY(!t.talk->keepsTarget());
        t.say(getPage);
        QCOMPARE(t.phase(), Phase::Connecting); // anew
    }

    void anApplicationMayCloseItsHalfAfterItsRequest()
    {
        Talk t;
        t.say(getPage);
        t.toTarget();
        t.talk->connected();
        t.talk->heardEnd();
        QCOMPARE(t.phase(), Phase::Exchanging);
        t.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        QVERIFY(t.toApplication().endsWith("\r\n\r\nok"));
        QCOMPARE(t.phase(), Phase::Closing);
        Talk half; // in the middle of it
        half.say("POST http://h/ HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc");
        half.talk->heardEnd();
        QCOMPARE(half.phase(), Phase::Broken);
    }

    void anEarlyAnswerEndsTheConnection()
    {
        Talk t;
        t.say("POST http://h/ HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc");
        t.talk->connected();
        t.answer("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(t.phase(), Phase::Closing); // what is left of the body must not be taken for a request
    }

    void thePortExplainsItself()
    {
        Talk help;
        help.say("GET / HTTP/1.1\r\nHost: 127.0.0.1:1080\r\n\r\n");
        const QByteArray page = help.toApplication();
        QVERIFY(page.startsWith("HTTP/1.1 200 OK\r\n") && page.contains("http://127.0.0.1:1080/proxy.pac") && page.contains("far"));
        const auto pac = [](const QByteArray &host) {
            Talk t;
            t.say("GET /proxy.pac HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            return t.toApplication();
        };
        QVERIFY(pac("localhost:1080").contains("return \"PROXY localhost:1080\";"));
        QVERIFY(pac("localhost:1080").contains("application/x-ns-proxy-autoconfig"));
        QVERIFY(pac("localhost:81").contains("return \"PROXY 127.0.0.1:1080\";"));     // another port is not this one
        QVERIFY(pac("a\";evil();\":1080").contains("return \"PROXY 127.0.0.1:1080\";")); // nor a script
    }

    void aPasswordIsAskedForAndChecked()
    {
        proxy::Manners guarded = manners();
        guarded.admits = [](const QByteArray &user, const QByteArray &password) { return user == "u" && password == "p:w"; };
        const auto ask = [&](const QByteArray &fields) {
            Talk t(1 << 20, guarded);
            t.say("GET http://h/ HTTP/1.1\r\n" + fields + "\r\n");
            return t.phase() == Phase::Connecting ? 200 : t.toApplication().mid(9, 3).toInt();
        };
        QCOMPARE(ask({}), 407);
        QCOMPARE(ask("Proxy-Authorization: Basic " + QByteArray("u:p:w").toBase64() + "\r\n"), 200);
        QCOMPARE(ask("Proxy-Authorization: basic " + QByteArray("u:p").toBase64() + "\r\n"), 407);
        QCOMPARE(ask("Proxy-Authorization: Basic !!!\r\n"), 407);
        QCOMPARE(ask("Proxy-Authorization: Bearer x\r\n"), 407);
        Talk help(1 << 20, guarded); // says nothing that a stranger may not know
        help.say("GET / HTTP/1.1\r\n\r\n");
        QVERIFY(help.toApplication().startsWith("HTTP/1.1 200 "));
    }
};

QTEST_GUILESS_MAIN(UnitProxyHttp)
#include "unit_proxy_http.moc"
