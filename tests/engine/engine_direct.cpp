// SPDX-License-Identifier: GPL-3.0-or-later
// Two real engines without Tox: paired by an invite that says where its maker is, joined by UDP on loopback alone.
#include "tests/engine/two_engines.h"

#include "core/limits.h"
#include "wire/datagram.h"
#include "wire/direct_request.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QTimer>
#include <QUdpSocket>

#include <tuple>

using namespace culvert;
using namespace culvert::test;

namespace {

QByteArray sha256(const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256); }

// Sends back what it gets.
struct EchoServer : QTcpServer {
    EchoServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
        });
    }
    [[nodiscard]] QString endpoint() const { return QStringLiteral("127.0.0.1:%1").arg(serverPort()); }
};

void set(RealEngine &engine, const char *key, const QString &value)
{
    std::ignore = engine.ask(api::SetSetting{QString::fromLatin1(key), value});
}

} // namespace

class EngineDirect : public QObject {
    Q_OBJECT

    std::unique_ptr<RealEngine> near_, far_;
    EchoServer server_;

    static quint16 portOf(RealEngine &engine) { return quint16(engine.status()[QStringLiteral("direct")][QStringLiteral("port")].toInt()); }
    static QString firstPeer(RealEngine &engine, const char *key)
    {
        return engine.status()[QStringLiteral("peers")][0][QLatin1String(key)].toString();
    }
    QString invite(const QString &host = QStringLiteral("127.0.0.1"))
    {
        const QString endpoint = QStringLiteral("%1:%2").arg(host).arg(portOf(*far_));
        return far_->object(api::CreateInvite{{server_.endpoint()}, 600'000, {endpoint}})[QStringLiteral("link")].toString();
    }
    bool pair(const QString &link)
    {
        const QJsonObject peer = near_->object(api::Pair{link, QStringLiteral("far")});
        return peer[QStringLiteral("state")] == QStringLiteral("pending");
    }
    bool online(int limitMs = 10'000)
    {
        return QTest::qWaitFor([&] { return near_->peerOnline() && far_->peerOnline(); }, limitMs);
    }
    // Through a forward of its own and back: whether the bytes are the same.
    bool echoes(qsizetype size)
    {
        const QJsonObject tunnel = near_->object(api::AddForward{firstPeer(*near_, "id"), QStringLiteral("0"), server_.endpoint(), {}});
        QTcpSocket client;
        client.setProxy(QNetworkProxy::NoProxy);
        client.connectToHost(QHostAddress::LocalHost, quint16(tunnel[QStringLiteral("listen")].toString().section(u':', -1).toUInt()));
        const QByteArray sent = pattern(size, 0);
        client.write(sent);
        QByteArray got;
        connect(&client, &QTcpSocket::readyRead, &client, [&] { got += client.readAll(); });
        const bool whole = QTest::qWaitFor([&] { return got.size() >= size; }, 30'000) && sha256(got) == sha256(sent);
        client.abort();
        std::ignore = near_->ask(api::RemoveTunnel{tunnel[QStringLiteral("name")].toString()});
        return whole;
    }

private Q_SLOTS:
    void init()
    {
        near_ = RealEngine::withoutTox();
        far_ = RealEngine::withoutTox();
        QVERIFY(near_->running() && far_->running());
        const QJsonObject status = far_->status();
        QCOMPARE(status[QStringLiteral("tox")][QStringLiteral("enabled")], QJsonValue(false));
        QCOMPARE(status[QStringLiteral("tox")][QStringLiteral("connection")].toString(), QStringLiteral("none"));
        QVERIFY(status[QStringLiteral("tox")][QStringLiteral("node")][QStringLiteral("udpPort")].isNull());
        QVERIFY(portOf(*far_) != 0);
    }
    void cleanup()
    {
        near_.reset();
        far_.reset();
    }

    void theyPairByAnEndpointAndCarryBytesWhole_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("address") << QStringLiteral("127.0.0.1");
        QTest::newRow("name") << QStringLiteral("localhost");
    }
    void theyPairByAnEndpointAndCarryBytesWhole()
    {
        QFETCH(QString, host);
        QVERIFY(pair(invite(host)));
        QVERIFY(online());
        QCOMPARE(firstPeer(*near_, "path"), QStringLiteral("direct"));
        QCOMPARE(firstPeer(*far_, "path"), QStringLiteral("direct"));
        QVERIFY(echoes(8 << 20));
        QTRY_VERIFY(near_->atBaseline() && far_->atBaseline());
    }

    void eitherComesBackAfterARestart()
    {
        set(*far_, "direct.port", QString::number(portOf(*far_))); // what the invite says holds from now on
        QVERIFY(pair(invite()));
        QVERIFY(online());
        far_->restart();
        QVERIFY(far_->running());
        QVERIFY(online(15'000));
        QVERIFY(echoes(1 << 20));
        near_->restart();
        QVERIFY(near_->running());
        QVERIFY(online(15'000));
        QVERIFY(echoes(1 << 20));
    }

    void anInviteThatWasUsedOrMadeUpOpensNothing()
    {
        auto real = wire::decodeInvite(invite());
        QVERIFY(real.ok());
        wire::Invite madeUp = *real;
        madeUp.token = InviteToken();
        QVERIFY(pair(wire::encodeInvite(madeUp)));
        QVERIFY(!online(4000));
        QVERIFY(far_->status()[QStringLiteral("peers")].toArray().isEmpty());
        QCOMPARE(firstPeer(*near_, "state"), QStringLiteral("pending"));

        QVERIFY(pair(wire::encodeInvite(*real))); // asks anew
        QVERIFY(online());
        const auto third = RealEngine::withoutTox();
        QVERIFY(third->running());
        std::ignore = third->object(api::Pair{wire::encodeInvite(*real), QStringLiteral("far")});
        QVERIFY(!QTest::qWaitFor([&] { return far_->status()[QStringLiteral("peers")].toArray().size() != 1; }, 3000));
    }

    void endlessRequestsOfStrangersKeepNobodyOut()
    {
        QUdpSocket stranger;
        QVERIFY(stranger.bind(QHostAddress::LocalHost));
        QByteArray junk(qsizetype(limits::datagramSize), 'x');
        junk[0] = char(wire::DatagramType::Request);
        const auto flood = [&](int count) {
            for (int i = 0; i < count; ++i) {
                junk[1 + i % 24] = char(i);
                stranger.writeDatagram(junk, QHostAddress::LocalHost, portOf_);
            }
        };
        portOf_ = portOf(*far_);
        QTimer endless;
        connect(&endless, &QTimer::timeout, this, [&] { flood(50); });
        endless.start(5);
        const QString link = invite();
        QVERIFY(pair(link));
        QVERIFY(online(15'000));
        QVERIFY(echoes(1 << 20));
        QVERIFY(!stranger.hasPendingDatagrams()); // nobody answered
        QCOMPARE(far_->status()[QStringLiteral("peers")].toArray().size(), 1);
        QVERIFY(far_->status()[QStringLiteral("errors")].toArray().isEmpty());
    }

    void snapshotsComeAtMostFourTimesASecond()
    {
        int taken = 0;
        connect(near_->host.get(), &api::EngineClient::snapshotTaken, this, [&] { ++taken; });
        QElapsedTimer clock;
        clock.start();
        near_->host->setWatching(true);
        for (int i = 0; i < 20; ++i) // whatever happens meanwhile
            set(*near_, "resumeLimit", QString::number(100 + i % 2));
        QTRY_VERIFY(taken >= 5);
        // The first is taken at once; only what came in time is counted, so that a slow machine proves nothing wrong.
        QVERIFY2(clock.elapsed() >= (taken - 1) * (limits::snapshotPause / std::chrono::milliseconds(1)), qPrintable(QString::number(taken)));
        near_->host->setWatching(false);
    }

    void anInviteThatSaysNowhereIsRefusedAtOnce()
    {
        QCOMPARE(far_->object(api::CreateInvite{})[QStringLiteral("error")].toString(), QStringLiteral("endpointMissing"));
        set(*far_, "direct.endpoint", QStringLiteral("nas.example:33500"));
        const auto made = wire::decodeInvite(far_->object(api::CreateInvite{})[QStringLiteral("link")].toString());
        QVERIFY(made.ok());
        QCOMPARE(made->endpoints, (QList<Endpoint>{{QStringLiteral("nas.example"), 33500}}));
        wire::Invite nowhere = *made;
        nowhere.endpoints.clear();
        QCOMPARE(near_->object(api::Pair{wire::encodeInvite(nowhere), {}})[QStringLiteral("error")].toString(), QStringLiteral("endpointMissing"));
    }

private:
    quint16 portOf_ = 0;
};

QTEST_GUILESS_MAIN(EngineDirect)
#include "engine_direct.moc"
