// SPDX-License-Identifier: GPL-3.0-or-later
// What is taken over from a text: tunnels, and bootstrap nodes.
#include "api/sentences.h"
#include "core/limits.h"
#include "profile/command_fakes.h"

#include <QJsonDocument>
#include <QTest>

using namespace culvert;
using namespace culvert::test;

namespace {

// A profile that is paired with two machines.
struct Machine {
    explicit Machine(char digit = 'A')
    {
        profile = std::move(*profile::Profile::open(dir.filePath(QStringLiteral("p"))));
        profile::Config config;
        config.peers.append({QStringLiteral("office"), addressOf('B').publicKey(), false, false, {}, {}, {}});
        config.peers.append({QStringLiteral("nas"), addressOf('C').publicKey(), false, false, {}, {}, {}});
        if (!profile->save(config))
            qFatal("no profile");
        live = std::make_unique<FakeLive>(*profile, addressOf(digit));
        executor = std::make_unique<host::CommandExecutor>(host::CommandExecutor::Surroundings{
            *profile, addressOf(digit), QStringLiteral("here"), timers, random, [](const Nospam &) -> Result<ToxAddress> { return Error{ErrorCode::ProfileUnwritable}; }, live.get()});
    }
    api::Reply run(const api::Command &command) { return executor->execute(command); }
    QString exported() { return QString::fromUtf8(QJsonDocument(run(api::ExportTunnels{})->toObject()).toJson()); }
    // NAME VERDICT of each entry, in order.
    QStringList import(const QString &text, bool take, const QStringList &names = {})
    {
        const auto reply = run(api::ImportTunnels{text, take, names});
        if (!reply)
            return {codeName(reply.error().code)};
        QStringList out;
        for (const QJsonValue &one : reply->toObject()[QStringLiteral("tunnels")].toArray()) {
            const QString taken = one[QStringLiteral("taken")].toBool() ? QStringLiteral(" taken") : QString();
            out << one[QStringLiteral("name")].toString() + u' ' + one[QStringLiteral("verdict")].toString() + taken;
        }
        return out;
    }
    QJsonValue entry(const QString &text, int at = 0) { return run(api::ImportTunnels{text})->toObject()[QStringLiteral("tunnels")].toArray()[at]; }

    QTemporaryDir dir;
    std::unique_ptr<profile::Profile> profile;
    FakeTimers timers;
    FakeRandom random;
    std::unique_ptr<FakeLive> live;
    std::unique_ptr<host::CommandExecutor> executor;
};

QString listOf(const QJsonArray &tunnels)
{
    return QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("culvertTunnels"), 1}, {QStringLiteral("tunnels"), tunnels}}).toJson());
}

QJsonObject one(const QString &name, const QString &listen = QStringLiteral("8080"))
{
    return {{QStringLiteral("name"), name}, {QStringLiteral("peer"), QStringLiteral("office")}, {QStringLiteral("listen"), listen}, {QStringLiteral("target"), QStringLiteral("127.0.0.1:80")}};
}

const QString secret = QStringLiteral("correct horse battery staple");

void fill(Machine &machine)
{
    QVERIFY(machine.run(api::AddForward{QStringLiteral("office"), QStringLiteral("8080"), QStringLiteral("127.0.0.1:80"), QStringLiteral("web"), {QStringLiteral("work"), QStringLiteral("2M")}}));
    QVERIFY(machine.run(api::AddForward{QStringLiteral("nas"), QStringLiteral("*:5300"), QStringLiteral("10.0.0.1:53/udp"), QStringLiteral("names")}));
    QVERIFY(machine.run(api::AddReverse{QStringLiteral("office"), QStringLiteral("8080"), QStringLiteral("127.0.0.1:3000"), QStringLiteral("back")}));
    QVERIFY(machine.run(api::AddProxy{QStringLiteral("nas"), QStringLiteral("1080"), QStringLiteral("browse"), QStringLiteral("me"), secret}));
    QVERIFY(machine.run(api::StopTunnel{QStringLiteral("names")}));
}

QString key(char digit) { return QString(64, QLatin1Char(digit)); }

QString nodesText(int count)
{
    QJsonArray nodes;
    for (int i = 0; i < count; ++i)
        nodes.append(QJsonObject{{QStringLiteral("ipv4"), QStringLiteral("node%1.example").arg(i)}, {QStringLiteral("port"), 33445},
                                 {QStringLiteral("tcp_ports"), QJsonArray{443}}, {QStringLiteral("public_key"), key('A')}});
    return QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("nodes"), nodes}}).toJson());
}

} // namespace

class TestProfileImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasExportedIsTheSameOnAnotherMachine()
    {
        Machine from;
        fill(from);
        Machine to;
        const QString text = from.exported();
        QCOMPARE(to.import(text, false), (QStringList{QStringLiteral("web new"), QStringLiteral("names new"), QStringLiteral("back new"), QStringLiteral("browse new")}));
        QVERIFY(to.profile->config().tunnels.isEmpty()); // it was only looked at
        QCOMPARE(to.live->changes, 0);
        QCOMPARE(to.import(text, true).last(), QStringLiteral("browse new taken"));
        QCOMPARE(to.live->changes, 1); // all at once
        auto expected = from.profile->config().tunnels;
        expected.last().login.reset(); // no file has it
        expected.last().started = false;
        QCOMPARE(to.profile->config().tunnels, expected);
        QCOMPARE(from.import(text, false), (QStringList{QStringLiteral("web same"), QStringLiteral("names same"), QStringLiteral("back same"), QStringLiteral("browse same")}));
        QCOMPARE(from.import(text, true).join(u',').count(QStringLiteral("taken")), 0);
    }

    void noSecretIsExported()
    {
        Machine machine;
        fill(machine);
        const QString text = machine.exported();
        const auto &login = *machine.profile->config().tunnel(QStringLiteral("browse"))->login;
        for (const QString &hidden : {secret, login.salt.toHex(), login.hash.toHex()})
            QVERIFY(!text.contains(hidden, Qt::CaseInsensitive));
        QVERIFY(text.contains(QStringLiteral("\"user\": \"me\"")));
    }

    void aProxyThatHadAUserComesStoppedAndOneThatIsHereKeepsItsOwn()
    {
        Machine from;
        fill(from);
        Machine to;
        QVERIFY(to.entry(from.exported(), 3)[QStringLiteral("needsPassword")].toBool());
        QVERIFY(to.entry(from.exported(), 3)[QStringLiteral("stopped")].toBool());
        Machine again;
        QVERIFY(again.run(api::AddProxy{QStringLiteral("office"), QStringLiteral("1081"), QStringLiteral("browse"), QStringLiteral("other"), secret}));
        const auto login = again.profile->config().tunnel(QStringLiteral("browse"))->login;
        QCOMPARE(again.import(from.exported(), true, {QStringLiteral("browse")}).last(), QStringLiteral("browse changed taken"));
        QCOMPARE(again.profile->config().tunnel(QStringLiteral("browse"))->login, login);
        QCOMPARE(again.profile->config().tunnel(QStringLiteral("browse"))->listen.port, quint16(1080));
        // In the place of a tunnel of another kind, which has no login to keep.
        Machine third;
        QVERIFY(third.run(api::AddForward{QStringLiteral("office"), QStringLiteral("1081"), QStringLiteral("10.0.0.1:80"), QStringLiteral("browse")}));
        QVERIFY(third.profile->config().tunnel(QStringLiteral("browse"))->started);
        QVERIFY(third.entry(from.exported(), 3)[QStringLiteral("needsPassword")].toBool());
        QCOMPARE(third.import(from.exported(), true, {QStringLiteral("browse")}).last(), QStringLiteral("browse conflict taken"));
        QCOMPARE(third.profile->config().tunnel(QStringLiteral("browse"))->kind, profile::TunnelKind::Proxy);
        QVERIFY(!third.profile->config().tunnel(QStringLiteral("browse"))->started);
    }

    void whatDiffersIsNamedAndAStoppedOneStaysStopped()
    {
        Machine machine;
        fill(machine);
        QVERIFY(machine.run(api::StopTunnel{QStringLiteral("web")}));
        QJsonObject web = one(QStringLiteral("web"), QStringLiteral("8081"));
        web.insert(QStringLiteral("peer"), QStringLiteral("nas"));
        web.insert(QStringLiteral("group"), QStringLiteral("work"));
        const QJsonValue entry = machine.entry(listOf({web}));
        QCOMPARE(entry[QStringLiteral("changes")].toArray(), (QJsonArray{QStringLiteral("peer"), QStringLiteral("listen"), QStringLiteral("limit")}));
        QCOMPARE(machine.import(listOf({web}), true), QStringList{QStringLiteral("web changed taken")});
        const auto *tunnel = machine.profile->config().tunnel(QStringLiteral("web"));
        QVERIFY(!tunnel->started && tunnel->limit == 0 && tunnel->group == u"work");
        QCOMPARE(machine.profile->config().tunnels.size(), 4);
    }

    void aPortThatATunnelHasIsAConflictAndIsTakenOnlyWhenNamed()
    {
        Machine machine;
        fill(machine);
        const QString text = listOf({one(QStringLiteral("web2")), one(QStringLiteral("free"), QStringLiteral("9090")), one(QStringLiteral("free2"), QStringLiteral("9090"))});
        QCOMPARE(machine.import(text, false), (QStringList{QStringLiteral("web2 conflict"), QStringLiteral("free new"), QStringLiteral("free2 conflict")}));
        const auto error = api::Reply(machine.entry(text)[QStringLiteral("error")]);
        QCOMPARE(error->toObject()[QStringLiteral("code")].toString(), QStringLiteral("portInUse"));
        QCOMPARE(machine.import(text, true), (QStringList{QStringLiteral("web2 conflict"), QStringLiteral("free new taken"), QStringLiteral("free2 conflict")}));
        QVERIFY(!machine.profile->config().tunnel(QStringLiteral("web2")));
        QCOMPARE(machine.import(text, true, {QStringLiteral("web2")}).first(), QStringLiteral("web2 conflict taken"));
        QVERIFY(!machine.profile->config().tunnel(QStringLiteral("web2"))->started);
        // Of another kind, UDP and TCP do not meet; the same name of another kind does.
        QJsonObject other = one(QStringLiteral("names"), QStringLiteral("*:5300"));
        QCOMPARE(machine.import(listOf({other}), false), QStringList{QStringLiteral("names conflict")});
        QCOMPARE(machine.import(listOf({other}), true), QStringList{QStringLiteral("names conflict")});
        QCOMPARE(machine.import(listOf({other}), true, {QStringLiteral("names")}), QStringList{QStringLiteral("names conflict taken")});
    }

    void whatCannotBeUsedSaysWhyAndTheRestIsTaken()
    {
        Machine machine;
        const auto with = [](QJsonObject object, const char *key, const QJsonValue &value) {
            object.insert(QString::fromLatin1(key), value);
            return object;
        };
        const QJsonObject good = one(QStringLiteral("good"));
        const QList<std::pair<QJsonValue, QString>> wrong{
            {QJsonValue(7), QStringLiteral("nameInvalid")},
            {with(good, "name", QString()), QStringLiteral("nameInvalid")},
            {with(good, "name", QString(65, u'n')), QStringLiteral("nameInvalid")},
            {with(good, "peer", QStringLiteral("nobody")), QStringLiteral("peerUnknown")},
            {with(good, "peerId", key('D')), QStringLiteral("peerUnknown")}, // the key counts, not what somebody calls it
            {with(good, "listen", QStringLiteral("x")), QStringLiteral("listenInvalid")},
            {with(good, "listen", QString()), QStringLiteral("importBroken")},
            {with(good, "target", QString()), QStringLiteral("importBroken")},
            {with(good, "target", QStringLiteral("a")), QStringLiteral("endpointInvalid")},
            {with(good, "target", QJsonArray()), QStringLiteral("importBroken")},
            {with(good, "kind", QStringLiteral("vpn")), QStringLiteral("importBroken")},
            {with(good, "kind", QJsonValue()), QStringLiteral("importBroken")},
            {with(good, "limit", QStringLiteral("fast")), QStringLiteral("rateInvalid")},
            {with(good, "group", QStringLiteral("a/b")), QStringLiteral("nameInvalid")}};
        for (const auto &[value, code] : wrong) {
            const QString text = listOf({value, one(QStringLiteral("rest"), QStringLiteral("9999"))});
            const QJsonValue entry = machine.entry(text);
            QCOMPARE(entry[QStringLiteral("verdict")].toString(), QStringLiteral("unusable"));
            QCOMPARE(entry[QStringLiteral("error")][QStringLiteral("code")].toString(), code);
        }
        QCOMPARE(machine.import(listOf({one(QStringLiteral("twice"), QStringLiteral("1")), one(QStringLiteral("twice"), QStringLiteral("2"))}), true),
                 (QStringList{QStringLiteral("twice new taken"), QStringLiteral("twice unusable")}));
        QCOMPARE(machine.import(listOf({QJsonValue(7), good}), true).last(), QStringLiteral("good new taken"));
        QCOMPARE(machine.profile->config().tunnels.size(), 2);
    }

    void aNameWithUnseenCharactersIsUsableOnlyWhereItIsAlready()
    {
        const QString turned = QStringLiteral("\u202ebew");
        Machine machine('A');
        profile::Config config = machine.profile->config();
        config.tunnels.append({turned, config.peers.first().id, {QStringLiteral("127.0.0.1"), 8080}, {QStringLiteral("127.0.0.1"), 80}});
        config.tunnels.first().group = turned;
        QVERIFY(machine.profile->save(config).ok());
        const QString list = machine.exported();
        QCOMPARE(machine.import(list, true), QStringList{turned + QStringLiteral(" same")});
        Machine other('D');
        QCOMPARE(other.import(list, false), QStringList{QStringLiteral("\ufffdbew unusable")}); // as it may be shown
    }

    void anUnusableEntryHasEveryKeyAsTextOrNullAndNoOther()
    {
        Machine machine;
        QJsonObject odd = one(QStringLiteral("odd"));
        odd.insert(QStringLiteral("listen"), 7003);
        odd.insert(QStringLiteral("extra"), 1);
        const QStringList keys = machine.entry(listOf({one(QStringLiteral("good"))})).toObject().keys();
        QCOMPARE(keys.size(), 14);
        const QString text = listOf({odd, QJsonObject(), 1, QJsonValue(), one(QStringLiteral("good")), one(QStringLiteral("good"))});
        for (const int at : {0, 1, 2, 3, 5}) {
            const QJsonObject entry = machine.entry(text, at).toObject();
            QCOMPARE(entry[QStringLiteral("verdict")].toString(), QStringLiteral("unusable"));
            QCOMPARE(entry.keys(), keys);
            for (const char *key : {"name", "kind", "peer", "peerId", "listen", "target", "group", "limit"})
                QVERIFY2(entry[QLatin1StringView(key)].isString() || entry[QLatin1StringView(key)].isNull(), key);
        }
        const QJsonValue first = machine.entry(text);
        QCOMPARE(first[QStringLiteral("target")].toString(), QStringLiteral("127.0.0.1:80"));
        QVERIFY(first[QStringLiteral("listen")].isNull());
        const QString what = first[QStringLiteral("error")][QStringLiteral("what")].toString(); // of the entry: a list it is
        QVERIFY2(what.contains(QStringLiteral("\"odd\" in this list has no usable \"listen\"")), qPrintable(what));
    }

    void whatAnUnusableEntryHasSteersNoTerminalAndTurnsNoText()
    {
        Machine machine;
        QJsonObject hostile = one(QStringLiteral("\u202ebew"), QStringLiteral("\u001b[2J"));
        hostile.insert(QStringLiteral("peer"), QStringLiteral("\u001b]0;title\u0007\nweb"));
        const QJsonValue entry = machine.entry(listOf({hostile}));
        QCOMPARE(entry[QStringLiteral("name")].toString(), QStringLiteral("\ufffdbew"));
        QCOMPARE(entry[QStringLiteral("listen")].toString(), QStringLiteral("\ufffd[2J"));
        QCOMPARE(entry[QStringLiteral("peer")].toString(), QStringLiteral("\ufffd]0;title\ufffd web"));
        const QString what = entry[QStringLiteral("error")][QStringLiteral("what")].toString();
        QVERIFY2(what.contains(QStringLiteral("\"\ufffdbew\" is not a usable name")), qPrintable(what));
    }

    void whatIsAskedForByNameAndCannotBeTakenIsAnErrorAndNothingIsTaken()
    {
        Machine machine;
        fill(machine);
        QJsonObject broken = one(QStringLiteral("broken"));
        broken.insert(QStringLiteral("peer"), QStringLiteral("nobody"));
        const QString text = listOf({one(QStringLiteral("good"), QStringLiteral("9090")), broken});
        const auto tunnels = machine.profile->config().tunnels;
        const auto reply = machine.run(api::ImportTunnels{text, true, {QStringLiteral("good"), QStringLiteral("typo")}});
        QVERIFY(!reply);
        QCOMPARE(reply.error(), (Error{ErrorCode::TunnelUnknown, QStringLiteral("typo"), QStringLiteral("import")}));
        QVERIFY(api::sentence(reply.error()).contains(QStringLiteral("in this list")));
        QCOMPARE(machine.import(text, true, {QStringLiteral("good"), QStringLiteral("broken")}), QStringList{QStringLiteral("peerUnknown")});
        QCOMPARE(machine.import(text, false, {QStringLiteral("typo")}), QStringList{QStringLiteral("tunnelUnknown")}); // nor is it shown
        QCOMPARE(machine.import(listOf({broken, QJsonObject()}), true), QStringList{QStringLiteral("peerUnknown")});
        QCOMPARE(machine.import(listOf({broken}), false), QStringList{QStringLiteral("broken unusable")});
        QCOMPARE(machine.profile->config().tunnels, tunnels);
        // One that is here already, exactly so, is as it was asked for.
        QVERIFY(machine.import(machine.exported(), true, {QStringLiteral("web")}).contains(QStringLiteral("web same")));
    }

    void whatIsNoListOfTunnelsChangesNothing()
    {
        Machine machine;
        for (const QString &text : {QString(), QStringLiteral("{}"), QStringLiteral("[]"), QStringLiteral("{\"tunnels\":[]}"), QStringLiteral("{\"culvertTunnels\":1}"),
                                    QStringLiteral("{\"culvertTunnels\":2,\"tunnels\":[]}"), QStringLiteral("{\"culvertTunnels\":\"1\",\"tunnels\":[]}")})
            QCOMPARE(machine.import(text, true), QStringList{QStringLiteral("importBroken")});
        QCOMPARE(machine.import(listOf({}), true), QStringList());
        QCOMPARE(machine.live->changes, 0);
    }

    void aListOfTunnelsIsNoLargerThanPromised()
    {
        Machine machine;
        QJsonArray many;
        for (int i = 0; i < limits::importTunnels; ++i)
            many.append(one(QString::number(i), QString::number(10'000 + i)));
        QCOMPARE(machine.import(listOf(many), true).size(), limits::importTunnels);
        many.append(one(QStringLiteral("more")));
        QCOMPARE(machine.import(listOf(many), true), QStringList{QStringLiteral("limitReached")});
        const QString spaces = listOf({}) + QString(limits::importSize, u' ');
        QCOMPARE(machine.import(spaces, true), QStringList{QStringLiteral("limitReached")});
    }

    // --- Bootstrap nodes ---

    void nodesOfOnesOwnTakeThePlaceOfTheBuiltInOnesUntilTheyAreGivenUp()
    {
        Machine machine;
        const auto builtIn = machine.run(api::ListNodes{})->toObject();
        QCOMPARE(builtIn[QStringLiteral("source")].toString(), QStringLiteral("builtIn"));
        const auto read = machine.run(api::SetNodes{nodesText(2), false});
        QCOMPARE(read->toObject()[QStringLiteral("nodes")].toArray().size(), 2);
        QCOMPARE(machine.run(api::ListNodes{})->toObject(), builtIn); // it was only read
        const auto kept = machine.run(api::SetNodes{nodesText(2)});
        QCOMPARE(kept->toObject()[QStringLiteral("source")].toString(), QStringLiteral("own"));
        QCOMPARE(machine.run(api::ListNodes{})->toObject(), kept->toObject());
        const QJsonValue node = kept->toObject()[QStringLiteral("nodes")].toArray()[1];
        QCOMPARE(node[QStringLiteral("host")].toString(), QStringLiteral("node1.example"));
        QCOMPARE(node[QStringLiteral("tcpPorts")].toArray(), QJsonArray{443});
        QCOMPARE(machine.run(api::SetNodes{})->toObject(), builtIn);
    }

    void aListWithoutAUsableNodeLeavesThePresentOne()
    {
        Machine machine;
        const auto kept = machine.run(api::SetNodes{nodesText(1)})->toObject();
        for (const QString &text : {QStringLiteral("x"), QStringLiteral("{}"), QStringLiteral("{\"nodes\":[{\"ipv4\":\"a\",\"port\":1}]}")})
            QCOMPARE(codeOf(machine.run(api::SetNodes{text})), ErrorCode::NodesBroken);
        QCOMPARE(codeOf(machine.run(api::SetNodes{QString(), false})), ErrorCode::NodesBroken);
        QCOMPARE(machine.run(api::ListNodes{})->toObject(), kept);
    }

    void aProfileHasNoMoreNodesThanPromised()
    {
        Machine machine;
        QVERIFY(machine.run(api::SetNodes{nodesText(int(limits::ownNodes))}));
        QCOMPARE(codeOf(machine.run(api::SetNodes{nodesText(int(limits::ownNodes) + 1)})), ErrorCode::LimitReached);
        QCOMPARE(codeOf(machine.run(api::SetNodes{nodesText(1) + QString(limits::importSize, u'x')})), ErrorCode::LimitReached);
    }
};

QTEST_GUILESS_MAIN(TestProfileImport)
#include "test_profile_import.moc"
