// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace culvert::ui {

// Asks before something that cuts connections or shuts somebody out. Returns at once; `yes` is called if the person agrees.
void askFirst(QWidget *parent, const QString &text, const QString &consequence, const QString &yesText,
              std::function<void()> yes);

} // namespace culvert::ui
