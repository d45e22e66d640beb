// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"
#include "profile/profile.h"
#include "tox/pass_key.h"

#include <memory>
#include <optional>

namespace culvert::host {

// Replaces the password of a profile whose lock the caller holds: `present` is the one it has, `fresh` the one it shall have;
// empty: none. Makes an identity where there is none. The file is replaced whole or not at all. Gives what it is encrypted
// with afterwards. Errors: PasswordPresent or PasswordAbsent if `present` is empty or not where it must not be;
// PasswordWrong, PasswordInvalid, IdentityBroken, ProfileUnreadable, ProfileUnwritable, ToxStartFailed.
[[nodiscard]] Result<std::optional<tox::PassKey>> replacePassword(profile::Profile &profile, const Secret &present, const Secret &fresh);

// Sets, changes or removes the password of a profile that no program runs on: it holds the profile's lock, so that none can
// start or save meanwhile.
class PasswordEdit {
public:
    // Errors: those of Profile::open, of which ProfileInUse says that a program runs; ProfileUnreadable.
    [[nodiscard]] static Result<PasswordEdit> open(const QString &profileFolder);

    // Whether the identity is encrypted. Without an identity: false.
    [[nodiscard]] bool isSet() const { return set_; }

    // Profile::takeWarning().
    [[nodiscard]] std::optional<Error> takeWarning() { return profile_->takeWarning(); }

    // As replacePassword().
    [[nodiscard]] Outcome change(const Secret &present, const Secret &fresh);

private:
    PasswordEdit(std::unique_ptr<profile::Profile> profile, bool set) : profile_(std::move(profile)), set_(set) {}

    std::unique_ptr<profile::Profile> profile_;
    bool set_;
};

} // namespace culvert::host
