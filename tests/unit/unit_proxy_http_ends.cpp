// SPDX-License-Identifier: GPL-3.0-or-later
// Where a proxy port takes an HTTP answer to end, and what it says of that to the application.
#include "http_talk.h"

#include <QTest>

using namespace culvert;
using test::getPage;
using test::Talk;
using Phase = Talk::Phase;

class UnitProxyHttpEnds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAnswerWithoutALengthEndsWithItsConnection()
    {
        Talk t;
        t.say(getPage);
        t.talk->connected();
        t.answer("HTTP/1.0 200 OK\r\n\r\nto the end");
        QCOMPARE(t.phase(), Phase::Exchanging);
        t.talk->answeredEnd();
        QCOMPARE(t.phase(), Phase::Listening); // it went out in chunks, so the application may ask again
        QVERIFY(!t.talk->keepsTarget());
        QVERIFY(t.toApplication().endsWith("\r\n\r\na\r\nto the end\r\n0\r\n\r\n"));
        Talk old; // one that knows no chunks
        old.say("GET http://h/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        QVERIFY(old.toTarget().contains("GET / HTTP/1.0\r\n"));
        old.talk->connected();
        old.answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        QCOMPARE(old.phase(), Phase::Closing);
        QCOMPARE(old.toApplication(), QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok"));
    }

    void interimAnswersPassAndAreNotTheLast()
    {
        Talk t;
        t.say("POST http://h/ HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        QVERIFY(t.toTarget().contains("Expect: 100-continue\r\n"));
        t.talk->connected();
        t.answer("HTTP/1.1 100 Continue\r\n\r\n");
        QCOMPARE(t.toApplication(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        QCOMPARE(t.phase(), Phase::Exchanging);
        t.say("body");
        QCOMPARE(t.toTarget(), QByteArray("body"));
        t.answer("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(t.toApplication(), QByteArray("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        QCOMPARE(t.phase(), Phase::Listening);
    }

    void anAnswerToHeadHasNoBody()
    {
        Talk t;
        t.say("HEAD http://h/ HTTP/1.1\r\n\r\n");
        t.talk->connected();
        t.answer("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
        QCOMPARE(t.phase(), Phase::Listening);
        QVERIFY(t.toApplication().contains("Content-Length: 5000\r\n"));
    }

    void anAnswerThatIsNotModifiedHasNoBodyWhateverItsLength()
    {
        const QByteArray answer = "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 999\r\n\r\n";
        for (qsizetype piece : {qsizetype(1 << 20), qsizetype(1)}) {
            Talk t(piece);
            t.say(getPage);
            t.talk->connected();
            t.answer(answer);
            QCOMPARE(t.toApplication(), answer);
            QCOMPARE(t.phase(), Phase::Listening);
            QVERIFY(t.talk->keepsTarget());
            t.toTarget();
            t.say(getPage);
            QCOMPARE(t.phase(), Phase::Exchanging);
            QVERIFY(t.toTarget().startsWith("GET /x?y=1 "));
            t.answer("HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n");
            QCOMPARE(t.phase(), Phase::Listening);
            t.say(getPage);
            t.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            QVERIFY(t.toApplication().endsWith("\r\n\r\nok"));
        }
    }

    // Neither side may wait for bytes that never come, or take those that do come for another answer.
    void aLengthIsNotPassedOnWhereThereCanBeNone_data()
    {
        QTest::addColumn<QByteArray>("framing");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("length") << QByteArray("Content-Length: 5\r\n") << QByteArray("hello");
        QTest::newRow("an answer for a body") << QByteArray("Content-Length: 19\r\n") << QByteArray("HTTP/1.1 200 OK\r\n\r\n");
        QTest::newRow("chunks") << QByteArray("Transfer-Encoding: chunked\r\n") << QByteArray("5\r\nhello\r\n0\r\n\r\n");
    }
    void aLengthIsNotPassedOnWhereThereCanBeNone()
    {
        QFETCH(QByteArray, framing);
        QFETCH(QByteArray, body);
        for (qsizetype piece : {qsizetype(1 << 20), qsizetype(1)}) {
            Talk t(piece);
            t.say(getPage);
            t.talk->connected();
            t.answer("HTTP/1.1 204 No Content\r\n" + framing + "\r\n" + body);
            QCOMPARE(t.toApplication(), QByteArray("HTTP/1.1 204 No Content\r\n\r\n"));
            QCOMPARE(t.phase(), Phase::Listening);
            QVERIFY(!t.talk->keepsTarget());
            Talk without(piece);
            without.say(getPage);
            without.talk->connected();
            without.answer("HTTP/1.1 204 No Content\r\n" + framing + "\r\n");
            QVERIFY(!without.talk->keepsTarget()); // the body may still come
        }
    }

    void interimAnswersSayNoLength()
    {
        for (qsizetype piece : {qsizetype(1 << 20), qsizetype(1)}) {
            Talk t(piece);
            t.say(getPage);
            t.talk->connected();
            t.answer("HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n\r\nHTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");
            QCOMPARE(t.toApplication(), QByteArray("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"));
            QCOMPARE(t.phase(), Phase::Listening);
            QVERIFY(t.talk->keepsTarget());
        }
    }
};

QTEST_GUILESS_MAIN(UnitProxyHttpEnds)
#include "unit_proxy_http_ends.moc"
