// SPDX-License-Identifier: GPL-3.0-or-later
// What a proxy port makes of SOCKS, byte for byte.
#include "core/bytes.h"
#include "core/login.h"
#include "proxy/conversation.h"
#include "proxy/socks5.h"

#include <QTest>

using namespace culvert;
using proxy::Conversation;
using Phase = Conversation::Phase;

namespace {

QByteArray hex(const char *digits) { return QByteArray::fromHex(digits); }

// Says all of it, in pieces of so many bytes, and returns what was left over.
QByteArray say(Conversation &talk, QByteArray bytes, qsizetype piece)
{
    while (!bytes.isEmpty()) {
        const qsizetype used = talk.hear(asBytes(bytes.left(piece)));
        if (used == 0)
            break;
        bytes.remove(0, used);
    }
    return bytes;
}

proxy::Manners manners(bool withPassword = false)
{
    proxy::Manners out{QStringLiteral("far"), {QStringLiteral("127.0.0.1"), 1080}};
    if (withPassword)
        out.admits = [](const QByteArray &user, const QByteArray &password) { return user == "u" && password == "secret"; };
    return out;
}

} // namespace

class UnitProxySocks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormOfATargetIsUnderstoodInAnyPieces_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QString>("target");
        QTest::newRow("5, IPv4") << hex("050100" "05010001" "c0a8010a" "0016") << QStringLiteral("192.168.1.10:22");
        QTest::newRow("5, IPv6") << hex("050100" "05010004" "20010db8000000000000000000000001" "01bb") << QStringLiteral("[2001:db8::1]:443");
        QTest::newRow("5, name") << hex("05020001" "05010003" "0b") + "example.org" + hex("0050") << QStringLiteral("example.org:80");
        QTest::newRow("5, login that nobody asked for") << hex("050102" "01017501" "78" "05010001" "7f000001" "1f90") << QStringLiteral("127.0.0.1:8080");
        QTest::newRow("4") << hex("0401" "0050" "c0a8010a") + QByteArray("me\0", 3) << QStringLiteral("192.168.1.10:80");
        QTest::newRow("4a") << hex("0401" "01bb" "00000001") + QByteArray("\0example.org\0", 13) << QStringLiteral("example.org:443");
    }
    void everyFormOfATargetIsUnderstoodInAnyPieces()
    {
        QFETCH(QByteArray, said);
        QFETCH(QString, target);
        for (qsizetype piece : {qsizetype(1), qsizetype(3), said.size() + 5}) {
            const auto talk = proxy::converse(std::uint8_t(said[0]), manners());
            QVERIFY(talk);
            QCOMPARE(say(*talk, said + "early", piece), QByteArray("early")); // what follows is the target's
            QCOMPARE(talk->phase(), Phase::Connecting);
            QCOMPARE(talk->target().toString(), target);
            talk->toApplication.clear();
            talk->connected();
            QCOMPARE(talk->phase(), Phase::Carrying);
            QCOMPARE(talk->toApplication, said[0] == '\5' ? hex("05000001000000000000") : hex("005a000000000000"));
        }
    }

    void whatIsNotOfferedIsRefusedWithItsOwnCode_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("BIND") << hex("050100" "05020001" "7f000001" "0050") << hex("0500" "05070001000000000000");
        QTest::newRow("UDP ASSOCIATE") << hex("050100" "05030001" "00000000" "0000") << hex("0500" "05070001000000000000");
        QTest::newRow("address type") << hex("050100" "05010002" "00") << hex("0500" "05080001000000000000");
        QTest::newRow("no method of ours") << hex("050103") << hex("05ff");
        QTest::newRow("no methods") << hex("0500") << hex("05ff");
        QTest::newRow("other version in the request") << hex("050100" "04010001" "7f") << hex("0500" "05010001000000000000");
        QTest::newRow("port 0") << hex("050100" "05010001" "7f000001" "0000") << hex("0500" "05040001000000000000");
        QTest::newRow("empty name") << hex("050100" "05010003" "00" "0050") << hex("0500" "05040001000000000000");
        QTest::newRow("line end in a name") << hex("050100" "05010003" "03" "610a62" "0050") << hex("0500" "05040001000000000000");
        QTest::newRow("zero byte in a name") << hex("050100" "05010003" "03" "610062" "0050") << hex("0500" "05040001000000000000");
        QTest::newRow("4, BIND") << hex("0402" "0050" "7f000001" "00") << hex("005b000000000000");
        QTest::newRow("4a, empty name") << hex("0401" "0050" "00000001" "0000") << hex("005b000000000000");
    }
    void whatIsNotOfferedIsRefusedWithItsOwnCode()
    {
        QFETCH(QByteArray, said);
        QFETCH(QByteArray, answer);
        for (qsizetype piece : {qsizetype(1), said.size()}) {
            const auto talk = proxy::converse(std::uint8_t(said[0]), manners());
            say(*talk, said, piece);
            QCOMPARE(talk->phase(), Phase::Closing);
            QCOMPARE(talk->toApplication, answer);
            QCOMPARE(talk->hear(asBytes(said)), 0); // nothing more is heard
        }
    }

    void aGreetingWithoutAnEndIsBounded()
    {
        const auto talk = proxy::converse(4, manners());
        const QByteArray endless = hex("040100507f000001") + QByteArray(100'000, 'a');
        QVERIFY(say(*talk, endless, 1000).size() > 99'000);
        QCOMPARE(talk->phase(), Phase::Closing);
    }

    void aPasswordIsAskedForAndChecked()
    {
        const QByteArray request = hex("05010001" "7f000001" "0050");
        const auto ask = [&](const QByteArray &said) {
            auto talk = proxy::converse(5, manners(true));
            say(*talk, said + request, 1);
            return talk;
        };
        QCOMPARE(ask(hex("050100"))->toApplication, hex("05ff"));
        QCOMPARE(ask(hex("05020002") + hex("010175067365637265") + "t")->phase(), Phase::Connecting);
        const auto wrong = ask(hex("05020002") + hex("010175067365637265") + "T");
        QCOMPARE(wrong->phase(), Phase::Closing);
        QCOMPARE(wrong->toApplication, hex("0502" "0101"));
        QCOMPARE(ask(hex("05020002") + hex("01017500"))->toApplication, hex("0502" "0101"));
        const auto four = proxy::converse(4, manners(true)); // has no password
        say(*four, hex("0401" "0050" "7f000001" "00"), 1);
        QCOMPARE(four->toApplication, hex("005d000000000000"));
    }

    void errorsHaveTheCodesOfTheProtocol()
    {
        const auto code = [](ErrorCode error) {
            const auto talk = proxy::converse(5, manners());
            say(*talk, hex("050100" "05010001" "7f000001" "0050"), 100);
            talk->toApplication.clear();
            talk->failed({error});
            return talk->phase() == Phase::Closing ? int(talk->toApplication.at(1)) : -1;
        };
        QCOMPARE(code(ErrorCode::TargetNotAllowed), 2);
        QCOMPARE(code(ErrorCode::PeerOffline), 3);
        QCOMPARE(code(ErrorCode::PeerSilent), 3);
        QCOMPARE(code(ErrorCode::TargetUnreachable), 4);
        QCOMPARE(code(ErrorCode::TargetNameNotFound), 4);
        QCOMPARE(code(ErrorCode::TargetRefused), 5);
        QCOMPARE(code(ErrorCode::TargetTimedOut), 6);
        QCOMPARE(code(ErrorCode::LimitReached), 1);
        QCOMPARE(code(ErrorCode::None), 1); // never "succeeded"
    }

    void otherProtocolsAreNobodys()
    {
        for (int byte = 0; byte < 256; ++byte) {
            const bool letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '\r' || byte == '\n';
            QCOMPARE(proxy::converse(std::uint8_t(byte), manners()) != nullptr, byte == 4 || byte == 5 || letter);
        }
    }

    void aLoginIsKeptWithoutItsPassword()
    {
        SystemRandom random;
        const auto login = makeLogin(QStringLiteral("u"), "secret", random);
        QVERIFY(login && admits(*login, "u", "secret"));
        QVERIFY(!admits(*login, "u", "Secret") && !admits(*login, "U", "secret") && !admits(*login, "", ""));
        QVERIFY(makeLogin(QStringLiteral("u"), "secret", random)->hash != login->hash); // salted
        QVERIFY(!makeLogin(QStringLiteral("a:b"), "x", random) && !makeLogin(QStringLiteral("a"), "", random));
        QVERIFY(!makeLogin(QString(256, u'a'), "x", random) && !makeLogin(QStringLiteral("a"), QByteArray(256, 'x'), random));
    }
};

QTEST_GUILESS_MAIN(UnitProxySocks)
#include "unit_proxy_socks.moc"
