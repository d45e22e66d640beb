// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace culvert::profile {

// Whether there is a process of this number on this machine, whoever's it is.
[[nodiscard]] bool isRunning(qint64 process);

} // namespace culvert::profile
