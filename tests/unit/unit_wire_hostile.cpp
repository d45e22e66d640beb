// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that nobody of good will sends: CBOR made to choke a decoder, wrong types, other versions, random bytes.
#include "core/bytes.h"
#include "core/limits.h"
#include "support/sim_network.h"
#include "wire/cbor.h"
#include "wire/datagram.h"
#include "wire/direct_request.h"
#include "wire/hello.h"
#include "wire/invite.h"
#include "wire/opening.h"
#include "wire/probe.h"
#include "wire/receipt.h"

#include <QCborArray>
#include <QDateTime>
#include <QElapsedTimer>
#include <QTest>
#include <QtEndian>

#include <sodium.h>

#include <array>
#include <functional>

using namespace culvert;
using namespace culvert::wire;

namespace {

QByteArray framed(const QByteArray &body)
{
    QByteArray out(2, '\0');
    qToBigEndian(quint16(body.size()), out.data());
    return out + body;
}

QByteArray cbor(const QCborMap &map) { return QCborValue(map).toCbor(); }

// {9: nested…}, with the keys of an opening in front, so that nothing but the nesting is wrong.
QByteArray openingAround(const QByteArray &value)
{
    QByteArray map = cbor({{0, 1}, {1, 0}, {2, QStringLiteral("nas")}, {3, 80}});
    map[0] = char(0xa5);
    return map + '\x09' + value;
}

const QByteArray key(32, 'k');
const QByteArray sender(32, 's');

// Sealed as PROTOCOL.md says, by one who knows the key and means harm.
QByteArray sealed(const QByteArray &plain)
{
    QByteArray out(24 + plain.size() + 16, '\0');
    auto *bytes = reinterpret_cast<unsigned char *>(out.data());
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + 24, nullptr, reinterpret_cast<const unsigned char *>(plain.constData()),
                                               quint64(plain.size()), reinterpret_cast<const unsigned char *>(sender.constData()), 32,
                                               nullptr, bytes, reinterpret_cast<const unsigned char *>(key.constData()));
    return out;
}

OpenedHello open(const QByteArray &message) { return openHello(message, *SymmetricKey::fromBytes(key), *PublicKey::fromBytes(sender)); }

QString linkOf(const QByteArray &bytes)
{
    return QStringLiteral("culvert:") + QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

class UnitWireHostile final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bombsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("arrays in arrays") << QByteArray(450, char(0x81)) + '\0';
        QTest::newRow("maps in maps") << QByteArray("\xa1\x00", 2).repeated(220) + '\0';
        QTest::newRow("one level too many") << QByteArray("\x81\x81\x81\x81\x00", 5);
        QTest::newRow("an array of 2^64-1") << QByteArray("\x9b\xff\xff\xff\xff\xff\xff\xff\xff", 9);
        QTest::newRow("an array of 2^31") << QByteArray("\x9a\x80\x00\x00\x00", 5);
        QTest::newRow("a map of 2^63") << QByteArray("\xbb\x80\x00\x00\x00\x00\x00\x00\x00", 9);
        QTest::newRow("bytes of 2^64-1") << QByteArray("\x5b\xff\xff\xff\xff\xff\xff\xff\xff", 9);
        QTest::newRow("bytes of 1 GiB") << QByteArray("\x5a\x40\x00\x00\x00", 5);
        QTest::newRow("text of 2^63") << QByteArray("\x7b\x80\x00\x00\x00\x00\x00\x00\x00", 9);
        QTest::newRow("text one longer than there is") << QByteArray("\x63" "ab", 3);
        QTest::newRow("tags on tags") << QByteArray(450, char(0xc1)) + '\0';
        QTest::newRow("a big regular expression") << QByteArray("\xd8\x23\x6a((((((((((", 13);
        QTest::newRow("an array without end") << QByteArray("\x9f\x00\xff", 3);
        QTest::newRow("bytes in chunks") << QByteArray("\x5f\x41" "a\xff", 4);
        QTest::newRow("a float") << QByteArray("\xf9\x3c\x00", 3);
        QTest::newRow("a reserved simple value") << QByteArray("\xf8\x18", 2);
        QTest::newRow("a lone break") << QByteArray("\xff", 1);
        QTest::newRow("a reserved length") << QByteArray("\x1c", 1);
        QTest::newRow("text that is no UTF-8") << QByteArray("\x62\xc0\x80", 3);
        QTest::newRow("a surrogate in UTF-8") << QByteArray("\x63\xed\xa0\x80", 3);
    }
    void bombsAreRefused()
    {
        QFETCH(QByteArray, value);
        QVERIFY(decodeMap(openingAround(QByteArray("\x18\x2a", 2)))); // an unknown key as such is no harm
        QVERIFY(!decodeMap(value));
        const QByteArray message = openingAround(value);
        QVERIFY(!decodeMap(message));
        QVERIFY(!decodePairRequest(message));
        QVERIFY(!decodeInvite(linkOf(message)));
        if (std::size_t(message.size()) <= limits::openingSize)
            QCOMPARE(decodeOpening(asBytes(framed(message))).status, Decoding::Invalid);
        QCOMPARE(open(sealed(message)).refusal, HelloRefusal::Malformed);
        QVERIFY(!open(sealed(message)).hello);
    }

    void aBombOfAMegabyteCostsNoTime()
    {
        QElapsedTimer clock;
        clock.start();
        QVERIFY(!decodeMap(QByteArray(1 << 20, char(0x81))));
        QVERIFY(!decodeMap(QByteArray(1 << 20, char(0xa1))));
        QVERIFY(!decodeMap(QByteArray(1 << 20, char(0xbf))));
        QVERIFY(clock.elapsed() < 1000);
    }

    void aKeyStandsOnceAndIsANumber()
    {
        QVERIFY(decodeMap(QByteArray("\xa2\x00\x01\x01\x02", 5)));
        QVERIFY(!decodeMap(QByteArray("\xa2\x00\x01\x00\x02", 5)));         // 0 twice
        QVERIFY(!decodeMap(QByteArray("\xa2\x00\x01\x18\x00\x02", 6)));     // 0 twice, once written long
        QVERIFY(!decodeMap(QByteArray("\xa2\x00\x01\x61\x61\x02", 6)));     // "a"
        QVERIFY(!decodeMap(QByteArray("\xa1\x80\x01", 3)));                 // []
        QVERIFY(!decodeMap(QByteArray("\xa1\x00", 2)));                     // a key alone
        QVERIFY(!decodeMap(QByteArray("\xa1\x00\x01\x00", 4)));             // something behind it
        QVERIFY(!decodeMap(QByteArray("\x80", 1)));
        QVERIFY(!decodeMap({}));
        QVERIFY(decodeMap(QByteArray("\xa0", 1)));
    }

    void anOpeningIsRefusedByItsLengthAlone()
    {
        QCOMPARE(decodeOpening(asBytes(QByteArray("\0\0", 2))).status, Decoding::Invalid);
        QCOMPARE(decodeOpening(asBytes(QByteArray("\x02\x01", 2))).status, Decoding::Invalid); // 513
        QCOMPARE(decodeOpening(asBytes(QByteArray("\xff\xff", 2))).status, Decoding::Invalid);
        QCOMPARE(decodeOpening(asBytes(QByteArray("\x02\x00", 2))).status, Decoding::NeedMore); // 512
        QCOMPARE(decodeAnswer(asBytes(QByteArray("\x02\x01", 2))).status, Decoding::Invalid);
    }

    void anOpeningHasAllItsPartsAndNoOthersValues_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("otherVersion");
        const auto row = [](const char *name, const QCborMap &map, bool otherVersion = false) { QTest::newRow(name) << cbor(map) << otherVersion; };
        const QString nas = QStringLiteral("nas");
        row("version 2", {{0, 2}, {1, 0}, {2, nas}, {3, 80}}, true);
        row("version 2 of another shape", {{0, 2}, {7, 7}}, true);
        row("version 0", {{0, 0}, {1, 0}, {2, nas}, {3, 80}});
        row("version -1", {{0, -1}, {1, 0}, {2, nas}, {3, 80}});
        row("version as text", {{0, QStringLiteral("1")}, {1, 0}, {2, nas}, {3, 80}});
        row("no version", {{1, 0}, {2, nas}, {3, 80}});
        row("another kind", {{0, 1}, {1, 1}, {2, nas}, {3, 80}});
        row("no kind", {{0, 1}, {2, nas}, {3, 80}});
        row("no host", {{0, 1}, {1, 0}, {3, 80}});
        row("host as bytes", {{0, 1}, {1, 0}, {2, QByteArray("nas")}, {3, 80}});
        row("empty host", {{0, 1}, {1, 0}, {2, QString()}, {3, 80}});
        row("long host", {{0, 1}, {1, 0}, {2, QString(254, u'a')}, {3, 80}});
        row("host with a space behind", {{0, 1}, {1, 0}, {2, QStringLiteral("nas ")}, {3, 80}});
        row("host with a space before", {{0, 1}, {1, 0}, {2, QStringLiteral(" nas")}, {3, 80}});
        row("host in brackets", {{0, 1}, {1, 0}, {2, QStringLiteral("[::1]")}, {3, 80}});
        row("host with NUL", {{0, 1}, {1, 0}, {2, QStringLiteral("nas") + QChar(u'\0')}, {3, 80}});
        row("host with a newline", {{0, 1}, {1, 0}, {2, QStringLiteral("na\ns")}, {3, 80}});
        row("host with user", {{0, 1}, {1, 0}, {2, QStringLiteral("u@nas")}, {3, 80}});
        row("port 0", {{0, 1}, {1, 0}, {2, nas}, {3, 0}});
        row("port 65536", {{0, 1}, {1, 0}, {2, nas}, {3, 65536}});
        row("port -1", {{0, 1}, {1, 0}, {2, nas}, {3, -1}});
        row("port 2^32 + 80", {{0, 1}, {1, 0}, {2, nas}, {3, (qint64(1) << 32) + 80}});
        const QString here = QStringLiteral("127.0.0.1");
        row("to listen without a number", {{0, 1}, {1, 3}, {2, here}, {3, 80}});
        row("to listen, number 0", {{0, 1}, {1, 3}, {2, here}, {3, 80}, {7, 0}});
        row("to listen, number 2^32", {{0, 1}, {1, 3}, {2, here}, {3, 80}, {7, qint64(1) << 32}});
        row("to listen, number as text", {{0, 1}, {1, 3}, {2, here}, {3, 80}, {7, QStringLiteral("1")}});
        row("to listen at a name", {{0, 1}, {1, 3}, {2, nas}, {3, 80}, {7, 1}});
        row("to listen at localhost", {{0, 1}, {1, 3}, {2, QStringLiteral("localhost")}, {3, 80}, {7, 1}});
        row("to listen at a star", {{0, 1}, {1, 3}, {2, QStringLiteral("*")}, {3, 80}, {7, 1}});
        row("to listen in brackets", {{0, 1}, {1, 3}, {2, QStringLiteral("[::1]")}, {3, 80}, {7, 1}});
        row("to listen nowhere", {{0, 1}, {1, 3}, {3, 80}, {7, 1}});
        row("to listen at port 65536", {{0, 1}, {1, 3}, {2, here}, {3, 65536}, {7, 1}});
        row("to listen without a port", {{0, 1}, {1, 3}, {2, here}, {7, 1}});
        row("of no reverse forward", {{0, 1}, {1, 4}});
        row("of reverse forward 0", {{0, 1}, {1, 4}, {7, 0}});
        row("of a reverse forward and a target alone", {{0, 1}, {1, 4}, {2, nas}, {3, 80}});
        row("kind 5", {{0, 1}, {1, 5}, {2, nas}, {3, 80}, {7, 1}});
        row("a test without role", {{0, 1}, {1, 1}, {5, 1000}, {6, 1000}});
        row("a test of role 3", {{0, 1}, {1, 1}, {4, 3}, {5, 1000}, {6, 1000}});
        row("a test of role -1", {{0, 1}, {1, 1}, {4, -1}, {5, 1000}, {6, 1000}});
        row("a test without time", {{0, 1}, {1, 1}, {4, 0}, {6, 1000}});
        row("a test of no time", {{0, 1}, {1, 1}, {4, 0}, {5, 0}, {6, 1000}});
        row("a test of 60.001 s down", {{0, 1}, {1, 1}, {4, 1}, {5, 60'001}, {6, 1000}});
        row("a test of 60.001 s up", {{0, 1}, {1, 1}, {4, 2}, {5, 60'001}, {6, 1000}});
        row("an echo of 150.001 s", {{0, 1}, {1, 1}, {4, 0}, {5, 150'001}, {6, 1000}});
        row("a test without end", {{0, 1}, {1, 1}, {4, 1}, {5, std::numeric_limits<qint64>::max()}, {6, 1000}});
        row("a test without bytes", {{0, 1}, {1, 1}, {4, 1}, {5, 1000}});
        row("a test of no bytes", {{0, 1}, {1, 1}, {4, 1}, {5, 1000}, {6, 0}});
        row("a test of 64 GiB and a byte", {{0, 1}, {1, 1}, {4, 1}, {5, 1000}, {6, (qint64(64) << 30) + 1}});
        row("a test of 2^63-1 bytes", {{0, 1}, {1, 1}, {4, 1}, {5, 1000}, {6, std::numeric_limits<qint64>::max()}});
        row("a test of -1 bytes", {{0, 1}, {1, 1}, {4, 1}, {5, 1000}, {6, -1}});
        row("UDP without a host", {{0, 1}, {1, 2}, {3, 80}});
        row("UDP to port 0", {{0, 1}, {1, 2}, {2, nas}, {3, 0}});
        row("UDP to a host in brackets", {{0, 1}, {1, 2}, {2, QStringLiteral("[::1]")}, {3, 80}});
        row("port as text", {{0, 1}, {1, 0}, {2, nas}, {3, QStringLiteral("80")}});
    }
    void anOpeningHasAllItsPartsAndNoOthersValues()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, otherVersion);
        const auto decoded = decodeOpening(asBytes(framed(body)));
        QCOMPARE(decoded.status, otherVersion ? Decoding::UnsupportedVersion : Decoding::Invalid);
    }

    void answersOfOtherVersionsAndShapesAreRefused()
    {
        const auto status = [](const QCborMap &map) { return decodeAnswer(asBytes(framed(cbor(map)))).status; };
        QCOMPARE(status({{0, 1}, {1, 0}, {2, QString()}}), Decoding::Done);
        QCOMPARE(status({{0, 2}, {1, 0}}), Decoding::UnsupportedVersion);
        QCOMPARE(status({{0, 1}, {1, 65536}, {2, QString()}}), Decoding::Invalid);
        QCOMPARE(status({{0, 1}, {1, -1}, {2, QString()}}), Decoding::Invalid);
        QCOMPARE(status({{0, 1}, {1, 0}, {2, QString(121, u'x')}}), Decoding::Invalid);
        QCOMPARE(status({{0, 1}, {2, QString()}}), Decoding::Invalid);
    }

    void aHelloOfAnotherVersionIsToldFromAMalformedOne()
    {
        const QByteArray id(16, 'i');
        const QCborMap good{{0, 1}, {1, id}, {3, false}, {5, QStringLiteral("nas")}, {7, 1}};
        QVERIFY(open(sealed(cbor(good))).hello);
        const auto refusal = [&](qint64 at, const QCborValue &value) {
            QCborMap map = good;
            map[at] = value;
            const OpenedHello opened = open(sealed(cbor(map)));
            return opened.hello ? HelloRefusal(-1) : opened.refusal;
        };
        QCOMPARE(refusal(0, 2), HelloRefusal::OtherVersion);
        QCOMPARE(refusal(0, INT_MAX), HelloRefusal::OtherVersion);
        QCOMPARE(open(sealed(cbor({{0, 7}}))).refusal, HelloRefusal::OtherVersion);
        QCOMPARE(refusal(0, 0), HelloRefusal::Malformed);
        QCOMPARE(refusal(0, -1), HelloRefusal::Malformed);
        QCOMPARE(refusal(0, (qint64(1) << 32) + 1), HelloRefusal::Malformed);
        QCOMPARE(refusal(0, QStringLiteral("1")), HelloRefusal::Malformed);
        QCOMPARE(refusal(1, id.left(15)), HelloRefusal::Malformed);
        QCOMPARE(refusal(1, id + 'i'), HelloRefusal::Malformed);
        QCOMPARE(refusal(1, QString(16, u'i')), HelloRefusal::Malformed);
        QCOMPARE(refusal(5, QString(65, u'n')), HelloRefusal::Malformed);
        QCOMPARE(refusal(5, 5), HelloRefusal::Malformed);
        for (const QCborValue &number : {QCborValue(0), QCborValue(-1), QCborValue(qint64(1) << 32), QCborValue(QStringLiteral("1"))})
            QCOMPARE(refusal(7, number), HelloRefusal::Malformed);
        QVERIFY(open(sealed(cbor(good))).hello);
        QVERIFY(!open(sealed({})).hello);
        const auto sizeOf = [&](qsizetype padding) {
            QCborMap map = good;
            map[99] = QByteArray(padding, 'x'); // no harm but its size
            return sealed(cbor(map));
        };
        const qsizetype most = qsizetype(limits::helloSize) - (sizeOf(500).size() - 500);
        QVERIFY(open(sizeOf(most)).hello);
        QVERIFY(!open(sizeOf(most + 1)).hello);
        // What is unknown, or of no use, does no harm.
        for (const qint64 at : {2, 3, 4, 6, 99})
            QCOMPARE(int(refusal(at, QStringLiteral("?"))), -1);
        QVERIFY(!open(sealed(cbor({{0, 1}, {1, id}, {2, id.left(3)}, {4, id + id}, {5, QString()}, {7, 1}}))).hello->token);
    }

    void ofCandidatesEightAreTakenAndTheBrokenPassedOver()
    {
        QCborArray many{7, QStringLiteral("nonsense"), QByteArray("192.0.2.1:1"), QStringLiteral("192.0.2.1:0"), QCborArray{}};
        for (int port = 1; port <= 20; ++port)
            many.append(QStringLiteral("192.0.2.1:%1").arg(port));
        const OpenedHello opened = open(sealed(cbor({{0, 1}, {1, QByteArray(16, 'i')}, {5, QString()}, {6, many}, {7, 1}})));
        QVERIFY(opened.hello);
        QCOMPARE(opened.hello->candidates.size(), limits::directCandidates);
        QCOMPARE(opened.hello->candidates.first(), (Endpoint{QStringLiteral("192.0.2.1"), 1}));
    }

    void anInviteHasItsPartsInTheirLimits()
    {
        const QByteArray key32 = QByteArray(32, 'a');
        const QByteArray address = key32 + QByteArray(6, '\0');
        const QCborMap good{{0, 1}, {1, address}, {2, QByteArray(16, 't')}, {3, 1'800'000'000}, {4, QStringLiteral("nas")}, {5, QCborArray{QStringLiteral("nas:80")}}};
        QVERIFY(decodeInvite(linkOf(cbor(good))));
        const auto code = [&](qint64 at, const QCborValue &value) {
            QCborMap map = good;
            map[at] = value;
            const auto read = decodeInvite(linkOf(cbor(map)));
            return read ? ErrorCode::None : read.error().code;
        };
        QCOMPARE(code(0, 2), ErrorCode::UnsupportedVersion);
        QCOMPARE(code(1, key32), ErrorCode::InviteInvalid);
        QCOMPARE(code(1, key32 + QByteArray("\0\0\0\1\0\0", 6)), ErrorCode::InviteInvalid); // checksum
        QCOMPARE(code(2, QByteArray(15, 't')), ErrorCode::InviteInvalid);
        QCOMPARE(code(3, -1), ErrorCode::InviteInvalid);
        QCOMPARE(code(3, std::numeric_limits<qint64>::max()), ErrorCode::InviteInvalid);
        QCOMPARE(code(3, QStringLiteral("tomorrow")), ErrorCode::InviteInvalid);
        QCOMPARE(code(4, QString(65, u'n')), ErrorCode::InviteInvalid);
        QCOMPARE(code(5, QCborArray{QStringLiteral("nas")}), ErrorCode::InviteInvalid);
        QCOMPARE(code(5, QCborArray{7}), ErrorCode::InviteInvalid);
        QCborArray many;
        for (int i = 0; i < 17; ++i)
            many.append(QStringLiteral("nas:%1").arg(i + 1));
        QCOMPARE(code(5, many), ErrorCode::InviteInvalid);
        many.removeLast();
        QCOMPARE(code(5, many), ErrorCode::None);
    }

    void aLinkThatIsOneCharacterTooLongIsNoInvite()
    {
        // A good one but for a part that nobody knows, so that its length alone is wrong.
        const auto link = [](qsizetype padding) {
            return linkOf(cbor({{0, 1}, {1, QByteArray(38, '\0')}, {2, QByteArray(16, 't')}, {3, 1'800'000'000}, {4, QString()},
                                {5, QCborArray()}, {99, QByteArray(padding, 'x')}}));
        };
        const auto most = qsizetype(limits::inviteLinkSize);
        qsizetype padding = 1000;
        while (link(padding + 1).size() <= most)
            ++padding;
        QVERIFY(link(padding).size() <= most && link(padding + 1).size() > most);
        QVERIFY(decodeInvite(link(padding)));
        QVERIFY(!decodeInvite(link(padding + 1)));
        QVERIFY(!decodeInvite(QStringLiteral("culvert:") + QString(100'000'000, u'A')));
    }

    // Each message cut at every length, and with each of 300 lengths of junk behind it: never taken for whole, never for another
    // one, and what is behind it is never taken as part of it.
    void everyMessageAtEveryOtherLengthIsRefusedOrTheSame()
    {
        test::SeededRandom random(21);
        const auto bytes = [](std::span<const std::uint8_t> data) { return QByteArray(reinterpret_cast<const char *>(data.data()), qsizetype(data.size())); };
        const auto linkKey = *SymmetricKey::fromBytes(key);
        const auto from = *PublicKey::fromBytes(::sender);
        const HeartbeatSeal seal{linkKey, from, randomId<InstanceId>(random), randomId<InstanceId>(random)};
        std::array<std::uint8_t, Heartbeat::size> beat;
        encode(Heartbeat{5, 6, 7}, seal, beat);
        std::array<std::uint8_t, Receipt::size> receipt;
        encode(Receipt{Receipt::Step::Answer, 5, 6}, receipt);
        const auto token = randomId<InviteToken>(random);
        enum class Taken { No, AsAnother, Rightly };
        enum class Longer { Refused, Ignored };
        struct Message {
            const char *what;
            QByteArray good;
            std::function<Taken(const QByteArray &)> taken;
            Longer longer;
        };
        const Opening opening{{QStringLiteral("nas.example"), 80}, {}};
        const Opening test{{}, TestOpening{TestRole::Down, std::chrono::seconds(5), 1000}};
        const Answer answer{ErrorCode::TargetRefused, QStringLiteral("why")};
        const Hello hello{seal.senderInstance, seal.receiverInstance, true, token, QStringLiteral("nas"), {}, 9};
        const auto taken = [](const auto &decoded, const auto &meant, const QByteArray &good) {
            if (decoded.status != Decoding::Done)
                return Taken::No;
            return decoded.value == meant && decoded.used == good.size() ? Taken::Rightly : Taken::AsAnother;
        };
        const auto same = [](const auto &decoded, const auto &meant) { return !decoded ? Taken::No : *decoded == meant ? Taken::Rightly : Taken::AsAnother; };
        const auto any = [](bool isTaken) { return isTaken ? Taken::Rightly : Taken::No; };
        const QByteArray openingBytes = encode(opening);
        const QByteArray testBytes = encode(test);
        const QByteArray answerBytes = encode(answer);
        const QList<Message> messages{
            {"opening", openingBytes, [&](const QByteArray &b) { return taken(decodeOpening(asBytes(b)), opening, openingBytes); }, Longer::Ignored},
            {"opening of a test", testBytes, [&](const QByteArray &b) { return taken(decodeOpening(asBytes(b)), test, testBytes); }, Longer::Ignored},
            {"answer", answerBytes, [&](const QByteArray &b) { return taken(decodeAnswer(asBytes(b)), answer, answerBytes); }, Longer::Ignored},
            {"hello", sealHello(hello, linkKey, from, random), [&](const QByteArray &b) { return any(open(b).hello.has_value()); }, Longer::Refused},
            {"heartbeat", bytes(beat), [&](const QByteArray &b) { return same(decodeHeartbeat(asBytes(b), seal), Heartbeat{5, 6, 7}); }, Longer::Refused},
            {"receipt", bytes(receipt), [&](const QByteArray &b) { return same(decodeReceipt(asBytes(b)), Receipt{Receipt::Step::Answer, 5, 6}); }, Longer::Ignored},
            {"probe", bytes(encodeProbe({Probe::Kind::Question, randomId<ProbeNonce>(random)}, linkKey, from)),
             [&](const QByteArray &b) { return any(decodeProbe(asBytes(b), linkKey, from) || tagOfProbe(asBytes(b))); }, Longer::Refused},
            {"request by UDP", bytes(sealRequest({token, QStringLiteral("nas")}, from, from, linkKey, random)),
             [&](const QByteArray &b) { return any(isRequest(asBytes(b)) || openRequest(asBytes(b), hashOf(token), from)); }, Longer::Refused},
            {"request to pair", encodePairRequest({token, QStringLiteral("nas")}), [&](const QByteArray &b) { return any(decodePairRequest(b).has_value()); }, Longer::Refused},
        };
        for (const Message &message : messages) {
            QVERIFY2(message.taken(message.good) == Taken::Rightly, message.what);
            for (qsizetype size = 0; size < message.good.size(); ++size)
                QVERIFY2(message.taken(message.good.left(size)) == Taken::No, qPrintable(QStringLiteral("%1 of %2 bytes").arg(QLatin1String(message.what)).arg(size)));
            for (qsizetype more = 1; more <= 300; ++more) {
                QByteArray longer = message.good + QByteArray(more, '\0');
                if (more % 2)
                    random.fill({reinterpret_cast<std::uint8_t *>(longer.data()) + message.good.size(), std::size_t(more)});
                QVERIFY2(message.taken(longer) == (message.longer == Longer::Ignored ? Taken::Rightly : Taken::No),
                         qPrintable(QStringLiteral("%1 and %2 bytes").arg(QLatin1String(message.what)).arg(more)));
            }
        }
    }

    void randomBytesAndRandomDamageNeverCrash()
    {
        const quint64 seed = quint64(QDateTime::currentMSecsSinceEpoch());
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        test::SeededRandom random(seed);
        const QList<QByteArray> good{encode(Opening{{QStringLiteral("nas.example"), 80}}),
                                     encode(Opening{.test = TestOpening{TestRole::Down, std::chrono::seconds(5), limits::testBytes}}),
                                     encode(Answer{ErrorCode::HangUp, QStringLiteral("why")}),
                                     cbor({{0, 1}, {1, QByteArray(16, 'i')}, {2, QByteArray(16, 'h')}, {3, true}, {4, QByteArray(16, 't')}, {5, QStringLiteral("nas")}}),
                                     encodePairRequest({InviteToken(), QStringLiteral("nas")}), encodePairRequest({{}, QStringLiteral("nas")})};
        const auto below = [&](qsizetype n) { return qsizetype(random.unit() * double(n)); };
        for (int round = 0; round < 20'000; ++round) {
            QByteArray bytes;
            if (round % 2) {
                bytes.resize(below(64));
                random.fill({reinterpret_cast<std::uint8_t *>(bytes.data()), std::size_t(bytes.size())});
            } else {
                bytes = good[below(good.size())];
                for (qsizetype n = below(6); n >= 0 && !bytes.isEmpty(); --n) {
                    const qsizetype at = below(bytes.size());
                    switch (below(4)) {
                    case 0: bytes[at] = char(below(256)); break;
                    case 1: bytes.insert(at, char(below(256))); break;
                    case 2: bytes.remove(at, below(8)); break;
                    default: bytes.insert(at, bytes.mid(below(bytes.size()), below(16))); break;
                    }
                }
            }
            const auto opening = decodeOpening(asBytes(bytes));
            QVERIFY(opening.status != Decoding::Done || opening.used <= bytes.size());
            QVERIFY(opening.status != Decoding::Done || opening.value.test || parseEndpoint(opening.value.target.toString()));
            const auto answer = decodeAnswer(asBytes(bytes));
            QVERIFY(answer.status != Decoding::Done || answer.used <= bytes.size());
            [[maybe_unused]] const auto invite = decodeInvite(linkOf(bytes));
            [[maybe_unused]] const auto request = decodePairRequest(bytes);
            const OpenedHello hello = open(sealed(bytes));
            QVERIFY(!hello.hello || hello.hello->name.size() <= 64);
        }
    }
};

QTEST_GUILESS_MAIN(UnitWireHostile)
#include "unit_wire_hostile.moc"
