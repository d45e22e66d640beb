// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

namespace culvert::app {

// "culvertd connect": stdin and stdout are the application's end of one connection, which the running program of the profile
// makes. Says on stderr why there is none. Returns the exit code when both directions have ended, or one cannot go on.
[[nodiscard]] int runConnectCommand(const cli::Connect &command, const cli::GlobalOptions &options);

} // namespace culvert::app
