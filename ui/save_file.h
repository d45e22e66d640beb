// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace culvert::ui {

// Writes `bytes` to the file that a person chose, whole or not at all. The error is ProfileUnwritable with the path as it is shown.
[[nodiscard]] std::optional<Error> saveFile(const QString &path, const QByteArray &bytes);

} // namespace culvert::ui
