// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

#include <QJsonObject>
#include <QJsonValue>

namespace culvert::cli {

// What a sub-command prints on stdout for its answer, with a newline at its end: for people, or as one line of JSON.
[[nodiscard]] QString answerText(const Action &action, const QJsonValue &answer, bool json);

// What "invite --qr" prints; `colours`: of a terminal. The link stands below, as without a code where there is none.
[[nodiscard]] QString inviteText(const QJsonObject &invite, bool colours);

// What goes to stderr when it failed: the sentence, or {"code","what","context"}.
[[nodiscard]] QString failureText(const QJsonObject &error, bool json);

} // namespace culvert::cli
