// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_place.h"

namespace culvert::control {

// A named pipe; the system's access list keeps other users out (QLocalServer::UserAccessOption).
QStringList detail::socketsNamed(const QString &hash) { return {QStringLiteral("culvert-") + hash}; }

Outcome makeSocketFolder(const QString &) { return done(); }

SocketFile socketFile(const QString &) { return {}; }

} // namespace culvert::control
