// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QLocalSocket;

namespace culvert::control {

// Whether the process at the other end of a connected local socket runs as this user; on Windows, whether this user, or an
// administrator, has made the pipe.
[[nodiscard]] bool isOfThisUser(const QLocalSocket &socket);
[[nodiscard]] bool isOfThisUser(qintptr descriptor);

// The program that started the process at the other end, as "ssh (pid 812)"; or that process, where nobody did that can be told.
[[nodiscard]] QString programBehind(const QLocalSocket &socket);

// A socket to the process at the other end as the engine wants it, which goes on when the QLocalSocket is gone; negative: there is none.
// POSIX: of the same connection, and nothing is passed. Windows, whose named pipes are no sockets: the one of which the process
// passed the WSAPROTOCOL_INFOW, made for this process; it is reset where this process dies, as long as it is not closed otherwise.
[[nodiscard]] qintptr takeDescriptor(const QLocalSocket &socket, const QByteArray &passed);

} // namespace culvert::control
