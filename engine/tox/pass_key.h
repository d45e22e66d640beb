// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QByteArray>

#include <memory>

struct Tox_Pass_Key;

namespace culvert::tox {

// Whether it begins as toxencryptsave's files do. Says nothing of whether it is whole.
[[nodiscard]] bool isEncrypted(const QByteArray &save);

// What a password becomes by scrypt, which takes some tenths of a second and 16 MB: derived once, kept instead of the
// password, wiped at its end. Source: toxencryptsave.h.
class PassKey {
public:
    // With a salt of its own. Error: PasswordInvalid for an empty one.
    [[nodiscard]] static Result<PassKey> derive(const Secret &password);

    // With the salt of what it encrypted. Errors: PasswordInvalid, IdentityBroken.
    [[nodiscard]] static Result<PassKey> deriveFor(const QByteArray &encrypted, const Secret &password);

    // Under a random nonce. Error: IdentityBroken for an empty save.
    [[nodiscard]] Result<QByteArray> encrypt(const QByteArray &save) const;

    // Errors: IdentityBroken for what is no such file; PasswordWrong, also for one that was changed: the two look the same.
    [[nodiscard]] Result<QByteArray> decrypt(const QByteArray &encrypted) const;

private:
    struct Free {
        void operator()(Tox_Pass_Key *key) const;
    };
    explicit PassKey(Tox_Pass_Key *key) : key_(key) {}
    [[nodiscard]] static Result<PassKey> made(Tox_Pass_Key *key);

    std::unique_ptr<Tox_Pass_Key, Free> key_;
};

} // namespace culvert::tox
