// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

#include <utility>

// Where the running program of a profile is spoken to.
namespace culvert::control {

// Names for QLocalServer and QLocalSocket: a hash of the profile's path below folders of this user's alone. The same for every way of
// writing the path, once the profile exists. A program listens at the first; more than one, since a program and who asks it may have
// other environments, and the session's folder goes with the session, which a program may outlive.
[[nodiscard]] QStringList socketPlaces(const QString &profileFolder);

// The first of these where a socket lies; where none does, the first.
[[nodiscard]] QString socketOf(const QString &profileFolder);

// Makes the folder the socket lies in, 0700 and owned by this user. Error: ControlFailed.
[[nodiscard]] Outcome makeSocketFolder(const QString &socket);

// Which file lies at the socket's name now, to tell it later from one that took its place: its device and number. {0, 0} where
// none does, and on Windows, where a socket's name is no file's.
using SocketFile = std::pair<quint64, quint64>;
[[nodiscard]] SocketFile socketFile(const QString &socket);

namespace detail {
// Platform: the full names for a profile with this hash.
[[nodiscard]] QStringList socketsNamed(const QString &hash);
} // namespace detail

} // namespace culvert::control
