// SPDX-License-Identifier: GPL-3.0-or-later
// What the codecs of wire/ say of messages made by themselves, and of messages cut, bent or meant for others.
#include "core/bytes.h"
#include "core/limits.h"
#include "error_codes.h"
#include "support/sim_network.h"
#include "wire/cbor.h"
#include "wire/datagram.h"
#include "wire/flow.h"
#include "wire/hello.h"
#include "wire/invite.h"
#include "wire/link_keys.h"
#include "wire/opening.h"
#include "wire/probe.h"

#include <QTest>

#include <sodium.h>

using namespace culvert;
using namespace culvert::wire;

namespace {

QByteArray flipped(QByteArray bytes, qsizetype bit)
{
    bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << bit % 8));
    return bytes;
}

struct Machine {
    explicit Machine(Random &random)
    {
        random.fill({secret.data(), SecretKey::size});
        crypto_scalarmult_base(key.data(), secret.data());
    }
    SecretKey secret;
    PublicKey key;
};

ToxAddress addressOf(const PublicKey &key)
{
    QByteArray bytes = key.toBytes() + QByteArray("\x0a\x0b\x0c\x0d", 4);
    char sum[2] = {};
    for (qsizetype i = 0; i < bytes.size(); ++i)
        sum[i % 2] = char(sum[i % 2] ^ bytes[i]);
    return *ToxAddress::fromBytes(bytes + QByteArray(sum, 2));
}

} // namespace

class UnitWire final : public QObject {
    Q_OBJECT

    test::SeededRandom random_{1};
    const Machine alice_{random_};
    const Machine bob_{random_};
    const LinkKeys keys_ = *deriveLinkKeys(alice_.secret, alice_.key, bob_.key);

    Hello hello() { return {randomId<InstanceId>(random_), randomId<InstanceId>(random_), true, randomId<InviteToken>(random_), QStringLiteral("nas")}; }

    Invite invite()
    {
        return {addressOf(bob_.key), randomId<InviteToken>(random_), QDateTime::fromSecsSinceEpoch(1'800'000'000).toUTC(),
                QStringLiteral("nas"), {{QStringLiteral("127.0.0.1"), 80}, {QStringLiteral("::1"), 443}}};
    }

private Q_SLOTS:
    void anOpeningSaysItsTarget()
    {
        for (const Endpoint &target : {Endpoint{QStringLiteral("127.0.0.1"), 80}, Endpoint{QStringLiteral("::1"), 1},
                                       Endpoint{QStringLiteral("b\u00fccher.example"), 65535}, Endpoint{QString(253, u'a'), 22}}) {
            const QByteArray bytes = encode(Opening{target});
            QVERIFY(std::size_t(bytes.size()) <= limits::openingSize + 2);
            const auto decoded = decodeOpening(asBytes(bytes + "what follows"));
            QCOMPARE(decoded.status, Decoding::Done);
            QCOMPARE(decoded.used, bytes.size());
            QCOMPARE(decoded.value.target, target);
        }
    }

    void anOpeningOfATestSaysItsRoleTimeAndBytes()
    {
        for (const TestRole role : {TestRole::Echo, TestRole::Down, TestRole::Up}) {
            for (const TestOpening &test : {TestOpening{role, std::chrono::milliseconds(1), 1},
                                            TestOpening{role, longestTest(role), limits::testBytes}}) {
                const auto decoded = decodeOpening(asBytes(encode(Opening{.test = test}) + "what follows"));
                QCOMPARE(decoded.status, Decoding::Done);
                QVERIFY(decoded.value.test == test);
                QVERIFY(decoded.value.target == Endpoint());
            }
        }
        QVERIFY(!decodeOpening(asBytes(encode(Opening{{QStringLiteral("nas"), 80}}))).value.test);
    }

    void anAnswerSaysItsCodeAndDetail()
    {
        for (const ErrorCode code : test::allErrorCodes()) {
            const auto decoded = decodeAnswer(asBytes(encode(Answer{code, QStringLiteral("no route \u2026")}) + "bytes"));
            QCOMPARE(decoded.status, Decoding::Done);
            QCOMPARE(decoded.value.code, wireCode(quint64(code))); // what may not cross the wire does not
            QCOMPARE(decoded.value.detail, QStringLiteral("no route \u2026"));
        }
        const auto shown = [](const QString &detail) { return decodeAnswer(asBytes(encode(Answer{ErrorCode::TargetFailed, detail}))).value.detail; };
        QCOMPARE(shown(QStringLiteral("a\u202Eb\x1b[c \U0001F642")), QStringLiteral("a b [c \U0001F642"));
        QCOMPARE(decodeAnswer(asBytes(encode(Answer{ErrorCode::TargetFailed, QString(5000, u'\u4e2d')}))).value.detail.size(), 120);
    }

    void whatIsWrittenByHandIsWhatQtWrites()
    {
        const QList<quint64> numbers{0, 1, 23, 24, 255, 256, 65535, 65536, 0xffffffff, 0x100000000, 0x7fffffffffffffff};
        const QList<qsizetype> lengths{0, 1, 23, 24, 255, 256, 65535, 65536};
        for (const quint64 number : numbers) {
            MapWriter map(2);
            map.add(7, number);
            map.add(24, 3);
            QCOMPARE(map.bytes(), QCborValue(QCborMap{{7, qint64(number)}, {24, 3}}).toCbor());
        }
        for (const qsizetype length : lengths) {
            const QString text = QString(length, QChar(0x96a7)); // three bytes each
            MapWriter map(2);
            map.add(1, text);
            map.add(2, QString(length, u'a'));
            QCOMPARE(map.bytes(), QCborValue(QCborMap{{1, text}, {2, QString(length, u'a')}}).toCbor());
        }
    }

    void halfAnOpeningOrAnswerWaitsForTheRest()
    {
        const QByteArray opening = encode(Opening{{QStringLiteral("nas"), 80}});
        const QByteArray answer = encode(Answer{ErrorCode::TargetRefused, QStringLiteral("x")});
        for (qsizetype size = 0; size < opening.size(); ++size)
            QCOMPARE(decodeOpening(asBytes(opening.left(size))).status, Decoding::NeedMore);
        for (qsizetype size = 0; size < answer.size(); ++size)
            QCOMPARE(decodeAnswer(asBytes(answer.left(size))).status, Decoding::NeedMore);
    }

    void aFlippedBitOfAnOpeningIsRefusedOrAnotherGoodTarget()
    {
        const QByteArray good = encode(Opening{{QStringLiteral("nas.example"), 8080}});
        for (qsizetype bit = 0; bit < good.size() * 8; ++bit) {
            const auto decoded = decodeOpening(asBytes(flipped(good, bit)));
            if (decoded.status != Decoding::Done)
                continue;
            QVERIFY(decoded.used > 0 && decoded.used <= good.size());
            const Endpoint &target = decoded.value.target;
            QCOMPARE(*parseEndpoint(target.toString()), target);
            QCOMPARE(decodeOpening(asBytes(encode(decoded.value))).value, decoded.value);
        }
        for (qsizetype bit = 0; bit < 8 * 2; ++bit) // another length is not this message
            QVERIFY(decodeOpening(asBytes(flipped(good, bit))).status != Decoding::Done);
    }

    void aFlippedBitOfAnAnswerIsRefusedOrAnotherGoodAnswer()
    {
        const QByteArray good = encode(Answer{ErrorCode::TargetFailed, QStringLiteral("detail")});
        for (qsizetype bit = 0; bit < good.size() * 8; ++bit) {
            const auto decoded = decodeAnswer(asBytes(flipped(good, bit)));
            if (decoded.status == Decoding::Done)
                QCOMPARE(wireCode(quint64(decoded.value.code)), decoded.value.code);
        }
    }

    void helloSaysEverythingToTheOneItIsFor()
    {
        for (int variant = 0; variant < 4; ++variant) {
            Hello said = hello();
            if (variant & 1)
                said.heard.reset();
            if (variant & 2) {
                said.token.reset();
                said.linked = false;
            }
            const OpenedHello opened = openHello(sealHello(said, keys_.hello, alice_.key, random_), keys_.hello, alice_.key);
            QVERIFY(opened.hello);
            QCOMPARE(opened.hello->instance, said.instance);
            QCOMPARE(opened.hello->heard, said.heard);
            QCOMPARE(opened.hello->linked, said.linked);
            QCOMPARE(opened.hello->token, said.token);
            QCOMPARE(opened.hello->name, said.name);
        }
    }

    void aHelloIsSmallAndNeverTheSameTwice()
    {
        Hello said = hello();
        said.name = QString(1000, u'\u4e2d');
        const QByteArray first = sealHello(said, keys_.hello, alice_.key, random_);
        QVERIFY(std::size_t(first.size()) <= limits::helloSize);
        QVERIFY(first != sealHello(said, keys_.hello, alice_.key, random_));
        QCOMPARE(openHello(first, keys_.hello, alice_.key).hello->name.size(), 64);
    }

    void aReflectedHelloIsRefused()
    {
        const QByteArray fromAlice = sealHello(hello(), keys_.hello, alice_.key, random_);
        const OpenedHello reflected = openHello(fromAlice, keys_.hello, bob_.key); // alice hears it as if from bob
        QVERIFY(!reflected.hello);
        QCOMPARE(reflected.refusal, HelloRefusal::NotAuthentic);
    }

    void aHelloUnderAnotherKeyIsRefused()
    {
        const QByteArray message = sealHello(hello(), keys_.psk, alice_.key, random_);
        QVERIFY(!openHello(message, keys_.hello, alice_.key).hello);
    }

    void everyFlippedBitAndEveryCutOfAHelloIsRefused()
    {
        const QByteArray good = sealHello(hello(), keys_.hello, alice_.key, random_);
        for (qsizetype bit = 0; bit < good.size() * 8; ++bit) {
            const OpenedHello opened = openHello(flipped(good, bit), keys_.hello, alice_.key);
            QVERIFY(!opened.hello);
            QCOMPARE(opened.refusal, HelloRefusal::NotAuthentic);
        }
        for (qsizetype size = 0; size < good.size(); ++size)
            QVERIFY(!openHello(good.left(size), keys_.hello, alice_.key).hello);
        QVERIFY(!openHello(good + '\0', keys_.hello, alice_.key).hello);
        QVERIFY(!openHello(good + QByteArray(4096, 'x'), keys_.hello, alice_.key).hello);
    }

    void aHeartbeatSaysItsNumbersToTheOneItIsFor()
    {
        const Heartbeat beat{0x01020304, 0xfffffffe, 0x80000001};
        const HeartbeatSeal seal{keys_.heartbeat, alice_.key, randomId<InstanceId>(random_), randomId<InstanceId>(random_)};
        std::array<std::uint8_t, Heartbeat::size> bytes;
        encode(beat, seal, bytes);
        static_assert(Heartbeat::size < 96); // what Tox lets through a path that it holds for sick
        QCOMPARE(*decodeHeartbeat(bytes, seal), beat);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(!decodeHeartbeat(std::span(bytes).first(size), seal));
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            auto bent = bytes;
            bent[bit / 8] ^= std::uint8_t(1 << bit % 8);
            QVERIFY(!decodeHeartbeat(bent, seal));
        }
        // Sent back, of another start of either program, of other machines.
        QVERIFY(!decodeHeartbeat(bytes, {seal.key, bob_.key, seal.senderInstance, seal.receiverInstance}));
        QVERIFY(!decodeHeartbeat(bytes, {seal.key, alice_.key, seal.receiverInstance, seal.senderInstance}));
        QVERIFY(!decodeHeartbeat(bytes, {seal.key, alice_.key, randomId<InstanceId>(random_), seal.receiverInstance}));
        QVERIFY(!decodeHeartbeat(bytes, {seal.key, alice_.key, seal.senderInstance, randomId<InstanceId>(random_)}));
        QVERIFY(!decodeHeartbeat(bytes, {keys_.probe, alice_.key, seal.senderInstance, seal.receiverInstance}));
    }

    void aProbeIsWholeAuthenticAndOfItsDirection()
    {
        const Probe said{Probe::Kind::Answer, randomId<ProbeNonce>(random_), {0x20, 0x01, 0x0d, 0xb8, 9}, 40123};
        const ProbeDatagram good = encodeProbe(said, keys_.probe, alice_.key);
        QCOMPARE(decodeProbe(good, keys_.probe, alice_.key), std::optional(said));
        QCOMPARE(tagOfProbe(good), std::optional(probeTag(keys_.probe)));
        QVERIFY(!decodeProbe(good, keys_.probe, bob_.key)); // sent back to its sender
        QVERIFY(!decodeProbe(good, keys_.hello, alice_.key));
        for (std::size_t size = 0; size < good.size(); ++size) {
            QVERIFY(!decodeProbe(std::span(good).first(size), keys_.probe, alice_.key));
            QVERIFY(!tagOfProbe(std::span(good).first(size)));
        }
        for (std::size_t bit = 0; bit < 60 * 8; ++bit) {
            ProbeDatagram bent = good;
            bent[bit / 8] ^= std::uint8_t(1 << bit % 8);
            QVERIFY(!decodeProbe(bent, keys_.probe, alice_.key));
        }
        const Probe third{Probe::Kind(3), said.nonce};
        QVERIFY(!decodeProbe(encodeProbe(third, keys_.probe, alice_.key), keys_.probe, alice_.key));
        const std::vector<std::uint8_t> longer(probeSize + 1, 202);
        QVERIFY(!tagOfProbe(longer) && !decodeProbe(longer, keys_.probe, alice_.key));
    }

    void aHelloSaysAtMostEightGoodCandidates()
    {
        Hello said = hello();
        for (quint16 port = 1; port <= 20; ++port)
            said.candidates.append({QStringLiteral("2001:db8:1111:2222:3333:4444:5555:6666"), port});
        const QByteArray message = sealHello(said, keys_.hello, alice_.key, random_);
        QVERIFY(std::size_t(message.size()) <= limits::helloSize);
        QCOMPARE(openHello(message, keys_.hello, alice_.key).hello->candidates, said.candidates.first(limits::directCandidates));
    }

    void bothSidesDeriveTheSameKeysAndOthersDoNot()
    {
        const auto atBob = deriveLinkKeys(bob_.secret, bob_.key, alice_.key);
        QVERIFY(atBob);
        QCOMPARE(atBob->hello, keys_.hello);
        QCOMPARE(atBob->psk, keys_.psk);
        QVERIFY(keys_.hello != keys_.psk && keys_.hello != keys_.probe && keys_.probe != keys_.psk);
        const Machine carol(random_);
        QVERIFY(deriveLinkKeys(carol.secret, carol.key, alice_.key)->hello != keys_.hello);
        // The public keys go in as well: another pair with the same secret has other keys.
        QVERIFY(deriveLinkKeys(alice_.secret, carol.key, bob_.key)->psk != keys_.psk);
    }

    void keysOfLowOrderAreRefused()
    {
        for (const char *hex : {"0000000000000000000000000000000000000000000000000000000000000000",
                                "0100000000000000000000000000000000000000000000000000000000000000",
                                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"})
            QVERIFY(!deriveLinkKeys(alice_.secret, alice_.key, *PublicKey::fromHex(QString::fromLatin1(hex))));
    }

    void anInviteSaysEverything()
    {
        const Invite said = invite();
        const QString link = encodeInvite(said);
        QVERIFY(link.startsWith(QStringLiteral("culvert:")));
        for (const QString &given : {link, QStringLiteral(" \n") + link + QStringLiteral("\t "), QStringLiteral("CULVERT:") + link.mid(8)}) {
            const auto read = decodeInvite(given);
            QVERIFY(read);
            QCOMPARE(read->address, said.address);
            QCOMPARE(read->token, said.token);
            QCOMPARE(read->expiresAt, said.expiresAt);
            QCOMPARE(read->name, said.name);
            QCOMPARE(read->allow, said.allow);
        }
    }

    void aCutOrBentInviteIsRefusedOrAnotherGoodOne()
    {
        const QString link = encodeInvite(invite());
        for (qsizetype size = 0; size < link.size(); ++size) {
            const auto read = decodeInvite(link.left(size));
            QVERIFY2(!read, qPrintable(link.left(size)));
            QCOMPARE(read.error().code, ErrorCode::InviteInvalid);
        }
        for (qsizetype at = 0; at < link.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                QString bent = link;
                bent[at] = QChar(char16_t(bent[at].unicode() ^ (1 << bit)));
                const auto read = decodeInvite(bent);
                if (read)
                    QVERIFY(decodeInvite(encodeInvite(*read)));
                else
                    QVERIFY(read.error().code == ErrorCode::InviteInvalid || read.error().code == ErrorCode::UnsupportedVersion);
            }
        }
        QVERIFY(!decodeInvite(link + QStringLiteral(" ") + link));
        QVERIFY(!decodeInvite(link.mid(8)));
        QVERIFY(!decodeInvite(QStringLiteral("http:") + link.mid(8)));
        QVERIFY(!decodeInvite(QStringLiteral("culvert:") + QString(3000, u'A')));
    }

    void aTokenIsKnownByItsHash()
    {
        const InviteToken token = *InviteToken::fromHex(u"00112233445566778899aabbccddeeff");
        QCOMPARE(hashOf(token), hashOf(token));
        QVERIFY(hashOf(token) != hashOf(randomId<InviteToken>(random_)));
        QCOMPARE(hashOf(token).toHex().toLower(), QStringLiteral("a8faed6abbf35c12a4b26e40f6feb19d736d90045c83b9f9a31f638d323e6811"));
    }

    void aRequestToPairSaysItsTokenAndName()
    {
        const PairRequest said{randomId<InviteToken>(random_), QString(64, u'\u4e2d')};
        const QByteArray message = encodePairRequest(said);
        QVERIFY(message.size() <= 921); // of a Tox friend request
        const auto read = decodePairRequest(message);
        QVERIFY(read);
        QCOMPARE(read->token, said.token);
        QCOMPARE(read->name, said.name);
        for (qsizetype size = 0; size < message.size(); ++size)
            QVERIFY(!decodePairRequest(message.left(size)));
        for (qsizetype bit = 0; bit < message.size() * 8; ++bit) {
            const auto bent = decodePairRequest(flipped(message, bit));
            if (bent)
                QVERIFY(bent->name.size() <= 64 && (bent->token != said.token || bent->name != said.name));
        }
        QVERIFY(!decodePairRequest(message + 'x'));
        QVERIFY(!decodePairRequest("I am your friend"));
    }

    void aRequestWithoutATokenIsOneOfItsOwn()
    {
        const QByteArray message = encodePairRequest({std::nullopt, QStringLiteral("laptop")});
        const auto read = decodePairRequest(message);
        QVERIFY(read && !read->token);
        QCOMPARE(read->name, QStringLiteral("laptop"));
        for (qsizetype size = 0; size < message.size(); ++size)
            QVERIFY(!decodePairRequest(message.left(size)));
        // A token that cannot be one is no request without a token.
        for (const QCborValue &token : {QCborValue(QByteArray(15, 't')), QCborValue(QByteArray()), QCborValue(7), QCborValue(nullptr)})
            QVERIFY(!decodePairRequest(QCborValue(QCborMap{{0, 1}, {2, token}, {4, QStringLiteral("nas")}}).toCbor()));
        QVERIFY(!decodePairRequest(QCborValue(QCborMap{{0, 2}, {4, QStringLiteral("nas")}}).toCbor()));
    }

    void aFlowsStreamIsCutIntoDatagramsHoweverItComes()
    {
        const QList<QByteArray> said{"", "a", QByteArray(1331, 'b'), "", QByteArray(qsizetype(limits::udpDatagram), 'c'), "d"};
        QByteArray stream;
        for (const QByteArray &one : said) {
            const auto length = encodeFlowLength(std::size_t(one.size()));
            stream.append(reinterpret_cast<const char *>(length.data()), qsizetype(length.size()));
            stream.append(one);
        }
        for (const qsizetype piece : {qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(1000), stream.size()}) {
            FlowReader reader;
            QList<QByteArray> got;
            for (qsizetype from = 0; from < stream.size(); from += piece) {
                const QByteArray part = stream.mid(from, piece);
                for (auto rest = asBytes(part); !rest.empty();) {
                    const auto step = reader.take(rest);
                    QVERIFY(!step.invalid && step.used > 0 && step.used <= rest.size());
                    if (step.datagram)
                        got.append(QByteArray(reinterpret_cast<const char *>(step.datagram->data()), qsizetype(step.datagram->size())));
                    rest = rest.subspan(step.used);
                }
            }
            QVERIFY(got == said);
        }
        FlowReader reader;
        QVERIFY(reader.take(asBytes(QByteArray("\xff\xe4", 2))).invalid); // 65508
    }

    void aFrameOfAFlowHasAWholeNumber()
    {
        for (const std::int64_t number : {std::int64_t(0), std::int64_t(63), std::int64_t(64), std::int64_t(16383), std::int64_t(16384),
                                          (std::int64_t(1) << 30) - 1, std::int64_t(1) << 30, (std::int64_t(1) << 62) - 1}) {
            std::vector<std::uint8_t> bytes = encodeFlowNumber(number);
            for (std::size_t cut = 0; cut < bytes.size(); ++cut)
                QVERIFY(!decodeFlowFrame(std::span(bytes).first(cut)));
            QVERIFY(decodeFlowFrame(bytes)->datagram.empty());
            bytes.push_back(7);
            QCOMPARE(decodeFlowFrame(bytes)->stream, number);
            QCOMPARE(decodeFlowFrame(bytes)->datagram.size(), std::size_t(1));
        }
    }
};

QTEST_GUILESS_MAIN(UnitWire)
#include "unit_wire.moc"
