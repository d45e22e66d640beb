// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/password_edit.h"

#include "host/profile_identity.h"

namespace culvert::host {

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
    if (set_ && present.isEmpty())
        return Error{ErrorCode::PasswordPresent, profile_->folder()};
    if (!set_ && (!present.isEmpty() || fresh.isEmpty()))
        return Error{ErrorCode::PasswordAbsent, profile_->folder()};
    std::optional<tox::PassKey> key;
    if (!fresh.isEmpty()) {
        auto derived = tox::PassKey::derive(fresh);
        if (!derived)
            return derived.error();
        key = std::move(*derived);
    }
    // What is new here is never on the disk in the clear.
    const auto save = profile_->readIdentity();
    if (!save)
        return save.error();
    auto identity = identityOf(*profile_, *save ? present : fresh);
    if (!identity)
        return identity.error();
    auto kept = keepIdentity(*profile_, identity->identity.save, key);
    if (kept)
        set_ = key.has_value();
    return kept;
}

} // namespace culvert::host
