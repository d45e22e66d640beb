// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace culvert::ui {

// Makes a window with a layout as high as what is in it wants at its width, and its screen has room for; never lower, and nothing
// before it is shown.
void growToContents(QWidget &window);

} // namespace culvert::ui
