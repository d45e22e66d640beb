// SPDX-License-Identifier: GPL-3.0-or-later
// Direct UDP ways between two sockets on loopback, and the choice between paths.
#include "path/direct_network.h"
#include "path/path_selector.h"

#include "core/limits.h"
#include "core/qt_timers.h"
#include "support/sim_network.h"

#include <QTest>
#include <QNetworkDatagram>
#include <QUdpSocket>

using namespace culvert;
using namespace culvert::test;

namespace {

wire::SymmetricKey keyOf(std::uint8_t fill)
{
    wire::SymmetricKey key;
    std::memset(key.data(), fill, wire::SymmetricKey::size);
    return key;
}

PublicKey machine(std::uint8_t fill)
{
    PublicKey key;
    std::memset(key.data(), fill, PublicKey::size);
    return key;
}

// A path that does what the test says.
struct FakePath final : path::DatagramPath {
    explicit FakePath(path::Kind k) : kind_(k) {}
    path::SendResult send(std::span<const std::uint8_t>) override { ++sent; return path::SendResult::Sent; }
    [[nodiscard]] path::Kind kind() const override { return kind_; }
    void become(path::Kind k) { kind_ = k; kindChanged(); }
    path::Kind kind_;
    int sent = 0;
};

} // namespace

class DirectPathTest : public QObject {
    Q_OBJECT

    Ledger ledger_;
    QtTimers timers_{ledger_};
    SeededRandom random_{1};

    struct Pair {
        Pair(Timers &timers, Random &random, std::uint8_t keyA = 7, std::uint8_t keyB = 7)
            : a(std::move(*path::DirectNetwork::open(0, path::Reach::ThisMachine, machine(1), timers, random))),
              b(std::move(*path::DirectNetwork::open(0, path::Reach::ThisMachine, machine(2), timers, random))),
              pathA(a->makePath(machine(2), keyOf(keyA))), pathB(b->makePath(machine(1), keyOf(keyB)))
        {
        }
        [[nodiscard]] path::UdpAddress addressOfB() const { return {QHostAddress(QHostAddress::LocalHost), b->port()}; }
        std::unique_ptr<path::DirectNetwork> a, b;
        std::unique_ptr<path::DirectPath> pathA, pathB;
    };

private Q_SLOTS:
    void oneSideThatKnowsWhereTheOtherIsIsEnough()
    {
        Pair p(timers_, random_);
        int changes = 0;
        p.pathB->kindChanged = [&] { ++changes; };
        p.pathA->configure({p.addressOfB()});
        QTRY_COMPARE(p.pathA->kind(), path::Kind::Direct);
        QTRY_COMPARE(p.pathB->kind(), path::Kind::Direct);
        QCOMPARE(changes, 1);
    }

    void datagramsPassBothWaysWholeAndInBatches()
    {
        Pair p(timers_, random_);
        p.pathA->configure({p.addressOfB()});
        QTRY_VERIFY(p.pathA->kind() == path::Kind::Direct && p.pathB->kind() == path::Kind::Direct);
        QList<QByteArray> got;
        int batches = 0;
        p.pathB->received = [&](std::span<const std::uint8_t> d) {
            got.append(QByteArray(reinterpret_cast<const char *>(d.data()), qsizetype(d.size())));
        };
        p.pathB->receivedAll = [&] { ++batches; };
        QList<QByteArray> sent;
        for (int i = 0; i < 200; ++i) {
            // Equal ones, smaller ones between, the smallest: whatever a batch may be made of.
            QByteArray datagram(i % 7 == 3 ? 40 : i % 11 == 5 ? 1 : int(limits::datagramSize), char(i));
            datagram[0] = char(200);
            sent.append(datagram);
            QCOMPARE(p.pathA->send({reinterpret_cast<const std::uint8_t *>(datagram.constData()), std::size_t(datagram.size())}),
                     path::SendResult::Sent);
        }
        p.pathA->flush();
        QTRY_COMPARE(got.size(), sent.size());
        QCOMPARE(got, sent);
        QVERIFY(batches >= 1 && batches < 200);
        got.clear();
        p.pathA->received = p.pathB->received;
        const QByteArray answer("\xc8 answer");
        p.pathB->send({reinterpret_cast<const std::uint8_t *>(answer.constData()), std::size_t(answer.size())});
        p.pathB->flush();
        QTRY_COMPARE(got.size(), 1);
        QCOMPARE(got.first(), answer);
    }

    void anotherKeyIsMetWithSilence()
    {
        Pair p(timers_, random_, 7, 8);
        p.pathA->configure({p.addressOfB()});
        p.pathB->configure({{QHostAddress(QHostAddress::LocalHost), p.a->port()}});
        // Long enough for several questions of both.
        QUdpSocket stranger;
        QVERIFY(stranger.bind(QHostAddress::LocalHost));
        const auto probe = wire::encodeProbe({wire::Probe::Kind::Question, {}}, keyOf(9), machine(1));
        stranger.writeDatagram(reinterpret_cast<const char *>(probe.data()), qint64(probe.size()), QHostAddress::LocalHost, p.b->port());
        QVERIFY(!QTest::qWaitFor([&] { return p.pathA->kind() != path::Kind::None || stranger.hasPendingDatagrams(); }, 1500));
        QCOMPARE(p.pathB->kind(), path::Kind::None);
    }

    void aProbeIsAnsweredWithNoMoreThanItsSize()
    {
        Pair p(timers_, random_);
        QUdpSocket other;
        QVERIFY(other.bind(QHostAddress::LocalHost));
        const auto probe = wire::encodeProbe({wire::Probe::Kind::Question, {}}, keyOf(7), machine(1));
        for (int i = 0; i < 50; ++i)
            other.writeDatagram(reinterpret_cast<const char *>(probe.data()), qint64(probe.size()), QHostAddress::LocalHost, p.b->port());
        QTRY_VERIFY(other.hasPendingDatagrams());
        qint64 bytes = 0;
        const bool flooded = QTest::qWaitFor([&] {
            while (other.hasPendingDatagrams())
                bytes += other.receiveDatagram().data().size();
            return bytes > 20 * qint64(probe.size());
        }, 500);
        QVERIFY(!flooded);
        // Its question alone makes no way: it has not answered ours.
        QCOMPARE(p.pathB->kind(), path::Kind::None);
    }

    void onAPeersWordOnlyAddressesElsewhereAreTried_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("tried");
        for (const char *host : {"127.0.0.1", "127.9.9.9", "::1", "0.0.0.0", "::", "169.254.1.1", "fe80::1", "224.0.0.1", "ff02::1",
                                 "255.255.255.255", "::ffff:127.0.0.1", ""})
            QTest::newRow(*host ? host : "none") << QString::fromLatin1(host) << false;
        for (const char *host : {"10.0.0.1", "192.168.1.9", "8.8.8.8", "2001:db8::1"})
            QTest::newRow(host) << QString::fromLatin1(host) << true;
    }
    void onAPeersWordOnlyAddressesElsewhereAreTried()
    {
        QFETCH(QString, host);
        QFETCH(bool, tried);
        QCOMPARE(path::mayBeElsewhere({QHostAddress(host), 1000}), tried);
        QVERIFY(!path::mayBeElsewhere({QHostAddress(host), 0}));
    }

    void aWayThatFallsSilentGoesDownAndIsLookedForAgain()
    {
        Pair p(timers_, random_);
        p.pathA->configure({p.addressOfB()});
        QTRY_COMPARE(p.pathA->kind(), path::Kind::Direct);
        const quint16 port = p.b->port();
        p.pathB.reset();
        p.b.reset();
        QTRY_COMPARE_WITH_TIMEOUT(p.pathA->kind(), path::Kind::None, 6000);
        auto back = path::DirectNetwork::open(port, path::Reach::ThisMachine, machine(2), timers_, random_);
        QVERIFY(back.ok());
        p.b = std::move(*back);
        p.pathB = p.b->makePath(machine(1), keyOf(7));
        QTRY_COMPARE_WITH_TIMEOUT(p.pathA->kind(), path::Kind::Direct, 6000);
    }

    void whatThePeerNamesNeverPushesOutWhatIsConfigured()
    {
        Pair p(timers_, random_);
        p.pathA->configure({p.addressOfB()});
        for (int round = 0; round < 4; ++round) {
            QList<path::UdpAddress> many; // documentation addresses: nobody answers
            for (quint16 i = 0; i < limits::directCandidates; ++i)
                many.append({QHostAddress(QStringLiteral("192.0.2.%1").arg(round * 8 + i + 1)), 9});
            p.pathA->offer(many);
        }
        QTRY_COMPARE_WITH_TIMEOUT(p.pathA->kind(), path::Kind::Direct, 6000);
    }

    void theBestPathThatIsUpCarries()
    {
        FakePath relay(path::Kind::ToxRelay);
        FakePath direct(path::Kind::None);
        path::PathSelector selector({&relay, &direct});
        int changes = 0;
        selector.kindChanged = [&] { ++changes; };
        const std::array<std::uint8_t, 2> datagram{200, 1};
        selector.send(datagram);
        direct.become(path::Kind::Direct);
        QCOMPARE(selector.kind(), path::Kind::Direct);
        selector.send(datagram);
        QCOMPARE(relay.sent, 1);
        QCOMPARE(direct.sent, 1);
        direct.become(path::Kind::None);
        selector.send(datagram);
        QCOMPARE(relay.sent, 2);
        QCOMPARE(changes, 2);
    }
};

QTEST_GUILESS_MAIN(DirectPathTest)
#include "direct_path.moc"
