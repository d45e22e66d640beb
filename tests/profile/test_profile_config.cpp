// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "profile/config_json.h"
#include "support/utc.h"

#include <QTest>

using namespace culvert;
using namespace culvert::profile;

namespace {

const QByteArray keyA(64, 'A');
const QByteArray keyB(64, 'B');

PublicKey publicKey(char digit) { return *PublicKey::fromHex(QString(64, QLatin1Char(digit))); }

// The XOR of all 2-byte words must be zero: 16 equal words, a nospam of two equal words, a zero checksum.
ToxAddress addressOf(char digit)
{
    return *ToxAddress::fromHex(QString(64, QLatin1Char(digit)) + QStringLiteral("12341234") + QStringLiteral("0000"));
}

Config everything()
{
    Config config;
    config.peers.append({QStringLiteral("office"), publicKey('A'), false, true, {}, {},
                         {*parseRule(u"allow 127.0.0.1:80"), *parseRule(u"deny [::1]:22"), *parseRule(u"ask *.example.org:80-443")}});
    config.peers.append({QString::fromUtf8("家里"), publicKey('B'), true, false, addressOf('B'), InviteToken(), {}, {{QStringLiteral("nas.example"), 33500}}});
    config.invites.append({TokenHash(), test::utc(QDate(2026, 1, 2), QTime(3, 4, 5, 678)), {{{QStringLiteral("web"), 80}}}});
    config.endedInvites.append({config.invites.first(), InviteEnd::Used, test::utc(QDate(2026, 1, 2), QTime(3, 5)), QStringLiteral("nas"), PublicKey()});
    config.endedInvites.append({config.invites.first(), InviteEnd::AddressChanged, test::utc(QDate(2026, 1, 2), QTime(3, 6))});
    config.tunnels.append({QStringLiteral("web"), publicKey('A'), {QStringLiteral("127.0.0.1"), 0}, {QStringLiteral("nas"), 443}, false});
    config.tunnels.append({QStringLiteral("browse"), publicKey('A'), {QStringLiteral("127.0.0.1"), 1080}, {}, true, TunnelKind::Proxy,
                           Login{QStringLiteral("me"), LoginSalt(), LoginHash()}});
    config.settings.toxUdp = false;
    config.settings.toxUdpPort = 33500;
    config.settings.resumeLimitSeconds = 60;
    config.unknown.insert(QStringLiteral("future"), QJsonObject{{QStringLiteral("x"), 1}});
    return config;
}

} // namespace

class TestProfileConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBackAsItWasWritten()
    {
        const auto back = decodeConfig(encodeConfig(everything()));
        QVERIFY(back.ok());
        QCOMPARE(*back, everything());
    }

    // Names were taken once that are not any more.
    void namesWithUnseenCharactersAreRead()
    {
        Config config = everything();
        const QString name = QStringLiteral("\u202en\u2066a\u200bs\u3164");
        config.peers[0].name = name;
        config.invites[0].label = name;
        config.tunnels[0].name = name;
        config.tunnels[0].group = name;
        config.settings.machineName = name;
        const auto back = decodeConfig(encodeConfig(config));
        QVERIFY(back.ok());
        QCOMPARE(*back, config);
    }

    void onlyAPendingPeerKeepsItsTokenAndAddress()
    {
        Config config = everything();
        config.peers[1].pending = false;
        const QByteArray json = encodeConfig(config);
        QVERIFY(!json.contains("\"token\""));
        QVERIFY(!json.contains("\"address\""));
        QVERIFY(!decodeConfig(json)->peers[1].token);
    }

    void anEmptyConfigIsAllDefaults() { QCOMPARE(*decodeConfig("{\"version\":1}"), Config()); }

    void theRulesOfVersion1AreRead()
    {
        const auto config = decodeConfig("{\"version\":1,\"peers\":[{\"name\":\"a\",\"id\":\"" + keyA + "\",\"rules\":["
                                         "{\"allow\":true,\"target\":\"127.0.0.1:80\"},{\"allow\":false,\"target\":\"[2001:DB8:0::1]:22\"},"
                                         "{\"allow\":true,\"target\":\"Nas.Example:443\"},{\"allow\":true,\"target\":\"127.1:8080\"},"
                                         "{\"allow\":true,\"target\":\"*:80\"},{\"allow\":true,\"target\":\"[::x]:80\"}]}]}");
        QVERIFY(config.ok());
        QStringList lines;
        for (const Rule &rule : config->peers.first().rules)
            lines.append(rule.toString());
        // A star named nothing then, and must not come to mean everything.
        QCOMPARE(lines, (QStringList{QStringLiteral("allow 127.0.0.1:80"), QStringLiteral("deny [2001:db8::1]:22"),
                                     QStringLiteral("allow nas.example:443"), QStringLiteral("allow 127.0.0.1:8080")}));
        QVERIFY(encodeConfig(*config).contains("\"version\": 2"));
        QCOMPARE(*decodeConfig(encodeConfig(*config)), *config);
    }

    // A program before UDP forwards would take the line for a broken config.
    void aRuleOfUdpMakesTheConfigNewer()
    {
        Config config;
        config.peers.append({QStringLiteral("a"), publicKey('A'), false, false, {}, {}, {*parseRule(u"allow 10.0.0.1:53")}});
        config.tunnels.append({QStringLiteral("dns"), publicKey('A'), {QStringLiteral("127.0.0.1"), 5300}, {QStringLiteral("10.0.0.1"), 53}, true,
                               TunnelKind::Udp});
        QVERIFY(encodeConfig(config).contains("\"version\": 2")); // which keeps lists of tunnels that it does not know
        QCOMPARE(*decodeConfig(encodeConfig(config)), config);
        config.peers.first().rules.append(*parseRule(u"allow 10.0.0.1:53/udp"));
        QVERIFY(encodeConfig(config).contains("\"version\": 3"));
        QCOMPARE(*decodeConfig(encodeConfig(config)), config);
    }

    void aTargetOfUdpInAnOpenInviteMakesTheConfigNewer()
    {
        Config config;
        config.invites.append({TokenHash(), test::utc(QDate(2026, 1, 2), QTime(3, 4)), {Target{{QStringLiteral("10.0.0.1"), 53}, Protocol::Udp}}});
        QVERIFY(encodeConfig(config).contains("\"version\": 3"));
        QCOMPARE(*decodeConfig(encodeConfig(config)), config);
        config.endInvites([](const InviteEntry &) { return true; }, InviteEnd::Revoked, config.invites.first().expiresAt);
        QVERIFY(encodeConfig(config).contains("\"version\": 2")); // of which it keeps the list, without reading it
        QCOMPARE(*decodeConfig(encodeConfig(config)), config);
    }

    void anInviteEndsWhenItsTimeIsUpAlsoWhereTheListOfEndedOnesIsFull()
    {
        const QDateTime expires = test::utc(QDate(2026, 1, 2), QTime(3, 4));
        Config config;
        config.endedInvites.fill({}, limits::endedInvitesKept);
        config.invites.append({TokenHash(), expires, {}});
        config.endExpiredInvites(expires.addDays(1));
        QCOMPARE(config.invites.size(), 0);
        QCOMPARE(config.endedInvites.size(), limits::endedInvitesKept);
        QCOMPARE(config.endedInvites.last().at, expires);
    }

    void aNewerVersionIsRefused()
    {
        QCOMPARE(decodeConfig("{\"version\":4,\"peers\":7}").error().code, ErrorCode::ProfileTooNew);
    }

    void everyWrongInputIsAnError_data()
    {
        QTest::addColumn<QByteArray>("json");
        const auto peer = [](const QByteArray &rest) {
            return QByteArray("{\"version\":1,\"peers\":[{\"name\":\"a\",\"id\":\"" + keyA + "\"" + rest + "}]}");
        };
        const auto forward = [](const QByteArray &fields) {
            return QByteArray("{\"version\":1,\"peers\":[{\"name\":\"a\",\"id\":\"" + keyA + "\"}],\"forwards\":[{" + fields + "}]}");
        };
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("hello");
        QTest::newRow("cut short") << encodeConfig(everything()).chopped(20);
        QTest::newRow("binary") << QByteArray("\0\xff\0", 3);
        QTest::newRow("no version") << QByteArray("{}");
        QTest::newRow("version 0") << QByteArray("{\"version\":0}");
        QTest::newRow("version text") << QByteArray("{\"version\":\"1\"}");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("peers object") << QByteArray("{\"version\":1,\"peers\":{}}");
        QTest::newRow("peer text") << QByteArray("{\"version\":1,\"peers\":[\"a\"]}");
        QTest::newRow("peer without id") << QByteArray("{\"version\":1,\"peers\":[{\"name\":\"a\"}]}");
        QTest::newRow("short id") << QByteArray("{\"version\":1,\"peers\":[{\"name\":\"a\",\"id\":\"AB\"}]}");
        QTest::newRow("long id") << QByteArray("{\"version\":1,\"peers\":[{\"name\":\"a\",\"id\":\"" + keyA + "A\"}]}");
        QTest::newRow("empty name") << QByteArray("{\"version\":1,\"peers\":[{\"name\":\"\",\"id\":\"" + keyA + "\"}]}");
        QTest::newRow("same name twice") << QByteArray("{\"version\":1,\"peers\":[{\"name\":\"a\",\"id\":\"" + keyA + "\"},{\"name\":\"a\",\"id\":\"" + keyB + "\"}]}");
        QTest::newRow("same key twice") << QByteArray("{\"version\":1,\"peers\":[{\"name\":\"a\",\"id\":\"" + keyA + "\"},{\"name\":\"b\",\"id\":\"" + keyA + "\"}]}");
        QTest::newRow("pending text") << peer(",\"pending\":\"yes\"");
        QTest::newRow("pending without address") << peer(",\"pending\":true");
        QTest::newRow("half a token") << peer(",\"pending\":true,\"token\":\"00\",\"address\":\"" + keyA + "123412340000\"");
        QTest::newRow("a stranger that is not blocked") << peer(",\"stranger\":true");
        QTest::newRow("address of another") << peer(",\"pending\":true,\"token\":\"" + QByteArray(32, '0') + "\",\"address\":\"" + keyB + "123412340000\"");
        QTest::newRow("rules text") << peer(",\"rules\":\"all\"");
        QTest::newRow("rule text") << peer(",\"rules\":[\"all\"]");
        QTest::newRow("rule number") << peer(",\"rules\":[7]");
        QTest::newRow("rule of a wrong line") << peer(",\"rules\":[\"allow nas\"]");
        QTest::newRow("rule without allow") << peer(",\"rules\":[{\"target\":\"a:1\"}]");
        QTest::newRow("rule without target") << peer(",\"rules\":[{\"allow\":true}]");
        QTest::newRow("rule port 0") << peer(",\"rules\":[{\"allow\":true,\"target\":\"a:0\"}]");
        QTest::newRow("forward empty") << forward("");
        QTest::newRow("forward stranger") << forward("\"name\":\"w\",\"peer\":\"" + keyB + "\",\"listen\":\"1\",\"target\":\"a:1\"");
        QTest::newRow("forward listen") << forward("\"name\":\"w\",\"peer\":\"" + keyA + "\",\"listen\":\"x\",\"target\":\"a:1\"");
        QTest::newRow("forward target") << forward("\"name\":\"w\",\"peer\":\"" + keyA + "\",\"listen\":\"1\",\"target\":\"a\"");
        QTest::newRow("forward started") << forward("\"name\":\"w\",\"peer\":\"" + keyA + "\",\"listen\":\"1\",\"target\":\"a:1\",\"started\":1");
        QTest::newRow("invite hash") << QByteArray("{\"version\":1,\"invites\":[{\"tokenHash\":\"00\",\"expiresAt\":\"2026-01-01T00:00:00Z\"}]}");
        QTest::newRow("invite time") << QByteArray("{\"version\":1,\"invites\":[{\"tokenHash\":\"" + QByteArray(64, '0') + "\",\"expiresAt\":\"soon\"}]}");
        QTest::newRow("settings list") << QByteArray("{\"version\":1,\"settings\":[]}");
        QTest::newRow("setting not for it") << QByteArray("{\"version\":1,\"settings\":{\"tox.udpPort\":\"70000\"}}");
        QTest::newRow("setting of another type") << QByteArray("{\"version\":1,\"settings\":{\"tox.udp\":true}}");
    }
    void everyWrongInputIsAnError()
    {
        QFETCH(const QByteArray, json);
        const auto config = decodeConfig(json);
        QVERIFY(!config.ok());
        QCOMPARE(config.error().code, ErrorCode::ConfigBroken);
        QVERIFY(!config.error().detail.isEmpty());
    }

    void aPeerIsFoundByNameKeyOrUniquePrefix()
    {
        Config config;
        config.peers.append({QStringLiteral("office"), publicKey('A'), false, false, {}, {}, {}});
        config.peers.append({QStringLiteral("office-2"), publicKey('B'), false, false, {}, {}, {}});
        config.peers.append({QStringLiteral("home"), *PublicKey::fromHex(QStringLiteral("AB") + QString(62, u'0')), false, false, {}, {}, {}});
        QCOMPARE(*config.findPeer(QStringLiteral("office")), publicKey('A'));
        QCOMPARE(*config.findPeer(QStringLiteral("office-")), publicKey('B'));
        QCOMPARE(*config.findPeer(QStringLiteral("h")), config.peers[2].id);
        QCOMPARE(*config.findPeer(QString(64, u'b')), publicKey('B'));
        QCOMPARE(*config.findPeer(QStringLiteral("aaa")), publicKey('A'));
        // Whoever calls itself by another's key is not the other.
        config.peers[2].name = publicKey('B').toHex();
        QCOMPARE(*config.findPeer(publicKey('B').toHex()), publicKey('B'));
        QCOMPARE(config.findPeer(QStringLiteral("A")).error().code, ErrorCode::PeerAmbiguous);
        QCOMPARE(config.findPeer(QStringLiteral("off")).error().code, ErrorCode::PeerAmbiguous);
        for (const QString &none : {QString(), QStringLiteral(" "), QStringLiteral("x"), QString(64, u'C'), QString(65, u'A')})
            QCOMPARE(config.findPeer(none).error().code, ErrorCode::PeerUnknown);
    }

    void everySettingIsReadAndWrittenByItsKey()
    {
        Settings settings;
        for (const QString &key : settingKeys()) {
            const auto value = readSetting(settings, key);
            QVERIFY2(value.ok(), qPrintable(key));
            QVERIFY(writeSetting(settings, key, *value).ok());
        }
        QCOMPARE(settings, Settings());
        QVERIFY(writeSetting(settings, QStringLiteral("tox.udp"), QStringLiteral("Off")).ok());
        QVERIFY(!settings.toxUdp);
        QVERIFY(writeSetting(settings, QStringLiteral("resumeLimit"), QStringLiteral("2m")).ok());
        QCOMPARE(settings.resumeLimitSeconds, 120);
    }

    void aWrongSettingChangesNothing()
    {
        Settings settings;
        for (const auto &[key, value] : QList<QPair<QString, QString>>{{QStringLiteral("tox.udp"), QStringLiteral("maybe")}, {QStringLiteral("tox.proxy"), QStringLiteral("127.0.0.1:9050")}, {QStringLiteral("tox.proxy"), QStringLiteral("ftp://a:1")}, {QStringLiteral("tox.proxy"), QStringLiteral("socks5://a")},
                                                                       {QStringLiteral("tox.udpPort"), QStringLiteral("65536")},
                                                                       {QStringLiteral("tox.udpPort"), QStringLiteral("-1")},
                                                                       {QStringLiteral("tox.udpPort"), QString()},
                                                                       {QStringLiteral("resumeLimit"), QStringLiteral("0")},
                                                                       {QStringLiteral("resumeLimit"), QStringLiteral("999999999h")}}) {
            const auto written = writeSetting(settings, key, value);
            QVERIFY(!written.ok());
            QCOMPARE(written.error().code, ErrorCode::SettingInvalid);
            QCOMPARE(written.error().detail, key);
        }
        QCOMPARE(writeSetting(settings, QStringLiteral("colour"), QStringLiteral("1")).error().code, ErrorCode::SettingUnknown);
        QCOMPARE(readSetting(settings, QStringLiteral("colour")).error().code, ErrorCode::SettingUnknown);
        QCOMPARE(settings, Settings());
    }
};

QTEST_GUILESS_MAIN(TestProfileConfig)
#include "test_profile_config.moc"
