// SPDX-License-Identifier: GPL-3.0-or-later
// Two real engines, each on its own thread with its own Tox node, joined on loopback and paired by a real invite; real
// sockets at both ends.
#include "tcp/tcp_end.h"
#include "tests/engine/two_engines.h"

#include "core/qt_timers.h"
#include "tcp/dialler.h"
#include "tcp/listener.h"

#include <QNetworkProxy>
#include <QSignalSpy>

#include <tuple>

using namespace culvert;
using namespace culvert::test;

namespace {

// ms for what takes a moment, on a machine that does ten things at once. How quick it is, tests/diary and tests/bench tell.
constexpr int patienceMs = 20'000;

// What a target answers: gets the bytes so far and whether the client has ended.
using Serve = std::function<void(QTcpSocket &socket)>;

struct LocalTarget {
    explicit LocalTarget(Serve serve)
    {
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this, serve] {
            while (QTcpSocket *socket = server.nextPendingConnection()) {
                sockets.push_back(socket);
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [serve, socket] { serve(*socket); });
            }
        });
    }
    [[nodiscard]] QString endpoint() const { return QStringLiteral("127.0.0.1:%1").arg(server.serverPort()); }
    [[nodiscard]] int connected() const
    {
        return int(std::count_if(sockets.begin(), sockets.end(), [](auto *s) { return s->state() == QAbstractSocket::ConnectedState; }));
    }
    QTcpServer server;
    std::vector<QTcpSocket *> sockets;
};

void echo(QTcpSocket &socket) { socket.write(socket.readAll()); }

} // namespace

class EnginePair : public QObject {
    Q_OBJECT

    quint16 forwardTo(const QString &target, const QString &name, bool allow = true)
    {
        if (allow)
            std::ignore = far_->ask(api::Allow{farsPeer(), {target}});
        const QJsonObject tunnel = near_->object(api::AddForward{nearsPeer(), QStringLiteral("0"), target, name});
        return quint16(tunnel[QStringLiteral("listen")].toString().section(u':', -1).toUInt());
    }
    QString nearsPeer() { return near_->status()[QStringLiteral("peers")][0][QStringLiteral("id")].toString(); }
    QString farsPeer() { return far_->status()[QStringLiteral("peers")][0][QStringLiteral("id")].toString(); }
    static std::unique_ptr<QTcpSocket> connectTo(quint16 port)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->setProxy(QNetworkProxy::NoProxy);
        socket->connectToHost(QHostAddress::LocalHost, port);
        return socket;
    }

    std::unique_ptr<RealEngine> near_, far_;
    std::unique_ptr<RealEngine> bystander_; // in a network of two, toxcore takes minutes to find one that was restarted

private Q_SLOTS:
    void initTestCase()
    {
        near_ = std::make_unique<RealEngine>();
        far_ = std::make_unique<RealEngine>();
        bystander_ = std::make_unique<RealEngine>();
        QVERIFY(near_->running() && far_->running() && bystander_->running());
        for (RealEngine *one : {near_.get(), far_.get(), bystander_.get()}) {
            for (RealEngine *other : {near_.get(), far_.get(), bystander_.get()}) {
                if (one != other)
                    one->join(*other);
            }
        }
        const QString link = far_->object(api::CreateInvite{{}, 600'000})[QStringLiteral("link")].toString();
        QVERIFY(link.startsWith(QStringLiteral("culvert:")));
        const QJsonObject peer = near_->object(api::Pair{link, QStringLiteral("far")});
        QCOMPARE(peer[QStringLiteral("state")].toString(), QStringLiteral("pending"));
        QTRY_VERIFY_WITH_TIMEOUT(near_->peerOnline() && far_->peerOnline(), 60'000);
        const QJsonObject again = near_->object(api::Pair{link, QString()});
        QCOMPARE(again[QStringLiteral("error")].toString(), QStringLiteral("alreadyPaired"));
    }

    void cleanup()
    {
        const QJsonArray tunnels = near_->status()[QStringLiteral("tunnels")].toArray();
        for (const QJsonValue &tunnel : tunnels)
            std::ignore = near_->ask(api::RemoveTunnel{tunnel[QStringLiteral("name")].toString()});
        QTRY_VERIFY_WITH_TIMEOUT(near_->atBaseline() && far_->atBaseline(), patienceMs);
    }

    void cleanupTestCase()
    {
        near_.reset();
        far_.reset();
        bystander_.reset();
    }

    void aPauseCutsWhatRunsAndLetsNothingNewThrough()
    {
        LocalTarget target(echo);
        const quint16 port = forwardTo(target.endpoint(), QStringLiteral("paused"));
        const auto answersThrough = [&] {
            const auto socket = connectTo(port);
            socket->write("x");
            return QTest::qWaitFor([&] { return socket->bytesAvailable() == 1 || socket->state() == QAbstractSocket::UnconnectedState; }, 5000)
                && socket->bytesAvailable() == 1;
        };
        QVERIFY(answersThrough());
        const auto open = connectTo(port);
        open->write("y");
        QTRY_COMPARE(open->bytesAvailable(), 1);

        // The one that reaches: what is open is cut, and a new opening refused.
        QVERIFY(far_->ask(api::SetPaused{true}).ok());
        QTRY_COMPARE(open->state(), QAbstractSocket::UnconnectedState);
        QVERIFY(!answersThrough());
        QTRY_COMPARE(near_->lastReason(), QStringLiteral("tunnelStopped"));
        QVERIFY(far_->ask(api::SetPaused{false}).ok());
        QVERIFY(answersThrough());

        // The one that listens: its port is closed, and the profile still says that the tunnel runs.
        QVERIFY(near_->ask(api::SetPaused{true}).ok());
        QVERIFY(near_->status()[QStringLiteral("paused")].toBool());
        QCOMPARE(near_->status()[QStringLiteral("tunnels")][0][QStringLiteral("state")].toString(), QStringLiteral("paused"));
        QVERIFY(near_->ask(api::StopTunnel{QStringLiteral("paused")}).ok()); // what a person wants is told apart
        QCOMPARE(near_->status()[QStringLiteral("tunnels")][0][QStringLiteral("state")].toString(), QStringLiteral("stopped"));
        QVERIFY(near_->ask(api::StartTunnel{QStringLiteral("paused")}).ok());
        QCOMPARE(near_->status()[QStringLiteral("tunnels")][0][QStringLiteral("state")].toString(), QStringLiteral("paused"));
        QVERIFY(near_->ask(api::SetPaused{false}).ok());
        QCOMPARE(near_->status()[QStringLiteral("tunnels")][0][QStringLiteral("state")].toString(), QStringLiteral("listening"));
    }

    void thePasswordIsChangedWhileTheEngineRuns()
    {
        const auto change = [&](const char *present, const char *fresh) {
            std::optional<api::Reply> reply;
            bystander_->host->changePassword(Secret(present), Secret(fresh), bystander_->host.get(), [&](const api::Reply &r) { reply = r; });
            if (!QTest::qWaitFor([&] { return reply.has_value(); }, 10'000))
                return ErrorCode::ControlFailed;
            return reply->ok() ? ErrorCode::None : reply->error().code;
        };
        QCOMPARE(change("one", "two"), ErrorCode::PasswordAbsent);
        QCOMPARE(change("", "two"), ErrorCode::None);
        QCOMPARE(change("", "three"), ErrorCode::PasswordPresent);
        QCOMPARE(change("one", "three"), ErrorCode::PasswordWrong);
        QCOMPARE(change("two", "three"), ErrorCode::None);
        QCOMPARE(change("three", ""), ErrorCode::None);
    }

    void manyConnectionsCarryTheirBytesBothWaysWhole()
    {
        LocalTarget target(echo);
        const quint16 port = forwardTo(target.endpoint(), QStringLiteral("echo"));
        constexpr int count = 100;
        constexpr qsizetype size = 320 << 10; // 32 MiB each way
        struct Client {
            std::unique_ptr<QTcpSocket> socket;
            QByteArray sent, got;
        };
        std::vector<Client> clients(count);
        for (int i = 0; i < count; ++i) {
            Client &c = clients[std::size_t(i)];
            c.sent = pattern(size, char(i));
            c.socket = connectTo(port);
            connect(c.socket.get(), &QTcpSocket::connected, this, [&c] { c.socket->write(c.sent); });
            connect(c.socket.get(), &QTcpSocket::readyRead, this, [&c] { c.got += c.socket->readAll(); });
        }
        QTRY_VERIFY_WITH_TIMEOUT(std::all_of(clients.begin(), clients.end(), [](const Client &c) { return c.got.size() >= size; }), 60'000);
        for (const Client &c : clients)
            QVERIFY(c.got == c.sent);
        clients.clear();
    }

    void aHalfClosedRequestGetsItsAnswer()
    {
        // Bytes are answered only when the client has ended its half: what `nc -N` does.
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        const QByteArray answer = pattern(2'000'000, 'a');
        Ledger ledger;
        {
            QtTimers timers(ledger);
            const auto readiness = tcp::Readiness::ofSystem(timers);
            const auto dialler = tcp::makeTcpDialler(timers, *readiness, ledger);
            struct End final : tcp::ByteEndEvents {
                std::unique_ptr<tcp::ByteEnd> end;
                std::unique_ptr<tcp::Dial> dial;
                QByteArray got, toSend;
                bool finished = false, closed = false, answerAtFin = false;
                Error why;
                void endReadable() override
                {
                    std::uint8_t buffer[65536];
                    for (;;) {
                        const auto r = end->read(buffer);
                        got.append(reinterpret_cast<const char *>(buffer), r.bytes);
                        if (r.finished) {
                            finished = true;
                            if (answerAtFin)
                                endWritable();
                            return;
                        }
                        if (r.bytes == 0)
                            return;
                    }
                }
                void endWritable() override
                {
                    const auto n = end->write({reinterpret_cast<const std::uint8_t *>(toSend.constData()), std::size_t(toSend.size())});
                    toSend.remove(0, n);
                    if (toSend.isEmpty())
                        end->finish();
                }
                void endClosed(const Error &reason) override
                {
                    closed = true;
                    why = reason;
                }
            };
            End client, service;
            auto listener = tcp::Listener::open({QStringLiteral("127.0.0.1"), 0},
                                                {[&](tcp::Descriptor d, const QString &) {
                                                     service.end = std::make_unique<tcp::TcpEnd>(d, service, *readiness, ledger);
                                                 },
                                                 [](const Error &) {}},
                                                timers, *readiness, ledger);
            QVERIFY(listener.ok());
            service.toSend = answer;
            service.answerAtFin = true;
            const quint16 port = forwardTo((*listener)->boundTo().toString(), QStringLiteral("half"));
            client.toSend = "question";
            const auto connected = [&](std::unique_ptr<tcp::ByteEnd> end) {
                client.end = std::move(end);
                client.endWritable(); // sends all and finishes
            };
            auto begun = dialler->dial({QStringLiteral("127.0.0.1"), port}, {IpAddress::v4(0x7f000001)}, client,
                                       [&](Result<std::unique_ptr<tcp::ByteEnd>> end) { connected(std::move(*end)); });
            client.dial = std::move(begun.dial);
            if (begun.end)
                connected(std::move(begun.end));
            QTRY_VERIFY_WITH_TIMEOUT(client.closed && service.closed, patienceMs);
            QCOMPARE(service.got, QByteArray("question"));
            QCOMPARE(client.got, answer);
            QCOMPARE(int(client.why.code), int(ErrorCode::None));
            QCOMPARE(int(service.why.code), int(ErrorCode::None));
        }
    }

    void whyATargetCannotBeReachedComesBack_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("allow");
        QTest::addColumn<QString>("code");
        QTcpServer closed;
        closed.listen(QHostAddress::LocalHost);
        const QString refused = QStringLiteral("127.0.0.1:%1").arg(closed.serverPort());
        closed.close();
        QTest::newRow("refused") << refused << true << QStringLiteral("targetRefused");
        QTest::newRow("not allowed") << QStringLiteral("127.0.0.1:9") << false << QStringLiteral("targetNotAllowed");
        QTest::newRow("no such name") << QStringLiteral("no-such-host.invalid:80") << true << QStringLiteral("targetNameNotFound");
    }
    void whyATargetCannotBeReachedComesBack()
    {
        QFETCH(QString, target);
        QFETCH(bool, allow);
        QFETCH(QString, code);
        const quint16 port = forwardTo(target, QStringLiteral("wrong"), allow);
        QVERIFY(port != 0);
        auto client = connectTo(port);
        const QSignalSpy connected(client.get(), &QTcpSocket::connected);
        // Connected and reset: both may be over by the time that the test looks.
        QTRY_VERIFY_WITH_TIMEOUT(connected.count() == 1 && client->state() == QAbstractSocket::UnconnectedState, patienceMs);
        QCOMPARE(near_->lastReason(), code);
        QCOMPARE(near_->status()[QStringLiteral("tunnels")][0][QStringLiteral("state")].toString(), QStringLiteral("listening"));
    }

    void anApplicationThatHangsUpClosesTheTarget()
    {
        LocalTarget target([](QTcpSocket &socket) {
            socket.readAll();
            socket.write(pattern(100'000'000, 'x'));
        });
        const quint16 port = forwardTo(target.endpoint(), QStringLiteral("large"));
        auto client = connectTo(port);
        client->setReadBufferSize(1 << 20);
        connect(client.get(), &QTcpSocket::connected, client.get(), [&] { client->write("GET"); });
        QTRY_VERIFY_WITH_TIMEOUT(client->bytesAvailable() >= 1 << 20, patienceMs);
        QCOMPARE(target.connected(), 1);
        client->abort(); // unread bytes: the system sends a reset
        QTRY_COMPARE_WITH_TIMEOUT(target.connected(), 0, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(near_->atBaseline() && far_->atBaseline(), patienceMs);
    }

    void stoppingOneTunnelLeavesTheOthersAlone()
    {
        LocalTarget target(echo);
        const quint16 steady = forwardTo(target.endpoint(), QStringLiteral("steady"));
        const quint16 other = forwardTo(target.endpoint(), QStringLiteral("other"));
        QVERIFY(other != 0);
        auto client = connectTo(steady);
        QByteArray got;
        const QByteArray sent = pattern(8'000'000, 's');
        connect(client.get(), &QTcpSocket::connected, client.get(), [&] { client->write(sent); });
        connect(client.get(), &QTcpSocket::readyRead, client.get(), [&] { got += client->readAll(); });
        for (int i = 0; i < 50; ++i) {
            QVERIFY(near_->ask(api::StopTunnel{QStringLiteral("other")}).ok());
            QVERIFY(near_->ask(api::StartTunnel{QStringLiteral("other")}).ok());
        }
        QTRY_COMPARE_WITH_TIMEOUT(got.size(), sent.size(), 20'000);
        QVERIFY(got == sent);
    }

    void aPortInUseIsAnErrorThatSavesNothing()
    {
        QTcpServer taken;
        taken.listen(QHostAddress::LocalHost);
        const QString listen = QString::number(taken.serverPort());
        const QJsonObject reply = near_->object(api::AddForward{nearsPeer(), listen, QStringLiteral("127.0.0.1:1"), QStringLiteral("x")});
        QCOMPARE(reply[QStringLiteral("error")].toString(), QStringLiteral("portInUse"));
        QVERIFY(near_->status()[QStringLiteral("tunnels")].toArray().isEmpty());
    }

    void anEditOntoAPortInUseTouchesNothing()
    {
        LocalTarget target(echo);
        LocalTarget other(echo);
        const quint16 port = forwardTo(target.endpoint(), QStringLiteral("kept"));
        auto client = connectTo(port);
        connect(client.get(), &QTcpSocket::connected, client.get(), [&] { client->write("1"); });
        QTRY_COMPARE_WITH_TIMEOUT(client->bytesAvailable(), 1, patienceMs);
        QTcpServer taken;
        taken.listen(QHostAddress::LocalHost);
        // To another target at the same time, so that it is another tunnel.
        const QJsonObject reply = near_->object(api::EditForward{QStringLiteral("kept"), {}, QString::number(taken.serverPort()), other.endpoint(), {}});
        QCOMPARE(reply[QStringLiteral("error")].toString(), QStringLiteral("portInUse"));
        client->write("2");
        QTRY_COMPARE_WITH_TIMEOUT(client->bytesAvailable(), 2, patienceMs);
        auto second = connectTo(port);
        connect(second.get(), &QTcpSocket::connected, second.get(), [&] { second->write("3"); });
        QTRY_COMPARE_WITH_TIMEOUT(second->bytesAvailable(), 1, patienceMs);
        QCOMPARE(target.connected(), 2);
        QCOMPARE(other.connected(), 0);
        client.reset();
        second.reset();
        QVERIFY(near_->ask(api::RemoveTunnel{QStringLiteral("kept")}).ok());
    }

    void aTunnelOnAnyFreePortIsMadeAnewOnTheOneThatItHas()
    {
        LocalTarget target(echo);
        LocalTarget other(echo);
        const quint16 port = forwardTo(target.endpoint(), QStringLiteral("moved"));
        std::ignore = far_->ask(api::Allow{farsPeer(), {other.endpoint()}});
        const QJsonObject reply = near_->object(api::EditForward{QStringLiteral("moved"), {}, QString::number(port), other.endpoint(), {}});
        QCOMPARE(reply[QStringLiteral("error")].toString(), QString());
        auto client = connectTo(port);
        connect(client.get(), &QTcpSocket::connected, client.get(), [&] { client->write("1"); });
        QTRY_COMPARE_WITH_TIMEOUT(client->bytesAvailable(), 1, patienceMs);
        QCOMPARE(target.connected(), 0);
        QCOMPARE(other.connected(), 1);
        client.reset();
        QVERIFY(near_->ask(api::RemoveTunnel{QStringLiteral("moved")}).ok());
    }

    void thePeersReconnectByThemselvesAfterARestart()
    {
        LocalTarget target(echo);
        const quint16 port = forwardTo(target.endpoint(), QStringLiteral("again"));
        auto before = connectTo(port);
        connect(before.get(), &QTcpSocket::connected, before.get(), [&] { before->write("x"); });
        QTRY_VERIFY_WITH_TIMEOUT(before->bytesAvailable() == 1, patienceMs);
        far_->restart();
        QTRY_COMPARE_WITH_TIMEOUT(before->state(), QAbstractSocket::UnconnectedState, patienceMs);
        QVERIFY(far_->running());
        far_->join(*bystander_);
        QTRY_VERIFY_WITH_TIMEOUT(near_->peerOnline() && far_->peerOnline(), 90'000);
        auto after = connectTo(port);
        connect(after.get(), &QTcpSocket::connected, after.get(), [&] { after->write("hello again"); });
        QTRY_VERIFY_WITH_TIMEOUT(after->bytesAvailable() == 11, patienceMs);
    }
};

QTEST_GUILESS_MAIN(EnginePair)
#include "engine_pair.moc"
