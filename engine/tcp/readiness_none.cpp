// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp/readiness.h"

namespace culvert::tcp {

std::unique_ptr<Readiness> Readiness::ofSystem(Timers &timers) { return byNotifiers(timers); }

} // namespace culvert::tcp
