// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

namespace culvert::app {

// "culvertd password …". Never by the control socket: it works on a profile that no program runs on. Returns the exit code.
[[nodiscard]] int runPasswordCommand(const cli::ChangePassword &command, const cli::GlobalOptions &options);

} // namespace culvert::app
