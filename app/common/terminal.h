// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace culvert::app {

// Whether a person reads standard error: it is a terminal.
[[nodiscard]] bool noticesAreRead();
// The same of standard output.
[[nodiscard]] bool answersAreRead();

} // namespace culvert::app
