// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that decide who may come in: requests, blocked machines, invites, the address.
#include "core/limits.h"
#include "profile/command_fakes.h"
#include "support/utc.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

using namespace culvert;
using namespace culvert::test;

class TestProfileTrust : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        executor_.reset();
        live_.reset();
        profile_.reset();
        dir_ = std::make_unique<QTemporaryDir>();
        auto opened = profile::Profile::open(dir_->filePath(QStringLiteral("p")));
        QVERIFY(opened.ok());
        profile_ = std::move(*opened);
        timers_.time = utc(QDate(2026, 1, 1), QTime(12, 0));
        address_ = addressOf('A');
        nospams_.clear();
        run(true);
    }

    // --- Requests ---

    void aRequestIsAcceptedWithANameAndWhatItMayReach()
    {
        wait('B', QStringLiteral("laptop"));
        const auto listed = execute(api::ListRequests{})->toArray();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed[0][QStringLiteral("id")].toString(), keyOf('B'));
        QCOMPARE(listed[0][QStringLiteral("name")].toString(), QStringLiteral("laptop"));
        const auto peer = execute(api::AcceptRequest{keyOf('B'), QStringLiteral("work"), {QStringLiteral("10.0.0.0/8:22"), QStringLiteral("nas:80")}});
        QVERIFY(peer.ok());
        QCOMPARE(peer->toObject()[QStringLiteral("name")].toString(), QStringLiteral("work"));
        QCOMPARE(peer->toObject()[QStringLiteral("state")].toString(), QStringLiteral("offline"));
        const profile::PeerEntry &entry = profile_->config().peers.at(0);
        QCOMPARE(profile::ruleLines(entry.rules), (QStringList{QStringLiteral("10.0.0.0/8:22"), QStringLiteral("nas:80")}));
        QVERIFY(!entry.pending && !entry.blocked && !entry.stranger);
        QCOMPARE(live_->changes, 1);
    }

    void aRequestIsNamedByItsKeyAlone()
    {
        wait('B', QStringLiteral("laptop"));
        wait('C', QStringLiteral("B"));
        for (const QString &words : {QStringLiteral("laptop"), QString(), QStringLiteral(" "), QStringLiteral("D"), keyOf('D')})
            QCOMPARE(codeOf(execute(api::AcceptRequest{words, {}, {}})), ErrorCode::RequestUnknown);
        live_->requests.append({*PublicKey::fromHex(QStringLiteral("BBBB") + QString(60, u'0')), {}, {}, {}, 1});
        QCOMPARE(codeOf(execute(api::AcceptRequest{QStringLiteral("bb"), {}, {}})), ErrorCode::PeerAmbiguous);
        QVERIFY(execute(api::AcceptRequest{QStringLiteral("bbbbb"), {}, {}}).ok());
        QCOMPARE(profile_->config().peers.at(0).id.toHex(), keyOf('B'));
        QCOMPARE(profile_->config().peers.at(0).name, QStringLiteral("laptop"));
    }

    void whatCannotBeAcceptedChangesNothing()
    {
        wait('B', {});
        QCOMPARE(codeOf(execute(api::AcceptRequest{QStringLiteral("B"), QStringLiteral("a/b"), {}})), ErrorCode::NameInvalid);
        QVERIFY(!execute(api::AcceptRequest{QStringLiteral("B"), {}, {QStringLiteral("nas")}}).ok());
        QStringList many;
        for (int i = 0; i <= limits::rulesPerPeer; ++i)
            many.append(QStringLiteral("h%1:80").arg(i));
        QCOMPARE(codeOf(execute(api::AcceptRequest{QStringLiteral("B"), {}, many})), ErrorCode::LimitReached);
        QVERIFY(QDir().mkpath(profile_->folder() + QStringLiteral("/config.json.new/x")));
        QCOMPARE(codeOf(execute(api::AcceptRequest{QStringLiteral("B"), {}, {}})), ErrorCode::ProfileUnwritable);
        QCOMPARE(codeOf(execute(api::BlockRequest{QStringLiteral("B")})), ErrorCode::ProfileUnwritable);
        QVERIFY(profile_->config().peers.isEmpty());
        QCOMPARE(live_->changes, 0);
        QCOMPARE(live_->requests.size(), 1);
    }

    void aRefusedRequestIsGone()
    {
        wait('B', QStringLiteral("laptop"));
        QCOMPARE(execute(api::RefuseRequest{QStringLiteral("B")})->toObject(), (QJsonObject{{QStringLiteral("refused"), keyOf('B')}}));
        QCOMPARE(codeOf(execute(api::RefuseRequest{QStringLiteral("B")})), ErrorCode::RequestUnknown);
        QVERIFY(profile_->config().peers.isEmpty());
    }

    void whoIsBlockedWhenItAskedIsForgottenWhenUnblocked()
    {
        wait('B', QStringLiteral("laptop"));
        for (const bool byPeer : {false, true}) {
            const auto peer = byPeer ? execute(api::BlockPeer{QStringLiteral("BB")}) : execute(api::BlockRequest{QStringLiteral("B")});
            QVERIFY(peer.ok());
            QCOMPARE(peer->toObject()[QStringLiteral("state")].toString(), QStringLiteral("blocked"));
            QCOMPARE(peer->toObject()[QStringLiteral("stranger")], QJsonValue(true));
            reopen(); // it is on the disk
            QVERIFY(profile_->config().peers.at(0).blocked && profile_->config().peers.at(0).stranger);
            QCOMPARE(codeOf(execute(api::Pair{address('B'), {}})), ErrorCode::PeerBlocked);
            // Never paired, so unblocking pairs it neither.
            QCOMPARE(execute(api::UnblockPeer{QStringLiteral("laptop")})->toObject(), (QJsonObject{{QStringLiteral("removed"), QStringLiteral("laptop")}}));
            QVERIFY(profile_->config().peers.isEmpty());
            wait('B', QStringLiteral("laptop"));
        }
    }

    void aPairedMachineIsBlockedAndUnblockedAndKeepsItsRules()
    {
        havePeer();
        QVERIFY(execute(api::Allow{QStringLiteral("office"), {QStringLiteral("nas:80")}}).ok());
        for (const bool running : {true, false}) {
            run(running);
            for (int twice = 0; twice < 2; ++twice)
                QCOMPARE(execute(api::BlockPeer{QStringLiteral("off")})->toObject()[QStringLiteral("state")].toString(), QStringLiteral("blocked"));
            QVERIFY(profile_->config().peers.at(0).blocked);
            for (int twice = 0; twice < 2; ++twice)
                QCOMPARE(execute(api::UnblockPeer{QStringLiteral("office")})->toObject()[QStringLiteral("state")].toString(), QStringLiteral("offline"));
            QVERIFY(!profile_->config().peers.at(0).blocked);
            QCOMPARE(profile_->config().peers.at(0).rules.size(), 1);
        }
        QCOMPARE(codeOf(execute(api::BlockPeer{QStringLiteral("nobody")})), ErrorCode::PeerUnknown);
        QCOMPARE(codeOf(execute(api::UnblockPeer{QStringLiteral("nobody")})), ErrorCode::PeerUnknown);
    }

    void requestsNeedARunningProgram()
    {
        run(false);
        for (const api::Command &command : QList<api::Command>{api::ListRequests{}, api::AcceptRequest{QStringLiteral("B"), {}, {}},
                                                               api::RefuseRequest{QStringLiteral("B")}, api::BlockRequest{QStringLiteral("B")}})
            QCOMPARE(codeOf(execute(command)), ErrorCode::NotRunning);
    }

    // --- A bare address ---

    void aBareAddressMakesAPendingPeerWithoutAToken()
    {
        for (const bool running : {true, false}) {
            run(running);
            const auto peer = execute(api::Pair{QStringLiteral(" ") + address('B').toLower() + QStringLiteral("\n"), QStringLiteral("office")});
            QVERIFY(peer.ok());
            QCOMPARE(peer->toObject()[QStringLiteral("state")].toString(), QStringLiteral("pending"));
            reopen();
            const profile::PeerEntry &entry = profile_->config().peers.at(0);
            QVERIFY(entry.pending && !entry.token);
            QCOMPARE(entry.address->toHex(), address('B'));
            // An invite of the same machine is better.
            QVERIFY(execute(api::Pair{inviteOf('B', timers_.time.addSecs(60)), {}}).ok());
            QVERIFY(profile_->config().peers.at(0).token);
            QCOMPARE(profile_->config().peers.at(0).name, QStringLiteral("office"));
            QVERIFY(execute(api::RemovePeer{QStringLiteral("office")}).ok());
        }
    }

    void anAddressThatIsNoneIsRefused()
    {
        QString wrong = address('B');
        wrong[3] = u'C';
        QCOMPARE(codeOf(execute(api::Pair{wrong, {}})), ErrorCode::AddressInvalid);
        QCOMPARE(codeOf(execute(api::Pair{address('B').chopped(1), {}})), ErrorCode::AddressInvalid);
        QCOMPARE(codeOf(execute(api::Pair{keyOf('B'), {}})), ErrorCode::AddressInvalid); // a key is no address
        QCOMPARE(codeOf(execute(api::Pair{address('B').left(20), {}})), ErrorCode::InviteInvalid);
        QCOMPARE(codeOf(execute(api::Pair{address('A'), {}})), ErrorCode::InviteOwn);
        QVERIFY(execute(api::SetSetting{QStringLiteral("tox.enabled"), QStringLiteral("no")}).ok());
        QCOMPARE(codeOf(execute(api::Pair{address('B'), {}})), ErrorCode::EndpointMissing);
        QVERIFY(profile_->config().peers.isEmpty());
    }

    // --- Invites ---

    void openInvitesAreListedWithoutTheirTokens()
    {
        const auto first = execute(api::CreateInvite{{QStringLiteral("nas:80")}, 60'000});
        timers_.time = timers_.time.addSecs(30);
        const auto second = execute(api::CreateInvite{{}, 60'000, {QStringLiteral("198.51.100.7:33500")}});
        const auto listed = execute(api::ListInvites{})->toArray();
        QCOMPARE(listed.size(), 2);
        QCOMPARE(listed[0][QStringLiteral("id")], first->toObject()[QStringLiteral("invite")]);
        QCOMPARE(listed[0][QStringLiteral("createdAt")].toString(), QStringLiteral("2026-01-01T12:00:00.000Z"));
        QCOMPARE(listed[0][QStringLiteral("expiresAt")].toString(), QStringLiteral("2026-01-01T12:01:00.000Z"));
        QCOMPARE(listed[0][QStringLiteral("allow")].toArray(), QJsonArray{QStringLiteral("nas:80")});
        QCOMPARE(listed[0][QStringLiteral("direct")], QJsonValue(false));
        QCOMPARE(listed[1][QStringLiteral("id")], second->toObject()[QStringLiteral("invite")]);
        QCOMPARE(listed[1][QStringLiteral("direct")], QJsonValue(true));
        for (const auto &made : {first, second}) {
            const auto invite = wire::decodeInvite(made->toObject()[QStringLiteral("link")].toString());
            QVERIFY(!QJsonDocument(execute(api::Status{})->toObject()).toJson().contains(invite->token.toHex().toLatin1()));
        }
        reopen();
        QCOMPARE(execute(api::ListInvites{})->toArray(), listed);
        timers_.time = timers_.time.addSecs(30); // the first expires this moment
        QCOMPARE(execute(api::ListInvites{})->toArray().size(), 1);
        for (const bool running : {true, false}) {
            run(running);
            QCOMPARE(execute(api::Status{})->toObject()[QStringLiteral("invites")].toArray().size(), 1);
        }
    }

    void anInviteIsRevokedByItsIdOrAllAre()
    {
        QStringList ids;
        for (int i = 0; i < 3; ++i)
            ids.append(execute(api::CreateInvite{})->toObject()[QStringLiteral("invite")].toString());
        QCOMPARE(execute(api::RevokeInvite{ids[1].toLower()})->toObject(), (QJsonObject{{QStringLiteral("revoked"), QJsonArray{ids[1]}}}));
        QCOMPARE(execute(api::ListInvites{})->toArray().size(), 2);
        for (const QString &none : {ids[1], QString(), QStringLiteral("x"), QStringLiteral("ALL")})
            QCOMPARE(codeOf(execute(api::RevokeInvite{none})), ErrorCode::InviteUnknown);
        QCOMPARE(profile_->config().invites.size(), 2);
        QCOMPARE(execute(api::RevokeInvite{QStringLiteral("all")})->toObject(), (QJsonObject{{QStringLiteral("revoked"), QJsonArray{ids[0], ids[2]}}}));
        QVERIFY(profile_->config().invites.isEmpty());
        QCOMPARE(execute(api::RevokeInvite{QStringLiteral("all")})->toObject(), (QJsonObject{{QStringLiteral("revoked"), QJsonArray()}}));
    }

    void anInviteHasALabelAndTargetsOfUdp()
    {
        const auto made = execute(api::CreateInvite{{QStringLiteral("nas:80"), QStringLiteral("10.0.0.1:53/udp"), QStringLiteral("10.0.0.1:53")}, 60'000, {}, QStringLiteral(" for Ann ")});
        QVERIFY(made.ok());
        const QJsonValue listed = execute(api::ListInvites{})->toArray()[0];
        QCOMPARE(listed[QStringLiteral("label")].toString(), QStringLiteral("for Ann"));
        QCOMPARE(listed[QStringLiteral("allow")].toArray(), (QJsonArray{QStringLiteral("nas:80"), QStringLiteral("10.0.0.1:53/udp"), QStringLiteral("10.0.0.1:53")}));
        const auto link = wire::decodeInvite(made->toObject()[QStringLiteral("link")].toString());
        QCOMPARE(profile::endpointLines(link->allow), (QStringList{QStringLiteral("nas:80"), QStringLiteral("10.0.0.1:53")}));
        QCOMPARE(profile::endpointLines(link->allowUdp), QStringList{QStringLiteral("10.0.0.1:53")});
        reopen();
        QCOMPARE(execute(api::ListInvites{})->toArray()[0], listed);
        QCOMPARE(codeOf(execute(api::CreateInvite{{}, 60'000, {}, QString(65, u'l')})), ErrorCode::NameInvalid);
        QCOMPARE(codeOf(execute(api::CreateInvite{{QStringLiteral("nas:80/sctp")}})), ErrorCode::EndpointInvalid);
    }

    void whatBecameOfAnInviteIsKept()
    {
        QVERIFY(execute(api::CreateInvite{{}, 60'000, {}, QStringLiteral("late")}).ok());
        const QString revoked = execute(api::CreateInvite{{}, 600'000, {}, QStringLiteral("mistake")})->toObject()[QStringLiteral("invite")].toString();
        QVERIFY(execute(api::CreateInvite{{QStringLiteral("nas:80")}, 600'000, {}, QStringLiteral("void")}).ok());
        QCOMPARE(execute(api::ListInvites{true})->toArray(), QJsonArray());
        timers_.time = timers_.time.addSecs(90);
        QVERIFY(execute(api::RevokeInvite{revoked}).ok());
        timers_.time = timers_.time.addSecs(10);
        QVERIFY(execute(api::NewAddress{}).ok());
        const auto check = [&] {
            const QJsonArray ended = execute(api::ListInvites{true})->toArray();
            QCOMPARE(ended.size(), 3);
            const QList<std::tuple<QString, QString, QString>> expected{{QStringLiteral("void"), QStringLiteral("addressChanged"), QStringLiteral("2026-01-01T12:01:40.000Z")},
                                                                        {QStringLiteral("mistake"), QStringLiteral("revoked"), QStringLiteral("2026-01-01T12:01:30.000Z")},
                                                                        {QStringLiteral("late"), QStringLiteral("expired"), QStringLiteral("2026-01-01T12:01:00.000Z")}}; // then, not when it was seen
            for (int i = 0; i < 3; ++i) {
                QCOMPARE(ended[i][QStringLiteral("label")].toString(), std::get<0>(expected[i]));
                QCOMPARE(ended[i][QStringLiteral("ended")].toString(), std::get<1>(expected[i]));
                QCOMPARE(ended[i][QStringLiteral("endedAt")].toString(), std::get<2>(expected[i]));
                QVERIFY(ended[i][QStringLiteral("by")].isNull());
            }
        };
        check();
        reopen();
        check();
    }

    void noMoreEndedInvitesAreKeptThanPromised()
    {
        for (int i = 0; i < limits::endedInvitesKept + 5; ++i) {
            timers_.time = timers_.time.addSecs(1);
            QVERIFY(execute(api::CreateInvite{{}, 60'000, {}, QString::number(i)}).ok());
            QVERIFY(execute(api::RevokeInvite{QStringLiteral("all")}).ok());
        }
        const QJsonArray ended = execute(api::ListInvites{true})->toArray();
        QCOMPARE(ended.size(), limits::endedInvitesKept);
        QCOMPARE(ended.first()[QStringLiteral("label")].toString(), QString::number(limits::endedInvitesKept + 4));
        QCOMPARE(ended.last()[QStringLiteral("label")].toString(), QStringLiteral("5"));
    }

    // --- A new address ---

    void aNewAddressVoidsTheInvitesThatLeadToTheOldOne()
    {
        havePeer();
        const QString void1 = execute(api::CreateInvite{})->toObject()[QStringLiteral("invite")].toString();
        const QString good = execute(api::CreateInvite{{}, 60'000, {QStringLiteral("198.51.100.7:33500")}})->toObject()[QStringLiteral("invite")].toString();
        const auto reply = execute(api::NewAddress{});
        QVERIFY(reply.ok());
        QCOMPARE(nospams_.size(), 1);
        QCOMPARE(reply->toObject()[QStringLiteral("address")].toString(), addressOf('A', nospams_[0]).toHex());
        QVERIFY(address_ != addressOf('A'));
        QCOMPARE(reply->toObject()[QStringLiteral("id")].toString(), keyOf('A'));
        const auto voided = reply->toObject()[QStringLiteral("voided")].toArray();
        QCOMPARE(voided.size(), 1);
        QCOMPARE(voided[0][QStringLiteral("id")].toString(), void1);
        QCOMPARE(execute(api::ListInvites{})->toArray()[0][QStringLiteral("id")].toString(), good);
        QCOMPARE(profile_->config().invites.size(), 1);
        QCOMPARE(profile_->config().peers.size(), 1); // pairs stay
        // From now on it is this machine's: in links, and as what is not to be paired with.
        QCOMPARE(execute(api::GetId{})->toObject()[QStringLiteral("address")].toString(), address_.toHex());
        QCOMPARE(wire::decodeInvite(execute(api::CreateInvite{})->toObject()[QStringLiteral("link")].toString())->address, address_);
        QCOMPARE(codeOf(execute(api::Pair{address('A'), {}})), ErrorCode::InviteOwn);
    }

    void aNewAddressThatCannotBeSavedIsTakenBack()
    {
        QVERIFY(execute(api::CreateInvite{}).ok());
        QVERIFY(QDir().mkpath(profile_->folder() + QStringLiteral("/config.json.new/x")));
        QCOMPARE(codeOf(execute(api::NewAddress{})), ErrorCode::ProfileUnwritable);
        QCOMPARE(address_, addressOf('A'));
        QCOMPARE(execute(api::GetId{})->toObject()[QStringLiteral("address")].toString(), address('A'));
        QCOMPARE(profile_->config().invites.size(), 1);
        failing_ = true;
        QCOMPARE(codeOf(execute(api::NewAddress{})), ErrorCode::ProfileUnwritable);
        failing_ = false;
        QCOMPARE(profile_->config().invites.size(), 1);
    }

private:
    void run(bool on)
    {
        live_ = on ? std::make_unique<FakeLive>(*profile_, address_) : nullptr;
        executor_ = std::make_unique<host::CommandExecutor>(host::CommandExecutor::Surroundings{
            *profile_, address_, QStringLiteral("here"), timers_, random_, [this](const Nospam &nospam) { return changeNospam(nospam); }, live_.get()});
        if (live_)
            live_->now = timers_.time;
    }
    void reopen()
    {
        const bool running = live_ != nullptr;
        executor_.reset();
        live_.reset();
        profile_.reset();
        profile_ = std::move(*profile::Profile::open(dir_->filePath(QStringLiteral("p"))));
        run(running);
    }
    Result<ToxAddress> changeNospam(const Nospam &nospam)
    {
        if (failing_)
            return Error{ErrorCode::ProfileUnwritable};
        nospams_.append(nospam);
        address_ = addressOf('A', nospam);
        return address_;
    }
    void havePeer()
    {
        profile::Config config = profile_->config();
        config.peers.append({QStringLiteral("office"), addressOf('B').publicKey(), false, false, {}, {}, {}});
        QVERIFY(profile_->save(config).ok());
    }
    void wait(char digit, const QString &name) { live_->requests = live_->requests + QList<api::RequestInfo>{{addressOf(digit).publicKey(), name, timers_.time, timers_.time, 1}}; }
    static QString keyOf(char digit) { return addressOf(digit).publicKey().toHex(); }
    static QString address(char digit) { return addressOf(digit).toHex(); }
    api::Reply execute(const api::Command &command) { return executor_->execute(command); }

    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<profile::Profile> profile_;
    FakeTimers timers_;
    FakeRandom random_;
    ToxAddress address_ = addressOf('A');
    QList<Nospam> nospams_;
    bool failing_ = false;
    std::unique_ptr<FakeLive> live_;
    std::unique_ptr<host::CommandExecutor> executor_;
};

QTEST_GUILESS_MAIN(TestProfileTrust)
#include "test_profile_trust.moc"
