// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/access.h"

#include <QTest>

using namespace culvert;
using namespace culvert::peer;

namespace {

QList<Rule> rulesOf(const QStringList &lines)
{
    QList<Rule> rules;
    for (const QString &line : lines)
        rules.append(parseRule(line).value());
    return rules;
}

QList<IpAddress> addressesOf(const QStringList &texts)
{
    QList<IpAddress> out;
    for (const QString &text : texts)
        out.append(IpAddress::parse(text).value());
    return out;
}

QString said(const Decision &decision)
{
    return verbName(decision.verb) + (decision.line ? QStringLiteral(" %1").arg(*decision.line + 1) : QString());
}

// What happens to HOST:PORT whose name, if it is one, resolves to these addresses: "allow 2: 10.0.0.1", "deny", …
QString outcome(const QList<Rule> &rules, const QString &hostText, quint16 port, const QStringList &resolved)
{
    const auto host = normalisedHost(hostText);
    if (!host)
        return QStringLiteral("refused");
    QList<IpAddress> addresses = knownAddresses(*host);
    if (addresses.isEmpty()) {
        if (const auto decision = decideUnresolved(rules, *host, port))
            return said(*decision) + QStringLiteral(", not looked up");
        addresses = addressesOf(resolved);
    }
    const Judgement judgement = judge(rules, *host, addresses, port);
    QStringList dialled;
    for (const IpAddress &address : judgement.addresses)
        dialled << address.toString();
    return judgement.decision.verb == RuleVerb::Deny ? said(judgement.decision) : said(judgement.decision) + QStringLiteral(": ") + dialled.join(u' ');
}

} // namespace

class UnitPeer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRulesSayWhereAPeerMayListen_data()
    {
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<QString>("on");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *rules, const char *on, const char *expected) {
            QTest::newRow(qPrintable(QStringLiteral("%1 | %2").arg(QLatin1String(rules), QLatin1String(on))))
                << QString::fromLatin1(rules).split(u';', Qt::SkipEmptyParts) << QString::fromLatin1(on) << QString::fromLatin1(expected);
        };
        row("", "127.0.0.1:8080", "deny");
        row("allow *:*", "127.0.0.1:8080", "deny"); // of what may be reached: another matter
        row("allow 127.0.0.0/8:*", "127.0.0.1:8080", "deny");
        row("allow listen 8080", "127.0.0.1:8080", "allow 1");
        row("allow listen 8080", "[::1]:8080", "allow 1");
        row("allow listen 8080", "127.0.0.1:8081", "deny");
        row("allow listen 8000-8100", "127.0.0.1:8100", "allow 1");
        // Not for this machine alone: only by a line that names it.
        row("allow listen 8080", "0.0.0.0:8080", "deny");
        row("allow listen 8080", "[::]:8080", "deny");
        row("allow listen *", "192.168.1.10:8080", "deny");
        row("allow listen 192.168.1.10:8080", "192.168.1.10:8080", "allow 1");
        row("allow listen 192.168.1.0/24:8080", "192.168.1.10:8080", "allow 1");
        row("allow listen 192.168.1.10:8080", "127.0.0.1:8080", "deny");
        row("allow listen 0.0.0.0:8080", "0.0.0.0:8080", "allow 1");
        row("allow listen 0.0.0.0/0:8080", "0.0.0.0:8080", "deny"); // a range that happens to hold it
        row("allow listen [::]:8080", "[::]:8080", "allow 1");
        row("allow listen *:8080", "0.0.0.0:8080", "allow 1");
        row("allow listen *:8080", "10.0.0.1:8080", "allow 1");
        // Every address holds the one that is denied.
        row("deny listen 192.168.1.10:8080;allow listen *:8080", "0.0.0.0:8080", "deny 1");
        row("deny listen 192.168.1.10:8080;allow listen *:8080", "[::]:8080", "deny 1");
        row("deny listen [fd00::1]:8080;allow listen *:8080", "0.0.0.0:8080", "allow 2");
        row("deny listen 8080;allow listen *:*", "0.0.0.0:8080", "deny 1");
        row("deny listen 192.168.1.10:8080;allow listen *:8080", "[::ffff:192.168.1.10]:8080", "deny 1");
        // Any port that is free.
        row("allow listen *", "127.0.0.1:0", "allow 1");
        row("allow listen 1024-65535", "127.0.0.1:0", "deny");
        row("deny listen 25;allow listen *", "127.0.0.1:0", "allow 2");
    }
    void theRulesSayWhereAPeerMayListen()
    {
        QFETCH(const QStringList, lines);
        QFETCH(const QString, on);
        QFETCH(const QString, expected);
        QList<Rule> rules;
        for (const QString &line : lines)
            rules.append(parseRule(line).value());
        const Endpoint endpoint = parseListen(on).value();
        QCOMPARE(said(decideListen(rules, *IpAddress::parse(endpoint.host), endpoint.port)), expected);
        // And such lines open no target.
        for (Rule &rule : rules) {
            if (rule.listen)
                QCOMPARE(decide({rule}, *normalisedHost(endpoint.host), *IpAddress::parse(endpoint.host), 8080), Decision());
        }
    }

    void theRulesDecide_data()
    {
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QStringList>("resolved");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *rules, const char *target, const char *resolved, const char *expected) {
            QTest::newRow(qPrintable(QStringLiteral("%1 | %2 %3").arg(QString::fromUtf8(rules), QString::fromUtf8(target), QString::fromUtf8(resolved))))
                << QString::fromUtf8(rules).split(u';', Qt::SkipEmptyParts) << QString::fromUtf8(target)
                << QString::fromUtf8(resolved).split(u' ', Qt::SkipEmptyParts) << QString::fromUtf8(expected);
        };
        row("", "127.0.0.1:80", "", "deny");
        row("", "nas:80", "10.0.0.1", "deny, not looked up");

        // Addresses and ranges.
        row("allow 10.0.0.0/8:80-443", "10.255.1.2:80", "", "allow 1: 10.255.1.2");
        row("allow 10.0.0.0/8:80-443", "10.255.1.2:443", "", "allow 1: 10.255.1.2");
        row("allow 10.0.0.0/8:80-443", "10.255.1.2:79", "", "deny");
        row("allow 10.0.0.0/8:80-443", "10.255.1.2:444", "", "deny");
        row("allow 10.0.0.0/8:80-443", "11.0.0.1:80", "", "deny");
        row("allow [fd00::/8]:22", "fd12:3456::1:22", "", "allow 1: fd12:3456::1");
        row("allow [fd00::/8]:22", "fe00::1:22", "", "deny");
        row("allow 0.0.0.0/0:*", "fd00::1:22", "", "deny");
        row("allow [::/0]:*", "10.0.0.1:22", "", "deny");
        row("allow 10.0.0.1:*", "nas:22", "10.0.0.1", "deny, not looked up");

        // Order.
        row("deny 10.0.0.5:*;allow 10.0.0.0/8:*", "10.0.0.5:22", "", "deny 1");
        row("allow 10.0.0.0/8:*;deny 10.0.0.5:*", "10.0.0.5:22", "", "allow 1: 10.0.0.5");
        row("ask 10.0.0.5:*;allow 10.0.0.0/8:*", "10.0.0.5:22", "", "ask 1: 10.0.0.5");
        row("deny *:25;allow *:*", "10.0.0.5:25", "", "deny 1");
        row("deny *:25;allow *:*", "nas:25", "", "deny 1, not looked up");
        row("deny *:25;allow *:*", "nas:26", "10.0.0.5", "allow 2: 10.0.0.5");

        // Names: an exact one may be private, a pattern only public.
        row("allow nas.lan:80", "nas.lan:80", "192.168.1.2", "allow 1: 192.168.1.2");
        row("allow nas.lan:80", "other.lan:80", "192.168.1.2", "deny, not looked up");
        row("allow nas.lan:80", "x.nas.lan:80", "192.168.1.2", "deny, not looked up");
        row("allow *.lan:80", "nas.lan:80", "192.168.1.2", "deny");
        row("allow *.lan:80", "nas.lan:80", "192.168.1.2 93.184.216.34 fd00::1", "allow 1: 93.184.216.34");
        row("allow *.example.org:443", "a.b.example.org:443", "93.184.216.34 2606:2800::1", "allow 1: 93.184.216.34 2606:2800::1");
        row("allow *.example.org:443", "example.org:443", "93.184.216.34", "deny, not looked up");
        row("allow *.example.org:443", "badexample.org:443", "93.184.216.34", "deny, not looked up");
        row("allow *.example.org:443", "a.example.org.evil.net:443", "93.184.216.34", "deny, not looked up");
        row("allow *.example.org:443", "a.example.org:443", "::ffff:93.184.216.34 64:ff9b::5db8:d822 2002:5db8:d822::1", "deny");

        // Ranges deny names that resolve into them, in every clothing; only what is left is dialled.
        row("deny 10.0.0.0/8:*;allow nas.lan:80", "nas.lan:80", "10.0.0.1", "deny 1");
        row("deny 10.0.0.0/8:*;allow nas.lan:80", "nas.lan:80", "10.0.0.1 192.168.1.1", "allow 2: 192.168.1.1");
        row("allow nas.lan:80;deny 10.0.0.0/8:*", "nas.lan:80", "10.0.0.1", "allow 1: 10.0.0.1");
        row("deny 10.0.0.0/8:*;allow [::ffff:0:0/96]:*", "::ffff:10.0.0.1:80", "", "deny 1");
        row("deny 10.0.0.0/8:*;allow [::/0]:*;allow *:*", "64:ff9b::a00:1:80", "", "deny 1");
        row("deny 10.0.0.0/8:*;allow [::/0]:*", "2002:a00:1::1:80", "", "deny 1");
        row("deny [::ffff:10.0.0.0/104]:*;allow 10.0.0.0/8:*", "10.0.0.1:80", "", "deny 1");
        row("ask 10.0.0.0/8:*;allow *:*", "nas:80", "10.0.0.1", "allow 2: 10.0.0.1");
        row("allow a.lan:80;ask *:*", "b.lan:80", "10.0.0.1 127.0.0.1", "ask 2: 10.0.0.1");

        // Special addresses need a line that names them.
        for (const char *special : {"127.0.0.1", "127.9.9.9", "0.0.0.0", "169.254.169.254", "::1", "::", "fe80::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1",
                                    "255.255.255.255", "224.0.0.1"}) {
            const QByteArray target = QByteArray(special) + ":80";
            row("allow *:*;allow 0.0.0.0/0:*;allow [::/0]:*;allow 0.0.0.0/1:*", target, "", "deny");
            row("allow nas:80;allow *:*;allow *.nas:80", "nas:80", special, "deny");
            row("deny *:80", target, "", "deny 1");
        }
        row("allow 127.0.0.0/8:80", "127.0.0.1:80", "", "allow 1: 127.0.0.1");
        row("allow 126.0.0.0/7:80", "127.0.0.1:80", "", "deny");
        row("allow 127.0.0.0/8:80", "nas:80", "127.0.0.1", "deny, not looked up");
        row("allow 127.0.0.0/8:80", "::ffff:127.0.0.1:80", "", "deny");
        row("allow [::ffff:0:0/96]:80", "::ffff:127.0.0.1:80", "", "deny");
        row("allow [::ffff:0:0/96]:80", "::ffff:10.0.0.1:80", "", "allow 1: ::ffff:10.0.0.1");
        row("allow [::ffff:127.0.0.0/104]:80", "::ffff:127.0.0.1:80", "", "allow 1: ::ffff:127.0.0.1");
        row("allow [::ffff:127.0.0.1]:80", "127.0.0.1:80", "", "deny");
        row("allow [fe80::1%eth0]:80", "fe80::1%eth0:80", "", "allow 1: fe80::1%eth0");
        row("allow [fe80::1%eth0]:80", "fe80::1%eth1:80", "", "deny");
        row("allow [fe80::1%eth0]:80", "fe80::1:80", "", "deny");
        row("allow [fe80::1]:80", "fe80::1%eth0:80", "", "deny");
        row("allow [fe80::/10]:80", "fe80::1%eth0:80", "", "allow 1: fe80::1%eth0");
        row("deny [fe80::1]:80;allow [fe80::/10]:80", "fe80::1%eth0:80", "", "deny 1");
        row("deny [fe80::1%eth0]:80;allow [fe80::/10]:80", "fe80::1%eth1:80", "", "allow 2: fe80::1%eth1");

        // localhost is a word for two addresses, in a line and in a target.
        row("allow localhost:3000", "LocalHost.:3000", "", "allow 1: 127.0.0.1 ::1");
        row("allow localhost:3000", "127.0.0.1:3000", "", "allow 1: 127.0.0.1");
        row("ask localhost:3000", "0x7f.1:3000", "", "ask 1: 127.0.0.1");
        row("allow localhost:3000", "::1:3000", "", "allow 1: ::1");
        for (const char *other : {"127.0.0.2", "0.0.0.0", "::", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1", "10.0.0.1", "169.254.0.1"})
            row("allow localhost:3000", QByteArray(other) + ":3000", "", "deny");
        row("allow localhost:3000", "127.0.0.1:3001", "", "deny");
        row("allow localhost:3000", "nas:3000", "127.0.0.1", "deny, not looked up");
        row("allow localhost:3000;allow *:*", "nas:3000", "127.0.0.1 ::1 ::ffff:127.0.0.1", "deny");
        row("allow 127.0.0.1:3000", "localhost:3000", "", "allow 1: 127.0.0.1");
        row("allow [::1]:3000;ask 127.0.0.0/8:*", "localhost:3000", "", "allow 1: ::1");
        row("allow 126.0.0.0/7:*;allow 0.0.0.0/0:*;allow [::/0]:*;allow 127.0.0.2:*", "localhost:3000", "", "deny");
        for (const char *loopback : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1", "2002:7f00:1::1", "0.0.0.0", "::",
                                     "::ffff:0.0.0.0", "localhost"}) {
            const QByteArray all = ";allow 127.0.0.0/8:*;allow [::1]:*;allow [::/96]:*;allow [::]:*;allow [::ffff:127.0.0.0/104]:*;"
                                   "allow [::ffff:0.0.0.0/104]:*;allow 0.0.0.0/8:*;allow [::/0]:*;allow *:*";
            row("deny localhost:80" + all, QByteArray(loopback) + ":80", "", "deny 1");
            if (loopback != QByteArray("localhost"))
                row("deny localhost:80;allow nas:80" + all, "nas:80", loopback, "deny 1");
        }
        row("deny localhost:80;allow *:*", "10.0.0.1:80", "", "allow 2: 10.0.0.1");
        row("deny localhost:80;allow *:*", "nas:80", "10.0.0.1", "allow 2: 10.0.0.1");
        row("deny localhost:80;allow 127.0.0.1:*", "127.0.0.1:81", "", "allow 2: 127.0.0.1");
        row("deny localhost.lan:80;allow 127.0.0.1:80", "127.0.0.1:80", "", "allow 2: 127.0.0.1");
        row("deny [::1]:*;allow localhost:3000", "localhost:3000", "", "allow 2: 127.0.0.1");
        row("allow *:*", "localhost:3000", "", "deny");
        row("allow *.localhost:80;allow a.localhost:80", "a.localhost:80", "127.0.0.1", "deny");
    }
    void theRulesDecide()
    {
        QFETCH(QStringList, lines);
        QFETCH(QString, target);
        QFETCH(QStringList, resolved);
        QFETCH(QString, expected);
        const qsizetype colon = target.lastIndexOf(u':');
        QCOMPARE(outcome(rulesOf(lines), target.left(colon), target.mid(colon + 1).toUShort(), resolved), expected);
    }

    // So that the name opens nothing that its addresses do not, whatever the lines.
    void localhostIsDecidedAsItsAddressesAre()
    {
        const QStringList lines{QStringLiteral("allow localhost:80"), QStringLiteral("deny localhost:*"), QStringLiteral("ask 127.0.0.1:80"),
                                QStringLiteral("allow 127.0.0.0/8:*"), QStringLiteral("deny 127.0.0.1:80"), QStringLiteral("allow [::1]:80"),
                                QStringLiteral("deny [::/0]:*"), QStringLiteral("allow *:*"), QStringLiteral("deny *:80")};
        const Host name = normalisedHost(QStringLiteral("localhost")).value();
        for (const QString &first : lines) {
            for (const QString &second : lines) {
                for (const QString &third : lines) {
                    const auto rules = rulesOf({first, second, third});
                    for (const IpAddress &address : knownAddresses(name))
                        QCOMPARE(said(decide(rules, name, address, 80)), said(decide(rules, normalisedHost(address.toString()).value(), address, 80)));
                }
            }
        }
    }

    // Whatever is written, it is never a way to an address that the lines deny: with 127.0.0.1 denied and all else as open
    // as it can be, and with nothing but the neighbour of 127.0.0.1 allowed.
    void noSpellingReachesADeniedAddress()
    {
        const auto shut = rulesOf({QStringLiteral("deny 127.0.0.1:*"), QStringLiteral("allow 127.0.0.0/8:*"), QStringLiteral("allow [::/96]:*"),
                                   QStringLiteral("allow [::ffff:127.0.0.0/104]:*"), QStringLiteral("allow [64:ff9b::/96]:*"), QStringLiteral("allow *:*")});
        QList<Rule> named = shut;
        named.prepend(parseRule(QStringLiteral("deny localhost:*")).value());
        named.removeAt(1);
        const auto narrow = rulesOf({QStringLiteral("allow 127.0.0.2:80")});
        int refused = 0;
        for (const char *spelling :
             {"127.0.0.1", "0x7f.1", "127.1", "2130706433", "0x7f000001", "017700000001", "0177.0.0.1", "127.000.000.001", "127.0.0.1.", "127.0.1",
              "0x7f.0x0.0x0.0x1", "::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1", "2002:7f00:1::",
              "::ffff:127.0.0.1%lo", "127.0.0.1%lo", "\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "\u0661\u0662\u0667.0.0.1", "\u2460\u2461\u2466.0.0.1",
              "localhost", "LOCALHOST.", "127.0.0.1.nip.io", "rebind.example", "127.0.0.1 ", "[127.0.0.1]", "127.0.0.1\n", "127.0.0.256"}) {
            const QString host = QString::fromUtf8(spelling);
            // What the attacker's name server answers, if it is asked.
            const QStringList resolved{QStringLiteral("127.0.0.1"), QStringLiteral("::ffff:127.0.0.1")};
            const QString one = outcome(shut, host, 80, resolved);
            const QString two = outcome(narrow, host, 80, resolved);
            QCOMPARE(outcome(named, host, 80, resolved), one);
            QString shown = host.toHtmlEscaped().replace(u'\n', QStringLiteral("\\n"));
            qInfo("%-28s %-34s %s", qPrintable(shown), qPrintable(one), qPrintable(two));
            QVERIFY2(one.startsWith(QStringLiteral("deny")) || one == QStringLiteral("refused"), qPrintable(host + u' ' + one));
            QVERIFY2(two.startsWith(QStringLiteral("deny")) || two == QStringLiteral("refused"), qPrintable(host + u' ' + two));
            ++refused;
        }
        QVERIFY(refused >= 20);
    }

    // "always" writes such a line: it must be enough for what was asked.
    void theLineOfATargetOpensItselfWhereALineAsksForIt()
    {
        const auto ask = rulesOf({QStringLiteral("ask *:*"), QStringLiteral("ask localhost:*"), QStringLiteral("ask 127.0.0.0/8:*"), QStringLiteral("ask [fe80::/10]:*"),
                                  QStringLiteral("ask [::ffff:0:0/96]:*")});
        for (const char *text : {"nas", "localhost", "127.0.0.1", "10.0.0.1", "fe80::1%eth0", "::ffff:10.0.0.1", "fd00::1"}) {
            const Host host = normalisedHost(QString::fromLatin1(text)).value();
            const auto addresses = knownAddresses(host).isEmpty() ? addressesOf({QStringLiteral("10.0.0.1")}) : knownAddresses(host);
            QCOMPARE(judge(ask, host, addresses, 80).decision.verb, RuleVerb::Ask);
            QList<Rule> answered = ask;
            putFirst(answered, {ruleFor(RuleVerb::Allow, {host.toString(), 80}).value()});
            const Judgement allowed = judge(answered, host, addresses, 80);
            QCOMPARE(said(allowed.decision), QStringLiteral("allow 1"));
            QCOMPARE(allowed.addresses, addresses);
            putFirst(answered, {ruleFor(RuleVerb::Deny, {host.toString(), 80}).value()});
            QCOMPARE(said(judge(answered, host, addresses, 80).decision), QStringLiteral("deny 1"));
        }
    }
};

QTEST_GUILESS_MAIN(UnitPeer)
#include "unit_peer.moc"
