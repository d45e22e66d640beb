// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/command.h"

#include <QJsonObject>

// A command as it goes over the control socket: {"command": its name, and its words}. Both ends are of one version.
namespace culvert::api {

[[nodiscard]] QJsonObject toJson(const Command &command);

// Errors: CommandUnknown; UsageWrong for a word that is missing or of a wrong type.
[[nodiscard]] Result<Command> commandFromJson(const QJsonObject &object);

} // namespace culvert::api
