// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "host/error_log.h"
#include "host/pairing.h"
#include "host/profile_snapshot.h"
#include "host/peer_name.h"
#include "support/sim_network.h"
#include "wire/invite.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace culvert;
using namespace culvert::host;
using namespace std::chrono_literals;
using profile::Config;
using profile::InviteEntry;
using profile::PeerEntry;

namespace {

Rule allow(const Endpoint &target) { return ruleFor(RuleVerb::Allow, target).value(); }

PublicKey keyOf(char fill) { return *PublicKey::fromBytes(QByteArray(32, fill)); }
InviteToken tokenOf(char fill) { return *InviteToken::fromBytes(QByteArray(16, fill)); }
const Endpoint web{QStringLiteral("127.0.0.1"), 80};
const Endpoint ssh{QStringLiteral("nas"), 22};

// A real profile in a folder of its own, and the pairing on it.
struct Book {
    Book()
    {
        auto opened = profile::Profile::open(folder.path());
        profile = std::move(*opened);
        pairing = std::make_unique<Pairing>(Pairing::Surroundings{*profile, timers, [this](const Error &e) { troubles.append(e); }, [this] { ++changes; },
                                                                       [this](const api::RequestInfo &r) { asked.append(r); }});
    }
    void invite(char token, Duration lives, const QList<Endpoint> &allow = {})
    {
        Config next = profile->config();
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(lives).count();
        QList<Target> targets;
        for (const Endpoint &target : allow)
            targets.append({target});
        next.invites.append({wire::hashOf(tokenOf(token)), timers.wallClock().addMSecs(ms), targets});
        QVERIFY(profile->save(next));
    }
    void peer(const PeerEntry &entry)
    {
        Config next = profile->config();
        next.peers.append(entry);
        QVERIFY(profile->save(next));
    }
    void request(char from, char token, const QString &name = QStringLiteral("laptop"))
    {
        pairing->requested(keyOf(from), wire::encodePairRequest({tokenOf(token), name}));
    }
    [[nodiscard]] Config onDisk()
    {
        profile.reset();
        profile = std::move(*profile::Profile::open(folder.path()));
        return profile->config();
    }

    QTemporaryDir folder;
    Ledger ledger;
    test::VirtualTimers timers{ledger};
    // One that no invite was used for.
    void ask(char from, const QString &name = QStringLiteral("laptop")) { ask(keyOf(from), name); }
    void ask(const PublicKey &from, const QString &name) { pairing->requested(from, wire::encodePairRequest({std::nullopt, name})); }

    QList<Error> troubles;
    QList<api::RequestInfo> asked;
    int changes = 0;
    std::unique_ptr<profile::Profile> profile;
    std::unique_ptr<Pairing> pairing;
};

} // namespace

class UnitHost final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameErrorIsCountedAndComesToTheFront()
    {
        Ledger ledger;
        test::VirtualTimers timers(ledger);
        ErrorLog log(timers);
        const Error first{ErrorCode::PeerOffline, {}, {}, QStringLiteral("nas")};
        const Error second{ErrorCode::PeerOffline, {}, {}, QStringLiteral("other")};
        QVERIFY(log.add(first));
        timers.run(1s);
        QVERIFY(log.add(second));
        timers.run(1s);
        QVERIFY(!log.add(first)); // a moment ago
        QCOMPARE(log.entries().size(), 2);
        QCOMPARE(log.entries()[0].error, first);
        QCOMPARE(log.entries()[0].count, 2);
        QCOMPARE(log.entries()[0].time, timers.wallClock());
        QCOMPARE(log.entries()[1].error, second);
        QCOMPARE(log.entries()[1].count, 1);
        const auto shown = log.entries(); // as a snapshot holds it
        timers.run(61s);
        QVERIFY(log.add(first)); // worth saying again
        QCOMPARE(shown[0].count, 2);
        QCOMPARE(log.entries()[0].count, 3);
    }

    void theLogKeepsTheNewest()
    {
        Ledger ledger;
        test::VirtualTimers timers(ledger);
        ErrorLog log(timers);
        const int more = int(limits::errorsKept) + 20;
        for (int i = 0; i < more; ++i)
            QVERIFY(log.add({ErrorCode::PeerUnknown, QString::number(i), {}, QStringLiteral("peer %1").arg(i)}));
        QCOMPARE(log.entries().size(), qsizetype(limits::errorsKept));
        QCOMPARE(log.entries().first().error.subject, QString::number(more - 1));
        QCOMPARE(log.entries().last().error.subject, QStringLiteral("20"));
    }

    void onePeerCannotPushTheOthersOutOfTheLog()
    {
        Ledger ledger;
        test::VirtualTimers timers(ledger);
        ErrorLog log(timers);
        QVERIFY(log.add({ErrorCode::PortInUse, QStringLiteral("127.0.0.1:80")}));
        int told = 0;
        for (int i = 0; i < 10'000; ++i)
            told += log.add({ErrorCode::TargetNotAllowed, QStringLiteral("host:%1").arg(i + 1), {}, QStringLiteral("hostile")}) ? 1 : 0;
        QVERIFY(told <= 20);
        QVERIFY(log.entries().size() <= 21);
        QCOMPARE(log.entries().first().error.subject, QStringLiteral("host:10000"));
        QCOMPARE(int(log.entries().last().error.code), int(ErrorCode::PortInUse));
    }

    void aNewPeerGetsANameOfItsOwn()
    {
        Config config;
        QCOMPARE(freePeerName(config, QStringLiteral(" nas "), keyOf('a')), QStringLiteral("nas"));
        config.peers.append(PeerEntry{QStringLiteral("nas"), keyOf('a'), false, false, {}, {}, {}});
        QCOMPARE(freePeerName(config, QStringLiteral("nas"), keyOf('b')), QStringLiteral("nas-2"));
        config.peers.append(PeerEntry{QStringLiteral("nas-2"), keyOf('b'), false, false, {}, {}, {}});
        QCOMPARE(freePeerName(config, QStringLiteral("nas"), keyOf('c')), QStringLiteral("nas-3"));
        for (const QString &unusable : {QString(), QStringLiteral(" "), QStringLiteral("a\nb"), QString(65, u'n'), QStringLiteral("../x")})
            QCOMPARE(freePeerName(config, unusable, keyOf('\x5a')), QStringLiteral("5A5A5A5A"));
    }

    // One that is longer would not be read again at the next start.
    void theNameOfANewPeerIsNeverTooLong()
    {
        Config config;
        const QString longest(limits::nameLength, u'n');
        for (const char key : {'a', 'b', 'c'}) {
            const QString name = freePeerName(config, longest, keyOf(key));
            QVERIFY2(checkedName(name), qPrintable(name));
            QVERIFY(std::none_of(config.peers.begin(), config.peers.end(), [&](const PeerEntry &peer) { return peer.name == name; }));
            config.peers.append(PeerEntry{name, keyOf(key), false, false, {}, {}, {}});
        }
        QCOMPARE(config.peers.first().name, longest);
    }

    // A name that another machine chose stands in sentences, menus and notifications, beside what is ours.
    void aNameIsNotCutInTheMiddleOfACharacter()
    {
        const QString house = QString::fromUcs4(U"\U0001F3E0");
        QCOMPARE(house.size(), 2);
        QString longest(u'a');
        while (longest.size() < 63)
            longest += house;
        Config config;
        config.peers.append(PeerEntry{longest, keyOf('a'), false, false, {}, {}, {}});
        QCOMPARE(freePeerName(config, longest, keyOf('b')), longest.left(61) + QStringLiteral("-2"));
    }

    void whatAMachineCallsItselfIsNoMarkupAndTurnsNothing()
    {
        for (const char *good : {"laptop", "Ann's laptop (2)", "b\u00fcro-PC", "\u4e66\u623f", "pc \U0001F5A5", "a.b_c+d,#1:x"})
            QCOMPARE(saidName(QString::fromUtf8(good)), QString::fromUtf8(good));
        QCOMPARE(saidName(QStringLiteral("  nas ")), QStringLiteral("nas"));
        for (const char *bad : {"", "<b>nas", "a&amp;b", "nas\" may reach everything. \"", "\u202enas", "na\u2066s", "n\u200bas", "nas\u2028x", "\u3164", "nas\u115f", "n\u034fas", "\u2800", "nas\u200d", "nas\ufe00", "nas\ufe0e", "nas\ufe0f", "nas\u180b", "nas\U000e0100", "a\nb", "a/b", "$(reboot)", "`id`", "a\\b"})
            QVERIFY2(saidName(QString::fromUtf8(bad)).isEmpty(), bad);
        Book book;
        book.invite('t', 1h);
        book.request('p', 't', QStringLiteral("<a href='x'>nas</a>"));
        QCOMPARE(book.profile->config().peers.first().name, keyOf('p').toHex().left(8));
        book.ask('q', QStringLiteral("\u202e<b>"));
        QCOMPARE(book.pairing->requests().first().name, QString());
    }

    void whoUsedAnInviteIsKeptAndByItsPresentName()
    {
        Book book;
        book.invite('t', 1h, {web});
        book.invite('u', 1h);
        book.request('a', 't');
        book.request('b', 't'); // used up
        Config config = book.profile->config();
        QCOMPARE(config.invites.size(), 1);
        QCOMPARE(config.endedInvites.size(), 1);
        auto ended = host::endedInvites(config, book.timers.wallClock());
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended.first().end, InviteEnd::Used);
        QCOMPARE(ended.first().by, QStringLiteral("laptop"));
        QCOMPARE(ended.first().byId, std::optional(keyOf('a')));
        QCOMPARE(ended.first().endedAt, book.timers.wallClock());
        QCOMPARE(ended.first().invite.allow, QStringList{QStringLiteral("127.0.0.1:80")});
        config.peers.first().name = QStringLiteral("Ann's");
        QCOMPARE(host::endedInvites(config, {}).first().by, QStringLiteral("Ann's"));
        config.peers.clear(); // it was removed
        QCOMPARE(host::endedInvites(config, {}).first().by, QStringLiteral("laptop"));
        QCOMPARE(book.onDisk().endedInvites.size(), 1);
    }

    void anInviteOfUdpAllowsUdpAlone()
    {
        Book book;
        Config next = book.profile->config();
        next.invites.append({wire::hashOf(tokenOf('t')), book.timers.wallClock().addSecs(60), {Target{{QStringLiteral("10.0.0.1"), 53}, Protocol::Udp}}});
        QVERIFY(book.profile->save(next));
        book.request('a', 't');
        QCOMPARE(profile::ruleLines(book.profile->config().peers.first().rules), QStringList{QStringLiteral("10.0.0.1:53/udp")});
    }

    // By this the carrier tells the requests of which it drops none.
    void aRequestShowsAnInviteWhileThatIsOpenAndItsSenderNotBlocked()
    {
        Book book;
        book.invite('t', 1h);
        const auto shown = [&book](char from, const std::optional<InviteToken> &token) {
            return book.pairing->inviteShown(keyOf(from), wire::encodePairRequest({token, QStringLiteral("laptop")}));
        };
        QCOMPARE(shown('p', tokenOf('t')), std::optional(wire::hashOf(tokenOf('t'))));
        QVERIFY(!shown('p', tokenOf('u')));
        QVERIFY(!shown('p', std::nullopt));
        QVERIFY(!book.pairing->inviteShown(keyOf('p'), "no request"));
        book.peer(PeerEntry{QStringLiteral("bad"), keyOf('b'), false, true, {}, {}, {}});
        QVERIFY(!shown('b', tokenOf('t')));
        QVERIFY(shown('p', tokenOf('t')));
        book.timers.run(1h);
        QVERIFY(!shown('p', tokenOf('t')));
        QVERIFY(book.troubles.isEmpty());
        QCOMPARE(book.changes, 0);
    }

    void aRequestWithAnOpenInviteIsTakenUpAndUsesItUp()
    {
        Book book;
        book.invite('t', 1h, {web, ssh});
        book.invite('u', 1h);
        book.request('p', 't');
        QCOMPARE(book.changes, 1);
        QVERIFY(book.troubles.isEmpty());
        const Config config = book.onDisk();
        QCOMPARE(config.peers.size(), 1);
        const PeerEntry &peer = config.peers[0];
        QCOMPARE(peer.id, keyOf('p'));
        QCOMPARE(peer.name, QStringLiteral("laptop"));
        QVERIFY(!peer.pending && !peer.blocked && !peer.token && !peer.address);
        QCOMPARE(peer.rules.size(), 2);
        QVERIFY(peer.rules.contains(allow(web)) && peer.rules.contains(allow(ssh)));
        QCOMPARE(config.invites.size(), 1);
        QCOMPARE(config.invites[0].tokenHash, wire::hashOf(tokenOf('u')));
    }

    void anInviteIsForOneMachineAlone()
    {
        Book book;
        book.invite('t', 1h, {web});
        book.request('p', 't');
        book.request('q', 't');
        QCOMPARE(book.profile->config().peers.size(), 1);
        QVERIFY(book.troubles.isEmpty());
        QCOMPARE(book.pairing->requests().size(), 1); // a person decides about the other
        QCOMPARE(book.pairing->requests()[0].id, keyOf('q'));
    }

    void strangersAreRefusedAndLeaveNoTrace()
    {
        Book book;
        book.invite('t', 1h, {web});
        const Config before = book.profile->config();
        book.request('p', 'x');                                    // another token
        book.pairing->requested(keyOf('p'), "hello, it is me");    // no message of ours
        book.pairing->requested(keyOf('p'), {});
        book.pairing->requested(keyOf('p'), tokenOf('t').toBytes());
        book.timers.run(1h);
        book.request('p', 't');                                    // expired this very moment
        QCOMPARE(book.troubles.size(), 3);
        for (const Error &trouble : book.troubles)
            QCOMPARE(trouble.code, ErrorCode::StrangerRefused);
        QCOMPARE(book.pairing->requests().size(), 1);
        QCOMPARE(book.pairing->requests()[0].count, 2);
        QCOMPARE(book.changes, 0);
        QCOMPARE(book.profile->config(), before);
    }

    void aBlockedPeerStaysBlockedWhateverItShows()
    {
        Book book;
        book.peer(PeerEntry{QStringLiteral("bad"), keyOf('p'), false, true, {}, {}, {}});
        book.invite('t', 1h, {web});
        book.request('p', 't');
        book.pairing->tokenShown(keyOf('p'), tokenOf('t'));
        QVERIFY(book.profile->config().peers[0].blocked);
        QVERIFY(book.profile->config().peers[0].rules.isEmpty());
        QCOMPARE(book.profile->config().invites.size(), 1);
        QCOMPARE(book.changes, 0);
        book.ask('p');
        QVERIFY(book.pairing->requests().isEmpty() && book.asked.isEmpty() && book.troubles.isEmpty());
    }

    void whoHasNoValidInviteWaitsForAPerson()
    {
        Book book;
        const QDateTime first = book.timers.wallClock();
        book.ask('p');
        QCOMPARE(book.asked.size(), 1); // a person hears of it, once
        QCOMPARE(book.asked[0], (api::RequestInfo{keyOf('p'), QStringLiteral("laptop"), first, first, 1}));
        book.timers.run(10min);
        book.ask('p', QStringLiteral("server"));
        QCOMPARE(book.asked.size(), 1);
        QCOMPARE(book.pairing->requests(), (QList<api::RequestInfo>{{keyOf('p'), QStringLiteral("laptop"), first, book.timers.wallClock(), 2}}));
        book.ask('q', QStringLiteral("\x1b[2J/evil"));
        QCOMPARE(book.pairing->requests()[1].name, QString());
        QVERIFY(book.troubles.isEmpty());
        QCOMPARE(book.changes, 0);
    }

    void aNewRequestComesThroughOnceAMinuteOverAllKeys()
    {
        Book book;
        for (int second = 0; second < 120; ++second) {
            for (char key = 'a'; key <= 'z'; ++key)
                book.ask(key);
            book.timers.run(1s);
        }
        QCOMPARE(book.asked.size(), 2);
        QCOMPARE(book.pairing->requests().size(), 2);
    }

    void noMoreThanTwentyRequestsWait()
    {
        Book book;
        for (int i = 0; i < 100; ++i) {
            book.ask(char(i), QStringLiteral("bot"));
            book.timers.run(limits::requestPause);
        }
        QCOMPARE(book.pairing->requests().size(), limits::requestsWaiting);
        QCOMPARE(book.asked.size(), limits::requestsWaiting);
        QVERIFY(book.pairing->refuse(book.pairing->requests()[0].id)); // makes room
        book.ask('\x77');
        QCOMPARE(book.asked.size(), limits::requestsWaiting + 1);
    }

    void aValidInviteNeverWaitsBehindOtherRequests()
    {
        Book book;
        for (int i = 0; i < limits::requestsWaiting; ++i) {
            book.ask(char(i), QStringLiteral("bot"));
            book.timers.run(limits::requestPause);
        }
        book.invite('t', 1h, {web});
        book.ask('q');
        book.request('p', 't');
        QCOMPARE(book.profile->config().peers.size(), 1);
        QCOMPARE(book.profile->config().peers[0].id, keyOf('p'));
    }

    void aRefusedKeyIsNotHeardForADay()
    {
        Book book;
        book.ask('p');
        QVERIFY(book.pairing->refuse(keyOf('p')));
        QVERIFY(!book.pairing->refuse(keyOf('p')));
        for (int hour = 0; hour < 23; ++hour) {
            book.timers.run(1h);
            book.ask('p');
        }
        QVERIFY(book.pairing->requests().isEmpty());
        book.invite('t', 1h);
        book.request('q', 't');
        book.timers.run(1h);
        book.ask('p');
        QCOMPARE(book.pairing->requests().size(), 1);
        QCOMPARE(book.asked.size(), 2);
    }

    void whoWasRefusedMayStillUseAnInvite()
    {
        Book book;
        book.ask('p');
        QVERIFY(book.pairing->refuse(keyOf('p')));
        book.invite('t', 1h);
        book.request('p', 't');
        QCOMPARE(book.profile->config().peers.size(), 1);
    }

    void whoIsInTheBookWaitsNoLonger()
    {
        Book book;
        book.ask('p');
        book.peer(PeerEntry{QStringLiteral("nas"), keyOf('p'), false, false, {}, {}, {}});
        book.pairing->followBook();
        QVERIFY(book.pairing->requests().isEmpty());
        book.ask('p'); // late
        QVERIFY(book.pairing->requests().isEmpty());
    }

    void aPeerOfTheBookMayUseAnotherInvite()
    {
        Book book;
        book.peer(PeerEntry{QStringLiteral("nas"), keyOf('p'), false, false, {}, {}, {*ruleFor(RuleVerb::Deny, web), allow(ssh)}});
        book.invite('t', 1h, {web});
        book.pairing->tokenShown(keyOf('p'), tokenOf('x'));
        QCOMPARE(book.changes, 0);
        QVERIFY(book.troubles.isEmpty()); // an old token of a peer is no stranger's
        book.pairing->tokenShown(keyOf('p'), tokenOf('t'));
        QCOMPARE(book.changes, 1);
        const PeerEntry &peer = book.profile->config().peers[0];
        QCOMPARE(peer.name, QStringLiteral("nas"));
        QCOMPARE(peer.rules, (QList<Rule>{allow(web), allow(ssh)}));
        QVERIFY(book.profile->config().invites.isEmpty());
    }

    void anInviteWhoseRulesHaveNoRoomIsKeptUntilSomeGo()
    {
        Book book;
        QList<Rule> full;
        for (int i = 0; i < limits::rulesPerPeer; ++i)
            full.append(allow({QStringLiteral("nas"), quint16(1000 + i)}));
        book.peer(PeerEntry{QStringLiteral("nas"), keyOf('p'), false, false, {}, {}, full});
        book.invite('t', 1h, {{QStringLiteral("nas"), 1000}, web});
        book.pairing->tokenShown(keyOf('p'), tokenOf('t'));
        QCOMPARE(book.troubles, (QList<Error>{{.code = ErrorCode::LimitReached, .subject = QStringLiteral("256 rules of a peer"), .peer = QStringLiteral("nas")}}));
        QCOMPARE(book.profile->config().peers[0].rules, full);
        QCOMPARE(book.profile->config().invites.size(), 1);
        Config next = book.profile->config();
        next.peers[0].rules.removeLast();
        QVERIFY(book.profile->save(next));
        book.pairing->tokenShown(keyOf('p'), tokenOf('t'));
        QCOMPARE(book.profile->config().peers[0].rules.size(), qsizetype(limits::rulesPerPeer));
        QCOMPARE(book.profile->config().peers[0].rules[0], allow(web));
        QVERIFY(book.profile->config().invites.isEmpty());
    }

    void twoMachinesThatInvitedOneAnotherAreBothPaired()
    {
        Book book;
        book.peer(PeerEntry{QStringLiteral("nas"), keyOf('p'), true, false, {}, tokenOf('o'), {}});
        book.invite('t', 1h);
        book.request('p', 't', QStringLiteral("other name"));
        const Config config = book.onDisk();
        QCOMPARE(config.peers.size(), 1);
        QCOMPARE(config.peers[0].name, QStringLiteral("nas"));
        QVERIFY(!config.peers[0].pending && !config.peers[0].token);
    }

    void anAnswerCompletesAPendingPairingOnce()
    {
        Book book;
        book.peer(PeerEntry{QStringLiteral("nas"), keyOf('p'), true, false, {}, tokenOf('o'), {}});
        book.pairing->answered(keyOf('q')); // not in the book
        QCOMPARE(book.changes, 0);
        book.pairing->answered(keyOf('p'));
        book.pairing->answered(keyOf('p'));
        QCOMPARE(book.changes, 1);
        const Config config = book.onDisk();
        QVERIFY(!config.peers[0].pending && !config.peers[0].token && !config.peers[0].address);
    }

    void namesOfStrangersAreMadeUsable()
    {
        Book book;
        for (const char token : {'1', '2', '3'})
            book.invite(token, 1h);
        book.request('p', '1', QStringLiteral("nas"));
        book.request('q', '2', QStringLiteral("nas"));
        book.request('Z', '3', QStringLiteral("\x1b[2J/evil"));
        const auto &peers = book.profile->config().peers;
        QCOMPARE(peers.size(), 3);
        QCOMPARE(peers[0].name, QStringLiteral("nas"));
        QCOMPARE(peers[1].name, QStringLiteral("nas-2"));
        QCOMPARE(peers[2].name, QStringLiteral("5A5A5A5A"));
    }

    void whatCannotBeSavedHasNotHappened()
    {
        Book book;
        book.invite('t', 1h, {web});
        const Config before = book.profile->config();
        const QString elsewhere = book.folder.path() + QStringLiteral(".away");
        QVERIFY(QDir().rename(book.folder.path(), elsewhere)); // the disk is gone
        book.request('p', 't');
        QCOMPARE(book.profile->config(), before);
        QCOMPARE(book.changes, 0);
        // It is no stranger for that: there is one thing to say, and its next try counts.
        QCOMPARE(book.troubles.size(), 1);
        QCOMPARE(book.troubles[0].code, ErrorCode::ProfileUnwritable);
        QVERIFY(book.pairing->requests().isEmpty());
        QVERIFY(QDir().rename(elsewhere, book.folder.path()));
        book.request('p', 't');
        QCOMPARE(book.profile->config().peers.size(), 1);
        QVERIFY(book.profile->config().invites.isEmpty());
    }
};

QTEST_GUILESS_MAIN(UnitHost)
#include "unit_host.moc"
