// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/terminal.h"

#include <unistd.h>

namespace culvert::app {

bool answersAreRead() { return ::isatty(STDOUT_FILENO) == 1; }
bool noticesAreRead() { return ::isatty(STDERR_FILENO) == 1; }
void joinTerminalOfParent() { }

} // namespace culvert::app
