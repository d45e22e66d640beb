// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/pass_key.h"

#include <sodium.h>
#include <tox/toxencryptsave.h>

#include <array>

namespace culvert::tox {

namespace {

const std::uint8_t *bytesOf(QByteArrayView view) { return reinterpret_cast<const std::uint8_t *>(view.data()); }

Error broken() { return Error{.code = ErrorCode::IdentityBroken, .detail = QStringLiteral("it is not a whole encrypted Tox save")}; }

} // namespace

bool isEncrypted(const QByteArray &save)
{
    return save.size() >= TOX_PASS_ENCRYPTION_EXTRA_LENGTH && tox_is_data_encrypted(bytesOf(save));
}

void PassKey::Free::operator()(Tox_Pass_Key *key) const
{
    // tox_pass_key_free() of 0.2.18 frees without wiping; the two are what toxencryptsave.h says a key consists of.
    sodium_memzero(key, TOX_PASS_SALT_LENGTH + TOX_PASS_KEY_LENGTH);
    tox_pass_key_free(key);
}

Result<PassKey> PassKey::made(Tox_Pass_Key *key)
{
    if (!key)
        return Error{.code = ErrorCode::PasswordInvalid, .detail = QStringLiteral("no key can be made of it")};
    return PassKey(key);
}

Result<PassKey> PassKey::derive(const Secret &password)
{
    if (password.isEmpty())
        return Error{.code = ErrorCode::PasswordInvalid, .detail = QStringLiteral("it is empty")};
    return made(tox_pass_key_derive(bytesOf(password.view()), std::size_t(password.view().size()), nullptr));
}

Result<PassKey> PassKey::deriveFor(const QByteArray &encrypted, const Secret &password)
{
    if (password.isEmpty())
        return Error{.code = ErrorCode::PasswordInvalid, .detail = QStringLiteral("it is empty")};
    std::array<std::uint8_t, TOX_PASS_SALT_LENGTH> salt{};
    if (!isEncrypted(encrypted) || !tox_get_salt(bytesOf(encrypted), salt.data(), nullptr))
        return broken();
    return made(tox_pass_key_derive_with_salt(bytesOf(password.view()), std::size_t(password.view().size()), salt.data(), nullptr));
}

Result<QByteArray> PassKey::encrypt(const QByteArray &save) const
{
    QByteArray out(save.size() + TOX_PASS_ENCRYPTION_EXTRA_LENGTH, Qt::Uninitialized);
    if (!tox_pass_key_encrypt(key_.get(), bytesOf(save), std::size_t(save.size()), reinterpret_cast<std::uint8_t *>(out.data()), nullptr))
        return Error{.code = ErrorCode::IdentityBroken, .detail = QStringLiteral("it cannot be encrypted")};
    return out;
}

Result<QByteArray> PassKey::decrypt(const QByteArray &encrypted) const
{
    if (!isEncrypted(encrypted))
        return broken();
    QByteArray out(encrypted.size() - TOX_PASS_ENCRYPTION_EXTRA_LENGTH, Qt::Uninitialized);
    Tox_Err_Decryption error = TOX_ERR_DECRYPTION_OK;
    if (tox_pass_key_decrypt(key_.get(), bytesOf(encrypted), std::size_t(encrypted.size()), reinterpret_cast<std::uint8_t *>(out.data()), &error))
        return out;
    if (error == TOX_ERR_DECRYPTION_FAILED)
        return Error{.code = ErrorCode::PasswordWrong};
    return broken();
}

} // namespace culvert::tox
