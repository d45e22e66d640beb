// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "profile/config.h"

namespace culvert::peer {

// Whether these lines allow a target: the first line that names it decides, none means no. A line names exactly the
// target it spells: hosts are compared as text without case, addresses by their value, so that 0x7f.1, a trailing dot or
// ::ffff:127.0.0.1 are not 127.0.0.1.
[[nodiscard]] bool allowed(const QList<profile::Rule> &rules, const Endpoint &target);

} // namespace culvert::peer
