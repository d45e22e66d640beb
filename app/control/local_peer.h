// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLocalSocket;

namespace culvert::control {

// Whether the process at the other end of a connected local socket runs as this user.
[[nodiscard]] bool isOfThisUser(const QLocalSocket &socket);

} // namespace culvert::control
