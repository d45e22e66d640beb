// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

// Where the running program of a profile is spoken to.
namespace culvert::control {

// The name for QLocalServer and QLocalSocket: a hash of the profile's path below a folder of this user's alone. The same
// for every way of writing the path, once the profile exists.
[[nodiscard]] QString socketOf(const QString &profileFolder);

// Makes the folder the socket lies in, 0700 and owned by this user. Error: ControlFailed.
[[nodiscard]] Outcome makeSocketFolder(const QString &socket);

namespace detail {
// Platform: the full name for a profile with this hash.
[[nodiscard]] QString socketNamed(const QString &hash);
} // namespace detail

} // namespace culvert::control
