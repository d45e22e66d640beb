// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace culvert::app {

// UTF-8, at once. False: nobody reads it any more.
bool printAnswer(const QString &text);  // stdout
void printNotice(const QString &text);  // stderr

// A whole file, or stdin for "-". Errors: UsageWrong, LimitReached.
[[nodiscard]] Result<QString> readTextFile(const QString &file, qint64 maxBytes);

// One line of stdin without its end; empty at the end of input. Longer ones are cut.
[[nodiscard]] QString readLineFromStdin(qint64 maxBytes);

} // namespace culvert::app
