// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/config.h"

#include <functional>

namespace culvert::host {

// What this machine calls itself where no setting says otherwise: its host name, no longer than a name may be. May be empty.
[[nodiscard]] QString hostName();

// What another machine calls itself, as far as it may stand in sentences, menus and notifications here: letters, digits,
// pictures, spaces and -_.'()+#,: alone, all of them seen (U+FE0F is not), else empty. So it is no markup to a desktop, no quotation
// mark in a sentence, does not turn the direction of what stands around it, and is no other name's likeness by what is not seen.
[[nodiscard]] QString saidName(const QString &said);

// `base`, or with -2, -3, … behind it the first that is not taken, shortened to the length of a name. All but its length `base` has
// of a name.
[[nodiscard]] QString freeName(const QString &base, const std::function<bool(const QString &)> &taken);

// A name for a new peer that none has yet: the offered one if it can be used, else the beginning of the key; with -2, -3, …
// if it is taken.
[[nodiscard]] QString freePeerName(const profile::Config &config, const QString &offered, const PublicKey &id);

} // namespace culvert::host
