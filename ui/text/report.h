// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QString>

namespace culvert::ui {

// What a person may send to somebody who helps: the program, the system, and the whole snapshot as JSON. Without what tells
// machines apart or lets them be reached: keys are cut to their first eight digits, and this machine's address, invite links
// and the addresses at which machines are reached are left out; those listened on for tunnels stay. Pure but for asking what the system is.
[[nodiscard]] QString reportText(const api::Snapshot &snapshot);

} // namespace culvert::ui
