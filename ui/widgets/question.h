// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace culvert::ui {

// Asks before something that cannot be taken back. Returns at once; `yes` is called if the person agrees.
void askFirst(QWidget *parent, const QString &text, const QString &consequence, const QString &yesText,
              std::function<void()> yes);

} // namespace culvert::ui
