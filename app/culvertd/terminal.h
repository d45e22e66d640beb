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

// Where the stream is a terminal that does not take UTF-8 (a console of Windows): whether the text could be written to it. Else nothing
// is written, and there is no answer.
[[nodiscard]] std::optional<bool> writeToConsole(std::FILE *stream, const QString &text);

} // namespace culvert::app
