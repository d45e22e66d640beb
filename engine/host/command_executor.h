// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/command.h"
#include "core/random.h"
#include "core/timers.h"
#include "host/live_engine.h"
#include "profile/profile.h"

#include <functional>

namespace culvert::host {

// Carries out commands: each edits a copy of the profile's config, has it saved whole, and lets what runs follow. So a command is
// done, or everything is as it was; where the profile writes behind, its reply holds once Profile::whenSaved() says so. One
// thread: the engine's, or the caller's while nothing runs.
class CommandExecutor {
public:
    struct Surroundings {
        profile::Profile &profile;
        ToxAddress address;      // this machine's
        QString machineName;     // offered to the one who uses an invite; may be empty
        const Timers &timers;
        Random &random;          // SystemRandom outside tests
        // Gives the identity another nospam and writes it down: the new address. On an error nothing has changed.
        std::function<Result<ToxAddress>(const Nospam &)> changeNospam;
        LiveEngine *live = nullptr; // nothing runs
    };

    explicit CommandExecutor(Surroundings surroundings);

    [[nodiscard]] api::Reply execute(const api::Command &command);

private:
    using Reply = api::Reply;

    // One for each command; the wrong words of a person are their errors.
    Reply run(const api::GetId &command);
    Reply run(const api::CreateInvite &command);
    Reply run(const api::Pair &command);
    Reply run(const api::ListRequests &command);
    Reply run(const api::AcceptRequest &command);
    Reply run(const api::RefuseRequest &command);
    Reply run(const api::BlockRequest &command);
    Reply run(const api::ListInvites &command);
    Reply run(const api::RevokeInvite &command);
    Reply run(const api::NewAddress &command);
    Reply run(const api::BlockPeer &command);
    Reply run(const api::UnblockPeer &command);
    Reply run(const api::ListPeers &command);
    Reply run(const api::Allow &command);
    Reply run(const api::Deny &command);
    Reply run(const api::SetEndpoints &command);
    Reply run(const api::Ask &command);
    Reply run(const api::ListRules &command);
    Reply run(const api::AddRule &command);
    Reply run(const api::RemoveRule &command);
    Reply run(const api::SetRules &command);
    Reply run(const api::TestRules &command);
    Reply run(const api::ListQuestions &command);
    Reply run(const api::AnswerQuestion &command);
    Reply run(const api::RenamePeer &command);
    Reply run(const api::RemovePeer &command);
    Reply run(const api::AddForward &command);
    Reply run(const api::EditForward &command);
    Reply run(const api::AddProxy &command);
    Reply run(const api::EditProxy &command);
    Reply run(const api::AddReverse &command);
    Reply run(const api::EditReverse &command);
    Reply run(const api::StartTunnel &command);
    Reply run(const api::StopTunnel &command);
    Reply run(const api::RemoveTunnel &command);
    Reply run(const api::RestoreTunnel &command);
    Reply run(const api::ExportTunnels &command);
    Reply run(const api::ImportTunnels &command);
    Reply run(const api::ListGroups &command);
    Reply run(const api::StartGroup &command);
    Reply run(const api::StopGroup &command);
    Reply run(const api::ListForwards &command);
    Reply run(const api::ListProxies &command);
    Reply run(const api::ListReverses &command);
    Reply run(const api::ListConnections &command);
    Reply run(const api::FindProgram &command);
    Reply run(const api::ReadConnection &command);
    Reply run(const api::CloseConnection &command);
    Reply run(const api::StartTest &command);
    Reply run(const api::ReadTest &command);
    Reply run(const api::StopTest &command);
    Reply run(const api::Status &command);
    Reply run(const api::SetPaused &command);
    Reply run(const api::Refresh &command);
    Reply run(const api::ListNodes &command);
    Reply run(const api::SetNodes &command);
    Reply run(const api::SetSetting &command);

    Reply addRules(const QString &peer, const QStringList &targets, RuleVerb verb);
    Reply saveRules(const PublicKey &peer, const QList<Rule> &rules);
    Reply rulesJson(const PublicKey &peer) const;
    Reply takeOver(profile::Config next, const QString &tunnel);
    [[nodiscard]] Reply listTunnels(const QList<api::TunnelKind> &kinds) const;
    // A tunnel as a person gives it; `old` is the one that it replaces, whose words stand where none are given.
    struct TunnelWords {
        profile::TunnelKind kind;
        QString peer;
        QString listen;
        QString target; // of a forward; HOST:PORT/udp makes it one of UDP
        QString name;   // empty: one is made
        api::TunnelExtras extras{};
    };
    // The second without a look at the ports that others have.
    [[nodiscard]] Result<profile::TunnelEntry> checkedTunnel(const TunnelWords &words, const profile::TunnelEntry *old) const;
    [[nodiscard]] Result<profile::TunnelEntry> readTunnel(const TunnelWords &words, const profile::TunnelEntry *old) const;
    struct Import;
    // An entry of a text, as it would be in `next`.
    [[nodiscard]] Import readImport(const QJsonObject &in, const profile::Config &next) const;
    [[nodiscard]] static QJsonObject importJson(const Import &import, bool taken);
    [[nodiscard]] Result<QString> checkedTunnelName(const QString &name, const QString &otherwise, const profile::TunnelEntry *old) const;
    // Why `tunnel` could not start beside `others`, of which `old` is itself.
    [[nodiscard]] std::optional<Error> clash(const profile::TunnelEntry &tunnel, const QList<profile::TunnelEntry> &others, const profile::TunnelEntry *old) const;
    [[nodiscard]] Result<std::optional<Login>> checkedLogin(const QString &user, const QString &password);
    Outcome takeExtras(profile::TunnelEntry &tunnel, const api::TunnelExtras &extras) const;
    Reply setGroup(const QString &group, bool started);
    Reply addTunnel(const profile::TunnelEntry &tunnel);
    Reply changeTunnel(const QString &name, const profile::TunnelEntry &tunnel);

    [[nodiscard]] const profile::Config &config() const { return with_.profile.config(); }
    [[nodiscard]] Outcome save(profile::Config next);
    [[nodiscard]] Outcome saveNow(profile::Config next); // what is changed with it stays only if this does
    [[nodiscard]] Outcome followed(Outcome saved);
    // What is as it should be, but not on the disk yet, is saved once more: the reply has to wait for it as well.
    [[nodiscard]] Outcome saveIfChanged(const profile::Config &next)
    {
        return next == config() && !with_.profile.isWriting() ? done() : save(next);
    }
    [[nodiscard]] api::Snapshot snapshot() const;
    [[nodiscard]] Result<api::RequestInfo> request(const QString &words) const; // that waits
    [[nodiscard]] api::PeerInfo peerInfo(const PublicKey &id) const; // of a peer in the config
    [[nodiscard]] QJsonValue peerJson(const PublicKey &id) const;
    [[nodiscard]] QJsonValue tunnelJson(const QString &name) const;

    // What RemoveTunnel took away, the latest last; at most limits::removedKept.
    struct RemovedTunnel {
        profile::TunnelEntry entry;
        qsizetype place;
        bool operator==(const RemovedTunnel &) const = default;
    };

    Surroundings with_;
    QList<RemovedTunnel> removed_;
};

} // namespace culvert::host
