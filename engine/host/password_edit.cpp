// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/password_edit.h"

#include "host/profile_identity.h"

namespace culvert::host {

Result<std::optional<tox::PassKey>> replacePassword(profile::Profile &profile, const Secret &present, const Secret &fresh)
{
    const auto save = profile.readIdentity();
    if (!save)
        return save.error();
    const bool set = *save && tox::isEncrypted(**save);
    if (set && present.isEmpty())
        return Error{ErrorCode::PasswordPresent, profile.folder()};
    if (!set && (!present.isEmpty() || fresh.isEmpty()))
        return Error{ErrorCode::PasswordAbsent, profile.folder()};
    std::optional<tox::PassKey> key;
    if (!fresh.isEmpty()) {
        auto derived = tox::PassKey::derive(fresh);
        if (!derived)
            return derived.error();
        key = std::move(*derived);
    }
    // What is new here is never on the disk in the clear.
    auto identity = identityOf(profile, *save ? present : fresh);
    if (!identity)
        return identity.error();
    if (const auto kept = keepIdentity(profile, identity->identity.save, key); !kept)
        return kept.error();
    return key;
}

Result<PasswordEdit> PasswordEdit::open(const QString &profileFolder)
{
    auto profile = profile::Profile::open(profileFolder);
    if (!profile)
        return profile.error();
    const auto save = (*profile)->readIdentity();
    if (!save)
        return save.error();
    const bool set = *save && tox::isEncrypted(**save);
    return PasswordEdit(std::move(*profile), set);
}

Outcome PasswordEdit::change(const Secret &present, const Secret &fresh)
{
    const auto key = replacePassword(*profile_, present, fresh);
    if (!key)
        return key.error();
    set_ = key->has_value();
    return done();
}

} // namespace culvert::host
