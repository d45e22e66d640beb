// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/identity.h"

#include "tox/tox_instance.h"

namespace culvert::tox {

Result<Identity> createIdentity()
{
    const auto tox = openInstance({});
    if (!tox)
        return tox.error();
    return Identity{saveOf(tox->get()), addressOf(tox->get())};
}

Result<Identity> loadIdentity(const QByteArray &save, const QString &source)
{
    if (save.isEmpty())
        return Error{.code = ErrorCode::IdentityBroken, .subject = source, .detail = QStringLiteral("it is empty")};
    const auto tox = openInstance({.save = save});
    if (!tox) {
        Error error = tox.error();
        error.subject = source;
        return error;
    }
    return Identity{save, addressOf(tox->get())};
}

Result<Identity> withNospam(const QByteArray &save, const Nospam &nospam)
{
    const auto tox = openInstance({.save = save, .savedRelays = true});
    if (!tox)
        return tox.error();
    setNospam(tox->get(), nospam);
    return Identity{saveOf(tox->get()), addressOf(tox->get())};
}

} // namespace culvert::tox
