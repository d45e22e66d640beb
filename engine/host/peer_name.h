// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/config.h"

namespace culvert::host {

// A name for a new peer that none has yet: the offered one if it can be used, else the beginning of the key; with -2, -3, …
// if it is taken.
[[nodiscard]] QString freePeerName(const profile::Config &config, const QString &offered, const PublicKey &id);

} // namespace culvert::host
