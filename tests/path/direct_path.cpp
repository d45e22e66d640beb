// SPDX-License-Identifier: GPL-3.0-or-later
// Direct UDP ways between two sockets on loopback, and the choice between paths.
#include "path/direct_network.h"
#include "path/path_selector.h"

#include "core/limits.h"
#include "core/qt_timers.h"
#include "support/sim_network.h"
#include "wire/datagram.h"

#include <QElapsedTimer>
#include <QNetworkDatagram>
#include <QTest>
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
    void vouch() override { ++vouched; }
    void become(path::Kind k) { kind_ = k; kindChanged(); }
    path::Kind kind_;
    int sent = 0;
    int vouched = 0;
};

} // namespace

class DirectPathTest : public QObject {
    Q_OBJECT

    Ledger ledger_;
    QtTimers timers_{ledger_};
    VirtualTimers virtualTimers_{ledger_};
    SeededRandom random_{1};

    struct Pair {
        Pair(Timers &timers, Random &random, std::uint8_t keyA = 7, std::uint8_t keyB = 7)
            : a(std::move(*path::DirectNetwork::open(0, path::Reach::ThisMachine, machine(1), timers, random))),
              b(std::move(*path::DirectNetwork::open(0, path::Reach::ThisMachine, machine(2), timers, random))),
              pathA(a->makePath(machine(2), keyOf(keyA))), pathB(b->makePath(machine(1), keyOf(keyB)))
        {
        }
        // B is gone with its socket; the port that it had.
        quint16 loseB()
        {
            const quint16 port = b->port();
            pathB.reset();
            b.reset();
            return port;
        }
        [[nodiscard]] inet::SocketAddress addressOfB() const { return {QHostAddress(QHostAddress::LocalHost), b->port()}; }
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

    void whatThePeerSendsByAWayThatIsNotUpHereIsTakenOnceItHasAsked()
    {
        // The peer's question, and no answer to ours: the way is up there alone, and it sends by it.
        Pair p(timers_, random_);
        QUdpSocket peer;
        QVERIFY(peer.bind(QHostAddress::LocalHost));
        int heard = 0;
        p.pathB->received = [&](std::span<const std::uint8_t>) { ++heard; };
        const auto send = [&](std::span<const std::uint8_t> bytes) {
            peer.writeDatagram(reinterpret_cast<const char *>(bytes.data()), qint64(bytes.size()), QHostAddress(QHostAddress::LocalHost), p.b->port());
        };
        const std::array<std::uint8_t, 40> datagram{std::uint8_t(wire::DatagramType::Quic), 1, 2};
        const auto question = wire::encodeProbe({wire::Probe::Kind::Question, randomId<wire::ProbeNonce>(random_)}, keyOf(7), machine(1));
        send(datagram); // of a stranger so far
        send(question);
        send(datagram);
        QTRY_COMPARE(heard, 1);
        QCOMPARE(p.pathB->kind(), path::Kind::None);
    }

    void aPeersFalseQuestionTakesNoOtherPeersDatagrams()
    {
        // Another peer's question, sent as if it came from where this one is up.
        Pair p(timers_, random_);
        p.pathB->configure({{QHostAddress(QHostAddress::LocalHost), p.a->port()}});
        QTRY_COMPARE(p.pathB->kind(), path::Kind::Direct);
        QTRY_COMPARE(p.pathA->kind(), path::Kind::Direct);
        const auto other = p.b->makePath(machine(3), keyOf(9));
        int heard = 0;
        int stolen = 0;
        p.pathB->received = [&](std::span<const std::uint8_t>) { ++heard; };
        other->received = [&](std::span<const std::uint8_t>) { ++stolen; };
        p.pathA->send(wire::encodeProbe({wire::Probe::Kind::Question, randomId<wire::ProbeNonce>(random_)}, keyOf(9), machine(3)));
        const std::array<std::uint8_t, 40> datagram{std::uint8_t(wire::DatagramType::Quic), 1, 2};
        for (int i = 0; i < 5; ++i)
            p.pathA->send(datagram);
        p.pathA->flush();
        QTRY_COMPARE(heard + stolen, 5);
        QCOMPARE(stolen, 0);
    }

    void ofTwoWaysOfOneBatchTheFirstMayEndTheOther()
    {
        Pair p(timers_, random_);
        p.pathB->configure({{QHostAddress(QHostAddress::LocalHost), p.a->port()}});
        QTRY_COMPARE(p.pathB->kind(), path::Kind::Direct);
        QTRY_COMPARE(p.pathA->kind(), path::Kind::Direct);
        auto other = p.b->makePath(machine(3), keyOf(9));
        int told = 0;
        p.pathB->receivedAll = [&] {
            ++told;
            other.reset();
        };
        other->receivedAll = [&] {
            ++told;
            p.pathB.reset();
        };
        p.pathA->send(wire::encodeProbe({wire::Probe::Kind::Question, randomId<wire::ProbeNonce>(random_)}, keyOf(9), machine(3)));
        p.pathA->send(std::array<std::uint8_t, 40>{std::uint8_t(wire::DatagramType::Quic), 1, 2});
        p.pathA->flush();
        QTRY_COMPARE(told, 1);
        QVERIFY(!other != !p.pathB);
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

    // A peer has the key, and may write any address on its questions: what is sent there has a limit, and soon nearly ends.
    void whoHasAKeyMakesNoReflectorOfThisMachine()
    {
        using namespace std::chrono_literals;
        const auto network = std::move(*path::DirectNetwork::open(0, path::Reach::ThisMachine, machine(2), virtualTimers_, random_));
        const auto path = network->makePath(machine(1), keyOf(7));
        QUdpSocket victim; // the address that is written on all of them
        QVERIFY(victim.bind(QHostAddress::LocalHost));
        qint64 sent = 0, got = 0, gotBytes = 0;
        const auto pass = [&](Duration span, int questionsEach10ms) {
            got = gotBytes = sent = 0;
            const Instant end = virtualTimers_.now() + span;
            while (virtualTimers_.now() < end) {
                for (int i = 0; i < questionsEach10ms; ++i, ++sent) {
                    const auto question = wire::encodeProbe({wire::Probe::Kind::Question, randomId<wire::ProbeNonce>(random_)}, keyOf(7), machine(1));
                    victim.writeDatagram(reinterpret_cast<const char *>(question.data()), qint64(question.size()), QHostAddress::LocalHost, network->port());
                }
                QCoreApplication::processEvents();
                virtualTimers_.run(10ms);
                QCoreApplication::processEvents();
                for (; victim.hasPendingDatagrams(); ++got)
                    gotBytes += victim.receiveDatagram().data().size();
            }
        };
        pass(20s, 5);
        qInfo("%lld questions in 20 s, all from one address: %lld datagrams there", sent, got);
        QVERIFY(got >= 20); // it is not mute either
        QVERIFY2(got <= 20 * (20 + 5) + 2, qPrintable(QString::number(got)));
        QVERIFY(gotBytes <= got * qint64(limits::datagramSize));
        pass(60s, 0);
        qInfo("in the minute after: %lld", got);
        QVERIFY2(got <= 60 / 5 + 1, qPrintable(QString::number(got)));
        QCOMPARE(path->kind(), path::Kind::None);
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
        const quint16 port = p.loseB();
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
            QList<inet::SocketAddress> many; // documentation addresses: nobody answers
            for (quint16 i = 0; i < limits::directCandidates; ++i)
                many.append({QHostAddress(QStringLiteral("192.0.2.%1").arg(round * 8 + i + 1)), 9});
            p.pathA->offer(many);
        }
        QTRY_COMPARE_WITH_TIMEOUT(p.pathA->kind(), path::Kind::Direct, 6000);
    }

    void anAnswerSaysWhereTheQuestionCameFrom()
    {
        Pair p(timers_, random_);
        p.pathA->configure({p.addressOfB()});
        QTRY_COMPARE(p.pathA->kind(), path::Kind::Direct);
        QVERIFY(p.a->seenAddresses().isEmpty()); // 127.0.0.1, which nobody elsewhere is to try
        QUdpSocket other;
        QVERIFY(other.bind(QHostAddress::LocalHost));
        const auto probe = wire::encodeProbe({wire::Probe::Kind::Question, {}}, keyOf(7), machine(1));
        std::optional<wire::Probe> answer;
        QVERIFY(QTest::qWaitFor([&] { // again and again: it answers at most every 50 ms, and asks back
            other.writeDatagram(reinterpret_cast<const char *>(probe.data()), qint64(probe.size()), QHostAddress::LocalHost, p.b->port());
            while (other.hasPendingDatagrams() && (!answer || answer->kind != wire::Probe::Kind::Answer)) {
                const QByteArray got = other.receiveDatagram().data();
                answer = wire::decodeProbe({reinterpret_cast<const std::uint8_t *>(got.constData()), std::size_t(got.size())}, keyOf(7), machine(2));
            }
            return answer && answer->kind == wire::Probe::Kind::Answer;
        }));
        QCOMPARE(answer->seenPort, other.localPort());
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(answer->seenHost.data()), 16).toHex(), QByteArray("00000000000000000000ffff7f000001"));
    }

    void whatPeersSawIsSaidFirstAndForgottenInTime()
    {
        // The far end of each question is the test's: it says what it likes.
        auto network = std::move(*path::DirectNetwork::open(0, path::Reach::Everywhere, machine(1), virtualTimers_, random_));
        int told = 0;
        network->ownAddressesChanged = [&] { ++told; };
        std::vector<std::unique_ptr<path::DirectPath>> paths;
        std::vector<std::unique_ptr<QUdpSocket>> peers;
        const auto answerAll = [&](std::uint8_t peer, quint8 lastByte) {
            QUdpSocket &socket = *peers[peer];
            QVERIFY(QTest::qWaitFor([&] { return socket.hasPendingDatagrams(); }));
            while (socket.hasPendingDatagrams()) {
                const QByteArray got = socket.receiveDatagram().data();
                auto probe = wire::decodeProbe({reinterpret_cast<const std::uint8_t *>(got.constData()), std::size_t(got.size())}, keyOf(peer), machine(1));
                QVERIFY(probe);
                probe->kind = wire::Probe::Kind::Answer;
                probe->seenHost = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, lastByte};
                probe->seenPort = 1000;
                const auto answer = wire::encodeProbe(*probe, keyOf(peer), machine(std::uint8_t(100 + peer)));
                socket.writeDatagram(reinterpret_cast<const char *>(answer.data()), qint64(answer.size()), QHostAddress::LocalHost, network->port());
            }
        };
        const auto seen = [](quint8 lastByte) { return inet::SocketAddress{QHostAddress(QStringLiteral("192.0.2.%1").arg(lastByte)), 1000}; };
        for (std::uint8_t peer = 0; peer < 5; ++peer) {
            peers.push_back(std::make_unique<QUdpSocket>());
            QVERIFY(peers[peer]->bind(QHostAddress::LocalHost));
            paths.push_back(network->makePath(machine(std::uint8_t(100 + peer)), keyOf(peer)));
            paths[peer]->configure({{QHostAddress(QHostAddress::LocalHost), peers[peer]->localPort()}});
            virtualTimers_.run(std::chrono::milliseconds(1));
            answerAll(peer, std::uint8_t(10 + peer));
            QTRY_COMPARE(paths[peer]->kind(), path::Kind::Direct);
        }
        QCOMPARE(network->seenAddresses(), (QList<inet::SocketAddress>{seen(14), seen(13), seen(12)}));
        QCOMPARE(network->ownAddresses().first(3), network->seenAddresses());
        QVERIFY(network->ownAddresses().size() <= limits::directCandidates);
        virtualTimers_.run(std::chrono::milliseconds(1));
        QCOMPARE(told, 1); // at once for the first, then with a pause
        virtualTimers_.run(limits::candidatesPause);
        QCOMPARE(told, 2);
        // One that tells another story each time drives out its own last one alone.
        virtualTimers_.run(std::chrono::seconds(1));
        answerAll(4, 99);
        QTRY_COMPARE(network->seenAddresses(), (QList<inet::SocketAddress>{seen(99), seen(13), seen(12)}));
        // And none of them what a STUN server told.
        QUdpSocket server;
        QVERIFY(server.bind(QHostAddress::LocalHost));
        network->setStunServer({QStringLiteral("127.0.0.1"), server.localPort()});
        QVERIFY(QTest::qWaitFor([&] { return server.hasPendingDatagrams(); }));
        const QByteArray id = server.receiveDatagram().data().mid(4);
        server.writeDatagram(QByteArray::fromHex("0101000c") + id + QByteArray::fromHex("00010008000103e8c0000232"), QHostAddress::LocalHost, network->port());
        QTRY_COMPARE(network->seenAddresses(), (QList<inet::SocketAddress>{seen(50), seen(99), seen(13)}));
        virtualTimers_.run(std::chrono::seconds(1));
        answerAll(3, 98);
        answerAll(2, 97);
        answerAll(4, 96);
        QTRY_COMPARE(network->seenAddresses(), (QList<inet::SocketAddress>{seen(96), seen(97), seen(50)}));
        virtualTimers_.run(limits::seenAge);
        QVERIFY(network->seenAddresses().isEmpty());
    }

    void aWayInDoubtThatDoesNotAnswerGoesDownWithinASecond()
    {
        Pair p(timers_, random_);
        p.pathA->configure({p.addressOfB()});
        QTRY_VERIFY(p.pathA->kind() == path::Kind::Direct && p.pathB->kind() == path::Kind::Direct);
        p.pathA->recheck();
        int changes = 0;
        p.pathA->kindChanged = [&] { ++changes; };
        QVERIFY(!QTest::qWaitFor([&] { return changes > 0; }, 1500)); // it answers: nothing happens
        p.pathB.reset();
        p.b.reset();
        p.pathA->recheck();
        QElapsedTimer clock;
        clock.start();
        QTRY_COMPARE_WITH_TIMEOUT(p.pathA->kind(), path::Kind::None, 2500);
        QVERIFY2(clock.elapsed() < 1900, qPrintable(QString::number(clock.elapsed())));
    }

    void aWayFollowsAPeerThatHasMovedWithoutGoingDown()
    {
        Pair p(timers_, random_);
        p.pathA->configure({p.addressOfB()});
        QTRY_VERIFY(p.pathA->kind() == path::Kind::Direct && p.pathB->kind() == path::Kind::Direct);
        int changes = 0;
        p.pathB->kindChanged = [&] { ++changes; };
        // A is somewhere else now, and asks from there.
        p.pathA.reset();
        p.a = std::move(*path::DirectNetwork::open(0, path::Reach::ThisMachine, machine(1), timers_, random_));
        p.pathA = p.a->makePath(machine(2), keyOf(7));
        p.pathA->configure({p.addressOfB()});
        bool arrived = false;
        p.pathA->received = [&](std::span<const std::uint8_t>) { arrived = true; };
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
            const std::array<std::uint8_t, 2> datagram{200, 1};
            p.pathB->send(datagram);
            p.pathB->flush();
            return arrived;
        }()), 2500);
        QVERIFY2(clock.elapsed() < 1900, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(changes, 0);
    }

    void aQuestionSentAgainFromElsewhereMovesNothing()
    {
        Pair p(timers_, random_);
        p.pathA->configure({p.addressOfB()});
        QTRY_VERIFY(p.pathA->kind() == path::Kind::Direct && p.pathB->kind() == path::Kind::Direct);
        int changes = 0;
        p.pathB->kindChanged = [&] { ++changes; };
        QUdpSocket replayer;
        QVERIFY(replayer.bind(QHostAddress::LocalHost));
        const auto probe = wire::encodeProbe({wire::Probe::Kind::Question, {}}, keyOf(7), machine(1));
        qint64 sent = 0;
        qint64 got = 0;
        const bool more = QTest::qWaitFor([&] {
            sent += replayer.writeDatagram(reinterpret_cast<const char *>(probe.data()), qint64(probe.size()), QHostAddress::LocalHost, p.b->port());
            while (replayer.hasPendingDatagrams())
                got += replayer.receiveDatagram().data().size();
            return got > sent;
        }, 2500);
        QVERIFY(!more); // no reflector
        QCOMPARE(changes, 0);
        int arrived = 0;
        p.pathA->received = [&](std::span<const std::uint8_t>) { ++arrived; };
        const std::array<std::uint8_t, 2> datagram{200, 1};
        p.pathB->send(datagram);
        p.pathB->flush();
        QTRY_COMPARE(arrived, 1);
    }

    void whatOthersCanSendFromThePeersAddressDoesNotKeepAWayUp()
    {
        Pair p(timers_, random_);
        p.pathA->configure({p.addressOfB()});
        QTRY_COMPARE(p.pathA->kind(), path::Kind::Direct);
        const quint16 port = p.loseB();
        QUdpSocket other;
        QVERIFY(other.bind(QHostAddress::LocalHost, port));
        const auto question = wire::encodeProbe({wire::Probe::Kind::Question, {}}, keyOf(7), machine(2)); // heard once, sent again
        int came = 0;
        p.pathA->received = [&](std::span<const std::uint8_t>) { ++came; };
        const auto down = [&] {
            for (const auto type : {wire::DatagramType::Quic, wire::DatagramType::Heartbeat, wire::DatagramType::Hello})
                other.writeDatagram(QByteArray(100, char(type)), QHostAddress::LocalHost, p.a->port());
            other.writeDatagram(reinterpret_cast<const char *>(question.data()), qint64(question.size()), QHostAddress::LocalHost, p.a->port());
            return p.pathA->kind() == path::Kind::None;
        };
        QVERIFY(QTest::qWaitFor(down, 6000));
        QVERIFY(came > 10);
    }

    void theOneThatReceivesIsVouchedFor()
    {
        FakePath relay(path::Kind::ToxRelay);
        FakePath direct(path::Kind::Direct);
        path::PathSelector selector({&relay, &direct});
        selector.received = [&](std::span<const std::uint8_t>) { selector.vouch(); };
        const std::array<std::uint8_t, 2> datagram{200, 1};
        relay.received(datagram);
        QCOMPARE(relay.vouched, 1);
        QCOMPARE(direct.vouched, 0);
        selector.vouch(); // outside: of nothing
        QCOMPARE(relay.vouched + direct.vouched, 1);
    }

    void aRequestOfAStrangerIsHandedOverAndNotAnswered()
    {
        Pair p(timers_, random_);
        QList<qsizetype> came;
        p.b->requestArrived = [&](std::span<const std::uint8_t> datagram) { came.append(qsizetype(datagram.size())); };
        QUdpSocket stranger;
        QVERIFY(stranger.bind(QHostAddress::LocalHost));
        QByteArray request(qsizetype(limits::datagramSize), 'r');
        request[0] = char(wire::DatagramType::Request);
        stranger.writeDatagram(request, QHostAddress::LocalHost, p.b->port());
        stranger.writeDatagram(request.chopped(1), QHostAddress::LocalHost, p.b->port());
        QTRY_COMPARE(came, QList<qsizetype>{request.size()});
        QVERIFY(!QTest::qWaitFor([&] { return stranger.hasPendingDatagrams(); }, 200));
        p.b->requestArrived = nullptr;
        stranger.writeDatagram(request, QHostAddress::LocalHost, p.b->port());
        // Behind it a question that is answered: by then the request has been looked at.
        const auto question = wire::encodeProbe({wire::Probe::Kind::Question, {}}, keyOf(7), machine(1));
        stranger.writeDatagram(reinterpret_cast<const char *>(question.data()), qint64(question.size()), QHostAddress::LocalHost, p.b->port());
        QTRY_VERIFY(stranger.hasPendingDatagrams());
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
