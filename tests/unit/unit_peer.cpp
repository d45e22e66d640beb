// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/access.h"

#include <QTest>

using namespace culvert;
using culvert::peer::allowed;
using culvert::profile::Rule;

namespace {

Rule line(bool allow, const char *host, quint16 port) { return {allow, {QString::fromUtf8(host), port}}; }

} // namespace

class UnitPeer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutALineNothingIsAllowed()
    {
        QVERIFY(!allowed({}, {QStringLiteral("127.0.0.1"), 80}));
        QVERIFY(!allowed({}, {QString(), 0}));
        QVERIFY(!allowed({line(false, "nas", 80)}, {QStringLiteral("nas"), 80}));
    }

    void otherSpellingsOfAnAllowedTargetAreNotAllowed_data()
    {
        QTest::addColumn<QString>("host");
        for (const char *host : {"0x7f.1", "127.1", "2130706433", "0x7f000001", "017700000001", "127.0.1", "0127.0.0.1", "127.000.000.001",
                                 "127.0.0.01", "127.0.0.1.", "127.0.0.1 ", " 127.0.0.1", "127.0.0.2", "0.0.0.0", "0", "::ffff:127.0.0.1",
                                 "::ffff:7f00:1", "::127.0.0.1", "::1", "0:0:0:0:0:ffff:127.0.0.1", "localhost", "LOCALHOST", "localhost.",
                                 "127.0.0.1.nip.io", "127.0.0.1%lo", "[127.0.0.1]", "\u0661\u0662\u0667.0.0.1", "127\u30020\u30020\u30021",
                                 "\uff11\uff12\uff17.0.0.1", "127.0.0.1\n", "*", ""})
            QTest::newRow(host[0] ? host : "(empty)") << QString::fromUtf8(host);
    }
    void otherSpellingsOfAnAllowedTargetAreNotAllowed()
    {
        QFETCH(QString, host);
        const QList<Rule> rules{line(true, "127.0.0.1", 80)};
        QVERIFY(allowed(rules, {QStringLiteral("127.0.0.1"), 80}));
        QVERIFY(!allowed(rules, {host, 80}));
    }

    void namesAreTheirLettersInEitherCaseAndNothingElse()
    {
        const QList<Rule> rules{line(true, "Nas.Example", 443)};
        for (const char *same : {"Nas.Example", "nas.example", "NAS.EXAMPLE"})
            QVERIFY2(allowed(rules, {QString::fromUtf8(same), 443}), same);
        for (const char *other : {"nas.example.", "nas", "example", "nas.example.com", "xnas.example", ".nas.example", "n\u0430s.example",
                                  "nas\u3002example", "nas\u200b.example", "nas.examp\u00ade", "xn--nas.example", "nas.example:443", "nas%2eexample"})
            QVERIFY2(!allowed(rules, {QString::fromUtf8(other), 443}), other);
        const QList<Rule> idn{line(true, "b\u00fccher.example", 80)};
        QVERIFY(allowed(idn, {QStringLiteral("B\u00dcCHER.example"), 80}));
        QVERIFY(!allowed(idn, {QStringLiteral("xn--bcher-kva.example"), 80})); // the same machine perhaps, but not the same line
        QVERIFY(!allowed(idn, {QStringLiteral("bu\u0308cher.example"), 80}));
        QVERIFY(!allowed(idn, {QStringLiteral("bucher.example"), 80}));
    }

    void localhostIsItselfAlone()
    {
        const QList<Rule> rules{line(true, "localhost", 80)};
        QVERIFY(allowed(rules, {QStringLiteral("LOCALHOST"), 80}));
        for (const char *other : {"localhost.", "127.0.0.1", "::1", "localhost.localdomain", "ip6-localhost"})
            QVERIFY2(!allowed(rules, {QString::fromUtf8(other), 80}), other);
    }

    void addressesOfIpv6AreTheirValue()
    {
        const QList<Rule> rules{line(true, "2001:db8::1", 443)};
        for (const char *same : {"2001:db8::1", "2001:DB8::1", "2001:0db8:0:0:0:0:0:1", "2001:db8:0::0.0.0.1"})
            QVERIFY2(allowed(rules, {QString::fromUtf8(same), 443}), same);
        for (const char *other : {"2001:db8::2", "2001:db8::1%eth0", "2001:db8::", "::1", "2001:db8::1::", "2001:db8::1/64", "[2001:db8::1]",
                                  "2001:db8::10000", "2001:db8:1", "fe80::1"})
            QVERIFY2(!allowed(rules, {QString::fromUtf8(other), 443}), other);
        const QList<Rule> scoped{line(true, "fe80::1%eth0", 22)};
        QVERIFY(allowed(scoped, {QStringLiteral("fe80::1%eth0"), 22}));
        QVERIFY(!allowed(scoped, {QStringLiteral("fe80::1%eth1"), 22}));
        QVERIFY(!allowed(scoped, {QStringLiteral("fe80::1"), 22}));
    }

    void aMappedAddressIsNotTheIpv4AddressNorTheOtherWay()
    {
        QVERIFY(!allowed({line(true, "::ffff:127.0.0.1", 80)}, {QStringLiteral("127.0.0.1"), 80}));
        QVERIFY(!allowed({line(true, "127.0.0.1", 80)}, {QStringLiteral("::ffff:127.0.0.1"), 80}));
        QVERIFY(allowed({line(true, "::ffff:127.0.0.1", 80)}, {QStringLiteral("::ffff:7f00:1"), 80}));
    }

    void whatIsNoAddressIsNeverEqualToOne()
    {
        // A name that is not one of either kind equals itself alone; two broken IPv6 spellings equal nothing.
        QVERIFY(allowed({line(true, "127.1", 80)}, {QStringLiteral("127.1"), 80}));
        QVERIFY(!allowed({line(true, "127.1", 80)}, {QStringLiteral("127.0.0.1"), 80}));
        QVERIFY(!allowed({line(true, "::x", 80)}, {QStringLiteral("::x"), 80}));
        QVERIFY(!allowed({line(true, "::x", 80)}, {QStringLiteral("::y"), 80}));
    }

    void thePortIsPartOfTheTarget()
    {
        const QList<Rule> rules{line(true, "nas", 80)};
        for (const quint16 port : {0, 79, 81, 443, 8080, 65535})
            QVERIFY(!allowed(rules, {QStringLiteral("nas"), port}));
    }

    void theFirstLineThatFitsDecides()
    {
        const Endpoint nas{QStringLiteral("nas"), 80};
        QVERIFY(allowed({line(false, "other", 80), line(true, "nas", 80), line(false, "nas", 80)}, nas));
        QVERIFY(!allowed({line(false, "NAS", 80), line(true, "nas", 80)}, nas));
        QVERIFY(!allowed({line(false, "0:0::1", 80), line(true, "::1", 80)}, {QStringLiteral("::1"), 80}));
    }
};

QTEST_GUILESS_MAIN(UnitPeer)
#include "unit_peer.moc"
