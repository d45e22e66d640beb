// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QByteArray>

namespace culvert::tox {

// A Tox identity as toxcore saves it, and the address it has. No function here opens a socket.
struct Identity {
    QByteArray save;      // secret: goes to identity.tox (0600) alone
    ToxAddress address;
};

// Error: ToxStartFailed.
[[nodiscard]] Result<Identity> createIdentity();

// Errors: IdentityBroken, also for an encrypted save (see PassKey), and ToxStartFailed; with `source` as subject.
[[nodiscard]] Result<Identity> loadIdentity(const QByteArray &save, const QString &source);

// The same keys at another address. Errors: IdentityBroken, ToxStartFailed.
[[nodiscard]] Result<Identity> withNospam(const QByteArray &save, const Nospam &nospam);

} // namespace culvert::tox
