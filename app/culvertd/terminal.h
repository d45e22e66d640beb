// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"

#include <optional>

// What the system has for a person at a terminal.
namespace culvert::app {

[[nodiscard]] bool stdinIsTerminal();

// One line of the terminal at stdin, not shown while it is typed; without its end, in UTF-8. Nothing: Ctrl-C, Ctrl-D or an
// error. Longer ones than `maxBytes` come as maxBytes + 1 bytes.
[[nodiscard]] std::optional<Secret> readUnshownLine(std::size_t maxBytes);

} // namespace culvert::app
