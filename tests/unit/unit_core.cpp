// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/endpoint.h"
#include "core/error.h"
#include "core/ids.h"
#include "core/ledger.h"
#include "core/result.h"
#include "error_codes.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <memory>

using namespace culvert;

namespace {

QByteArray keyBytes()
{
    QByteArray bytes;
    for (int i = 0; i < 32; ++i)
        bytes.append(char(i * 7 + 1));
    return bytes;
}

// Public key, nospam and the XOR of the 2-byte words before it.
QByteArray addressBytes()
{
    QByteArray bytes = keyBytes() + QByteArray("\x01\x02\xfe\xff", 4);
    char sum[2] = {};
    for (qsizetype i = 0; i < bytes.size(); ++i)
        sum[i % 2] = char(sum[i % 2] ^ bytes[i]);
    return bytes + QByteArray(sum, 2);
}

QString hexOf(const QByteArray &bytes) { return QString::fromLatin1(bytes.toHex()); }

} // namespace

class UnitCore final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anIdHasExactlyItsBytes()
    {
        for (int size = 0; size <= 100; ++size) {
            QCOMPARE(PublicKey::fromBytes(QByteArray(size, 'x')).has_value(), size == 32);
            QCOMPARE(InstanceId::fromBytes(QByteArray(size, 'x')).has_value(), size == 16);
            QCOMPARE(PublicKey::fromHex(QString(size, u'a')).has_value(), size == 64);
            QCOMPARE(InviteToken::fromHex(QString(size, u'a')).has_value(), size == 32);
        }
        QCOMPARE(PublicKey::fromBytes(keyBytes())->toBytes(), keyBytes());
    }

    void anIdIsReadInEitherCaseAndWrittenInUpper()
    {
        const QString lower = hexOf(keyBytes());
        QCOMPARE(PublicKey::fromHex(lower)->toHex(), lower.toUpper());
        QCOMPARE(*PublicKey::fromHex(lower.toUpper()), *PublicKey::fromBytes(keyBytes()));
    }

    void oneOddDigitAnywhereSpoilsAnId()
    {
        const QString good = hexOf(keyBytes());
        for (const char16_t odd : std::initializer_list<char16_t>{u'g', u'G', u' ', u'-', u'x', u'\0', u'@', u'`', u'/', u':', u'\uFF11', u'\u0661', u'\u0130'}) {
            for (qsizetype at = 0; at < good.size(); ++at) {
                QString bad = good;
                bad[at] = QChar(odd);
                QVERIFY2(!PublicKey::fromHex(bad), qPrintable(bad));
            }
        }
    }

    void idsOfDifferentBytesDiffer()
    {
        const PublicKey key = *PublicKey::fromBytes(keyBytes());
        for (int bit = 0; bit < 256; ++bit) {
            PublicKey other = key;
            other.data()[bit / 8] ^= std::uint8_t(1 << bit % 8);
            QVERIFY(other != key);
            QCOMPARE(other < key, other.toHex() < key.toHex());
        }
    }

    void aToxAddressHasItsLengthAndItsChecksum()
    {
        const QByteArray good = addressBytes();
        const auto address = ToxAddress::fromBytes(good);
        QVERIFY(address);
        QCOMPARE(address->publicKey().toBytes(), keyBytes());
        QCOMPARE(ToxAddress::fromHex(hexOf(good))->toHex(), hexOf(good).toUpper());
        for (int size = 0; size < 80; ++size)
            QCOMPARE(ToxAddress::fromBytes((good + good + good).left(size)).has_value(), size == 38);
        for (int bit = 0; bit < 38 * 8; ++bit) {
            QByteArray bad = good;
            bad[bit / 8] = char(bad[bit / 8] ^ (1 << bit % 8));
            QVERIFY(!ToxAddress::fromBytes(bad));
            QVERIFY(!ToxAddress::fromHex(hexOf(bad)));
        }
        QVERIFY(!ToxAddress::fromHex(QStringLiteral("0x") + hexOf(good)));
        QVERIFY(!ToxAddress::fromHex(u' ' + hexOf(good)));
    }

    void endpointsAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host"); // empty: refused
        QTest::addColumn<int>("port");
        const auto row = [](const char *text, const char *host = "", int port = 0) {
            QTest::newRow(text[0] ? text : "(empty)") << QString::fromUtf8(text) << QString::fromUtf8(host) << port;
        };
        row("127.0.0.1:80", "127.0.0.1", 80);
        row("nas:65535", "nas", 65535);
        row("[::1]:1", "::1", 1);
        row("[fe80::1%eth0]:22", "fe80::1%eth0", 22);
        row("  nas:22\n", "nas", 22);
        row("b\u00fccher.example:443", "b\u00fccher.example", 443);
        row("nas:00080", "nas", 80);
        row("");
        row(":");
        row(":80");
        row("nas");
        row("nas:");
        row("nas:0");
        row("nas:65536");
        row("nas:99999");
        row("nas:000080");
        row("nas:18446744073709551696"); // 2^64 + 80
        row("nas:-1");
        row("nas:+80");
        row("nas: 80");
        row("nas :80");
        row("nas:8 0");
        row("nas:0x50");
        row("nas:80/");
        row("nas:\uff18\uff10"); // full-width digits
        row("nas:\u0668\u0660"); // Arabic digits
        row("::1:80");
        row("2001:db8::1:443");
        row("[::1]");
        row("[::1]80");
        row("[::1:80");
        row("::1]:80");
        row("[[::1]]:80");
        row("[nas]:80");
        row("[::g]:80");
        row("[1::2::3]:80");
        row("[fe80::1%]:80");
        row("[12345::]:80");
        row("[]:80");
        row("http://nas:80");
        row("user@nas:80");
        row("n\tas:80");
        row("n\u00a0as:80");   // no-break space
        row("n\u2003as:80");   // em space
        row("n\u0085as:80");   // a control character beyond ASCII
        row("\u202Esan:80");   // turns what follows
        row("n\u200Bas:80");   // is not seen
        row("n\U000E0041as:80"); // nor is this, beyond the first plane
        row("n\x7f" "as:80");
        row("a/b:80");
    }
    void endpointsAsPeopleWriteThem()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);
        const auto parsed = parseEndpoint(text);
        QCOMPARE(parsed.ok(), !host.isEmpty());
        if (!parsed) {
            QCOMPARE(parsed.error().code, ErrorCode::EndpointInvalid);
            QCOMPARE(parsed.error().subject, text);
            return;
        }
        QCOMPARE(parsed->host, host);
        QCOMPARE(int(parsed->port), port);
        QCOMPARE(*parseEndpoint(parsed->toString()), *parsed);
    }

    void aHostHasAtMostTheLengthOfAName()
    {
        QVERIFY(parseEndpoint(QString(253, u'a') + QStringLiteral(":80")));
        QVERIFY(!parseEndpoint(QString(254, u'a') + QStringLiteral(":80")));
        QVERIFY(!parseEndpoint(QString(1'000'000, u'a') + QStringLiteral(":80")));
        QVERIFY(!parseEndpoint(QStringLiteral("na") + QChar(u'\0') + QStringLiteral("s:80")));
    }

    void portsToListenOn_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown"); // empty: refused
        const auto row = [](const char *text, const char *shown = "") { QTest::newRow(text[0] ? text : "(empty)") << QString::fromUtf8(text) << QString::fromUtf8(shown); };
        row("8080", "127.0.0.1:8080");
        row("0", "127.0.0.1:0");
        row("localhost:0", "127.0.0.1:0");
        row("*:80", "0.0.0.0:80");
        row("0.0.0.0:80", "0.0.0.0:80");
        row("[::]:80", "[::]:80");
        row(" 127.0.0.2:81 ", "127.0.0.2:81");
        row("");
        row(":80");
        row("65536");
        row("-1");
        row("80 81");
        row("127.0.0.1");
        row("::1:80");
        row("[*]:80");
    }
    void portsToListenOn()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        const auto parsed = parseListen(text);
        QCOMPARE(parsed.ok(), !shown.isEmpty());
        if (parsed)
            QCOMPARE(parsed->toString(), shown);
        else
            QCOMPARE(parsed.error().code, ErrorCode::ListenInvalid);
    }

    void namesAreShortAndPlain()
    {
        QCOMPARE(*checkedName(QStringLiteral(" my nas ")), QStringLiteral("my nas"));
        QVERIFY(checkedName(QString(64, u'n')));
        for (const QString &bad : {QString(), QStringLiteral("  "), QString(65, u'n'), QStringLiteral("a/b"), QStringLiteral("a\nb"),
                                   QStringLiteral("a") + QChar(u'\0'), QStringLiteral("\x1b[31m")}) {
            const auto name = checkedName(bad);
            QVERIFY2(!name, qPrintable(bad));
            QCOMPARE(name.error().code, ErrorCode::NameInvalid);
            QVERIFY2(!storedName(bad), qPrintable(bad));
        }
    }

    void aNameThatIsGivenHoldsNothingUnseenAndOneThatIsThereMay()
    {
        const QList<char32_t> unseen{0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180D, 0x180E, 0x180F, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A,
                                     0x202E, 0x2060, 0x2065, 0x2066, 0x2069, 0x2800, 0x3164, 0xFE00, 0xFE0E, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF8, 0xFFF9, 0x16FE4, 0x1D159,
                                     0x1D173, 0xE0001, 0xE0041, 0xE0100, 0xE01EF};
        for (const char32_t c : unseen) {
            const char32_t points[]{U'n', c, U'a', U's'};
            const QString name = QString::fromUcs4(points, 4);
            const QByteArray code = QByteArray::number(uint(c), 16);
            QVERIFY2(!checkedName(name), code);
            QCOMPARE(checkedName(name).error().code, ErrorCode::NameInvalid);
            QVERIFY2(!checkedName(name, QStringLiteral("nas")), code);
            QCOMPARE(*checkedName(name + u' ', name), name);
            QCOMPARE(*storedName(name), name);
        }
        for (const char *good : {"b\u00fcro-PC", "\u4e66\u623f", "pc \U0001F5A5\ufe0f", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "e\u0301"})
            QCOMPARE(*checkedName(QString::fromUtf8(good)), QString::fromUtf8(good));
    }

    void everyErrorHasANameOfItsOwn()
    {
        static const QRegularExpression shape(QStringLiteral("^[a-z]+([A-Z][a-z]+)*$"));
        QSet<QString> names;
        for (const ErrorCode code : test::allErrorCodes()) {
            const QString name = codeName(code);
            QVERIFY2(shape.match(name).hasMatch(), qPrintable(name));
            QVERIFY2(!names.contains(name), qPrintable(name));
            names.insert(name);
        }
        QCOMPARE(names.size(), test::allErrorCodes().size());
    }

    void onlyTheReasonsOfConnectionsCrossTheWire()
    {
        const QList<ErrorCode> all = test::allErrorCodes();
        for (quint64 number = 0; number < 70'000; ++number) {
            const bool crosses = number < 100 && all.contains(ErrorCode(number));
            QCOMPARE(wireCode(number), crosses ? ErrorCode(number) : ErrorCode::ProtocolViolation);
        }
        for (const quint64 number : {quint64(1) << 16 | 4, quint64(1) << 32 | 4, (quint64(1) << 62) - 1, ~quint64(0)})
            QCOMPARE(wireCode(number), ErrorCode::ProtocolViolation);
    }

    void aResultIsAValueOrAnError()
    {
        Result<std::unique_ptr<int>> value = std::make_unique<int>(7);
        QVERIFY(value.ok() && value);
        QCOMPARE(**value, 7);
        const std::unique_ptr<int> moved = std::move(*value);
        QCOMPARE(*moved, 7);
        const Result<int> error = Error{ErrorCode::HangUp, QStringLiteral("subject")};
        QVERIFY(!error.ok() && !error);
        QCOMPARE(error.error().subject, QStringLiteral("subject"));
        QVERIFY(done().ok());
    }

    void theLedgerCountsWhatLives()
    {
        Ledger ledger;
        {
            Ledger::Ticket first(ledger, Counted::Stream);
            const Ledger::Ticket moved = std::move(first);
            const Ledger::Ticket other(ledger, Counted::Link);
            QCOMPARE(ledger.count(Counted::Stream).now, 1);
            {
                const Ledger::Ticket second(ledger, Counted::Stream);
                QCOMPARE(ledger.count(Counted::Stream).now, 2);
            }
        }
        const Ledger::Count &streams = ledger.count(Counted::Stream);
        QCOMPARE(streams.now, 0);
        QCOMPARE(streams.peak, 2);
        QCOMPARE(streams.created, 2);
        QCOMPARE(streams.destroyed, 2);
        QCOMPARE(ledger.count(Counted::Link).created, 1);
        QCOMPARE(ledger.count(Counted::TcpSocket).created, 0);
    }

    void gaugesAddUpAndTakeTheirBytesWithThem()
    {
        Ledger ledger;
        Ledger::Gauge one(ledger);
        one.add(10);
        {
            Ledger::Gauge two(ledger);
            two.set(5);
            two.add(7);
            one.set(3);
            QCOMPARE(ledger.queuedBytes(), 15);
            QCOMPARE(two.bytes(), 12);
        }
        QCOMPARE(ledger.queuedBytes(), 3);
        QCOMPARE(ledger.queuedBytesPeak(), 22);
        one.set(0);
        QCOMPARE(ledger.queuedBytes(), 0);
    }
};

QTEST_GUILESS_MAIN(UnitCore)
#include "unit_core.moc"
