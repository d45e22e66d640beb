// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLocalSocket;

namespace culvert::control {

// Whether the process at the other end of a connected local socket runs as this user.
[[nodiscard]] bool isOfThisUser(const QLocalSocket &socket);
[[nodiscard]] bool isOfThisUser(qintptr descriptor);

// The program that started the process at the other end, as "ssh (pid 812)"; or that process, where nobody did that can be told.
[[nodiscard]] QString programBehind(const QLocalSocket &socket);

// A descriptor of its own for the same connection, which goes on when the QLocalSocket is gone; negative: none is left, or the
// system's local sockets are no sockets that can be watched.
[[nodiscard]] qintptr takeDescriptor(const QLocalSocket &socket);

} // namespace culvert::control
