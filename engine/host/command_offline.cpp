// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"
#include "core/qt_timers.h"
#include "host/command_executor.h"
#include "host/engine_host.h"
#include "host/peer_name.h"
#include "host/profile_identity.h"

namespace culvert::host {

OfflineAnswer runOffline(const QString &profileFolder, const api::Command &command, const Secret &password)
{
    // Said before the profile is opened: these need nothing of it, and must not make one.
    if (std::holds_alternative<api::ListConnections>(command) || std::holds_alternative<api::CloseConnection>(command)
        || std::holds_alternative<api::ReadConnection>(command)
        || std::holds_alternative<api::ListRequests>(command) || std::holds_alternative<api::AcceptRequest>(command)
        || std::holds_alternative<api::RefuseRequest>(command) || std::holds_alternative<api::BlockRequest>(command)
        || std::holds_alternative<api::ListQuestions>(command) || std::holds_alternative<api::AnswerQuestion>(command)
        || std::holds_alternative<api::StartTest>(command) || std::holds_alternative<api::ReadTest>(command)
        || std::holds_alternative<api::StopTest>(command) || std::holds_alternative<api::Refresh>(command))
        return {Error{ErrorCode::NotRunning}, std::nullopt};
    const auto profile = profile::Profile::open(profileFolder);
    if (!profile)
        return {profile.error(), std::nullopt};
    std::optional<Error> warning = (*profile)->takeWarning();
    const auto identity = identityOf(**profile, password);
    if (!identity)
        return {identity.error(), warning};

    Ledger ledger;
    const QtTimers timers(ledger);
    SystemRandom random;
    const auto changeNospam = [&](const Nospam &nospam) -> Result<ToxAddress> {
        auto changed = tox::withNospam(identity->identity.save, nospam);
        if (!changed)
            return changed.error();
        if (const auto kept = keepIdentity(**profile, changed->save, identity->key); !kept)
            return kept.error();
        return changed->address;
    };
    CommandExecutor executor({**profile, identity->identity.address, hostName(), timers, random, changeNospam, nullptr});
    return {executor.execute(command), warning};
}

} // namespace culvert::host
