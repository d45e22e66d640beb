// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/random.h"

namespace culvert {

using LoginSalt = FixedBytes<16, struct LoginSaltTag>;
using LoginHash = FixedBytes<32, struct LoginHashTag>;

// Who may use something, as it is kept: the password itself is not. The hash is BLAKE2b keyed with the salt, a fast
// one, because a browser shows the password with every connection: it keeps a long password from being read in a file, not a short one from being guessed.
struct Login {
    QString user; // a usableUser()
    LoginSalt salt;
    LoginHash hash;

    bool operator==(const Login &) const = default;
};

// What SOCKS and HTTP can both carry: 1 to 255 bytes as UTF-8 (RFC 1929), no zero byte, no colon in the name (RFC 7617 section 2).
[[nodiscard]] bool usableUser(const QString &user);
[[nodiscard]] bool usableLoginPassword(const QByteArray &password);

// Nothing: a name or a password that is not usable.
[[nodiscard]] std::optional<Login> makeLogin(const QString &user, const QByteArray &password, Random &random);

// In constant time for one length of the password.
[[nodiscard]] bool admits(const Login &login, const QByteArray &user, const QByteArray &password);

} // namespace culvert
