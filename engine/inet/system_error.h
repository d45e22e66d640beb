// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QAbstractSocket>
#include <QStringView>

// What the system says of a socket that did not come about, as codes and as errors. A number is the system's own: errno, or
// WSAGetLastError() on Windows.
namespace culvert::inet {

[[nodiscard]] ErrorCode dialCode(int error);   // of a dial or an accept: one of the Target… codes, or DescriptorsExhausted
[[nodiscard]] ErrorCode listenCode(int error); // PortInUse, PortNotPermitted, AddressNotLocal, DescriptorsExhausted, else ListenFailed
[[nodiscard]] ErrorCode listenCode(QAbstractSocket::SocketError error); // the same, of Qt's sockets
[[nodiscard]] QString systemText(int error);

// Of a port that cannot be had: `code` is a listenCode() and becomes that error of `subject` with the detail that its sentence has.
// `protocol`: "tcp" or "udp"; `words`: the system's.
[[nodiscard]] Error listenError(ErrorCode code, const QString &subject, QStringView protocol, const QString &words);

} // namespace culvert::inet
