// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QString>

namespace culvert::app {

// The first line of a file, or of what is left of stdin for "-"; without its end. Nothing empty. Error: PasswordInvalid.
[[nodiscard]] Result<Secret> readPassword(const QString &file);

// readPassword(), or an empty one without a file.
[[nodiscard]] Result<Secret> givenPassword(const QString &file);

// Asks the person at the terminal. `what` is the prompt, without its colon. Errors: PasswordInvalid; UsageWrong where there is
// no terminal.
[[nodiscard]] Result<Secret> askForPassword(const QString &what);

// The same for a new one: asked for twice.
[[nodiscard]] Result<Secret> askForNewPassword();

} // namespace culvert::app
