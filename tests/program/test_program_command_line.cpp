// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/command_json.h"
#include "api/enum_names.h"
#include "api/qr_code.h"
#include "api/snapshot_json.h"
#include "app/cli/command_line.h"
#include "app/cli/duration.h"
#include "app/cli/help.h"
#include "app/cli/output.h"
#include "app/cli/table.h"
#include "app/cli/tables.h"
#include "app/common/translations.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

#include <utility>

using namespace culvert;
using namespace culvert::cli;

namespace {

CommandLine parse(const char *line)
{
    return parseCommandLine(QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts));
}

// Those that a table shows untranslated, empty ones left out.
template <class Enum>
QStringList withoutWords()
{
    QStringList out;
    for (int number = 0; number <= int(api::detail::last(Enum{})); ++number) {
        const QString name = api::nameOf(Enum(number));
        if (!name.isEmpty() && word({{QStringLiteral("code"), name}}, "code") == name)
            out.append(name);
    }
    return out;
}

} // namespace

class TestProgramCommandLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCommandIsUnderstood_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("command");
        const auto row = [](const char *line, const char *json) { QTest::newRow(line) << QByteArray(line) << QByteArray(json); };
        row("id", R"({"command":"id"})");
        row("invite", R"({"command":"invite","allow":[],"expiresMs":3600000,"endpoints":[],"label":""})");
        row("invite --allow a:1 --expires 30m --allow=b:2", R"({"command":"invite","allow":["a:1","b:2"],"expiresMs":1800000,"endpoints":[],"label":""})");
        row("invite --endpoint a:1 --endpoint b:2", R"({"command":"invite","allow":[],"expiresMs":3600000,"endpoints":["a:1","b:2"],"label":""})");
        row("invite --label Ann", R"({"command":"invite","allow":[],"expiresMs":3600000,"endpoints":[],"label":"Ann"})");
        row("endpoint office a:1 b:2", R"({"command":"setEndpoints","peer":"office","endpoints":["a:1","b:2"]})");
        row("endpoint office none", R"({"command":"setEndpoints","peer":"office","endpoints":[]})");
        row("new-address", R"({"command":"newAddress"})");
        row("invites", R"({"command":"invites","ended":false})");
        row("invites ended", R"({"command":"invites","ended":true})");
        row("export", R"({"command":"exportTunnels"})");
        row("nodes", R"({"command":"nodes"})");
        row("nodes reset", R"({"command":"setNodes","text":"","keep":true})");
        row("invites list", R"({"command":"invites","ended":false})");
        row("invites revoke AB12", R"({"command":"revokeInvite","invite":"AB12"})");
        row("requests", R"({"command":"requests"})");
        row("accept AB12", R"({"command":"acceptRequest","request":"AB12","name":"","targets":[]})");
        row("accept AB12 --name nas --allow a:1 --allow b:2", R"({"command":"acceptRequest","request":"AB12","name":"nas","targets":["a:1","b:2"]})");
        row("refuse AB12", R"({"command":"refuseRequest","request":"AB12"})");
        row("block office", R"({"command":"blockPeer","peer":"office"})");
        row("unblock office", R"({"command":"unblockPeer","peer":"office"})");
        row("pair culvert:x --name office", R"({"command":"pair","link":"culvert:x","name":"office"})");
        row("--name office pair culvert:x", R"({"command":"pair","link":"culvert:x","name":"office"})");
        row("pair --name --json culvert:x", R"({"command":"pair","link":"culvert:x","name":"--json"})");
        row("peers", R"({"command":"peers"})");
        row("allow office a:1 b:2", R"({"command":"allow","peer":"office","targets":["a:1","b:2"]})");
        row("deny office a:1", R"({"command":"deny","peer":"office","targets":["a:1"]})");
        row("ask office *.example.org:*", R"({"command":"ask","peer":"office","targets":["*.example.org:*"]})");
        row("rules list office", R"({"command":"rules","peer":"office"})");
        row("rules add office allow 10.0.0.0/8:80-443", R"({"command":"addRule","peer":"office","rule":"allow 10.0.0.0/8:80-443","at":0})");
        row("rules add office --at 2 deny *:25", R"({"command":"addRule","peer":"office","rule":"deny *:25","at":2})");
        row("rules remove office 3", R"({"command":"removeRule","peer":"office","rule":"3"})");
        row("rules remove office deny *:25", R"({"command":"removeRule","peer":"office","rule":"deny *:25"})");
        row("rules test office nas:22", R"({"command":"testRules","peer":"office","target":"nas:22","addresses":[]})");
        row("questions", R"({"command":"questions"})");
        row("answer 7 once", R"({"command":"answer","id":7,"answer":"once"})");
        row("rename office work", R"({"command":"renamePeer","peer":"office","name":"work"})");
        row("remove office", R"({"command":"removePeer","peer":"office"})");
        row("remove -- -x", R"({"command":"removePeer","peer":"-x"})");
        row("forward add --peer p --listen 80 --target a:1 --name n", R"({"command":"addForward","peer":"p","listen":"80","target":"a:1","name":"n"})");
        row("forward add --target a:1 --listen=[::1]:0 --peer=p", R"({"command":"addForward","peer":"p","listen":"[::1]:0","target":"a:1","name":""})");
        row("forward edit t --listen 81", R"({"command":"editForward","tunnel":"t","peer":"","listen":"81","target":"","name":""})");
        row("forward start t", R"({"command":"startTunnel","tunnel":"t"})");
        row("forward stop t", R"({"command":"stopTunnel","tunnel":"t"})");
        row("forward remove t", R"({"command":"removeTunnel","tunnel":"t"})");
        row("forward list", R"({"command":"forwards"})");
        row("reverse add --peer p --listen 80 --target a:1", R"({"command":"addReverse","peer":"p","listen":"80","target":"a:1","name":""})");
        row("reverse edit t --target b:2", R"({"command":"editReverse","tunnel":"t","peer":"","listen":"","target":"b:2","name":""})");
        row("reverse list", R"({"command":"reverses"})");
        row("allow p listen 8080 a:1", R"({"command":"allow","peer":"p","targets":["listen 8080","a:1"]})");
        row("ask p listen 8080 listen 192.168.1.10:8000", R"({"command":"ask","peer":"p","targets":["listen 8080","listen 192.168.1.10:8000"]})");
        row("deny p a:1 listen 8080", R"({"command":"deny","peer":"p","targets":["a:1","listen 8080"]})");
        row("rules test p listen 8080", R"({"command":"testRules","peer":"p","target":"listen 8080","addresses":[]})");
        row("proxy add --peer p --listen 1080 --name n", R"({"command":"addProxy","peer":"p","listen":"1080","name":"n","user":"","password":""})");
        row("proxy edit n --listen 81", R"({"command":"editProxy","tunnel":"n","peer":"","listen":"81","name":"","password":""})");
        row("proxy edit n --no-user", R"({"command":"editProxy","tunnel":"n","peer":"","listen":"","name":"","user":"","password":""})");
        row("proxy stop n", R"({"command":"stopTunnel","tunnel":"n"})");
        row("proxy list", R"({"command":"proxies"})");
        row("connections", R"({"command":"connections"})");
        row("close 17", R"({"command":"closeConnection","id":17})");
        row("forward edit web --limit 500k --group=", R"({"command":"editForward","tunnel":"web","peer":"","listen":"","target":"","name":"","limit":"500k","group":""})");
        row("proxy add --peer p --listen 0 --group work", R"({"command":"addProxy","peer":"p","listen":"0","name":"","user":"","password":"","group":"work"})");
        row("refresh", R"({"command":"refresh"})");
        row("group list", R"({"command":"groups"})");
        row("group start work", R"({"command":"startGroup","group":"work"})");
        row("group stop work", R"({"command":"stopGroup","group":"work"})");
        row("status", R"({"command":"status"})");
        row("set tox.udp", R"({"command":"set","key":"tox.udp"})");
        row("set tox.udp false", R"({"command":"set","key":"tox.udp","value":"false"})");
    }
    void aCommandIsUnderstood()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const QByteArray, command);
        const CommandLine parsed = parse(line);
        QVERIFY(parsed.action.ok());
        const auto *api = std::get_if<api::Command>(&*parsed.action);
        QVERIFY(api);
        QCOMPARE(api::toJson(*api), QJsonDocument::fromJson(command).object());
    }

    void otherActionsAreUnderstood()
    {
        QVERIFY(std::holds_alternative<Run>(*parse("run").action));
        QVERIFY(std::holds_alternative<WatchConnections>(*parse("connections --watch").action));
        QVERIFY(std::holds_alternative<WatchConnections>(*parse("--watch connections").action));
        QCOMPARE(std::get<PairFromStdin>(*parse("pair - --name x").action).name, QStringLiteral("x"));
        QCOMPARE(std::get<TestPeer>(*parse("test p --seconds 9").action).seconds, 9);
        QCOMPARE(std::get<Connect>(*parse("connect p nas:22").action).peer, QStringLiteral("p"));
        QCOMPARE(std::get<Connect>(*parse("connect p nas:22").action).target, QStringLiteral("nas:22"));
        QCOMPARE(std::get<InviteAsQr>(*parse("invite --qr --expires 30m --allow a:1").action).command.expiresMs, 1'800'000);
        const CommandLine guarded = parse("proxy add --peer p --listen 0 --user me --user-password-file f");
        QCOMPARE(std::get<ProxyWithPassword>(*guarded.action).file, QStringLiteral("f"));
        QCOMPARE(std::get<api::AddProxy>(std::get<ProxyWithPassword>(*guarded.action).command).user, QStringLiteral("me"));
        for (const char *help : {"--help", "-h", "help", "forward --help", "frob --help"})
            QVERIFY2(std::holds_alternative<ShowHelp>(*parse(help).action), help);
        QVERIFY(std::holds_alternative<ShowVersion>(*parse("--version").action));
    }

    void globalOptionsStandAnywhere()
    {
        for (const char *line : {"--profile d --nodes n --json id", "id --json --nodes n --profile d", "--profile=d id --nodes=n --json"}) {
            const CommandLine parsed = parse(line);
            QVERIFY2(parsed.action.ok(), line);
            QCOMPARE(parsed.options.profileFolder, QStringLiteral("d"));
            QCOMPARE(parsed.options.nodesFile, QStringLiteral("n"));
            QVERIFY(parsed.options.json);
        }
        QVERIFY(!parse("id").options.json);
    }

    void aWrongUsageIsSaid_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("code");
        const auto row = [](const char *line, ErrorCode code = ErrorCode::UsageWrong) { QTest::newRow(line) << QByteArray(line) << int(code); };
        row("proxy add --listen 0");
        row("proxy add --peer p --listen 0 --target a:1");
        row("proxy add --peer p --listen 0 --user me");
        row("proxy add --peer p --listen 0 --user-password-file f");
        row("proxy edit n --no-user --user me");
        row("proxy frob", ErrorCode::CommandUnknown);
        row("group frob", ErrorCode::CommandUnknown);
        row("group start");
        row("forward add --peer p --listen 0 --target a:1 --limit");
        row("");
        row("--json");
        row("frob", ErrorCode::CommandUnknown);
        row("forward frob", ErrorCode::CommandUnknown);
        row("--frob id");
        row("id --frob=1");
        row("id -x");
        row("id extra");
        row("id --profile");
        row("id --profile=");
        row("id --json=yes");
        row("id --watch");
        row("id --name x");
        row("run now");
        row("pair");
        row("pair a b");
        row("pair a --name x --name y");
        row("invite --qr --json");
        row("id --qr");
        row("new-address x");
        row("invites frob", ErrorCode::CommandUnknown);
        row("invites revoke");
        row("invites revoke a b");
        row("requests x");
        row("accept");
        row("accept a b");
        row("accept a --name x --name y");
        row("refuse");
        row("block");
        row("unblock");
        row("allow");
        row("allow p");
        row("deny p");
        row("remove");
        row("rename p");
        row("rules");
        row("rules list");
        row("rules add p");
        row("rules add p --at 0 allow a:1");
        row("rules add p --at x allow a:1");
        row("rules list p --at 1");
        row("rules remove p");
        row("rules test p");
        row("rules frob p", ErrorCode::CommandUnknown);
        row("answer");
        row("answer 1");
        row("ask p");
        row("forward");
        row("forward start");
        row("forward add");
        row("forward add --peer p --listen 1");
        row("forward add --peer p --target a:1");
        row("forward add --listen 1 --target a:1");
        row("forward add --peer p --listen 1 --target a:1 extra");
        row("forward add --peer p --peer q --listen 1 --target a:1");
        row("close");
        row("close 1 2");
        row("set");
        row("set a b c");
        row("test");
        row("test p --seconds x");
        row("test p --seconds 0");
        row("invite --expires 1h --expires 2h");
    }
    void aWrongUsageIsSaid()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const int, code);
        const CommandLine parsed = parse(line);
        QVERIFY(!parsed.action.ok());
        QCOMPARE(int(parsed.action.error().code), code);
        QVERIFY(!parsed.action.error().subject.isEmpty());
        QCOMPARE(exitCode(parsed.action.error().code), 2);
    }

    void aWrongValueIsRefusedAndIsNoWrongUsage()
    {
        QCOMPARE(parse("invite --expires soon").action.error().code, ErrorCode::DurationInvalid);
        QVERIFY(parse("invite --expires 366d").action.ok());
        QCOMPARE(parse("invite --expires 367d").action.error(), (Error{ErrorCode::DurationInvalid, QStringLiteral("367d"), QStringLiteral("invite")}));
        QCOMPARE(parse("close seven").action.error().code, ErrorCode::ConnectionUnknown);
        QCOMPARE(parse("answer x once").action.error().code, ErrorCode::QuestionUnknown);
        QCOMPARE(parse("close -- -1").action.error().code, ErrorCode::ConnectionUnknown);
        QCOMPARE(exitCode(ErrorCode::DurationInvalid), 1);
        QCOMPARE(exitCode(ErrorCode::NotRunning), 1);
    }

    void jsonIsKnownEvenWhenTheRestIsWrong() { QVERIFY(parse("frob --json").options.json); }

    void aDurationIsANumberAndAUnit()
    {
        QCOMPARE(*parseDuration(u"90s"), 90'000);
        QCOMPARE(*parseDuration(u"30m"), 1'800'000);
        QCOMPARE(*parseDuration(u"1h"), 3'600'000);
        QCOMPARE(*parseDuration(u"7d"), 604'800'000);
        for (const char16_t *wrong : {u"", u"h", u"1", u"0h", u"-1h", u"1 h", u"1w", u"h1", u"1.5h", u"99999999999d", u"9999999d", u"\u0661h"})
            QCOMPARE(parseDuration(wrong).error().code, ErrorCode::DurationInvalid);
    }

    void theInviteIsTheLastWord()
    {
        const QJsonObject answer{{QStringLiteral("link"), QStringLiteral("culvert:abc")}, {QStringLiteral("expiresAt"), QStringLiteral("2026-01-01T00:00:00.000Z")}};
        const QString text = answerText(api::Command(api::CreateInvite{}), answer, false);
        QVERIFY(text.endsWith(QStringLiteral("\nculvert:abc\n")));
        QCOMPARE(text.split(u' ').last().trimmed().split(u'\n').last(), QStringLiteral("culvert:abc"));
    }

    void anInviteAsAQrCodeStandsAboveItsLink()
    {
        const QString link = QStringLiteral("culvert:") + QString(180, u'x');
        const QJsonObject invite{{QStringLiteral("link"), link}, {QStringLiteral("expiresAt"), QStringLiteral("soon")}};
        const auto code = api::qrCode(link.toLatin1());
        if (!code)
            QSKIP("built without QR codes");
        const QStringList plain = inviteText(invite, false).split(u'\n');
        const int side = code->size + 2 * api::QrCode::quietZone;
        const QStringList drawn = plain.first((side + 1) / 2);
        for (const QString &line : drawn)
            QCOMPARE(line.size(), side);
        QVERIFY(inviteText(invite, false).trimmed().endsWith(link));
        // What is drawn is the code: each half of a cell is one module.
        for (int y = -api::QrCode::quietZone; y < code->size + api::QrCode::quietZone; ++y) {
            for (int x = -api::QrCode::quietZone; x < code->size + api::QrCode::quietZone; ++x) {
                const QChar cell = drawn[(y + api::QrCode::quietZone) / 2][x + api::QrCode::quietZone];
                const bool lower = (y + api::QrCode::quietZone) % 2 != 0;
                const bool light = cell == QChar(0x2588) || cell == QChar(lower ? 0x2584 : 0x2580);
                QCOMPARE(light, !code->dark(x, y));
            }
        }
        const QString coloured = inviteText(invite, true);
        QVERIFY(coloured.startsWith(QStringLiteral("\x1b[30;107m    ")));
        QCOMPARE(coloured.count(u'\x1b'), 2 * drawn.size());
    }

    void jsonIsOneLine()
    {
        const QString text = answerText(api::Command(api::GetId{}), QJsonObject{{QStringLiteral("id"), QStringLiteral("a\nb")}}, true);
        QCOMPARE(text, QStringLiteral("{\"id\":\"a\\nb\"}\n"));
        QCOMPARE(failureText({{QStringLiteral("code"), QStringLiteral("x")}, {QStringLiteral("what"), QStringLiteral("y")}}, true), QStringLiteral("{\"code\":\"x\",\"what\":\"y\"}\n"));
        QCOMPARE(failureText({{QStringLiteral("code"), QStringLiteral("x")}, {QStringLiteral("what"), QStringLiteral("y")}}, false), QStringLiteral("y\n"));
    }

    void theTestOfRulesSaysWhatALineLacks()
    {
        const auto printed = [](const QJsonValue &opens) {
            const QJsonObject one{{QStringLiteral("address"), QStringLiteral("127.0.1.1")}, {QStringLiteral("verdict"), QStringLiteral("deny")},
                                  {QStringLiteral("index"), QJsonValue()}, {QStringLiteral("opens"), opens}};
            const QJsonObject answer{{QStringLiteral("target"), QStringLiteral("deb.lan:80")}, {QStringLiteral("addresses"), QJsonArray{one}}};
            return rulesTestText(answer).section(u'\n', 1);
        };
        QCOMPARE(printed({}), QStringLiteral("  127.0.1.1 is denied: no line matches\n"));
        QCOMPARE(printed(QStringLiteral("address")),
                 QStringLiteral("  127.0.1.1 is denied: no line opens this address by a name; make it the target, and allow that\n"));
        QCOMPARE(printed(QStringLiteral("name")), QStringLiteral("  127.0.1.1 is denied: a line *.NAME opens public addresses alone; allow the whole name\n"));
    }

    void columnsOfATableStandBelowEachOther()
    {
        QCOMPARE(table({{QStringLiteral("A"), QStringLiteral("B")}, {QString::fromUtf8("家里"), QStringLiteral("x")}}),
                 QString::fromUtf8("A     B\n家里  x\n"));
    }

    // Of a list of tunnels, a peer, or a program that is newer than this one.
    void whatOthersWroteSteersNoTerminalAndTurnsNoText()
    {
        const QString hostile = QStringLiteral("a\u001b[2J\u009b\u202e\U000e0041\n\u200db");
        const QString harmless = QStringLiteral("a\ufffd[2J\ufffd\ufffd\ufffd \u200db");
        const QJsonObject error = api::toJson(Error{ErrorCode::PeerUnknown, hostile});
        const QJsonObject entry{{QStringLiteral("name"), hostile}, {QStringLiteral("listen"), hostile}, {QStringLiteral("peer"), hostile}, {QStringLiteral("target"), hostile},
                                {QStringLiteral("verdict"), QStringLiteral("unusable")}, {QStringLiteral("error"), error}};
        const QJsonObject answer{{QStringLiteral("tunnels"), QJsonArray{entry}}, {QStringLiteral("taken"), 0}};
        const QString printed = answerText(api::Command(api::ImportTunnels{}), answer, false);
        QCOMPARE(printed.count(harmless), 6); // four cells, and the remark with its sentence
        QCOMPARE(printed.count(u'\n'), 4);
        for (const QChar c : {QChar(0x1b), QChar(0x9b), QChar(0x202e)})
            QVERIFY(!printed.contains(c));
        QVERIFY(failureText(error, false).contains(harmless));
        QCOMPARE(failureText({{QStringLiteral("code"), QStringLiteral("x")}, {QStringLiteral("what"), hostile}}, false), harmless + u'\n');
        QCOMPARE(table({{hostile, QStringLiteral("x")}, {QStringLiteral("y")}}), harmless + QStringLiteral("  x\ny\n"));
        const QString json = answerText(api::Command(api::ImportTunnels{}), answer, true); // programs read what it is
        QCOMPARE(QJsonDocument::fromJson(json.toUtf8())[QStringLiteral("tunnels")][0][QStringLiteral("name")].toString(), hostile);
    }

    void timesInTablesAreThoseOfTheReadersClock()
    {
        const QDateTime moment(QDate(2026, 3, 1), QTime(15, 4, 5, 678), QTimeZone::utc());
        const QString json = moment.toString(Qt::ISODateWithMs);
        const QString here = moment.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
        const QStringList keys{QStringLiteral("since"), QStringLiteral("lastHit"), QStringLiteral("firstAt"), QStringLiteral("lastAt"),
                               QStringLiteral("createdAt"), QStringLiteral("expiresAt"), QStringLiteral("endedAt"), QStringLiteral("openedAt"), QStringLiteral("time")};
        QJsonObject row;
        for (const QString &key : keys)
            row[key] = json;
        const QJsonArray rows{row};
        const std::pair<QString, int> tables[] = {
            {peersTable(rows), 1}, {rulesTable(rows), 1}, {requestsTable(rows), 2},
            {invitesTable(rows), 2}, {endedInvitesTable(rows), 2}, {connectionsTable(rows), 1},
            {answerText(api::Command(api::Status{}), QJsonObject{{QStringLiteral("errors"), rows}}, false), 1}};
        for (const auto &[said, times] : tables) {
            QVERIFY2(!said.contains(json), qPrintable(said));
            QVERIFY2(said.count(here) == times, qPrintable(said));
        }
        QVERIFY(!peersTable({QJsonObject()}).contains(QStringLiteral("20"))); // none is none
        QVERIFY(answerText(api::Command(api::ListPeers{}), rows, true).contains(json)); // programs read UTC
    }

    void everyCodeOfATableIsWordsInChinese()
    {
        const app::Translations chinese(QLocale(QStringLiteral("zh_CN")));
        const QStringList left = withoutWords<api::PeerState>() + withoutWords<api::PathKind>() + withoutWords<api::TunnelState>()
            + withoutWords<api::Side>() + withoutWords<api::ConnectionState>() + withoutWords<api::ClosedBy>() + withoutWords<api::ToxConnection>();
        QCOMPARE(left, (QStringList{QStringLiteral("tcp"), QStringLiteral("udp")})); // names
        for (const InviteEnd end : {InviteEnd::Used, InviteEnd::Expired, InviteEnd::Revoked, InviteEnd::AddressChanged})
            QVERIFY2(word({{QStringLiteral("code"), inviteEndName(end)}}, "code") != inviteEndName(end), qPrintable(inviteEndName(end)));
    }

    void theHelpNamesEveryCommand()
    {
        for (const char *word : {"run", "status", "id", "invite", "pair", "peers", "rename", "remove", "allow", "deny", "rules list",
                                 "forward add", "connections", "close", "test", "set", "--profile", "--nodes", "--json"})
            QVERIFY2(helpText().contains(QString::fromLatin1(word)), word);
    }
};

QTEST_GUILESS_MAIN(TestProgramCommandLine)
#include "test_program_command_line.moc"
