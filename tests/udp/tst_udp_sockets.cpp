// SPDX-License-Identifier: GPL-3.0-or-later
// The sockets of UDP flows, with real ones of the system. What tells of readiness is a double: the test says when a turn of the event
// loop is, and sees what is touched after it.
#include "core/bytes.h"
#include "core/limits.h"
#include "udp/datagram_end.h"
#include "udp/local_socket.h"

#include <QHostAddress>
#include <QTest>
#include <QUdpSocket>

#include <algorithm>
#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

using namespace culvert;

namespace {

class Turns final : public tcp::Readiness {
public:
    std::unique_ptr<tcp::Watch> watch(tcp::Descriptor, Kind, tcp::SocketEvents &events) override
    {
        return std::make_unique<Watched>(*this, events);
    }

    // One turn of the loop: readable to each that reads, callSoon() to those that asked.
    void one()
    {
        const std::vector<Watched *> now = watched_;
        for (Watched *each : now) {
            if (isThere(each) && std::exchange(each->called, false))
                each->events->socketCalled();
            if (isThere(each) && each->reading)
                each->events->socketReadable();
        }
    }
    int drained = 0;

private:
    struct Watched final : tcp::Watch {
        Watched(Turns &turns, tcp::SocketEvents &of) : owner(turns), events(&of) { owner.watched_.push_back(this); }
        ~Watched() override { std::erase(owner.watched_, this); }
        void setEvents(tcp::SocketEvents &to) override { events = &to; }
        void setReading(bool on) override { reading = on; }
        void drained() override { ++owner.drained; }
        void cameUpShort() override {}
        [[nodiscard]] bool mayReceive() const override { return true; }
        void awaitWritable() override {}
        void stop() override {}
        void callSoon() override { called = true; }

        Turns &owner;
        tcp::SocketEvents *events;
        bool reading = false;
        bool called = false;
    };
    [[nodiscard]] bool isThere(const Watched *each) const { return std::ranges::find(watched_, each) != watched_.end(); }

    std::vector<Watched *> watched_;
};

QByteArray asText(std::span<const std::uint8_t> bytes) { return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())}; }

struct Flow final : udp::DatagramEndEvents {
    void datagramCame(std::span<const std::uint8_t> datagram) override
    {
        got.append(asText(datagram));
        if (onEach)
            onEach();
    }
    void endFailed(const Error &reason) override
    {
        failures.append(reason);
        if (onEach)
            onEach();
    }
    std::unique_ptr<udp::DatagramEnd> end;
    QList<QByteArray> got;
    QList<Error> failures;
    std::function<void()> onEach;
};

} // namespace

class UdpSockets final : public QObject {
    Q_OBJECT

private:
    Ledger ledger_;
    Turns turns_;

    std::unique_ptr<udp::LocalSocket> listen(udp::LocalSocket::Came came, quint16 port = 0)
    {
        auto opened = udp::LocalSocket::open({QStringLiteral("127.0.0.1"), port}, std::move(came), turns_, ledger_);
        return opened ? std::move(*opened) : nullptr;
    }
    void connect(Flow &flow, const QUdpSocket &target)
    {
        auto made = udp::makeConnector(turns_, ledger_)->connectTo({QStringLiteral("a.name"), target.localPort()},
                                                                   {*IpAddress::parse(u"127.0.0.1")}, flow);
        if (made)
            flow.end = std::move(*made);
    }
    // Of a target that has heard `word` of the flow: it answers what is given.
    static void answer(QUdpSocket &target, const Flow &flow, const QList<QByteArray> &words)
    {
        flow.end->send(asBytes("hello"));
        QTRY_VERIFY(target.hasPendingDatagrams());
        QHostAddress from;
        quint16 port = 0;
        QByteArray heard(5, '\0');
        target.readDatagram(heard.data(), heard.size(), &from, &port);
        QCOMPARE(heard, QByteArray("hello"));
        for (const QByteArray &word : words)
            target.writeDatagram(word, from, port);
    }

private Q_SLOTS:
    void cleanup()
    {
        QCOMPARE(ledger_.count(Counted::Listener).now, 0);
        QCOMPARE(ledger_.count(Counted::UdpSocket).now, 0);
    }

    void oneTurnTakesOnlySoManyAndTheNextTheRest()
    {
        int told = 0;
        const auto socket = listen([&](const inet::SocketAddress &, std::span<const std::uint8_t>) { ++told; });
        QVERIFY(socket);
        QUdpSocket sender;
        for (int i = 0; i < 100; ++i)
            QCOMPARE(sender.writeDatagram("x", QHostAddress::LocalHost, socket->boundTo().port), 1);
        turns_.one();
        QCOMPARE(told, 64);
        const int before = turns_.drained;
        turns_.one();
        QCOMPARE(told, 100);
        QCOMPARE(turns_.drained, before + 1);
    }

    void aSocketThatIsDestroyedByADatagramIsNotTouchedAgain()
    {
        int first = 0, second = 0;
        std::unique_ptr<udp::LocalSocket> socket, other;
        QUdpSocket sender;
        const auto send = [&](quint16 port) {
            for (int i = 0; i < 5; ++i)
                sender.writeDatagram("x", QHostAddress::LocalHost, port);
        };
        socket = listen([&](const inet::SocketAddress &, std::span<const std::uint8_t>) {
            ++first;
            socket.reset();
            // Most likely in the memory and with the descriptor of the one that is gone, so that what goes on with these is seen here.
            other = listen([&](const inet::SocketAddress &, std::span<const std::uint8_t>) { ++second; });
            send(other->boundTo().port);
        });
        QVERIFY(socket);
        send(socket->boundTo().port);
        const int drained = turns_.drained;
        turns_.one();
        QVERIFY(other);
        QCOMPARE(first, 1);
        QCOMPARE(second, 0);
        QCOMPARE(turns_.drained, drained);
        turns_.one();
        QCOMPARE(second, 5);
    }

    void anEndThatIsDestroyedByADatagramIsNotTouchedAgain()
    {
        QUdpSocket target;
        QVERIFY(target.bind(QHostAddress::LocalHost));
        Flow flow, other;
        connect(flow, target);
        QVERIFY(flow.end);
        flow.onEach = [&] {
            flow.end.reset();
            connect(other, target);
            answer(target, other, {"d", "e"});
        };
        answer(target, flow, {"a", "b", "c"});
        turns_.one();
        QCOMPARE(flow.got, QList<QByteArray>{"a"});
        QVERIFY(other.end);
        QVERIFY2(other.got.isEmpty(), "told in the turn of the one that is gone");
        turns_.one();
        QCOMPARE(other.got, (QList<QByteArray>{"d", "e"}));
        other.end.reset();
    }

    void anEndThatIsDestroyedByItsFailureIsNotTouchedAgain()
    {
        quint16 port = 0;
        Flow flow, other;
        QUdpSocket target;
        {
            QUdpSocket gone;
            QVERIFY(gone.bind(QHostAddress::LocalHost));
            connect(flow, gone);
            port = gone.localPort();
        }
        QVERIFY(target.bind(QHostAddress::LocalHost));
        flow.onEach = [&] {
            flow.end.reset();
            connect(other, target);
            answer(target, other, {"d"});
        };
        QVERIFY(flow.end);
        flow.end->send(asBytes("hello"));
        QTRY_VERIFY2((turns_.one(), !flow.end), "the system says that nobody listens there");
        QCOMPARE(flow.failures.size(), 1);
        QCOMPARE(int(flow.failures.first().code), int(ErrorCode::TargetRefused));
        QCOMPARE(flow.failures.first().subject, QStringLiteral("a.name:%1").arg(port));
        QVERIFY(other.failures.isEmpty());
        turns_.one();
        QCOMPARE(other.got, QList<QByteArray>{"d"});
        other.end.reset();
    }

    void oneThatIsTooLargeIsLostAndTheFlowGoesOn()
    {
        QUdpSocket target;
        QVERIFY(target.bind(QHostAddress::LocalHost));
        Flow flow;
        connect(flow, target);
        QVERIFY(flow.end);
        QVERIFY(!flow.end->send(asBytes(QByteArray(70'000, 'x'))));
        turns_.one();
        QVERIFY(flow.failures.isEmpty());
        answer(target, flow, {"still here"});
        turns_.one();
        QCOMPARE(flow.got, QList<QByteArray>{"still here"});
        flow.end.reset();
    }

    void datagramsOfOthersDoNotComeThroughAnEnd()
    {
        QUdpSocket target, stranger;
        QVERIFY(target.bind(QHostAddress::LocalHost));
        Flow flow;
        connect(flow, target);
        QVERIFY(flow.end);
        flow.end->send(asBytes("hello"));
        QTRY_VERIFY(target.hasPendingDatagrams());
        QHostAddress from;
        quint16 port = 0;
        char heard[5];
        target.readDatagram(heard, sizeof heard, &from, &port);
        stranger.writeDatagram("forged", from, port);
        target.writeDatagram("right", from, port);
        turns_.one();
        QCOMPARE(flow.got, QList<QByteArray>{"right"});
        flow.end.reset();
    }
};

QTEST_GUILESS_MAIN(UdpSockets)
#include "tst_udp_sockets.moc"
