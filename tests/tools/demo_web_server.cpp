// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo_bytes.h"
#include "app/demo/demo_fetch.h"
#include "app/demo/demo_web_server.h"

#include <QNetworkProxy>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace culvert::demo;

class DemoWebServerTest : public QObject {
    Q_OBJECT

    DemoWebServer server_;

    // What the server says to these bytes until it hangs up.
    QByteArray answerTo(const QByteArray &request)
    {
        QTcpSocket socket;
        socket.setProxy(QNetworkProxy::NoProxy);
        socket.connectToHost(QStringLiteral("127.0.0.1"), server_.port());
        socket.write(request);
        QByteArray answer;
        const bool closed = QTest::qWaitFor([&] {
            answer += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState;
        });
        answer += socket.readAll();
        return closed ? answer : QByteArray("still open: ") + answer.left(200);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(server_.listen()); }

    void theDownloadComesWholeAndIsTheSameInEveryRun()
    {
        DemoFetch fetch;
        QSignalSpy finished(&fetch, &DemoFetch::finished);
        fetch.get(QStringLiteral("127.0.0.1"), server_.port(), "/download");
        QVERIFY(finished.wait(30'000));
        QCOMPARE(fetch.bodyBytes(), downloadSize);
        QCOMPARE(fetch.bodySha256(), downloadSha256());
    }

    void aFetchThatIsDroppedInTheMiddleSaysNothingMore()
    {
        auto fetch = std::make_unique<DemoFetch>();
        QSignalSpy finished(fetch.get(), &DemoFetch::finished);
        QSignalSpy failed(fetch.get(), &DemoFetch::failed);
        fetch->get(QStringLiteral("127.0.0.1"), server_.port(), "/download");
        QTRY_VERIFY(fetch->bodyBytes() > 0);
        fetch.reset();
        QCOMPARE(finished.count() + failed.count(), 0);
    }

    void theDownloadDoesNotDependOnHowItIsCut()
    {
        QCOMPARE(downloadBytes(0, 1000).mid(16, 24), downloadBytes(16, 24));
        QCOMPARE(downloadBytes(downloadSize - 8, 100).size(), 8);
        QCOMPARE(downloadBytes(downloadSize, 100).size(), 0);
    }

    void aReaderThatDoesNotReadCostsNoMemory()
    {
        QTcpSocket socket;
        socket.setProxy(QNetworkProxy::NoProxy);
        socket.setReadBufferSize(1);
        socket.connectToHost(QStringLiteral("127.0.0.1"), server_.port());
        socket.write("GET /download HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        const auto *serving = server_.findChild<QTcpSocket *>();
        QVERIFY(serving);
        QTRY_VERIFY(serving->bytesToWrite() > 0); // the system takes no more
        QVERIFY2(serving->bytesToWrite() <= 1 << 20, QByteArray::number(serving->bytesToWrite()).constData());
        socket.abort();
        QTRY_VERIFY(!server_.findChild<QTcpSocket *>());
    }

    void twoRequestsInOneConnectionAreBothAnswered()
    {
        const QByteArray answer = answerTo("GET / HTTP/1.1\r\n\r\nHEAD /download HTTP/1.1\r\n\r\nGET /no HTTP/1.1\r\nConnection: close\r\n\r\n");
        QCOMPARE(answer.count("HTTP/1.1 200 OK\r\n"), 2);
        QVERIFY(answer.contains("Content-Length: 100000000\r\n"));
        QVERIFY(answer.contains("HTTP/1.1 404 Not Found\r\n"));
        QVERIFY(answer.size() < 10'000);
    }

    void headSendsNoBody()
    {
        const QByteArray answer = answerTo("HEAD / HTTP/1.0\r\n\r\n");
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.endsWith("\r\n\r\n"));
    }

    void whatIsNoRequestIsRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("another method") << QByteArray("POST / HTTP/1.1\r\n\r\n") << QByteArray("HTTP/1.1 405");
        QTest::newRow("rubbish") << QByteArray("\x16\x03\x01 hello\r\n\r\n") << QByteArray("HTTP/1.1 400");
        QTest::newRow("no end") << QByteArray(100'000, 'x') << QByteArray();
    }
    void whatIsNoRequestIsRefused()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        const QByteArray answer = answerTo(request);
        QVERIFY2(answer.startsWith(status) && !answer.startsWith("still open"), answer.left(100).constData());
    }
};

QTEST_GUILESS_MAIN(DemoWebServerTest)
#include "demo_web_server.moc"
