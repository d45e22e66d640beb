// SPDX-License-Identifier: GPL-3.0-or-later
// How a machine learns from a STUN server where it is seen outside.
#include "path/direct_network.h"

#include "core/limits.h"
#include "support/sim_network.h"
#include "support/virtual_timers.h"

#include <QNetworkDatagram>
#include <QTest>
#include <QUdpSocket>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

std::span<const std::uint8_t> bytes(const QByteArray &data) { return {reinterpret_cast<const std::uint8_t *>(data.constData()), std::size_t(data.size())}; }

// RFC 5769, sections 2.2 and 2.3; both are of this id.
const QByteArray idHex = "b7e7a701bc34d686fa87dfae";
const QByteArray answer4 = QByteArray::fromHex("0101003c2112a442" + idHex + "8022000b7465737420766563746f7220"
                                               "002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96");
const QByteArray answer6 = QByteArray::fromHex("010100482112a442" + idHex + "8022000b7465737420766563746f7220"
                                               "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
                                               "00080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c");

path::StunId idOf(const QByteArray &hex)
{
    path::StunId out;
    const QByteArray raw = QByteArray::fromHex(hex);
    std::copy(raw.begin(), raw.end(), out.begin());
    return out;
}

// An answer with one attribute, of the id in a request.
QByteArray answerTo(const QByteArray &request, const QByteArray &attribute)
{
    const auto size = char(attribute.size());
    return QByteArray::fromHex("0101") + '\0' + size + request.mid(4, 16) + attribute;
}

// MAPPED-ADDRESS 192.0.2.LAST:1000.
QByteArray plain(char last) { return QByteArray::fromHex("00010008000103e8c00002") + last; }

inet::SocketAddress seen(int last) { return {QHostAddress(QStringLiteral("192.0.2.%1").arg(last)), 1000}; }

} // namespace

class StunTest : public QObject {
    Q_OBJECT

    // A network of ours, and a socket that may answer as a server does.
    struct World {
        World()
        {
            network = std::move(*path::DirectNetwork::open(0, path::Reach::Everywhere, PublicKey(), timers, random));
            network->ownAddressesChanged = [this] { ++told; };
            QVERIFY(server.bind(QHostAddress::LocalHost));
            network->setStunServer({QStringLiteral("127.0.0.1"), server.localPort()});
        }
        [[nodiscard]] QByteArray question()
        {
            return QTest::qWaitFor([this] { return server.hasPendingDatagrams(); }) ? server.receiveDatagram().data() : QByteArray();
        }
        void say(const QByteArray &answer, QUdpSocket &from) { from.writeDatagram(answer, QHostAddress::LocalHost, network->port()); }
        void say(const QByteArray &answer) { say(answer, server); }
        // Whether nothing more has come, once all that was sent has.
        [[nodiscard]] bool isQuiet()
        {
            QUdpSocket self;
            self.bind(QHostAddress::LocalHost);
            self.writeDatagram("x", QHostAddress::LocalHost, server.localPort());
            return question() == "x";
        }

        Ledger ledger;
        VirtualTimers timers{ledger};
        SeededRandom random{1};
        QUdpSocket server;
        int told = 0;
        std::unique_ptr<path::DirectNetwork> network;
    };

private Q_SLOTS:
    void theAnswersOfTheStandardAreRead()
    {
        const auto four = path::addressInStunAnswer(bytes(answer4), idOf(idHex));
        QVERIFY(four);
        QCOMPARE(*four, (inet::SocketAddress{QHostAddress(QStringLiteral("192.0.2.1")), 32853}));
        const auto six = path::addressInStunAnswer(bytes(answer6), idOf(idHex));
        QVERIFY(six);
        QCOMPARE(*six, (inet::SocketAddress{QHostAddress(QStringLiteral("2001:db8:1234:5678:11:2233:4455:6677")), 32853}));
        QVERIFY(!path::addressInStunAnswer(bytes(answer4), idOf("b7e7a701bc34d686fa87dfaf")));
    }

    void whatIsBrokenIsNoAnswer()
    {
        for (const QByteArray &whole : {answer4, answer6}) {
            for (qsizetype size = 0; size < whole.size(); ++size)
                QVERIFY(!path::addressInStunAnswer(bytes(whole.first(size)), idOf(idHex)));
            for (qsizetype at = 0; at < whole.size() * 8; ++at) { // whatever it is then, it is read within its bounds
                QByteArray changed = whole;
                changed[at / 8] = char(changed[at / 8] ^ (1 << at % 8));
                std::ignore = path::addressInStunAnswer(bytes(changed), idOf(idHex));
            }
        }
        QVERIFY(!path::addressInStunAnswer(bytes(answerTo(answer4, QByteArray::fromHex("00200004000103e8"))), idOf(idHex))); // too short
        QVERIFY(!path::addressInStunAnswer(bytes(answerTo(answer4, QByteArray::fromHex("00200008000303e8c0000201"))), idOf(idHex))); // of no family
        QVERIFY(!path::addressInStunAnswer(bytes(answerTo(answer4, QByteArray::fromHex("0020ffff000103e8c0000201"))), idOf(idHex))); // too long
        QVERIFY(!path::addressInStunAnswer(bytes(answerTo(answer4, QByteArray::fromHex("00200008000103e8c000"))), idOf(idHex))); // cut off
    }

    void aRequestIsWhatTheStandardSays()
    {
        const auto request = path::stunRequest(idOf(idHex));
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(request.data()), request.size()).toHex(), "000100002112a442" + idHex);
    }

    void whatTheServerSawIsSaidToPeersAndAskedForAgain()
    {
        World w;
        const QByteArray first = w.question();
        QCOMPARE(first.size(), 20);
        w.say(answerTo(first, plain(1)));
        QTRY_COMPARE(w.network->seenAddresses(), QList{seen(1)});
        QCOMPARE(w.network->ownAddresses().first(), seen(1));
        w.timers.run(1ms);
        QCOMPARE(w.told, 1);
        w.timers.run(limits::stunRepeat - 2ms);
        QVERIFY(w.isQuiet());
        w.timers.run(2ms);
        const QByteArray second = w.question();
        QVERIFY(second.mid(8) != first.mid(8));
        w.say(answerTo(second, plain(2)));
        QTRY_COMPARE(w.network->seenAddresses(), QList{seen(2)}); // in place of what it said before
    }

    void anAnswerThatDoesNotComeIsAskedForAgainForAWhile()
    {
        World w;
        const QByteArray first = w.question();
        for (Duration pause : {500ms, 1000ms, 2000ms}) {
            w.timers.run(pause);
            QCOMPARE(w.question(), first);
        }
        w.timers.run(10s);
        QVERIFY(w.isQuiet());
        w.timers.run(limits::stunRepeat);
        QVERIFY(w.question().mid(8) != first.mid(8));
    }

    void nobodyElseAnswersForTheServer()
    {
        World w;
        const QByteArray question = w.question();
        QUdpSocket other;
        QVERIFY(other.bind(QHostAddress::LocalHost));
        w.say(answerTo(question, plain(66)), other);                            // from elsewhere
        w.say(answerTo(QByteArray(question).replace(8, 1, "x"), plain(67)));    // to another question
        w.say(answerTo(question, plain(1)));
        w.say(answerTo(question, plain(68))); // a second answer
        QTRY_COMPARE(w.network->seenAddresses(), QList{seen(1)});
        w.timers.run(limits::stunRepeat);
        w.say(answerTo(w.question(), plain(2)));
        QTRY_COMPARE(w.network->seenAddresses(), QList{seen(2)});
    }

    void anotherNetworkIsAskedAboutAtOnce()
    {
        World w;
        w.say(answerTo(w.question(), plain(1)));
        QTRY_COMPARE(w.network->seenAddresses(), QList{seen(1)});
        w.network->networkChanged();
        QVERIFY(w.network->seenAddresses().isEmpty());
        w.say(answerTo(w.question(), plain(2)));
        QTRY_COMPARE(w.network->seenAddresses(), QList{seen(2)});
    }

    void aMachineThatStaysByItselfAsksNobody()
    {
        World w;
        std::ignore = w.question();
        auto network = std::move(*path::DirectNetwork::open(0, path::Reach::ThisMachine, PublicKey(), w.timers, w.random));
        network->setStunServer({QStringLiteral("127.0.0.1"), w.server.localPort()});
        QVERIFY(w.isQuiet());
    }
};

QTEST_GUILESS_MAIN(StunTest)
#include "stun.moc"
