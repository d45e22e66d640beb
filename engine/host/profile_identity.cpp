// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/profile_identity.h"

#include <QScopeGuard>

namespace culvert::host {

namespace {

// Wipes the save.
Result<Secret> asKept(QByteArray &save, const std::optional<tox::PassKey> &key)
{
    const auto wiped = qScopeGuard([&save] { wipe(save); });
    if (!key)
        return Secret(save);
    const auto encrypted = key->encrypt(save);
    if (!encrypted)
        return encrypted.error();
    return Secret(*encrypted);
}

Result<ProfileIdentity> made(profile::Profile &profile, const Secret &password)
{
    auto identity = tox::createIdentity();
    if (!identity)
        return identity.error();
    ProfileIdentity out{std::move(*identity), std::nullopt};
    if (!password.isEmpty()) {
        auto key = tox::PassKey::derive(password);
        if (!key)
            return key.error();
        out.key = std::move(*key);
    }
    QByteArray copy(out.identity.save.constData(), out.identity.save.size());
    if (const auto kept = keepIdentity(profile, copy, out.key); !kept)
        return kept.error();
    return out;
}

Error at(const QString &file, Error error)
{
    error.subject = file;
    return error;
}

} // namespace

Result<ProfileIdentity> identityOf(profile::Profile &profile, const Secret &password)
{
    auto save = profile.readIdentity();
    if (!save)
        return save.error();
    if (!*save)
        return made(profile, password);
    const QString file = profile.identityPath();
    if (!tox::isEncrypted(**save)) {
        auto identity = tox::loadIdentity(**save, file);
        if (!identity)
            return identity.error();
        if (!password.isEmpty())
            return Error{ErrorCode::PasswordAbsent, profile.folder()};
        return ProfileIdentity{std::move(*identity), std::nullopt};
    }
    if (password.isEmpty())
        return Error{ErrorCode::PasswordNeeded, profile.folder()};
    auto key = tox::PassKey::deriveFor(**save, password);
    if (!key)
        return at(file, key.error());
    auto plain = key->decrypt(**save);
    if (!plain)
        return at(plain.error().code == ErrorCode::PasswordWrong ? profile.folder() : file, plain.error());
    auto identity = tox::loadIdentity(*plain, file);
    if (!identity)
        return identity.error();
    return ProfileIdentity{std::move(*identity), std::move(*key)};
}

Outcome keepIdentity(profile::Profile &profile, QByteArray &save, const std::optional<tox::PassKey> &key)
{
    const auto bytes = asKept(save, key);
    return bytes ? profile.writeIdentity(bytes->view()) : bytes.error();
}

void keepIdentityBehind(profile::Profile &profile, QByteArray &save, const std::optional<tox::PassKey> &key,
                        std::function<void(const Outcome &)> told)
{
    if (const auto bytes = asKept(save, key))
        profile.writeIdentityBehind(*bytes, std::move(told));
    else
        told(bytes.error());
}

} // namespace culvert::host
