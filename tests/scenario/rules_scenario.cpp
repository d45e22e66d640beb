// SPDX-License-Identifier: GPL-3.0-or-later
// What a peer may reach, over a whole engine in virtual time: names that change their answers, and persons who are asked.
#include "scenario/two_machines.h"

#include "core/limits.h"

#include <QTest>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

struct World : TwoMachines {
    explicit World(quint64 seed, const QStringList &rules) : TwoMachines(seed)
    {
        setRules(rules);
        far.dialler.answer = [this](const Endpoint &) { return target; };
        far.questions.asked = [this](const api::QuestionInfo &question) { asked.append(question); };
    }
    std::shared_ptr<Application> open(const char *host, quint16 port = 80)
    {
        auto application = std::make_shared<Application>();
        application->toSend = "hello";
        return near.connectTo(far, {QString::fromUtf8(host), port}, application);
    }
    bool refused(const std::shared_ptr<Application> &client, Duration limit = 1s)
    {
        return timers.runUntil([&] { return client->gotReset; }, limit) && near.lastClosed().reason.code == ErrorCode::TargetNotAllowed;
    }
    bool reached() { return timers.runUntil([&] { return target->got == "hello"; }, 1s); }
    bool isAsked(qsizetype count) { return timers.runUntil([&] { return far.questions.info().size() == count; }, 1s); }
    bool atBaseline(Duration limit = 5s)
    {
        return timers.runUntil([&] { return near.atBaseline() && far.atBaseline() && far.questions.info().isEmpty(); }, limit);
    }
    api::RuleInfo rule(qsizetype index) const { return far.peers.info().first().rules.at(index); }

    std::shared_ptr<Application> target = std::make_shared<Application>();
    QList<api::QuestionInfo> asked;
};

const QStringList askAll{QStringLiteral("ask *:*")};

} // namespace

class RulesScenario : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNameIsResolvedOnceAndExactlyWhatWasCheckedIsDialled()
    {
        World w(1, {QStringLiteral("allow *.example.org:80")});
        QVERIFY(w.online());
        // The first answer is harmless, every later one is not.
        w.far.dialler.resolve = [&](const QString &) {
            return w.far.dialler.lookups == 1 ? QStringList{QStringLiteral("93.184.216.34"), QStringLiteral("127.0.0.1")}
                                              : QStringList{QStringLiteral("127.0.0.1"), QStringLiteral("192.168.1.1")};
        };
        auto first = w.open("Rebind.Example.ORG.");
        QVERIFY(w.reached());
        QCOMPARE(w.far.dialler.lookups, 1);
        QCOMPARE(w.far.dialler.dialled, QStringList{QStringLiteral("93.184.216.34")});
        auto second = w.open("rebind.example.org");
        QVERIFY(w.refused(second));
        QCOMPARE(w.far.dialler.lookups, 2);
        QCOMPARE(w.far.dialler.dials, 1);
        QCOMPARE(w.rule(0).hits, quint64(1));
        QVERIFY(w.rule(0).lastHit.isValid());
    }

    void aNameThatNoLineNamesIsNotLookedUp()
    {
        World w(2, {QStringLiteral("allow 10.0.0.0/8:80"), QStringLiteral("allow nas.lan:80"), QStringLiteral("deny *.evil.example:*"), QStringLiteral("allow *:443")});
        QVERIFY(w.online());
        w.far.dialler.resolve = [](const QString &) { return QStringList{QStringLiteral("10.0.0.1")}; };
        for (const char *name : {"secret.corp", "nas", "x.nas.lan", "a.evil.example", "localhost"})
            QVERIFY(w.refused(w.open(name)));
        QVERIFY(w.refused(w.open("a.evil.example", 443)));
        QCOMPARE(w.far.dialler.lookups, 0);
        QCOMPARE(w.rule(2).hits, quint64(2));
        QVERIFY(!w.open("nas.lan")->gotReset);
        QVERIFY(w.reached());
        QCOMPARE(w.far.dialler.lookups, 1);
    }

    void localhostAndItsAddressesAreOne()
    {
        World w(2, {QStringLiteral("deny localhost:81"), QStringLiteral("allow localhost:80"), QStringLiteral("allow 127.0.0.0/8:81"), QStringLiteral("allow *:*")});
        QVERIFY(w.online());
        for (const char *host : {"127.0.0.1", "127.1", "::1", "LocalHost"}) {
            QVERIFY(w.refused(w.open(host, 81)));
            const int dials = w.far.dialler.dials;
            w.open(host);
            QVERIFY(w.timers.runUntil([&] { return w.far.dialler.dials > dials; }, 1s));
        }
        QVERIFY(w.refused(w.open("127.0.0.2")));
        QCOMPARE(w.far.dialler.lookups, 0);
    }

    // The peer learns no address that it did not ask for.
    void whatANameStandsForIsSaidWhereTheRulesAreAlone()
    {
        World w(2, {QStringLiteral("allow deb.lan:80"), QStringLiteral("allow *.lan:80")});
        QVERIFY(w.online());
        w.far.dialler.resolve = [](const QString &) { return QStringList{QStringLiteral("127.0.1.1")}; };
        QVERIFY(w.refused(w.open("deb.lan")));
        QVERIFY(w.timers.runUntil([&] { return w.far.lastClosed().reason.detail == u"127.0.1.1"; }, 1s));
        QCOMPARE(w.near.lastClosed().reason.detail, QString());
        w.far.dialler.resolve = [](const QString &) { return QStringList{QStringLiteral("127.0.1.1"), QStringLiteral("10.0.0.1")}; };
        QVERIFY(w.refused(w.open("nas.lan"))); // a line with the name would open this one
        QVERIFY(w.timers.runUntil([&] { return w.far.lastClosed().reason.subject == u"nas.lan:80"; }, 1s));
        QCOMPARE(w.far.lastClosed().reason.detail, QString());
    }

    void aNameThatIsNotFoundOrGivenUpLeavesNothing()
    {
        World w(3, {QStringLiteral("allow nas.lan:80")});
        QVERIFY(w.online());
        auto client = w.open("nas.lan");
        QVERIFY(w.timers.runUntil([&] { return client->gotReset; }, 1s));
        QCOMPARE(w.near.lastClosed().reason.code, ErrorCode::TargetNameNotFound);
        w.far.dialler.takes = 5s;
        auto gone = w.open("nas.lan");
        w.timers.run(1s);
        gone->resetNow();
        QVERIFY(w.atBaseline());
        w.timers.run(10s);
        QCOMPARE(w.far.dialler.dials, 0);
    }

    void rulesThatChangeDuringALookUpCount()
    {
        World w(4, {QStringLiteral("allow nas.lan:80")});
        QVERIFY(w.online());
        w.far.dialler.takes = 2s;
        w.far.dialler.resolve = [](const QString &) { return QStringList{QStringLiteral("10.0.0.1")}; };
        auto client = w.open("nas.lan");
        w.timers.run(1s);
        w.setRules({QStringLiteral("deny 10.0.0.0/8:*"), QStringLiteral("allow nas.lan:80")});
        QVERIFY(w.refused(client, 5s));
        QCOMPARE(w.far.dialler.dials, 0);
    }

    void aLineThatDeniesCutsWhatItNamesAndNothingElse()
    {
        World w(5, {QStringLiteral("allow nas.lan:*"), QStringLiteral("allow 10.0.0.9:80")});
        QVERIFY(w.online());
        w.far.dialler.resolve = [](const QString &) { return QStringList{QStringLiteral("10.0.0.1")}; };
        std::map<quint16, std::shared_ptr<Application>> targets;
        w.far.dialler.answer = [&](const Endpoint &to) { return targets[to.port + (to.host == u"10.0.0.9" ? 1 : 0)] = std::make_shared<Application>(); };
        auto byName = w.open("nas.lan", 90);
        auto byAddress = w.open("10.0.0.9", 80);
        QVERIFY(w.timers.runUntil([&] { return targets[90] && targets[90]->got == "hello" && targets[81] && targets[81]->got == "hello"; }, 1s));
        w.setRules({QStringLiteral("deny 10.0.0.1:*"), QStringLiteral("allow nas.lan:*"), QStringLiteral("allow 10.0.0.9:80")});
        QVERIFY(w.refused(byName));
        QVERIFY(!byAddress->gotReset);
        w.setRules({QStringLiteral("ask 10.0.0.9:80")}); // nobody said yes to it
        QVERIFY(w.refused(byAddress));
        QVERIFY(w.atBaseline());
    }

    void theConnectionWaitsWhileAPersonIsAsked()
    {
        World w(10, askAll);
        QVERIFY(w.online());
        auto client = w.open("10.0.0.1");
        QVERIFY(w.isAsked(1));
        w.timers.run(30s);
        QCOMPARE(w.far.dialler.dials, 0);
        QVERIFY(!client->gotReset);
        QCOMPARE(w.far.connections.info().first().state, api::ConnectionState::Asking);
        const auto question = w.far.questions.info().first();
        QCOMPARE(question.peer, QStringLiteral("near"));
        QCOMPARE(question.target.toString(), QStringLiteral("10.0.0.1:80"));
        QCOMPARE(question.rule, QStringLiteral("ask *:*"));
        QVERIFY(question.leftMs > 28'000 && question.leftMs <= 30'000);
        QCOMPARE(w.asked.size(), 1);
        QVERIFY(w.far.questions.answer(question.id, true));
        QVERIFY(w.reached());
        QVERIFY(!w.far.questions.answer(question.id, true));
        QVERIFY(w.far.questions.info().isEmpty());
        w.setRules({QStringLiteral("ask *:*"), QStringLiteral("deny *:1")}); // another line: the answer stands
        w.timers.run(100s);
        QVERIFY(!client->gotReset);
        w.setRules({});
        QVERIFY(w.refused(client));
        QVERIFY(w.atBaseline());
    }

    void onceIsOnceAlone()
    {
        World w(11, askAll);
        QVERIFY(w.online());
        auto first = w.open("10.0.0.1");
        QVERIFY(w.isAsked(1));
        QVERIFY(w.far.questions.answer(w.asked[0].id, true));
        QVERIFY(w.reached());
        auto second = w.open("10.0.0.1");
        QVERIFY(w.isAsked(1));
        QVERIFY(w.asked[1].id != w.asked[0].id);
        QVERIFY(w.far.questions.answer(w.asked[1].id, false));
        QVERIFY(w.refused(second));
        QCOMPARE(w.far.dialler.dials, 1);
        QCOMPARE(w.rule(0).hits, quint64(2));
    }

    void withNobodyToAnswerItTimesOut()
    {
        World w(12, askAll);
        QVERIFY(w.online());
        auto client = w.open("10.0.0.1");
        QVERIFY(w.isAsked(1));
        w.timers.run(limits::questionWait - 2s);
        QVERIFY(!client->gotReset);
        QVERIFY(w.refused(client, 3s));
        QCOMPARE(w.far.dialler.dials, 0);
        QVERIFY(w.atBaseline());
    }

    void whatWasCheckedBeforeTheQuestionIsDialledAfterIt()
    {
        World w(13, {QStringLiteral("deny 127.0.0.0/8:*"), QStringLiteral("ask *:*")});
        QVERIFY(w.online());
        w.far.dialler.resolve = [&](const QString &) {
            return w.far.dialler.lookups == 1 ? QStringList{QStringLiteral("10.0.0.7"), QStringLiteral("127.0.0.1"), QStringLiteral("10.0.0.8")}
                                              : QStringList{QStringLiteral("10.9.9.9")};
        };
        auto client = w.open("rebind.lan");
        QVERIFY(w.isAsked(1));
        QCOMPARE(w.asked[0].addresses, (QStringList{QStringLiteral("10.0.0.7"), QStringLiteral("10.0.0.8")}));
        // The same name with another answer is another question: a yes is for the addresses that were shown.
        auto other = w.open("rebind.lan");
        QVERIFY(w.isAsked(2));
        QVERIFY(w.far.questions.answer(w.asked[0].id, true));
        QVERIFY(w.reached());
        QCOMPARE(w.far.dialler.dialled, (QStringList{QStringLiteral("10.0.0.7"), QStringLiteral("10.0.0.8")}));
        QVERIFY(!other->gotReset);
        QVERIFY(w.refused(other, 61s));
        QCOMPARE(w.far.dialler.dials, 1);
    }

    void equalQuestionsAreOne()
    {
        World w(14, askAll);
        QVERIFY(w.online());
        QList<std::shared_ptr<Application>> clients;
        for (const char *spelling : {"10.0.0.1", "10.1", "0xa.0.0.1", "167772161", "10.0.0.1."})
            clients.append(w.open(spelling));
        QVERIFY(w.timers.runUntil([&] { return !w.far.questions.info().isEmpty() && w.far.questions.info().first().waiting == 5; }, 1s));
        QCOMPARE(w.asked.size(), 1);
        clients[0]->resetNow(); // one of them gives up
        QVERIFY(w.timers.runUntil([&] { return w.far.questions.info().first().waiting == 4; }, 1s));
        QVERIFY(w.far.questions.answer(w.asked[0].id, true));
        QVERIFY(w.timers.runUntil([&] { return w.far.dialler.dials == 4; }, 1s));
    }

    void aQuestionNobodyWaitsForIsGone()
    {
        World w(15, askAll);
        QVERIFY(w.online());
        auto client = w.open("10.0.0.1");
        QVERIFY(w.isAsked(1));
        client->resetNow();
        QVERIFY(w.isAsked(0));
        QVERIFY(!w.far.questions.answer(w.asked[0].id, true));
        QVERIFY(w.atBaseline());
        QCOMPARE(w.far.dialler.dials, 0);
    }

    void aFloodOfQuestionsIsRefusedBeyondTheLimit()
    {
        World w(16, askAll);
        QVERIFY(w.online());
        QList<std::shared_ptr<Application>> clients;
        for (int i = 0; i < 100; ++i)
            clients.append(w.open(qPrintable(QStringLiteral("10.0.1.%1").arg(i))));
        const auto refused = [&] { return std::count_if(clients.begin(), clients.end(), [](const auto &c) { return c->gotReset; }); };
        QVERIFY(w.timers.runUntil([&] { return refused() == 100 - limits::questionsPerPeer; }, 5s));
        QCOMPARE(w.asked.size(), limits::questionsPerPeer);
        QCOMPARE(w.near.lastClosed().reason.code, ErrorCode::TargetNotAllowed);
        w.setRules({QStringLiteral("ask *:*"), QStringLiteral("allow 127.0.0.1:80")});
        auto other = w.open("127.0.0.1"); // what needs no question goes on
        QVERIFY(w.reached());
        w.timers.run(limits::questionWait);
        QVERIFY(w.timers.runUntil([&] { return refused() == 100; }, 2s));
        QCOMPARE(w.far.dialler.dials, 1);
        other->resetNow();
        QVERIFY(w.atBaseline());
    }

    void allPeersTogetherHaveALimitToo()
    {
        Ledger ledger;
        VirtualTimers timers(ledger);
        tunnel::Questions questions(timers);
        std::vector<std::unique_ptr<tunnel::Questions::Ticket>> tickets;
        int asked = 0;
        for (quint8 peer = 1; peer < 20; ++peer) {
            std::array<std::uint8_t, 32> key{peer};
            for (quint16 port = 1; port <= limits::questionsPerPeer; ++port) {
                tickets.push_back(questions.ask({PublicKey(key), QStringLiteral("p"), {QStringLiteral("10.0.0.1"), port}, {}, {}}, [](bool) {}));
                asked += tickets.back() ? 1 : 0;
            }
        }
        QCOMPARE(asked, limits::questions);
        tickets.clear();
        QVERIFY(questions.info().isEmpty());
    }

    void aNewLineAnswersWhoWaits()
    {
        World w(17, askAll);
        QVERIFY(w.online());
        auto yes = w.open("10.0.0.1");
        auto no = w.open("10.0.0.2");
        QVERIFY(w.isAsked(2));
        w.setRules({QStringLiteral("allow 10.0.0.1:80"), QStringLiteral("deny 10.0.0.2:*"), QStringLiteral("ask *:*")});
        QVERIFY(w.refused(no));
        QVERIFY(w.reached());
        QVERIFY(!yes->gotReset);
        QVERIFY(w.isAsked(0));
        w.timers.run(limits::questionWait + 1s);
        QVERIFY(!yes->gotReset);
    }

    // A yes is for the addresses that the rules still ask about when it is said.
    void anAddressThatANewLineDeniesWhileAPersonIsAskedIsNotDialled()
    {
        World w(18, askAll);
        QVERIFY(w.online());
        w.far.dialler.resolve = [](const QString &) { return QStringList{QStringLiteral("10.0.0.7"), QStringLiteral("10.0.0.8")}; };
        w.open("both.lan");
        QVERIFY(w.isAsked(1));
        w.setRules({QStringLiteral("deny 10.0.0.7:*"), QStringLiteral("ask *:*")});
        w.timers.run(1s);
        QCOMPARE(w.far.questions.info().size(), 1);
        QVERIFY(w.far.questions.answer(w.far.questions.info().first().id, true));
        QVERIFY(w.reached());
        QCOMPARE(w.far.dialler.dialled, QStringList{QStringLiteral("10.0.0.8")});
    }

    void aPeerThatIsRemovedOrBlockedWhileItIsAskedForLeavesNothing()
    {
        for (const bool remove : {true, false}) {
            World w(18, askAll);
            QVERIFY(w.online());
            auto client = w.open("10.0.0.1");
            QVERIFY(w.isAsked(1));
            if (remove)
                w.far.book.clear();
            else
                w.far.book[0].blocked = true;
            w.far.follow();
            QVERIFY(w.timers.runUntil([&] { return client->gotReset; }, 2s));
            QVERIFY(w.timers.runUntil([&] { return w.far.questions.info().isEmpty(); }, 1s));
            QVERIFY(!w.far.questions.answer(w.asked[0].id, true));
            QCOMPARE(w.far.dialler.dials, 0);
            QVERIFY(w.far.atBaseline());
        }
    }

    void aQuitWhileAPersonIsAskedIsClean()
    {
        auto w = std::make_unique<World>(19, askAll);
        QVERIFY(w->online());
        auto client = w->open("10.0.0.1");
        auto same = w->open("10.0.0.1");
        QVERIFY(w->isAsked(1));
        QVERIFY(w->timers.runUntil([&] { return w->far.questions.info().first().waiting == 2; }, 1s));
        w->far.connections.abortIf([](const tunnel::Connection::Facts &) { return true; }, ErrorCode::ProgramQuit);
        QVERIFY(w->timers.runUntil([&] { return client->gotReset && same->gotReset; }, 1s));
        QCOMPARE(w->near.lastClosed().reason.code, ErrorCode::ProgramQuit);
        auto late = w->open("10.0.0.3");
        QVERIFY(w->isAsked(1));
        w.reset(); // and with the question still open
    }

    void anAnswerMayEndWhatElseWaits()
    {
        Ledger ledger;
        VirtualTimers timers(ledger);
        tunnel::Questions questions(timers);
        const tunnel::Questions::About about{PublicKey(), QStringLiteral("p"), {QStringLiteral("10.0.0.1"), 80}, {}, {}};
        std::unique_ptr<tunnel::Questions::Ticket> first, second, again;
        int heard = 0;
        first = questions.ask(about, [&](bool) {
            ++heard;
            first.reset();
            second.reset(); // must not hear of it any more
            again = questions.ask(about, [&](bool) { heard += 100; });
        });
        second = questions.ask(about, [&](bool) { heard += 10; });
        QVERIFY(questions.answer(1, true));
        QCOMPARE(heard, 1);
        QCOMPARE(questions.info().size(), 1); // the new one
        QCOMPARE(questions.info().first().id, QuestionId(2));
        timers.run(limits::questionWait + 1s);
        QCOMPARE(heard, 101);
    }
};

QTEST_GUILESS_MAIN(RulesScenario)
#include "rules_scenario.moc"
