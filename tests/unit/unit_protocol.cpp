// SPDX-License-Identifier: GPL-3.0-or-later
// PROTOCOL.md against the code: its vectors, numbers and codes, so that neither can change alone. The vectors were not made
// by this code, but by one that follows the document.
#include "core/bytes.h"
#include "core/limits.h"
#include "error_codes.h"
#include "wire/datagram.h"
#include "wire/direct_request.h"
#include "wire/flow.h"
#include "wire/hello.h"
#include "wire/invite.h"
#include "wire/link_keys.h"
#include "wire/opening.h"
#include "wire/probe.h"
#include "wire/receipt.h"

#include <QCborValue>
#include <QCryptographicHash>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

#include <sodium.h>

using namespace culvert;
using namespace culvert::wire;

namespace {

// Gives these bytes once, where the code asks for random ones.
class Given final : public Random {
public:
    explicit Given(const QByteArray &bytes) : bytes_(bytes) {}
    void fill(std::span<std::uint8_t> out) override
    {
        Q_ASSERT(out.size() == std::size_t(bytes_.size()));
        std::memcpy(out.data(), bytes_.constData(), out.size());
    }

private:
    QByteArray bytes_;
};

} // namespace

class UnitProtocol final : public QObject {
    Q_OBJECT

    QString document_;
    QHash<QString, QString> vectors_;
    QHash<QString, QString> limits_;
    QSet<QString> unused_; // vectors that no test has looked at

    // The lines "name = value" of a fenced block of this language.
    QHash<QString, QString> block(const QString &language)
    {
        QHash<QString, QString> values;
        const qsizetype from = document_.indexOf(QStringLiteral("```") + language + u'\n');
        const qsizetype to = document_.indexOf(QStringLiteral("\n```"), from + 3);
        for (const QString &line : document_.mid(from, to - from).split(u'\n')) {
            const qsizetype equals = line.indexOf(QStringLiteral(" = "));
            if (equals > 0)
                values.insert(line.left(equals), line.mid(equals + 3));
        }
        return values;
    }

    QString text(const char *name)
    {
        unused_.remove(QString::fromLatin1(name));
        return vectors_.value(QString::fromLatin1(name));
    }
    QByteArray bytes(const char *name) { return QByteArray::fromHex(text(name).toLatin1()); }
    template <class Id>
    Id id(const char *name)
    {
        return Id::fromBytes(bytes(name)).value_or(Id());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(":/PROTOCOL.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        document_ = QString::fromUtf8(file.readAll()).remove(u'\r');
        vectors_ = block(QStringLiteral("vectors"));
        limits_ = block(QStringLiteral("limits"));
        QVERIFY(vectors_.size() >= 25);
        QVERIFY(limits_.size() >= 17);
        const QStringList names = vectors_.keys();
        unused_ = QSet<QString>(names.begin(), names.end());
    }

    void keys()
    {
        const auto secretA = id<SecretKey>("secretA");
        const auto secretB = id<SecretKey>("secretB");
        const auto publicA = id<PublicKey>("publicA");
        const auto publicB = id<PublicKey>("publicB");
        PublicKey made;
        crypto_scalarmult_base(made.data(), secretA.data());
        QCOMPARE(made, publicA);
        crypto_scalarmult_base(made.data(), secretB.data());
        QCOMPARE(made, publicB);
        SymmetricKey shared;
        QCOMPARE(crypto_scalarmult_curve25519(shared.data(), secretA.data(), publicB.data()), 0);
        QCOMPARE(shared, id<SymmetricKey>("shared"));
        const auto root = id<SymmetricKey>("root");
        SymmetricKey derived;
        crypto_kdf_derive_from_key(derived.data(), 32, 1, "culvhelo", root.data());
        QCOMPARE(derived, id<SymmetricKey>("helloKey"));
        for (const auto &keys : {deriveLinkKeys(secretA, publicA, publicB), deriveLinkKeys(secretB, publicB, publicA)}) {
            QVERIFY(keys);
            QCOMPARE(keys->hello, id<SymmetricKey>("helloKey"));
            QCOMPARE(keys->probe, id<SymmetricKey>("probeKey"));
            QCOMPARE(keys->heartbeat, id<SymmetricKey>("heartbeatKey"));
            QCOMPARE(keys->request, id<SymmetricKey>("requestKey"));
            QCOMPARE(keys->psk, id<SymmetricKey>("psk"));
        }
        const bool aIsClient = publicA < publicB;
        QCOMPARE(aIsClient ? QStringLiteral("A") : QStringLiteral("B"), text("client"));
        const QString a = id<InstanceId>("instanceA").toHex();
        const QString b = id<InstanceId>("instanceB").toHex();
        QCOMPARE(aIsClient ? a + u'.' + b : b + u'.' + a, text("pskIdentity"));
    }

    void hello()
    {
        const Hello said{id<InstanceId>("instanceA"), id<InstanceId>("instanceB"), false, id<InviteToken>("token"), QStringLiteral("laptop"), {}, 9};
        const auto key = id<SymmetricKey>("helloKey");
        const auto sender = id<PublicKey>("publicA");
        Given nonce(bytes("nonce"));
        QCOMPARE(sealHello(said, key, sender, nonce).toHex(), bytes("hello").toHex());
        const OpenedHello opened = openHello(bytes("hello"), key, sender);
        QVERIFY(opened.hello);
        QCOMPARE(opened.hello->instance, said.instance);
        QCOMPARE(opened.hello->heard, said.heard);
        QCOMPARE(opened.hello->linked, said.linked);
        QCOMPARE(opened.hello->token, said.token);
        QCOMPARE(opened.hello->name, said.name);
        QCOMPARE(opened.hello->number, said.number);
        QCOMPARE(QCborValue::fromCbor(bytes("helloPlain")).toMap().size(), 7);
        QVERIFY(bytes("hello").startsWith(bytes("nonce")));
        QCOMPARE(bytes("hello").size(), 24 + bytes("helloPlain").size() + 16);
    }

    void helloProven()
    {
        const Hello said{id<InstanceId>("instanceA"), id<InstanceId>("instanceB"), true, {}, QStringLiteral("laptop"), {}, 10, true};
        Given nonce(bytes("nonce"));
        QCOMPARE(sealHello(said, id<SymmetricKey>("helloKey"), id<PublicKey>("publicA"), nonce).toHex(), bytes("helloProven").toHex());
        const OpenedHello opened = openHello(bytes("helloProven"), id<SymmetricKey>("helloKey"), id<PublicKey>("publicA"));
        QVERIFY(opened.hello && opened.hello->proven);
        QVERIFY(!openHello(bytes("hello"), id<SymmetricKey>("helloKey"), id<PublicKey>("publicA")).hello->proven);
    }

    void helloTwice()
    {
        const auto challenge = HelloChallenge::fromHex(u"d0d1d2d3d4d5d6d7d8d9dadbdcdddedf");
        const auto response = HelloChallenge::fromHex(u"e0e1e2e3e4e5e6e7e8e9eaebecedeeef");
        const Hello said{id<InstanceId>("instanceA"), id<InstanceId>("instanceB"), true, {}, QStringLiteral("laptop"), {}, 9, true, challenge, response, true};
        Given nonce(bytes("nonce"));
        QCOMPARE(sealHello(said, id<SymmetricKey>("helloKey"), id<PublicKey>("publicA"), nonce).toHex(), bytes("helloTwice").toHex());
        const OpenedHello opened = openHello(bytes("helloTwice"), id<SymmetricKey>("helloKey"), id<PublicKey>("publicA"));
        QVERIFY(opened.hello && opened.hello->twice);
        QCOMPARE(opened.hello->challenge, challenge);
        QCOMPARE(opened.hello->response, response);
        const OpenedHello without = openHello(bytes("helloProven"), id<SymmetricKey>("helloKey"), id<PublicKey>("publicA"));
        QVERIFY(without.hello && !without.hello->twice && !without.hello->challenge && !without.hello->response);
    }

    void helloWithCandidates()
    {
        Hello said{id<InstanceId>("instanceA"), id<InstanceId>("instanceB"), true, {}, QStringLiteral("laptop"), {}};
        said.candidates = {{QStringLiteral("192.0.2.1"), 33445}, {QStringLiteral("2001:db8::1"), 33445}};
        Given nonce(bytes("nonce"));
        QCOMPARE(sealHello(said, id<SymmetricKey>("helloKey"), id<PublicKey>("publicA"), nonce).toHex(), bytes("helloWithCandidates").toHex());
        const OpenedHello opened = openHello(bytes("helloWithCandidates"), id<SymmetricKey>("helloKey"), id<PublicKey>("publicA"));
        QVERIFY(opened.hello);
        QCOMPARE(opened.hello->candidates, said.candidates);
    }

    void probes()
    {
        const auto key = id<SymmetricKey>("probeKey");
        const QList<std::tuple<const char *, Probe::Kind, const char *>> all{{"probeQuestion", Probe::Kind::Question, "publicA"},
                                                                             {"probeAnswer", Probe::Kind::Answer, "publicB"}};
        for (const auto &[name, kind, sender] : all) {
            const QByteArray whole = bytes(name).leftJustified(qsizetype(probeSize), '\0');
            Probe probe{kind, id<ProbeNonce>("probeNonce")};
            if (kind == Probe::Kind::Answer) {
                probe.seenHost = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1}; // 192.0.2.1:33445
                probe.seenPort = 33445;
            }
            const ProbeDatagram made = encodeProbe(probe, key, id<PublicKey>(sender));
            QCOMPARE(QByteArray(reinterpret_cast<const char *>(made.data()), qsizetype(made.size())).toHex(), whole.toHex());
            QCOMPARE(tagOfProbe(asBytes(whole)), std::optional(id<ProbeTag>("probeTag")));
            QCOMPARE(decodeProbe(asBytes(whole), key, id<PublicKey>(sender)), std::optional(probe));
        }
    }

    void receipts()
    {
        for (const auto &[name, receipt] : {std::pair{"receiptQuestion", Receipt{Receipt::Step::Question, 7, 0}},
                                            std::pair{"receiptAnswer", Receipt{Receipt::Step::Answer, 7, 0x12345}}}) {
            QByteArray made(qsizetype(Receipt::size), '\0');
            encode(receipt, std::span<std::uint8_t, Receipt::size>(reinterpret_cast<std::uint8_t *>(made.data()), Receipt::size));
            QCOMPARE(made.toHex(), bytes(name).toHex());
            QCOMPARE(*decodeReceipt(asBytes(bytes(name))), receipt);
            QVERIFY(!decodeReceipt(asBytes(bytes(name).chopped(1))));
            made[1] = 3;
            QVERIFY(!decodeReceipt(asBytes(made)));
        }
    }

    void heartbeat()
    {
        const Heartbeat beat{7, 5, 1500};
        const HeartbeatSeal seal{id<SymmetricKey>("heartbeatKey"), id<PublicKey>("publicA"), id<InstanceId>("instanceA"), id<InstanceId>("instanceB")};
        QByteArray made(qsizetype(Heartbeat::size), '\0');
        encode(beat, seal, std::span<std::uint8_t, Heartbeat::size>(reinterpret_cast<std::uint8_t *>(made.data()), Heartbeat::size));
        QCOMPARE(made.toHex(), bytes("heartbeat").toHex());
        QCOMPARE(*decodeHeartbeat(asBytes(bytes("heartbeat")), seal), beat);
    }

    void openings()
    {
        const QList<std::pair<const char *, Endpoint>> all{{"openingIpv4", {QStringLiteral("127.0.0.1"), 80}},
                                                           {"openingIpv6", {QStringLiteral("2001:db8::1"), 443}},
                                                           {"openingName", {QStringLiteral("b\u00fccher.example"), 65535}}};
        for (const auto &[name, target] : all) {
            QCOMPARE(encode(Opening{target}).toHex(), bytes(name).toHex());
            QCOMPARE(decodeOpening(asBytes(bytes(name))).value.target, target);
        }
    }

    void flowsOfUdp()
    {
        const Opening udp{{QStringLiteral("127.0.0.1"), 53}, {}, true};
        QCOMPARE(encode(udp).toHex(), bytes("openingUdp").toHex());
        QCOMPARE(decodeOpening(asBytes(bytes("openingUdp"))).value, udp);
        for (const auto &[vector, stream] : {std::pair("flowFrameShort", 4), std::pair("flowFrameLong", 1000)}) {
            const QByteArray frame = bytes(vector);
            const auto decoded = decodeFlowFrame(asBytes(frame));
            QVERIFY(decoded);
            QCOMPARE(decoded->stream, std::int64_t(stream));
            QCOMPARE(QByteArray(reinterpret_cast<const char *>(decoded->datagram.data()), qsizetype(decoded->datagram.size())), QByteArray("hi"));
            const auto number = encodeFlowNumber(stream);
            QCOMPARE(QByteArray(reinterpret_cast<const char *>(number.data()), qsizetype(number.size())) + "hi", frame);
        }
        const auto length = encodeFlowLength(2);
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(length.data()), 2) + "hi", bytes("flowOnStream"));
    }

    void openingsOfTests()
    {
        const QList<std::pair<const char *, TestOpening>> all{
            {"openingEcho", {TestRole::Echo, std::chrono::seconds(21), 1 << 20}},
            {"openingDown", {TestRole::Down, std::chrono::seconds(5), limits::testBytes}},
            {"openingUp", {TestRole::Up, limits::testDirection, 1}}};
        for (const auto &[name, test] : all) {
            QCOMPARE(encode(Opening{.test = test}).toHex(), bytes(name).toHex());
            QVERIFY(decodeOpening(asBytes(bytes(name))).value == (Opening{.test = test}));
        }
    }

    void openingsOfReverseForwards()
    {
        const QList<std::pair<const char *, Opening>> all{
            {"openingListen", {.listen = ListenOpening{{QStringLiteral("127.0.0.1"), 8080}, 1}}},
            {"openingListenAnywhere", {.listen = ListenOpening{{QStringLiteral("::"), 0}, 4294967295}}},
            {"openingReverse", {.reverse = 1}}};
        for (const auto &[name, opening] : all) {
            QCOMPARE(encode(opening).toHex(), bytes(name).toHex());
            QVERIFY(decodeOpening(asBytes(bytes(name))).value == opening);
        }
        QCOMPARE(encode(Answer{ErrorCode::None, QStringLiteral("127.0.0.1:8080")}).toHex(), bytes("answerListening").toHex());
    }

    void answers()
    {
        const Answer connected;
        const Answer refused{ErrorCode::TargetRefused, QStringLiteral("Connection refused")};
        QCOMPARE(encode(connected).toHex(), bytes("answerConnected").toHex());
        QCOMPARE(encode(refused).toHex(), bytes("answerRefused").toHex());
        QCOMPARE(decodeAnswer(asBytes(bytes("answerConnected"))).value, connected);
        QCOMPARE(decodeAnswer(asBytes(bytes("answerRefused"))).value, refused);
    }

    void invites()
    {
        const auto address = ToxAddress::fromBytes(bytes("addressB"));
        QVERIFY(address);
        QCOMPARE(address->publicKey(), id<PublicKey>("publicB"));
        const Invite said{*address, id<InviteToken>("token"), QDateTime::fromSecsSinceEpoch(1'800'000'000).toUTC(), QStringLiteral("nas"),
                          {{QStringLiteral("127.0.0.1"), 80}, {QStringLiteral("::1"), 443}}};
        QCOMPARE(encodeInvite(said), text("invite"));
        const auto read = decodeInvite(text("invite"));
        QVERIFY(read);
        QCOMPARE(read->allow, said.allow);
        QCOMPARE(read->expiresAt, said.expiresAt);
        QCOMPARE(QByteArray::fromBase64(text("invite").mid(8).toLatin1(), QByteArray::Base64UrlEncoding).toHex(), bytes("inviteCbor").toHex());
        QCOMPARE(hashOf(said.token), id<TokenHash>("tokenHash"));
        Invite direct = said;
        direct.endpoints = {{QStringLiteral("198.51.100.7"), 33500}, {QStringLiteral("nas.example"), 33500}};
        QCOMPARE(encodeInvite(direct), text("inviteWithEndpoints"));
        QCOMPARE(decodeInvite(text("inviteWithEndpoints"))->endpoints, direct.endpoints);
        Invite udp = said;
        udp.allowUdp = {{QStringLiteral("10.0.0.1"), 53}};
        QCOMPARE(encodeInvite(udp), text("inviteWithUdp"));
        QCOMPARE(decodeInvite(text("inviteWithUdp"))->allowUdp, udp.allowUdp);
        QCOMPARE(decodeInvite(text("inviteWithUdp"))->allow, said.allow);
    }

    void requestToPair()
    {
        QCOMPARE(encodePairRequest({id<InviteToken>("token"), QStringLiteral("laptop")}).toHex(), bytes("pairRequest").toHex());
        const auto read = decodePairRequest(bytes("pairRequest"));
        QVERIFY(read);
        QCOMPARE(read->name, QStringLiteral("laptop"));
        QCOMPARE(encodePairRequest({std::nullopt, QStringLiteral("laptop")}).toHex(), bytes("pairRequestBare").toHex());
        const auto bare = decodePairRequest(bytes("pairRequestBare"));
        QVERIFY(bare && !bare->token);
        QCOMPARE(bare->name, QStringLiteral("laptop"));
    }

    void requestOverUdp()
    {
        const PairRequest said{id<InviteToken>("token"), QStringLiteral("laptop")};
        Given nonce(bytes("nonce"));
        const RequestDatagram made = sealRequest(said, id<PublicKey>("publicA"), id<PublicKey>("publicB"), id<SymmetricKey>("requestKey"), nonce);
        const QByteArray whole(reinterpret_cast<const char *>(made.data()), qsizetype(made.size()));
        QCOMPARE(whole.left(64).toHex(), bytes("requestHead").toHex());
        QCOMPARE(QCryptographicHash::hash(whole, QCryptographicHash::Sha256).toHex(), bytes("requestSha256").toHex());
        const auto claim = openRequest(made, id<TokenHash>("tokenHash"), id<PublicKey>("publicB"));
        QVERIFY(claim);
        QCOMPARE(claim->from, id<PublicKey>("publicA"));
        QCOMPARE(claim->message.toHex(), bytes("pairRequest").toHex());
        QVERIFY(proves(*claim, id<SymmetricKey>("requestKey")));
        QVERIFY(!proves(*claim, id<SymmetricKey>("probeKey")));
    }

    void codes()
    {
        QHash<int, QString> table;
        static const QRegularExpression row(QStringLiteral("^\\| (\\d+) \\| ([A-Za-z]+) \\|"), QRegularExpression::MultilineOption);
        const qsizetype from = document_.indexOf(QStringLiteral("### Codes"));
        const QString section = document_.mid(from, document_.indexOf(QStringLiteral("\n## "), from) - from);
        for (auto match = row.globalMatch(section); match.hasNext();) {
            const auto one = match.next();
            table.insert(one.captured(1).toInt(), one.captured(2));
        }
        for (const ErrorCode code : test::allErrorCodes()) {
            const bool crosses = int(code) == 0 || wireCode(quint64(code)) == code;
            QCOMPARE(table.value(int(code)), crosses ? codeName(code) : QString());
            table.remove(int(code));
        }
        QVERIFY(table.isEmpty());
        QCOMPARE(wireCode(9), ErrorCode(27));
    }

    void numbers()
    {
        const auto ms = [](Duration duration) { return qint64(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()); };
        const QHash<QString, qint64> code{{QStringLiteral("candidates"), qint64(limits::directCandidates)},
                                          {QStringLiteral("endpoints"), qint64(limits::peerEndpoints)},
                                          {QStringLiteral("requestsPerSecond"), limits::requestsPerSecond},
                                          {QStringLiteral("requestsWaiting"), limits::requestsWaiting},
                                          {QStringLiteral("requestPauseMs"), ms(limits::requestPause)},
                                          {QStringLiteral("refusalKeptMs"), ms(limits::refusalKept)},
                                          {QStringLiteral("requestRepeatMs"), ms(limits::requestRepeat)},
                                          {QStringLiteral("datagram"), qint64(limits::datagramSize)},
                                          {QStringLiteral("hello"), qint64(limits::helloSize)},
                                          {QStringLiteral("opening"), qint64(limits::openingSize)},
                                          {QStringLiteral("udpDatagram"), qint64(limits::udpDatagram)},
                                          {QStringLiteral("udpFrame"), qint64(limits::udpFrame)},
                                          {QStringLiteral("udpFlowsOfPeer"), qint64(limits::udpFlowsOfPeer)},
                                          {QStringLiteral("udpIdleMs"), ms(limits::udpIdle)},
                                          {QStringLiteral("invite"), qint64(limits::inviteLinkSize)},
                                          {QStringLiteral("inviteTargets"), qint64(limits::inviteTargets)},
                                          {QStringLiteral("streams"), qint64(limits::streamsPerPeer)},
                                          {QStringLiteral("streamWindow"), qint64(limits::streamWindowLeast)},
                                          {QStringLiteral("streamWindowMax"), qint64(limits::streamWindowMax)},
                                          {QStringLiteral("connectionWindow"), qint64(limits::peerWindow)},
                                          {QStringLiteral("heartbeatMs"), ms(limits::heartbeat)},
                                          {QStringLiteral("heartbeatSilentMs"), ms(limits::heartbeatSilent)},
                                          {QStringLiteral("silenceMs"), ms(limits::silence)},
                                          {QStringLiteral("resumeMs"), ms(limits::resume)},
                                          {QStringLiteral("handshakeMs"), ms(limits::handshake)},
                                          {QStringLiteral("helloRepeatMs"), ms(limits::helloRepeat)},
                                          {QStringLiteral("openingWaitMs"), ms(limits::openingWait)},
                                          {QStringLiteral("questionWaitMs"), ms(limits::questionWait)},
                                          {QStringLiteral("lookupMs"), ms(limits::lookup)},
                                          {QStringLiteral("dialMs"), ms(limits::dial)},
                                          {QStringLiteral("testDirectionMs"), ms(limits::testDirection)},
                                          {QStringLiteral("testEchoMs"), ms(limits::testEcho)},
                                          {QStringLiteral("testGraceMs"), ms(limits::testGrace)},
                                          {QStringLiteral("testBytes"), qint64(limits::testBytes)},
                                          {QStringLiteral("testEchoBuffer"), qint64(limits::testEchoBuffer)}};
        QCOMPARE(limits_.size(), code.size());
        for (auto it = code.begin(); it != code.end(); ++it)
            QVERIFY2(limits_.value(it.key()) == QString::number(it.value()), qPrintable(it.key()));
    }

    void everyVectorWasLookedAt()
    {
        QVERIFY2(unused_.isEmpty(), qPrintable(QStringList(unused_.begin(), unused_.end()).join(u' ')));
    }
};

QTEST_GUILESS_MAIN(UnitProtocol)
#include "unit_protocol.moc"
