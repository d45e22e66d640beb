// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace culvert::ui {

enum class Tone { Plain, Faint, Good, Waiting, Bad };

// A text colour of that tone, readable (4.5:1) on the palette's base and window, light or dark.
[[nodiscard]] QColor toneColor(Tone tone, const QPalette &palette);

} // namespace culvert::ui
