// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"

class QLineEdit;
class QString;
class QWidget;

namespace culvert::ui {

// A line for a password: what is typed is not shown, unless the person asks for it with the button in the line.
[[nodiscard]] QLineEdit *passwordEdit(const QString &accessibleName, QWidget *parent);

// What is in the line.
[[nodiscard]] Secret secretOf(const QLineEdit *edit);

} // namespace culvert::ui
