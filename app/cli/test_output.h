// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

// A test of a link as text for people. `test` is what docs/json.md says.
namespace culvert::cli {

// What it found.
[[nodiscard]] QString testText(const QJsonObject &test);

// How it goes on, as one line.
[[nodiscard]] QString testProgress(const QJsonObject &test);

} // namespace culvert::cli
