// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/login.h"

#include <sodium.h>

namespace culvert {

namespace {

constexpr qsizetype wordMost = 255; // RFC 1929

bool usableWord(const QByteArray &word) { return !word.isEmpty() && word.size() <= wordMost && !word.contains('\0'); }

LoginHash hashOf(const LoginSalt &salt, const QByteArray &password)
{
    LoginHash out;
    crypto_generichash(out.data(), LoginHash::size, reinterpret_cast<const unsigned char *>(password.constData()),
                       static_cast<unsigned long long>(password.size()), salt.data(), LoginSalt::size);
    return out;
}

} // namespace

bool usableUser(const QString &user) { return usableWord(user.toUtf8()) && !user.contains(u':'); }

bool usableLoginPassword(const QByteArray &password) { return usableWord(password); }

std::optional<Login> makeLogin(const QString &user, const QByteArray &password, Random &random)
{
    if (!usableUser(user) || !usableLoginPassword(password))
        return std::nullopt;
    const auto salt = randomId<LoginSalt>(random);
    return Login{user, salt, hashOf(salt, password)};
}

bool admits(const Login &login, const QByteArray &user, const QByteArray &password)
{
    const LoginHash given = hashOf(login.salt, password);
    const bool right = sodium_memcmp(given.data(), login.hash.data(), LoginHash::size) == 0;
    return right && user == login.user.toUtf8();
}

} // namespace culvert
