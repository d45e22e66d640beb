// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"
#include "core/qt_timers.h"
#include "host/command_executor.h"
#include "host/engine_host.h"
#include "host/profile_identity.h"

#include <QSysInfo>

namespace culvert::host {

OfflineAnswer runOffline(const QString &profileFolder, const api::Command &command, const Secret &password)
{
    // Said before the profile is opened: these need nothing of it, and must not make one.
    if (std::holds_alternative<api::ListConnections>(command) || std::holds_alternative<api::CloseConnection>(command)
        || std::holds_alternative<api::ListQuestions>(command) || std::holds_alternative<api::AnswerQuestion>(command)
        || std::holds_alternative<api::StartTest>(command) || std::holds_alternative<api::ReadTest>(command)
        || std::holds_alternative<api::StopTest>(command))
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
    CommandExecutor executor({**profile, identity->identity.address, QSysInfo::machineHostName(), timers, random, nullptr});
    return {executor.execute(command), warning};
}

} // namespace culvert::host
