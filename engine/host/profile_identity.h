// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"
#include "tox/identity.h"
#include "tox/pass_key.h"

#include <functional>
#include <optional>

namespace culvert::host {

struct ProfileIdentity {
    tox::Identity identity;
    std::optional<tox::PassKey> key; // what identity.tox is encrypted with
};

// The Tox identity of a profile; made and kept at its first use, encrypted if there is a password. An empty password is
// none. Errors: ProfileUnreadable, ProfileUnwritable, IdentityBroken, ToxStartFailed, PasswordNeeded, PasswordWrong, PasswordInvalid;
// PasswordAbsent where there is a password for an identity that is not encrypted. A broken one is never replaced:
// pairings hang on it.
[[nodiscard]] Result<ProfileIdentity> identityOf(profile::Profile &profile, const Secret &password);

// Writes the save to identity.tox, encrypted if there is a key, and wipes `save`, which must be its only holder.
[[nodiscard]] Outcome keepIdentity(profile::Profile &profile, QByteArray &save, const std::optional<tox::PassKey> &key);
// The same as Profile::writeIdentityBehind().
void keepIdentityBehind(profile::Profile &profile, QByteArray &save, const std::optional<tox::PassKey> &key,
                        std::function<void(const Outcome &)> told);

} // namespace culvert::host
