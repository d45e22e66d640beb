// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"

#include <cstdio>
#include <optional>

class QString;

// What the system has for a person at a terminal.
namespace culvert::app {

[[nodiscard]] bool stdinIsTerminal();

// One line of the terminal at stdin, not shown while it is typed; without its end, in UTF-8. Nothing: Ctrl-C, Ctrl-D or an
// error. Longer ones than `maxBytes` come as maxBytes + 1 bytes.
[[nodiscard]] std::optional<Secret> readUnshownLine(std::size_t maxBytes);

// False: it could not be written. UTF-8, but to a terminal that has another encoding in that one.
[[nodiscard]] bool writeText(std::FILE *stream, const QString &text);

} // namespace culvert::app
