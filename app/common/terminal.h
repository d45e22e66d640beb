// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace culvert::app {

// Whether a person reads standard error: it is a terminal.
[[nodiscard]] bool noticesAreRead();
// The same of standard output.
[[nodiscard]] bool answersAreRead();

// A program with a window has no console on Windows: from then on what it prints goes to the one it was started from, unless its streams
// lead somewhere already. Only for what prints and ends, for a console takes its programs with it when it is closed.
void joinTerminalOfParent();

} // namespace culvert::app
