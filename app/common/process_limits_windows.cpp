// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/process_limits.h"

// Sockets are handles here, of which a process may have 16 million; VirtualLock has no limit to set.
namespace culvert::app {

void fillStandardDescriptors() {}
void raiseDescriptorLimit() {}
void refuseMemoryLocking() {}

} // namespace culvert::app
