// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

namespace culvert::ui {

// The colours of a light or a dark window, for a desktop that does not say, or a person who wants the other.
[[nodiscard]] QPalette themePalette(bool dark);

} // namespace culvert::ui
