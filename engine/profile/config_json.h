// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/config.h"

#include <QByteArray>

// config.json: {"version":2,"peers":[…],"invites":[…],"endedInvites":[…],"forwards":[…],"proxies":[…],
// "udpForwards":[…],"reverses":[…],"settings":{…}} and whatever else was there.
namespace culvert::profile {

[[nodiscard]] QByteArray encodeConfig(const Config &config);

// Versions 1 to 3. Strict: a file that is not wholly understood is not half used. Missing parts are empty or their defaults.
// Errors: ConfigBroken (detail: where), ProfileTooNew. The subject is left empty.
[[nodiscard]] Result<Config> decodeConfig(const QByteArray &json);

} // namespace culvert::profile
