// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/command_json.h"
#include "core/limits.h"
#include "profile/command_fakes.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace culvert;
using namespace culvert::test;

class TestProfileCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        executor_.reset();
        live_.reset();
        profile_.reset();
        timers_ = std::make_unique<FakeTimers>();
        dir_ = std::make_unique<QTemporaryDir>();
        auto opened = profile::Profile::open(dir_->filePath(QStringLiteral("p")));
        QVERIFY(opened.ok());
        profile_ = std::move(*opened);
        run(false);
    }

    void everyCommandSurvivesTheWayThroughJson()
    {
        const QList<api::Command> commands{
            api::GetId{}, api::CreateInvite{{QStringLiteral("a:1")}, 5}, api::Pair{QStringLiteral("l"), QStringLiteral("n")},
            api::ListRequests{}, api::AcceptRequest{QStringLiteral("AB"), QStringLiteral("n"), {QStringLiteral("a:1")}},
            api::RefuseRequest{QStringLiteral("AB")}, api::BlockRequest{QStringLiteral("AB")}, api::ListInvites{true},
            api::ExportTunnels{}, api::ImportTunnels{QStringLiteral("t"), true, {QStringLiteral("n")}}, api::ListNodes{}, api::SetNodes{QStringLiteral("t"), false},
            api::RevokeInvite{QStringLiteral("all")}, api::NewAddress{}, api::BlockPeer{QStringLiteral("p")}, api::UnblockPeer{QStringLiteral("p")},
            api::ListPeers{}, api::Allow{QStringLiteral("p"), {QStringLiteral("a:1"), QStringLiteral("b:2")}},
            api::Deny{QStringLiteral("p"), {}}, api::SetEndpoints{QStringLiteral("p"), {QStringLiteral("a:1")}}, api::Ask{QStringLiteral("p"), {QStringLiteral("a:*")}}, api::ListRules{QStringLiteral("p")},
            api::AddRule{QStringLiteral("p"), QStringLiteral("allow a:1"), 3}, api::RemoveRule{QStringLiteral("p"), QStringLiteral("2")},
            api::SetRules{QStringLiteral("p"), {QStringLiteral("deny *:*")}, {}},
            api::TestRules{QStringLiteral("p"), QStringLiteral("a:1"), {QStringLiteral("10.0.0.1")}}, api::ListQuestions{},
            api::AnswerQuestion{7, QStringLiteral("once")}, api::RenamePeer{QStringLiteral("p"), QStringLiteral("q")},
            api::RemovePeer{QStringLiteral("p")},
            api::AddForward{QStringLiteral("p"), QStringLiteral("1"), QStringLiteral("a:1"), QStringLiteral("n")},
            api::EditForward{QStringLiteral("t"), QStringLiteral("p"), QStringLiteral("1"), QStringLiteral("a:1"), QStringLiteral("n"), {QString(), QStringLiteral("1M")}},
            api::AddReverse{QStringLiteral("p"), QStringLiteral("1"), QStringLiteral("a:1"), QStringLiteral("n")},
            api::EditReverse{QStringLiteral("t"), QStringLiteral("p"), QStringLiteral("1"), QStringLiteral("a:1"), QStringLiteral("n"), {QStringLiteral("g"), QString()}},
            api::AddProxy{QStringLiteral("p"), QStringLiteral("1"), QStringLiteral("n"), QStringLiteral("u"), QStringLiteral("w")},
            api::EditProxy{QStringLiteral("t"), QStringLiteral("p"), QStringLiteral("1"), QStringLiteral("n"), QString(), QString()},
            api::StartTunnel{QStringLiteral("t")}, api::StopTunnel{QStringLiteral("t")}, api::RemoveTunnel{QStringLiteral("t")}, api::RestoreTunnel{QStringLiteral("t")}, api::ListGroups{}, api::StartGroup{QStringLiteral("g")}, api::StopGroup{QStringLiteral("g")},
            api::ListForwards{}, api::ListProxies{}, api::ListReverses{}, api::ListConnections{}, api::FindProgram{7}, api::ReadConnection{7}, api::CloseConnection{12345},
            api::StartTest{QStringLiteral("p"), 60}, api::ReadTest{7}, api::StopTest{7}, api::Status{}, api::SetPaused{true}, api::Refresh{},
            api::SetSetting{QStringLiteral("k"), std::nullopt}, api::SetSetting{QStringLiteral("k"), QString()}};
        QSet<std::size_t> kinds;
        for (const api::Command &command : commands) {
            const QJsonObject json = api::toJson(command);
            const auto back = api::commandFromJson(json);
            QVERIFY(back.ok());
            QCOMPARE(back->index(), command.index());
            QCOMPARE(api::toJson(*back), json);
            kinds.insert(command.index());
        }
        QCOMPARE(std::size_t(kinds.size()), std::variant_size_v<api::Command>);
        const auto set = api::commandFromJson(api::toJson(commands.last()));
        QVERIFY(std::get<api::SetSetting>(*set).value.has_value());
    }

    void jsonThatIsNoCommandIsAnError()
    {
        const auto code = [](const QJsonObject &json) { return api::commandFromJson(json).error().code; };
        QCOMPARE(code({}), ErrorCode::CommandUnknown);
        QCOMPARE(code({{QStringLiteral("command"), 7}}), ErrorCode::CommandUnknown);
        QCOMPARE(code({{QStringLiteral("command"), QStringLiteral("format")}}), ErrorCode::CommandUnknown);
        QCOMPARE(code({{QStringLiteral("command"), QStringLiteral("pair")}}), ErrorCode::UsageWrong);
        QCOMPARE(code({{QStringLiteral("command"), QStringLiteral("closeConnection")}, {QStringLiteral("id"), -1}}), ErrorCode::UsageWrong);
        QCOMPARE(code({{QStringLiteral("command"), QStringLiteral("allow")}, {QStringLiteral("peer"), QStringLiteral("p")},
                       {QStringLiteral("targets"), QJsonArray{1}}}), ErrorCode::UsageWrong);
    }

    void anInviteIsALinkWhoseTokenIsNotKept()
    {
        const auto reply = execute(api::CreateInvite{{QStringLiteral("web:80"), QStringLiteral("web:80")}, 3'600'000});
        QVERIFY(reply.ok());
        const auto invite = wire::decodeInvite(reply->toObject().value(QStringLiteral("link")).toString());
        QVERIFY(invite.ok());
        QCOMPARE(invite->address, addressOf('A'));
        QCOMPARE(invite->name, QStringLiteral("here"));
        QCOMPARE(invite->allow, (QList<Endpoint>{{QStringLiteral("web"), 80}}));
        QCOMPARE(invite->expiresAt, timers_->time.addSecs(3600));
        QCOMPARE(reply->toObject().value(QStringLiteral("expiresAt")).toString(), QStringLiteral("2026-01-01T13:00:00.000Z"));
        QCOMPARE(profile_->config().invites.size(), 1);
        QCOMPARE(profile_->config().invites.first().tokenHash, wire::hashOf(invite->token));
    }

    void openInvitesAreLimitedAndExpiredOnesDoNotCount()
    {
        for (int i = 0; i < limits::openInvites; ++i)
            QVERIFY(execute(api::CreateInvite{{}, 60'000}).ok());
        QCOMPARE(codeOf(execute(api::CreateInvite{})), ErrorCode::LimitReached);
        timers_->time = timers_->time.addSecs(60);
        QVERIFY(execute(api::CreateInvite{}).ok());
        QCOMPARE(profile_->config().invites.size(), 1);
    }

    void anInviteThatCannotBeIsRefused()
    {
        QCOMPARE(codeOf(execute(api::CreateInvite{{QStringLiteral("web")}, 60'000})), ErrorCode::EndpointInvalid);
        QCOMPARE(codeOf(execute(api::CreateInvite{{}, 0})), ErrorCode::DurationInvalid);
        QCOMPARE(codeOf(execute(api::CreateInvite{{}, -5})), ErrorCode::DurationInvalid);
        QCOMPARE(codeOf(execute(api::CreateInvite{{}, qint64(1) << 60})), ErrorCode::DurationInvalid);
        QStringList many;
        for (std::size_t i = 0; i <= limits::inviteTargets; ++i)
            many.append(QStringLiteral("h%1:80").arg(i));
        QCOMPARE(codeOf(execute(api::CreateInvite{many, 60'000})), ErrorCode::LimitReached);
        for (QString &target : many)
            target.prepend((QString(49, u'x') + u'.').repeated(4));
        many.removeLast();
        QCOMPARE(codeOf(execute(api::CreateInvite{many, 60'000})), ErrorCode::LimitReached);
        QVERIFY(profile_->config().invites.isEmpty());
    }

    void anInviteSaysWhereThisMachineIsReached()
    {
        const auto endpointsIn = [](const api::Reply &reply) {
            return profile::endpointLines(wire::decodeInvite(reply->toObject().value(QStringLiteral("link")).toString())->endpoints);
        };
        QVERIFY(endpointsIn(execute(api::CreateInvite{})).isEmpty());
        QVERIFY(execute(api::SetSetting{QStringLiteral("direct.endpoint"), QStringLiteral("nas.example:5")}).ok());
        QCOMPARE(endpointsIn(execute(api::CreateInvite{})), QStringList{QStringLiteral("nas.example:5")});
        QCOMPARE(endpointsIn(execute(api::CreateInvite{{}, 60'000, {QStringLiteral("a:1"), QStringLiteral("a:1")}})), QStringList{QStringLiteral("a:1")});
        QCOMPARE(codeOf(execute(api::CreateInvite{{}, 60'000, {QStringLiteral("a")}})), ErrorCode::EndpointInvalid);
        QCOMPARE(codeOf(execute(api::CreateInvite{{}, 60'000, {QStringLiteral("a:1"), QStringLiteral("a:2"), QStringLiteral("a:3"),
                                                               QStringLiteral("a:4"), QStringLiteral("a:5")}})), ErrorCode::LimitReached);
    }

    void endpointsOfAPeerAreReplacedWhole()
    {
        havePeer();
        const auto endpoints = [this] { return profile::endpointLines(profile_->config().peers.first().endpoints); };
        QVERIFY(execute(api::SetEndpoints{QStringLiteral("office"), {QStringLiteral("a:1"), QStringLiteral("b:2")}}).ok());
        QCOMPARE(endpoints(), (QStringList{QStringLiteral("a:1"), QStringLiteral("b:2")}));
        QCOMPARE(codeOf(execute(api::SetEndpoints{QStringLiteral("office"), {QStringLiteral("c:3"), QStringLiteral("d")}})), ErrorCode::EndpointInvalid);
        QCOMPARE(endpoints().size(), 2);
        QVERIFY(execute(api::SetEndpoints{QStringLiteral("office"), {}}).ok());
        QVERIFY(endpoints().isEmpty());
        QCOMPARE(codeOf(execute(api::SetEndpoints{QStringLiteral("nobody"), {}})), ErrorCode::PeerUnknown);
    }

    void pairingMakesAPendingPeerWithAUniqueName()
    {
        const QDateTime later = timers_->time.addSecs(60);
        QCOMPARE(nameOf(execute(api::Pair{inviteOf('B', later, QStringLiteral("office")), {}})), QStringLiteral("office"));
        QCOMPARE(nameOf(execute(api::Pair{inviteOf('C', later, QStringLiteral("office")), {}})), QStringLiteral("office-2"));
        QCOMPARE(nameOf(execute(api::Pair{inviteOf('D', later), {}})), QStringLiteral("DDDDDDDD"));
        QCOMPARE(nameOf(execute(api::Pair{inviteOf('E', later), QStringLiteral(" office ")})), QStringLiteral("office-3"));
        const auto &peer = profile_->config().peers.first();
        QVERIFY(peer.pending && peer.token && peer.address == addressOf('B'));
        // Asked anew while pending: the new token counts, the name stays.
        QCOMPARE(nameOf(execute(api::Pair{inviteOf('B', later, QStringLiteral("other")), {}})), QStringLiteral("office"));
        QCOMPARE(profile_->config().peers.size(), 4);
    }

    void aUselessInviteIsRefused()
    {
        const QDateTime later = timers_->time.addSecs(60);
        QCOMPARE(codeOf(execute(api::Pair{inviteOf('A', later), {}})), ErrorCode::InviteOwn);
        QCOMPARE(codeOf(execute(api::Pair{inviteOf('B', timers_->time), {}})), ErrorCode::InviteExpired);
        QCOMPARE(codeOf(execute(api::Pair{QStringLiteral("culvert:nonsense"), {}})), ErrorCode::InviteInvalid);
        QCOMPARE(codeOf(execute(api::Pair{QString(), {}})), ErrorCode::InviteInvalid);
        QCOMPARE(codeOf(execute(api::Pair{inviteOf('B', later), QStringLiteral("a/b")})), ErrorCode::NameInvalid);
        QVERIFY(profile_->config().peers.isEmpty());
        havePeer();
        QCOMPARE(codeOf(execute(api::Pair{inviteOf('B', later), {}})), ErrorCode::AlreadyPaired);
    }

    void aRuleStandsFirstAndReplacesAnOlderOneOfItsTarget()
    {
        havePeer();
        QVERIFY(execute(api::Allow{QStringLiteral("office"), {QStringLiteral("a:1"), QStringLiteral("b:2")}}).ok());
        QVERIFY(execute(api::Deny{QStringLiteral("office"), {QStringLiteral("b:2")}}).ok());
        const auto reply = execute(api::Allow{QStringLiteral("bbb"), {QStringLiteral("c:3")}});
        QVERIFY(reply.ok());
        const QJsonArray allowed = reply->toObject().value(QStringLiteral("allowed")).toArray();
        QCOMPARE(allowed, (QJsonArray{QStringLiteral("c:3"), QStringLiteral("deny b:2"), QStringLiteral("a:1")}));
        QCOMPARE(codeOf(execute(api::Allow{QStringLiteral("office"), {QStringLiteral("d:4"), QStringLiteral("x")}})), ErrorCode::RuleInvalid);
        QCOMPARE(codeOf(execute(api::Allow{QStringLiteral("office"), {}})), ErrorCode::UsageWrong);
        QCOMPARE(codeOf(execute(api::Deny{QStringLiteral("home"), {QStringLiteral("a:1")}})), ErrorCode::PeerUnknown);
        QCOMPARE(profile_->config().peers.first().rules.size(), 3);
    }

    void rulesAreAddedMovedRemovedAndSetByTheirOrder()
    {
        havePeer();
        const QString office = QStringLiteral("office");
        const auto lines = [&](const api::Reply &reply) {
            QStringList out;
            if (reply.ok()) {
                for (const QJsonValue &one : reply->toArray())
                    out << one.toObject().value(QStringLiteral("rule")).toString();
            }
            return out.join(u'|');
        };
        QCOMPARE(lines(execute(api::AddRule{office, QStringLiteral("allow 10.0.0.0/8:80-443"), 0})), QStringLiteral("allow 10.0.0.0/8:80-443"));
        QCOMPARE(lines(execute(api::AddRule{office, QStringLiteral(" ask  NAS.lan:22 "), 0})), QStringLiteral("allow 10.0.0.0/8:80-443|ask nas.lan:22"));
        QCOMPARE(lines(execute(api::AddRule{office, QStringLiteral("deny *:25"), 1})), QStringLiteral("deny *:25|allow 10.0.0.0/8:80-443|ask nas.lan:22"));
        QCOMPARE(lines(execute(api::AddRule{office, QStringLiteral("deny nas.lan:22"), 2})), QStringLiteral("deny *:25|deny nas.lan:22|allow 10.0.0.0/8:80-443"));
        QCOMPARE(lines(execute(api::RemoveRule{office, QStringLiteral("2")})), QStringLiteral("deny *:25|allow 10.0.0.0/8:80-443"));
        QCOMPARE(codeOf(execute(api::RemoveRule{office, QStringLiteral("3")})), ErrorCode::RuleUnknown);
        QCOMPARE(codeOf(execute(api::RemoveRule{office, QStringLiteral("deny *:26")})), ErrorCode::RuleUnknown);
        QCOMPARE(lines(execute(api::RemoveRule{office, QStringLiteral("deny *:25")})), QStringLiteral("allow 10.0.0.0/8:80-443"));
        QCOMPARE(codeOf(execute(api::AddRule{office, QStringLiteral("allow 10.0.0.1/8:80"), 0})), ErrorCode::RuleInvalid);

        const QStringList before{QStringLiteral("allow 10.0.0.0/8:80-443")};
        const QStringList wanted{QStringLiteral("ask *:*"), QStringLiteral("allow 10.0.0.0/8:80-443")};
        QCOMPARE(codeOf(execute(api::SetRules{office, wanted, {}})), ErrorCode::RulesChanged);
        QCOMPARE(lines(execute(api::SetRules{office, wanted, before})), wanted.join(u'|'));
        QCOMPARE(lines(execute(api::ListRules{office})), wanted.join(u'|'));
        QStringList many;
        for (int port = 1; port <= limits::rulesPerPeer + 1; ++port)
            many << QStringLiteral("allow nas:%1").arg(port);
        QCOMPARE(codeOf(execute(api::SetRules{office, many, wanted})), ErrorCode::LimitReached);
        QCOMPARE(profile_->config().peers.first().rules.size(), 2);
        QCOMPARE(codeOf(execute(api::ListQuestions{})), ErrorCode::NotRunning);
        QCOMPARE(codeOf(execute(api::AnswerQuestion{1, QStringLiteral("once")})), ErrorCode::NotRunning);
    }

    void anAnswerIsWrittenAsTheFirstLineBeforeItCounts()
    {
        havePeer();
        run(true);
        const QString office = QStringLiteral("office");
        QVERIFY(execute(api::SetRules{office, {QStringLiteral("ask *:*")}, {}}).ok());
        const PublicKey id = profile_->config().peers.first().id;
        const auto ask = [&](QuestionId number, const char *host) {
            live_->questions.append({number, office, id, {QString::fromLatin1(host), 22}, {}, {}, {}, 1, 1});
        };
        ask(1, "nas.lan");
        ask(2, "10.0.0.1");
        ask(3, "fd00::1");
        live_->changes = 0;
        QCOMPARE(codeOf(execute(api::AnswerQuestion{9, QStringLiteral("once")})), ErrorCode::QuestionUnknown);
        QCOMPARE(codeOf(execute(api::AnswerQuestion{1, QStringLiteral("perhaps")})), ErrorCode::UsageWrong);
        QVERIFY(live_->answers.isEmpty());
        QVERIFY(execute(api::AnswerQuestion{1, QStringLiteral("once")}).ok());
        QVERIFY(execute(api::AnswerQuestion{2, QStringLiteral("never")}).ok());
        QVERIFY(execute(api::AnswerQuestion{3, QStringLiteral("always")}).ok());
        QCOMPARE(live_->answers, (QStringList{QStringLiteral("1 yes, 0 saved"), QStringLiteral("2 no, 1 saved"), QStringLiteral("3 yes, 2 saved")}));
        QStringList lines;
        for (const Rule &rule : profile_->config().peers.first().rules)
            lines << rule.toString();
        QCOMPARE(lines, (QStringList{QStringLiteral("allow [fd00::1]:22"), QStringLiteral("deny 10.0.0.1:22"), QStringLiteral("ask *:*")}));
        QCOMPARE(execute(api::ListQuestions{})->toArray().size(), 3);
    }

    void theTestOfRulesSaysWhichLineDecides()
    {
        havePeer();
        const QString office = QStringLiteral("office");
        QVERIFY(execute(api::SetRules{office, {QStringLiteral("deny 192.168.1.1:*"), QStringLiteral("allow nas.lan:80"), QStringLiteral("ask 127.0.0.1:*")}, {}}).ok());
        const auto test = [&](const char *target, const QStringList &addresses = {}) {
            const auto reply = execute(api::TestRules{office, QString::fromUtf8(target), addresses});
            if (!reply.ok())
                return codeName(reply.error().code);
            const QJsonObject said = reply->toObject();
            if (said.contains(QStringLiteral("lookUp")))
                return QStringLiteral("lookUp ") + said.value(QStringLiteral("lookUp")).toString();
            return QStringLiteral("%1 %2 %3").arg(said.value(QStringLiteral("verdict")).toString()).arg(said.value(QStringLiteral("index")).toInt())
                .arg(said.value(QStringLiteral("target")).toString());
        };
        QCOMPARE(test("2130706433:99"), QStringLiteral("ask 3 127.0.0.1:99"));
        QCOMPARE(test("NAS.lan.:80"), QStringLiteral("lookUp nas.lan"));
        QCOMPARE(test("nas.lan:80", {QStringLiteral("192.168.1.2")}), QStringLiteral("allow 2 nas.lan:80"));
        QCOMPARE(test("nas.lan:80", {QStringLiteral("192.168.1.1")}), QStringLiteral("deny 1 nas.lan:80"));
        QCOMPARE(test("nas.lan:80", {QStringLiteral("127.0.0.1")}), QStringLiteral("deny 0 nas.lan:80"));
        QCOMPARE(test("other.lan:80"), QStringLiteral("deny 0 other.lan:80"));
        QCOMPARE(test("[::1%lo]:80"), QStringLiteral("deny 0 [::1%lo]:80"));
        QCOMPARE(test("nas"), QStringLiteral("endpointInvalid"));
    }

    void theTestOfRulesSaysWhatANameIsNotEnoughFor()
    {
        havePeer();
        const QString office = QStringLiteral("office");
        QVERIFY(execute(api::SetRules{office, {QStringLiteral("deny 127.0.0.9:80"), QStringLiteral("allow deb.lan:80"), QStringLiteral("allow *.corp.lan:80"),
                                                 QStringLiteral("allow 127.0.0.1:80")}, {}}).ok());
        const auto opens = [&](const char *target, const char *address) {
            const auto reply = execute(api::TestRules{office, QString::fromUtf8(target), {QString::fromUtf8(address)}});
            return reply.ok() ? reply->toObject()[QLatin1StringView("addresses")][0][QLatin1StringView("opens")].toString() : codeName(reply.error().code);
        };
        QCOMPARE(opens("deb.lan:80", "127.0.1.1"), QStringLiteral("address"));
        QCOMPARE(opens("deb.lan:80", "10.0.0.1"), QString());
        QCOMPARE(opens("deb.lan:80", "127.0.0.9"), QString()); // a line decides
        QCOMPARE(opens("127.0.0.2:80", "127.0.0.2"), QString());
        QCOMPARE(opens("nas.corp.lan:80", "127.0.1.1"), QStringLiteral("address"));
        for (const char *address : {"10.0.0.1", "100.64.0.1", "fd00::1"})
            QCOMPARE(opens("nas.corp.lan:80", address), QStringLiteral("name"));
        QCOMPARE(opens("nas.corp.lan:80", "93.184.216.34"), QString());
        const auto localhost = execute(api::TestRules{office, QStringLiteral("localhost:80"), {}});
        for (const QJsonValue &one : localhost->toObject()[QLatin1StringView("addresses")].toArray())
            QVERIFY(one[QLatin1StringView("opens")].isNull());
    }

    // It may stay where it is, and nothing is given another.
    void aNameWithUnseenCharactersStaysAndNoneIsGiven()
    {
        havePeer();
        const QString office = QStringLiteral("office");
        const QString turned = QStringLiteral("\u202eeciffo");
        const QString port = QStringLiteral("8080");
        const QString target = QStringLiteral("127.0.0.1:80");
        QCOMPARE(codeOf(execute(api::CreateInvite{{}, 60'000, {}, turned})), ErrorCode::NameInvalid);
        QCOMPARE(codeOf(execute(api::RenamePeer{office, turned})), ErrorCode::NameInvalid);
        QCOMPARE(codeOf(execute(api::AddForward{office, port, target, turned})), ErrorCode::NameInvalid);
        QCOMPARE(codeOf(execute(api::AddForward{office, port, target, {}, {turned, {}}})), ErrorCode::NameInvalid);
        QCOMPARE(codeOf(execute(api::SetSetting{QStringLiteral("name"), turned})), ErrorCode::NameInvalid);
        profile::Config config = profile_->config();
        config.peers.first().name = turned;
        config.tunnels.append({turned, config.peers.first().id, {QStringLiteral("127.0.0.1"), 8080}, {QStringLiteral("127.0.0.1"), 80}});
        config.tunnels.first().group = turned;
        config.settings.machineName = turned;
        QVERIFY(profile_->save(config).ok());
        QVERIFY(execute(api::RenamePeer{turned, turned}).ok());
        QVERIFY(execute(api::SetSetting{QStringLiteral("name"), turned}).ok());
        QVERIFY(execute(api::EditForward{turned, {}, {}, {}, turned, {turned, {}}}).ok());
        QVERIFY(execute(api::EditForward{turned, {}, QStringLiteral("8081"), {}, {}}).ok());
        QCOMPARE(profile_->config().tunnels.first().listen.port, quint16(8081));
        QCOMPARE(profile_->config().tunnels.first().group, turned);
        QCOMPARE(codeOf(execute(api::EditForward{turned, {}, {}, {}, turned + u'2'})), ErrorCode::NameInvalid);
        QVERIFY(execute(api::RemoveTunnel{turned}).ok());
        QVERIFY(execute(api::RestoreTunnel{turned}).ok());
        QVERIFY(execute(api::EditForward{turned, {}, {}, {}, QStringLiteral("web"), {QString(), {}}}).ok());
        QVERIFY(execute(api::SetSetting{QStringLiteral("name"), QString()}).ok());
        QVERIFY(execute(api::RenamePeer{turned, office}).ok());
    }

    void aForwardIsAddedStoppedStartedEditedAndRemoved()
    {
        havePeer();
        const auto added = execute(api::AddForward{QStringLiteral("office"), QStringLiteral("8080"), QStringLiteral("nas:80"), {}});
        QVERIFY(added.ok());
        QCOMPARE(added->toObject().value(QStringLiteral("listen")).toString(), QStringLiteral("127.0.0.1:8080"));
        QCOMPARE(nameOf(added), QStringLiteral("nas:80"));
        QCOMPARE(added->toObject().value(QStringLiteral("state")).toString(), QStringLiteral("stopped"));
        QCOMPARE(nameOf(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("0"), QStringLiteral("nas:80"), {}})), QStringLiteral("nas:80-2"));
        QVERIFY(execute(api::StopTunnel{QStringLiteral("nas:80")}).ok());
        QVERIFY(!profile_->config().tunnel(QStringLiteral("nas:80"))->started);
        QVERIFY(execute(api::StartTunnel{QStringLiteral("nas:80")}).ok());
        QVERIFY(profile_->config().tunnel(QStringLiteral("nas:80"))->started);
        QCOMPARE(nameOf(execute(api::EditForward{QStringLiteral("nas:80"), {}, {}, {}, QStringLiteral("web")})), QStringLiteral("web"));
        QCOMPARE(profile_->config().tunnel(QStringLiteral("web"))->target, (Endpoint{QStringLiteral("nas"), 80}));
        QCOMPARE(execute(api::RemoveTunnel{QStringLiteral("web")})->toObject(), (QJsonObject{{QStringLiteral("removed"), QStringLiteral("web")}}));
        QCOMPARE(execute(api::ListForwards{})->toArray().size(), 1);
    }

    void aForwardThatCannotBeIsRefused()
    {
        havePeer();
        const auto add = [&](const char *peer, const char *listen, const char *target, const char *name) {
            return codeOf(execute(api::AddForward{QString::fromLatin1(peer), QString::fromLatin1(listen), QString::fromLatin1(target), QString::fromLatin1(name)}));
        };
        QCOMPARE(add("office", "1000", "a:1", "web"), ErrorCode::None);
        QCOMPARE(add("home", "0", "a:1", ""), ErrorCode::PeerUnknown);
        QCOMPARE(add("office", "66000", "a:1", ""), ErrorCode::ListenInvalid);
        QCOMPARE(add("office", "", "a:1", ""), ErrorCode::ListenInvalid);
        for (const char *nowhere : {"a", "*:1", "*.a:1", "a..b:1", ".a:1", "[::g]:1"})
            QCOMPARE(add("office", "0", nowhere, ""), ErrorCode::EndpointInvalid);
        QCOMPARE(add("office", "0", "a:1", "web"), ErrorCode::NameTaken);
        QCOMPARE(add("office", "0", "a:1", "a/b"), ErrorCode::NameInvalid);
        QCOMPARE(add("office", "1000", "a:1", "twin"), ErrorCode::PortInUse);
        QCOMPARE(codeOf(execute(api::StartTunnel{QStringLiteral("x")})), ErrorCode::TunnelUnknown);
        QCOMPARE(codeOf(execute(api::StopTunnel{QStringLiteral("x")})), ErrorCode::TunnelUnknown);
        QCOMPARE(codeOf(execute(api::RemoveTunnel{QStringLiteral("x")})), ErrorCode::TunnelUnknown);
        QCOMPARE(codeOf(execute(api::EditForward{QStringLiteral("x"), {}, {}, {}, {}})), ErrorCode::TunnelUnknown);
        QCOMPARE(codeOf(execute(api::EditForward{QStringLiteral("web"), {}, QStringLiteral("x"), {}, {}})), ErrorCode::ListenInvalid);
        QCOMPARE(profile_->config().tunnels.size(), 1);
    }

    void aProxyIsAddedEditedAndRemoved()
    {
        havePeer();
        const auto added = execute(api::AddProxy{QStringLiteral("office"), QStringLiteral("1080"), {}, QStringLiteral("me"), QStringLiteral("secret")});
        QVERIFY(added.ok());
        QCOMPARE(nameOf(added), QStringLiteral("proxy"));
        QCOMPARE(added->toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("proxy"));
        QCOMPARE(added->toObject().value(QStringLiteral("user")).toString(), QStringLiteral("me"));
        QVERIFY(added->toObject().value(QStringLiteral("target")).isNull());
        const auto login = [this] { return profile_->config().tunnel(QStringLiteral("web"))->login; };
        QCOMPARE(nameOf(execute(api::EditProxy{QStringLiteral("proxy"), {}, QStringLiteral("0"), QStringLiteral("web")})), QStringLiteral("web"));
        QVERIFY(login() && admits(*login(), "me", "secret")); // not touched
        QVERIFY(execute(api::EditProxy{QStringLiteral("web"), {}, {}, {}, QStringLiteral("you"), QStringLiteral("other")}).ok());
        QVERIFY(admits(*login(), "you", "other"));
        QVERIFY(execute(api::EditProxy{QStringLiteral("web"), {}, {}, {}, QString()}).ok());
        QVERIFY(!login());
        QCOMPARE(codeOf(execute(api::EditProxy{QStringLiteral("web"), {}, {}, {}, QStringLiteral("a:b"), QStringLiteral("x")})), ErrorCode::LoginInvalid);
        QCOMPARE(codeOf(execute(api::AddProxy{QStringLiteral("office"), QStringLiteral("0"), {}, QStringLiteral("me"), {}})), ErrorCode::LoginInvalid);
        QCOMPARE(codeOf(execute(api::AddProxy{QStringLiteral("office"), QStringLiteral("0"), QStringLiteral("web")})), ErrorCode::NameTaken);
        // Each kind by its own commands.
        QCOMPARE(codeOf(execute(api::EditForward{QStringLiteral("web"), {}, {}, QStringLiteral("a:1"), {}})), ErrorCode::TunnelUnknown);
        QCOMPARE(execute(api::ListForwards{})->toArray().size(), 0);
        QCOMPARE(execute(api::ListProxies{})->toArray().size(), 1);
        QVERIFY(execute(api::RemoveTunnel{QStringLiteral("web")}).ok());
        QCOMPARE(execute(api::ListProxies{})->toArray().size(), 0);
    }

    void aRemovedTunnelComesBackAsItWas()
    {
        havePeer();
        run(true);
        live_->busyPort = 0;
        QCOMPARE(codeOf(execute(api::RestoreTunnel{QStringLiteral("web")})), ErrorCode::TunnelUnknown);
        QVERIFY(execute(api::AddProxy{QStringLiteral("office"), QStringLiteral("1080"), QStringLiteral("web"), QStringLiteral("me"), QStringLiteral("secret")}).ok());
        QVERIFY(execute(api::StopTunnel{QStringLiteral("web")}).ok());
        QVERIFY(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("1000"), QStringLiteral("a:1"), QStringLiteral("last")}).ok());
        const auto before = profile_->config();
        QVERIFY(execute(api::RemoveTunnel{QStringLiteral("web")}).ok());
        QVERIFY(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("1001"), QStringLiteral("a:1"), QStringLiteral("web")}).ok());
        QCOMPARE(codeOf(execute(api::RestoreTunnel{QStringLiteral("web")})), ErrorCode::NameTaken);
        QVERIFY(execute(api::EditForward{QStringLiteral("web"), {}, {}, {}, QStringLiteral("other")}).ok());
        QVERIFY(execute(api::RestoreTunnel{QStringLiteral("web")}).ok());
        QVERIFY(execute(api::RemoveTunnel{QStringLiteral("other")}).ok());
        QCOMPARE(profile_->config(), before); // its place, its login, and that it is stopped
        QCOMPARE(codeOf(execute(api::RestoreTunnel{QStringLiteral("web")})), ErrorCode::TunnelUnknown); // once
    }

    void asManyRemovedTunnelsAsPromisedComeBack()
    {
        havePeer();
        const auto name = [](qsizetype i) { return QStringLiteral("t%1").arg(i); };
        for (qsizetype i = 0; i <= limits::removedKept; ++i) {
            QVERIFY(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("0"), QStringLiteral("a:1"), name(i)}).ok());
            QVERIFY(execute(api::RemoveTunnel{name(i)}).ok());
        }
        QCOMPARE(codeOf(execute(api::RestoreTunnel{name(0)})), ErrorCode::TunnelUnknown);
        QVERIFY(execute(api::RestoreTunnel{name(1)}).ok());
        QVERIFY(execute(api::RestoreTunnel{name(limits::removedKept)}).ok());
    }

    void aLimitAndAGroupAreSetKeptAndTakenAway()
    {
        havePeer();
        const auto add = [&](const char *name, api::TunnelExtras extras) {
            return execute(api::AddForward{QStringLiteral("office"), QStringLiteral("0"), QStringLiteral("a:1"), QString::fromLatin1(name), extras});
        };
        const auto web = add("web", {QStringLiteral("work"), QStringLiteral("500k")});
        QVERIFY(web.ok());
        QCOMPARE(web->toObject().value(QStringLiteral("limit")).toInteger(), 500'000);
        QCOMPARE(web->toObject().value(QStringLiteral("group")).toString(), QStringLiteral("work"));
        QVERIFY(execute(api::EditForward{QStringLiteral("web"), {}, {}, {}, {}}).ok()); // says nothing of them
        const auto entry = [this] { return *profile_->config().tunnel(QStringLiteral("web")); };
        QCOMPARE(entry().limit, 500'000ull);
        QCOMPARE(entry().group, QStringLiteral("work"));
        QCOMPARE(codeOf(execute(api::EditForward{QStringLiteral("web"), {}, {}, {}, {}, {{}, QStringLiteral("fast")}})), ErrorCode::RateInvalid);
        QCOMPARE(codeOf(execute(api::EditForward{QStringLiteral("web"), {}, {}, {}, {}, {QStringLiteral("a/b"), {}}})), ErrorCode::NameInvalid);
        QVERIFY(execute(api::EditForward{QStringLiteral("web"), {}, {}, {}, {}, {QString(), QStringLiteral("none")}}).ok());
        QCOMPARE(entry().limit, 0ull);
        QVERIFY(entry().group.isEmpty());
        QVERIFY(execute(api::AddProxy{QStringLiteral("office"), QStringLiteral("0"), QStringLiteral("p"), {}, {}, {QStringLiteral("work"), QStringLiteral("1M")}}).ok());
        QCOMPARE(profile_->config().tunnel(QStringLiteral("p"))->limit, 1'000'000ull);
    }

    void whatChangesNothingThatRunsIsTakenOfATunnelThatFails()
    {
        havePeer();
        run(true);
        live_->busyPort = 0;
        QVERIFY(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("1000"), QStringLiteral("a:1"), QStringLiteral("web")}).ok());
        live_->busyPort = 1000;
        const auto edited = execute(api::EditForward{QStringLiteral("web"), {}, {}, {}, QStringLiteral("site"), {QStringLiteral("work"), QStringLiteral("1M")}});
        QCOMPARE(codeOf(edited), ErrorCode::None);
        QCOMPARE(edited->toObject().value(QStringLiteral("state")).toString(), QStringLiteral("failed")); // and says so
        QCOMPARE(profile_->config().tunnels.first().name, QStringLiteral("site"));
        QCOMPARE(profile_->config().tunnels.first().group, QStringLiteral("work"));
        QCOMPARE(codeOf(execute(api::EditForward{QStringLiteral("site"), {}, {}, QStringLiteral("b:1"), {}})), ErrorCode::PortInUse);
        QCOMPARE(profile_->config().tunnels.first().target.host, QStringLiteral("a"));
        // Nothing runs, and two want one port.
        QVERIFY(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("1001"), QStringLiteral("a:1"), QStringLiteral("last")}).ok());
        live_->busyPort = 0;
        QVERIFY(execute(api::EditForward{QStringLiteral("last"), {}, QStringLiteral("1000"), {}, {}}).ok());
        run(false);
        QCOMPARE(codeOf(execute(api::EditForward{QStringLiteral("last"), {}, {}, {}, QStringLiteral("end")})), ErrorCode::None);
        QCOMPARE(codeOf(execute(api::EditForward{QStringLiteral("end"), {}, {}, QStringLiteral("b:1"), {}})), ErrorCode::PortInUse);
    }

    void aWholeGroupIsStartedAndStopped()
    {
        havePeer();
        run(true);
        live_->busyPort = 9;
        const auto add = [&](const char *name, const char *port, const char *group) {
            return execute(api::AddForward{QStringLiteral("office"), QString::fromLatin1(port), QStringLiteral("a:1"), QString::fromLatin1(name), {QString::fromLatin1(group), {}}}).ok();
        };
        QVERIFY(add("one", "1", "work") && add("two", "2", "work") && add("three", "3", "home") && add("four", "4", ""));
        const auto started = [this] {
            QString out;
            for (const profile::TunnelEntry &tunnel : profile_->config().tunnels)
                out += tunnel.started ? u'1' : u'0';
            return out;
        };
        QCOMPARE(execute(api::StopGroup{QStringLiteral("work")})->toArray().size(), 2);
        QCOMPARE(started(), QStringLiteral("0011"));
        QCOMPARE(codeOf(execute(api::StopGroup{QStringLiteral("play")})), ErrorCode::GroupUnknown);
        QCOMPARE(codeOf(execute(api::StopGroup{QString()})), ErrorCode::GroupUnknown);
        // One that cannot listen does not keep the others from it.
        live_->busyPort = 1;
        const auto reply = execute(api::StartGroup{QStringLiteral("work")});
        QVERIFY(reply.ok());
        QCOMPARE((*reply)[0][QStringLiteral("state")].toString(), QStringLiteral("failed"));
        QCOMPARE((*reply)[1][QStringLiteral("state")].toString(), QStringLiteral("listening"));
        QCOMPARE(started(), QStringLiteral("1111"));
        live_->changes = 0;
        QVERIFY(execute(api::StartGroup{QStringLiteral("work")}).ok());
        QCOMPARE(live_->changes, 2); // the failed one was stopped, and tried anew
        const QJsonArray groups = execute(api::ListGroups{})->toArray();
        QCOMPARE(groups.size(), 2);
        QCOMPARE(groups[0][QStringLiteral("group")].toString(), QStringLiteral("home"));
        QCOMPARE(groups[1][QStringLiteral("tunnels")].toArray(), (QJsonArray{QStringLiteral("one"), QStringLiteral("two")}));
    }

    // Its answer must not come before what it relies on is on the disk.
    void aCommandThatChangesNothingWaitsForTheOneBeforeIt()
    {
        havePeer();
        QVERIFY(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("1"), QStringLiteral("a:1"), QStringLiteral("one"), {QStringLiteral("work"), {}}}).ok());
        profile_->writeBehind([] { QFAIL("taken back"); });
        const quint64 before = profile_->saves();
        for (int stops = 1; stops <= 2; ++stops) {
            QVERIFY(execute(api::StopGroup{QStringLiteral("work")}).ok());
            QCOMPARE(profile_->saves(), before + quint64(stops));
        }
        QTRY_VERIFY(!profile_->isWriting());
        QVERIFY(execute(api::StopGroup{QStringLiteral("work")}).ok());
        QCOMPARE(profile_->saves(), before + 2);
    }

    void oneOfAGroupThatClashesKeepsNoOtherFromStarting()
    {
        havePeer();
        const auto add = [&](const char *name, const char *port) {
            QVERIFY(execute(api::AddForward{QStringLiteral("office"), QString::fromLatin1(port), QStringLiteral("a:1"), QString::fromLatin1(name), {QStringLiteral("work"), {}}}).ok());
            QVERIFY(execute(api::StopTunnel{QString::fromLatin1(name)}).ok());
        };
        // While nothing runs: the second has the port of one outside the group, the last that of the first.
        add("one", "1000");
        add("two", "2000");
        add("three", "3000");
        add("twin", "1000");
        QVERIFY(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("2000"), QStringLiteral("a:1"), QStringLiteral("other")}).ok());
        const auto reply = execute(api::StartGroup{QStringLiteral("work")});
        QVERIFY(reply.ok());
        QStringList started;
        for (const profile::TunnelEntry &tunnel : profile_->config().tunnels) {
            if (tunnel.started)
                started << tunnel.name;
        }
        QCOMPARE(started, (QStringList{QStringLiteral("one"), QStringLiteral("three"), QStringLiteral("other")}));
        const auto why = [&](int at) {
            const QJsonObject error = (*reply)[at][QStringLiteral("error")].toObject();
            return error[QStringLiteral("code")].toString() + u' ' + error[QStringLiteral("context")][QStringLiteral("detail")].toString();
        };
        QCOMPARE(reply->toArray().size(), 4);
        QVERIFY((*reply)[0][QStringLiteral("error")].isNull());
        QCOMPARE(why(1), QStringLiteral("portInUse other"));
        QVERIFY((*reply)[2][QStringLiteral("error")].isNull());
        QCOMPARE(why(3), QStringLiteral("portInUse one"));
        // Started once more, nothing is different.
        const profile::Config before = profile_->config();
        QVERIFY(execute(api::StartGroup{QStringLiteral("work")}).ok());
        QCOMPARE(profile_->config(), before);
    }

    void aForwardThatCannotListenIsTakenBack()
    {
        havePeer();
        run(true);
        QVERIFY(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("1000"), QStringLiteral("a:1"), QStringLiteral("web")}).ok());
        const profile::Config before = profile_->config();
        live_->changes = 0;
        QCOMPARE(codeOf(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("9"), QStringLiteral("a:1"), {}})), ErrorCode::PortInUse);
        QCOMPARE(codeOf(execute(api::EditForward{QStringLiteral("web"), {}, QStringLiteral("9"), {}, {}})), ErrorCode::PortInUse);
        QCOMPARE(profile_->config(), before);
        QCOMPARE(live_->changes, 2); // there and back; an edit tries the port first
    }

    void startingAFailedTunnelTriesAnew()
    {
        havePeer();
        run(true);
        live_->busyPort = 1;
        QVERIFY(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("9"), QStringLiteral("a:1"), QStringLiteral("web")}).ok());
        live_->busyPort = 9;
        QCOMPARE(codeOf(execute(api::StartTunnel{QStringLiteral("web")})), ErrorCode::PortInUse);
        QVERIFY(profile_->config().tunnel(QStringLiteral("web"))->started);
        QVERIFY(execute(api::StopTunnel{QStringLiteral("web")}).ok());
        QCOMPARE(codeOf(execute(api::StartTunnel{QStringLiteral("web")})), ErrorCode::PortInUse);
        QVERIFY(!profile_->config().tunnel(QStringLiteral("web"))->started);
        live_->busyPort = 1;
        QCOMPARE(execute(api::StartTunnel{QStringLiteral("web")})->toObject().value(QStringLiteral("state")).toString(), QStringLiteral("listening"));
    }

    void removingAPeerTakesItsTunnelsAlong()
    {
        havePeer();
        QVERIFY(execute(api::AddForward{QStringLiteral("office"), QStringLiteral("0"), QStringLiteral("a:1"), {}}).ok());
        QCOMPARE(execute(api::RemovePeer{QStringLiteral("off")})->toObject(), (QJsonObject{{QStringLiteral("removed"), QStringLiteral("office")}}));
        QVERIFY(profile_->config().tunnels.isEmpty());
        QVERIFY(profile_->config().peers.isEmpty());
    }

    void aPeerIsRenamedToAFreeNameOnly()
    {
        havePeer();
        QVERIFY(execute(api::Pair{inviteOf('C', timers_->time.addSecs(9), QStringLiteral("home")), {}}).ok());
        QCOMPARE(codeOf(execute(api::RenamePeer{QStringLiteral("office"), QStringLiteral("home")})), ErrorCode::NameTaken);
        QCOMPARE(codeOf(execute(api::RenamePeer{QStringLiteral("office"), QStringLiteral(" ")})), ErrorCode::NameInvalid);
        QCOMPARE(nameOf(execute(api::RenamePeer{QStringLiteral("office"), QStringLiteral("work")})), QStringLiteral("work"));
    }

    void whatNeedsARunningProgramSaysSo()
    {
        QCOMPARE(codeOf(execute(api::ListConnections{})), ErrorCode::NotRunning);
        QCOMPARE(codeOf(execute(api::CloseConnection{7})), ErrorCode::NotRunning);
        QCOMPARE(execute(api::Status{})->toObject().value(QStringLiteral("running")), QJsonValue(false));
        run(true);
        QVERIFY(execute(api::ListConnections{}).ok());
        QCOMPARE(execute(api::CloseConnection{7})->toObject(), (QJsonObject{{QStringLiteral("closed"), 7}}));
        QCOMPARE(codeOf(execute(api::CloseConnection{8})), ErrorCode::ConnectionUnknown);
        QCOMPARE(execute(api::ReadConnection{7})->toObject(), (QJsonObject{{QStringLiteral("connection"), 7}, {QStringLiteral("open"), true}}));
        QCOMPARE(codeOf(execute(api::ReadConnection{8})), ErrorCode::TargetRefused);
        QCOMPARE(codeOf(execute(api::ReadConnection{9})), ErrorCode::ConnectionUnknown);
        QCOMPARE(execute(api::Status{})->toObject().value(QStringLiteral("running")), QJsonValue(true));
    }

    void aSettingIsReadAndWritten()
    {
        run(true);
        QCOMPARE(execute(api::SetSetting{QStringLiteral("tox.udp"), std::nullopt})->toObject(), (QJsonObject{{QStringLiteral("tox.udp"), QStringLiteral("true")}}));
        QCOMPARE(live_->changes, 0);
        QVERIFY(execute(api::SetSetting{QStringLiteral("tox.udp"), QStringLiteral("no")}).ok());
        QCOMPARE(live_->changes, 1);
        QVERIFY(!profile_->config().settings.toxUdp);
        QCOMPARE(codeOf(execute(api::SetSetting{QStringLiteral("tox.udp"), QStringLiteral("?")})), ErrorCode::SettingInvalid);
        QCOMPARE(codeOf(execute(api::SetSetting{QStringLiteral("x"), std::nullopt})), ErrorCode::SettingUnknown);
    }

    void aPauseIsForWhatRunsAlone()
    {
        QCOMPARE(codeOf(execute(api::SetPaused{true})), ErrorCode::NotRunning);
        run(true);
        QVERIFY(execute(api::SetPaused{true}).ok());
        QVERIFY(live_->paused);
        QVERIFY(execute(api::SetPaused{false}).ok());
        QVERIFY(!live_->paused);
        QCOMPARE(live_->changes, 0); // the profile is as it was
    }
    void waysAreLookedForAnewWhileSomethingRuns()
    {
        QCOMPARE(codeOf(execute(api::Refresh{})), ErrorCode::NotRunning);
        run(true);
        QCOMPARE(execute(api::Refresh{})->toObject(), (QJsonObject{{QStringLiteral("refreshed"), true}}));
        QCOMPARE(live_->refreshes, 1);
        QCOMPARE(live_->changes, 0);
    }
    void whatCannotBeSavedIsNotDone()
    {
        havePeer();
        run(true);
        QVERIFY(QDir().mkpath(profile_->folder() + QStringLiteral("/config.json.new/x")));
        const profile::Config before = profile_->config();
        for (const api::Command &command : QList<api::Command>{
                 api::CreateInvite{}, api::Pair{inviteOf('C', timers_->time.addSecs(9)), {}},
                 api::Allow{QStringLiteral("office"), {QStringLiteral("a:1")}}, api::RemovePeer{QStringLiteral("office")},
                 api::AddForward{QStringLiteral("office"), QStringLiteral("0"), QStringLiteral("a:1"), {}},
                 api::SetSetting{QStringLiteral("tox.udp"), QStringLiteral("no")}}) {
            QCOMPARE(codeOf(execute(command)), ErrorCode::ProfileUnwritable);
        }
        QCOMPARE(profile_->config(), before);
        QCOMPARE(live_->changes, 0);
    }

private:
    void run(bool on)
    {
        live_ = on ? std::make_unique<FakeLive>(*profile_, addressOf('A')) : nullptr;
        executor_ = std::make_unique<host::CommandExecutor>(host::CommandExecutor::Surroundings{
            *profile_, addressOf('A'), QStringLiteral("here"), *timers_, random_, nullptr, live_.get()});
    }
    void havePeer()
    {
        profile::Config config = profile_->config();
        config.peers.append({QStringLiteral("office"), addressOf('B').publicKey(), false, false, {}, {}, {}});
        QVERIFY(profile_->save(config).ok());
    }
    api::Reply execute(const api::Command &command) { return executor_->execute(command); }
    static QString nameOf(const api::Reply &reply)
    {
        return reply ? reply->toObject().value(QStringLiteral("name")).toString() : codeName(reply.error().code);
    }

    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<profile::Profile> profile_;
    std::unique_ptr<FakeTimers> timers_;
    FakeRandom random_;
    std::unique_ptr<FakeLive> live_;
    std::unique_ptr<host::CommandExecutor> executor_;
};

QTEST_GUILESS_MAIN(TestProfileCommands)
#include "test_profile_commands.moc"
