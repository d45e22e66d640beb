// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QTest>
#include <QUdpSocket>
#include <QtEndian>

#include <algorithm>
#include <optional>

#include <netinet/in.h>
#include <sys/socket.h>

using culvert::test::Answer;
using culvert::test::Machine;
using culvert::test::pairDirectly;
using culvert::test::words;

namespace {

// One UDP port of this machine, read without Qt: its own reading says "nothing there" where it has looked too early.
class Port {
public:
    bool open() { return socket_.bind(QHostAddress::LocalHost); }
    void close() { socket_.close(); }
    [[nodiscard]] quint16 number() const { return socket_.localPort(); }
    // Qt sends no empty ones.
    void send(quint16 port, const QByteArray &datagram) const
    {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = qToBigEndian(port);
        to.sin_addr.s_addr = qToBigEndian(quint32(INADDR_LOOPBACK));
        ::sendto(descriptor(), datagram.constData(), std::size_t(datagram.size()), 0, reinterpret_cast<const sockaddr *>(&to), sizeof to);
    }
    struct Got {
        QByteArray datagram;
        sockaddr_storage from{};
        socklen_t fromSize = 0;
    };
    std::optional<Got> take() const
    {
        Got got;
        got.datagram.resize(65'536);
        got.fromSize = sizeof got.from;
        const auto size = ::recvfrom(descriptor(), got.datagram.data(), std::size_t(got.datagram.size()), MSG_DONTWAIT,
                                     reinterpret_cast<sockaddr *>(&got.from), &got.fromSize);
        if (size < 0)
            return std::nullopt;
        got.datagram.resize(qsizetype(size));
        return got;
    }
    // Sends everything back.
    void echo() const
    {
        while (const auto got = take())
            ::sendto(descriptor(), got->datagram.constData(), std::size_t(got->datagram.size()), 0, reinterpret_cast<const sockaddr *>(&got->from),
                     got->fromSize);
    }

private:
    [[nodiscard]] int descriptor() const { return int(socket_.socketDescriptor()); }
    QUdpSocket socket_;
};

} // namespace

// A forward of UDP between two programs, with real sockets at both ends.
class TestProgramUdp : public QObject {
    Q_OBJECT

    Machine far_;
    Machine near_;
    Port target_;
    quint16 port_ = 0;   // of the forward
    quint16 number_ = 0; // of the target, also once it is gone

    bool echoes(Port &from, const QByteArray &datagram)
    {
        from.send(port_, datagram);
        return QTest::qWaitFor([&] {
            target_.echo();
            const auto got = from.take();
            return got && got->datagram == datagram;
        }, 10'000);
    }
    // The first one of a program, which may come within a second of a refusal, when no flow is opened.
    bool begins(Port &from)
    {
        return QTest::qWaitFor([&] {
            from.send(port_, "first");
            target_.echo();
            return from.take().has_value();
        }, 10'000);
    }
    QString target() const { return QStringLiteral("127.0.0.1:%1/udp").arg(number_); }
    QJsonObject tunnel() const { return near_.json(words(QStringLiteral("forward list"))).array().first().toObject(); }
    QJsonObject connection() const { return near_.json(words(QStringLiteral("connections"))).array().first().toObject(); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(target_.open());
        number_ = target_.number();
        const QString plain = target().chopped(4);
        QCOMPARE(pairDirectly(far_, near_, QStringLiteral("far"), QStringLiteral("--allow ") + plain), QString());
        QTRY_COMPARE_WITH_TIMEOUT(near_.firstPeer(QStringLiteral("state")), QStringLiteral("online"), 15'000);

        const QJsonObject made = near_.json(words(QStringLiteral("forward add --peer far --listen 0 --target ") + target())).object();
        QCOMPARE(made.value(QStringLiteral("kind")).toString(), QStringLiteral("udp"));
        QCOMPARE(made.value(QStringLiteral("target")).toString(), target());
        QCOMPARE(made.value(QStringLiteral("name")).toString(), QStringLiteral("udp-") + plain);
        QCOMPARE(made.value(QStringLiteral("exposed")).toBool(), false);
        port_ = quint16(made.value(QStringLiteral("listen")).toString().section(u':', -1).toInt());
        QVERIFY(port_ > 0);
    }

    void theRuleThatTheInviteMadeForTcpDoesNotOpenIt()
    {
        Port program;
        QVERIFY(program.open());
        program.send(port_, "x");
        QTRY_COMPARE_WITH_TIMEOUT(connection().value(QStringLiteral("reason")).toString(), QStringLiteral("targetNotAllowed"), 10'000);
        QVERIFY(!target_.take());
        const QString name = far_.firstPeer(QStringLiteral("name"));
        const auto verdict = [&] {
            return far_.json({QStringLiteral("rules"), QStringLiteral("test"), name, target()}).object().value(QStringLiteral("verdict")).toString();
        };
        QCOMPARE(verdict(), QStringLiteral("deny"));
        QCOMPARE(far_.json({QStringLiteral("allow"), name, target()}).exitCode, 0);
        QCOMPARE(verdict(), QStringLiteral("allow"));
    }

    void datagramsGoThereAndBack()
    {
        Port one, other;
        QVERIFY(one.open() && other.open());
        QVERIFY(begins(one));
        QVERIFY(echoes(other, "other"));
        for (const int size : {0, 1, 512, 1232, 1330, 1331, 1452, 9000, 60'000})
            QVERIFY2(echoes(one, QByteArray(size, 'u')), qPrintable(QString::number(size)));
        const QJsonObject now = tunnel();
        QCOMPARE(now.value(QStringLiteral("open")).toInt(), 2);
        const QJsonObject datagrams = now.value(QStringLiteral("datagrams")).toObject();
        QVERIFY(datagrams.value(QStringLiteral("received")).toInt() >= 11);
        QCOMPARE(datagrams.value(QStringLiteral("droppedEnd")).toInt(), 0);
        QCOMPARE(connection().value(QStringLiteral("kind")).toString(), QStringLiteral("udp"));
        QCOMPARE(connection().value(QStringLiteral("state")).toString(), QStringLiteral("open"));
        QVERIFY(near_.run({QStringLiteral("status")}).out.contains(target()));
        QCOMPARE(far_.counter(QStringLiteral("udpSockets")), 2);
        QCOMPARE(near_.counter(QStringLiteral("udpFlows")), 2);
    }

    void aTargetThatIsGoneEndsTheFlowAndOneThatIsBackIsReached()
    {
        Port program;
        QVERIFY(program.open());
        QVERIFY(begins(program));
        target_.close();
        program.send(port_, "gone"); // the system there answers that nobody listens
        QTRY_VERIFY_WITH_TIMEOUT([&] {
            const auto all = near_.json(words(QStringLiteral("connections"))).array();
            return std::any_of(all.begin(), all.end(), [](const QJsonValue &one) {
                return one.toObject().value(QStringLiteral("reason")).toString() == u"targetRefused"
                    && one.toObject().value(QStringLiteral("closedBy")).toString() == u"target";
            });
        }(), 10'000);
        QUdpSocket back;
        QVERIFY(back.bind(QHostAddress::LocalHost, number_));
        QVERIFY(QTest::qWaitFor([&] {
            program.send(port_, "again");
            char byte[16];
            return ::recv(int(back.socketDescriptor()), byte, sizeof byte, MSG_DONTWAIT) == 5;
        }, 10'000));
    }

    void whoEndsTheTunnelEndsItsFlows()
    {
        const QString name = tunnel().value(QStringLiteral("name")).toString();
        QCOMPARE(near_.json({QStringLiteral("forward"), QStringLiteral("stop"), name}).exitCode, 0);
        for (const Machine *machine : {&near_, &far_})
            QTRY_COMPARE_WITH_TIMEOUT(machine->offBaseline(), QString(), 10'000);
        QUdpSocket taken;
        QVERIFY(taken.bind(QHostAddress::LocalHost, 0, QAbstractSocket::DontShareAddress));
        const QString port = QString::number(taken.localPort());
        QCOMPARE(near_.json(words(QStringLiteral("forward add --peer far --listen %1 --target %2").arg(port, target()))).errorCode(), QStringLiteral("portInUse"));
        // TCP has ports of its own.
        QCOMPARE(near_.json(words(QStringLiteral("forward add --peer far --listen %1 --target 127.0.0.1:80").arg(port))).exitCode, 0);
        const QJsonObject wide = near_.json(words(QStringLiteral("forward add --peer far --listen *:0 --name wide --target ") + target())).object();
        QCOMPARE(wide.value(QStringLiteral("exposed")).toBool(), true);
        QVERIFY(near_.stop() >= 0 && far_.stop() >= 0);
    }
};

QTEST_GUILESS_MAIN(TestProgramUdp)
#include "test_program_udp.moc"
