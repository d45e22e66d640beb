// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"
#include "tox/identity.h"

namespace culvert::host {

// The Tox identity of a profile; made and kept at its first use. Errors: ProfileUnreadable, ProfileUnwritable,
// IdentityBroken, ToxStartFailed. A broken one is never replaced: pairings hang on it.
[[nodiscard]] Result<tox::Identity> identityOf(profile::Profile &profile);

} // namespace culvert::host
