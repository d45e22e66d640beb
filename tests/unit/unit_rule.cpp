// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule.h"

#include <QTest>

using namespace culvert;

class UnitRule final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLineThatAPersonWritesIsUnderstood_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char *line, const char *canonical = nullptr) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(canonical ? canonical : line);
        };
        row("allow 192.168.1.10:22");
        row("allow 10.0.0.0/8:80-443");
        row("deny *:25");
        row("ask *.example.org:443");
        row("allow [fd00::/8]:22");
        row("allow localhost:3000");
        row("allow *:*");
        row("allow listen 8080", "allow listen localhost:8080");
        row("deny  listen  *", "deny listen localhost:*");
        row("allow listen LOCALHOST:80-90", "allow listen localhost:80-90");
        row("allow listen *:8080");
        row("allow listen [fd00::1]:22");
        row("allow listen:22"); // a machine of that name
        row("allow [2001:DB8:0:0::1]:443", "allow [2001:db8::1]:443");
        row("allow [::ffff:7f00:1]:80", "allow [::ffff:127.0.0.1]:80");
        row("allow [::ffff:0:0/96]:80", "allow [::ffff:0.0.0.0/96]:80");
        row("allow [fe80::1%eth0]:22");
        row("deny 0.0.0.0/0:*");
        row("deny [::/0]:*");
        row("allow 10.0.0.1/32:80", "allow 10.0.0.1:80");
        row("  deny \t NAS.Example.org.:1-65535 ", "deny nas.example.org:*");
        row("ask nas:80-80", "ask nas:80");
        row("allow b\u00fccher.example:80", "allow xn--bcher-kva.example:80");
        row("allow *.lan:*");
        row("allow my_nas-2.lan:445");
        row("allow 3com.example:80");
        row("allow 192.168.1.1:53/udp");
        row("deny 10.0.0.0/8:80-443/UDP", "deny 10.0.0.0/8:80-443/udp");
        row("ask [fd00::/8]:*/udp");
    }
    void aLineThatAPersonWritesIsUnderstood()
    {
        QFETCH(QString, line);
        QFETCH(QString, canonical);
        const auto rule = parseRule(line);
        QVERIFY2(rule.ok(), rule.ok() ? "" : qPrintable(rule.error().detail));
        QCOMPARE(rule->toString(), canonical);
        QCOMPARE(*parseRule(rule->toString()), *rule);
        QCOMPARE(*parseRuleTarget(rule->verb, rule->target()), *rule);
    }

    void whatIsWrongWithALineIsNamed_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("what");
        const auto row = [](const char *line, const char *what) {
            QTest::newRow(line[0] ? line : "(empty)") << QString::fromUtf8(line) << QString::fromLatin1(what);
        };
        row("", "verb");
        row("192.168.1.10:22", "verb");
        row("permit nas:22", "verb");
        row("Allow nas:22", "verb");
        row("allownas:22", "verb");
        row("allow", "noPort");
        row("allow nas", "noPort");
        row("allow [::1]", "noPort");
        row("allow listen", "noPort");
        row("allow listen nas:22", "listenHost");
        row("allow listen *.example.org:22", "listenHost");
        row("ask listen 22", "listenAsk");
        row("allow listen 22/udp", "listenUdp");
        row("allow listen 0", "port");
        row("allow listen 10.0.0.1", "port"); // three full stops are no port
        row("allow listen listen 22", "port");
        row("allow nas:", "port");
        row("allow nas:0", "port");
        row("allow nas:65536", "port");
        row("allow nas:080", "port");
        row("allow nas:-1", "port");
        row("allow nas:1-", "port");
        row("allow nas:+80", "port");
        row("allow nas:http", "port");
        row("allow nas:80,443", "port");
        row("allow nas:1-2-3", "port");
        row("allow nas:443-80", "portOrder");
        row("allow 10.0.0.1/8:80", "bits 10.0.0.0/8");
        row("allow [fd00::1/8]:80", "bits fd00::/8");
        row("allow 10.0.0.0/33:80", "prefix");
        row("allow 10.0.0.0/:80", "prefix");
        row("allow 10.0.0.0/08:80", "prefix");
        row("allow 10.0.0.0/255.0.0.0:80", "prefix");
        row("allow [fe80::1%eth0/64]:80", "prefix");
        row("allow [fe80::%eth0/10]:80", "prefix");
        row("allow ::1:80", "brackets");
        row("allow fd00::/8:80", "brackets");
        row("allow [::]/0:*", "prefix");
        row("allow [fd00::]/8:80", "prefix");
        row("allow [nas]:80", "address");
        row("allow [127.0.0.1]:80", "address");
        row("allow [::1%lo]:80", "address");
        row("allow 127.1:80", "address");
        row("allow 0x7f.1:80", "address");
        row("allow 2130706433:80", "address");
        row("allow 0127.0.0.1:80", "address");
        row("allow 127.0.0.1.:80", "address");
        row("allow \uff11\uff12\uff17.0.0.1:80", "address");
        row("allow 256.0.0.1:80", "name");
        row("allow 1.2.3.4.5:80", "name");
        row("allow nas.1:80", "name");
        row("allow nas/8:80", "address");
        row("allow a*.example:80", "star");
        row("allow **:80", "star");
        row("allow *.*.example:80", "star");
        row("allow nas.*:80", "star");
        row("allow *.:80", "name");
        row("allow *.1.1.1.1:80", "name");
        row("allow *.10.0.0.0/8:80", "name");
        row("allow nas..example:80", "name");
        row("allow .nas:80", "name");
        row("allow -nas:80", "name");
        row("allow n as:80", "name");
        row("allow nas@example:80", "name");
        row("allow nas:80 # mine", "port");
    }
    void whatIsWrongWithALineIsNamed()
    {
        QFETCH(QString, line);
        QFETCH(QString, what);
        const auto rule = parseRule(line);
        QVERIFY(!rule.ok());
        QCOMPARE(rule.error().code, ErrorCode::RuleInvalid);
        QCOMPARE(rule.error().detail, what);
    }

    void aLongLineIsRefusedAndNotRepeatedWhole()
    {
        const auto rule = parseRule(QStringLiteral("allow ") + QString(1'000'000, u'a') + QStringLiteral(":80"));
        QVERIFY(!rule.ok());
        QVERIFY(rule.error().subject.size() <= 300);
    }

    void aHostIsWhatAResolverWouldMakeOfIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        const auto row = [](const char *text, const char *host) {
            QTest::newRow(text[0] ? text : "(empty)") << QString::fromUtf8(text) << QString::fromUtf8(host);
        };
        for (const char *loopback : {"127.0.0.1", "127.1", "127.0.1", "0x7f.1", "0x7f000001", "0X7F.0x0.0x0.0x1", "2130706433", "017700000001",
                                     "0177.0.0.1", "127.000.000.001", "127.0.0.1.", "\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021"})
            row(loopback, "address 127.0.0.1");
        row("0", "address 0.0.0.0");
        row("0.0.0.0", "address 0.0.0.0");
        row("::ffff:127.0.0.1", "address ::ffff:127.0.0.1");
        row("0:0:0:0:0:FFFF:7f00:1", "address ::ffff:127.0.0.1");
        row("::1", "address ::1");
        row("0::0:1", "address ::1");
        row("fe80::1%eth0", "address fe80::1%eth0");
        row("localhost", "name localhost");
        row("LOCALHOST.", "name localhost");
        row("Nas.Example.ORG.", "name nas.example.org");
        row("B\u00dcCHER.example", "name xn--bcher-kva.example");
        row("nas\u3002example", "name nas.example");
        row("nas\uff0eexample", "name nas.example");
        row("127.0.0.1.nip.io", "name 127.0.0.1.nip.io");
        for (const char *nothing : {"", ".", "..", "localhost..", "::1%lo", "127.0.0.1%lo", "fe80::1%", "fe80::1%a/b", "fe80::1%a%b", "1.2.3.4.5", "256.1.1.1",
                                    "127.0.0.256", "4294967296", "0x1ffffffff", "127.0.0.0x", "08.1.1.1", "nas.1", "nas.0x7f", "127.0.0.1 ", " 127.0.0.1",
                                    "127.0.0.1\n", "*", "a b", "-a", "a-", "a/b", "[::1]", "::x", ":::", "1::2::3", "::1:2:3:4:5:6:7:8", "12345::"})
            row(nothing, "");
    }
    void aHostIsWhatAResolverWouldMakeOfIt()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        const auto made = normalisedHost(text);
        const QString said = !made ? QString() : (made->address ? QStringLiteral("address ") : QStringLiteral("name ")) + made->toString();
        QCOMPARE(said, host);
        if (made)
            QCOMPARE(*normalisedHost(made->toString()), *made);
    }

    void anAddressIsOrdinarySpecialOrPublic_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("special");
        QTest::addColumn<bool>("open");
        const auto row = [](const char *text, const char *special, bool open) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(special) << open;
        };
        row("93.184.216.34", "", true);
        row("2606:2800::1", "", true);
        for (const char *here : {"10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1", "fd00::1",
                                 "2001:db8::1", "2001::1", "2002:7f00:1::", "64:ff9b::7f00:1", "fec0::1", "100::1"})
            row(here, "", false);
        row("172.32.0.1", "", true);
        row("127.0.0.1", "127.0.0.0/8", false);
        row("127.255.255.255", "127.0.0.0/8", false);
        row("0.0.0.0", "0.0.0.0/8", false);
        row("169.254.169.254", "169.254.0.0/16", false);
        row("224.0.0.1", "224.0.0.0/4", false);
        row("255.255.255.255", "255.255.255.255/32", false);
        row("::", "::/128", false);
        row("::1", "::1/128", false);
        row("fe80::1%eth0", "fe80::/10", false);
        row("ff02::1", "ff00::/8", false);
        row("::7f00:1", "::/96", false);
        row("::ffff:93.184.216.34", "::ffff:0.0.0.0/96", false);
        row("::ffff:127.0.0.1", "::ffff:127.0.0.0/104", false);
    }
    void anAddressIsOrdinarySpecialOrPublic()
    {
        QFETCH(QString, text);
        QFETCH(QString, special);
        QFETCH(bool, open);
        const auto address = IpAddress::parse(text);
        QVERIFY(address);
        QCOMPARE(address->toString(), text);
        const auto range = specialRange(*address);
        QCOMPARE(range ? QStringLiteral("%1/%2").arg(range->base.toString()).arg(range->prefix) : QString(), special);
        QCOMPARE(isPublic(*address), open);
    }

    void theNewestLineOfATargetStandsFirst()
    {
        QList<Rule> rules{*parseRule(u"allow a:1"), *parseRule(u"deny b:2")};
        putFirst(rules, {*parseRule(u"ask c:3"), *parseRule(u"allow b:2")});
        QStringList lines;
        for (const Rule &rule : rules)
            lines << rule.toString();
        QCOMPARE(lines, (QStringList{QStringLiteral("ask c:3"), QStringLiteral("allow b:2"), QStringLiteral("allow a:1")}));
    }
};

QTEST_GUILESS_MAIN(UnitRule)
#include "unit_rule.moc"
