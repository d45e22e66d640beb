// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>

namespace culvert::ui {

enum class PageSign { Tunnels, Peers, Connections, Errors, Diagnostics };

// A line drawing in the palette's text colour, and in its highlighted one when selected.
[[nodiscard]] QIcon pageIcon(PageSign sign, const QPalette &palette);

} // namespace culvert::ui
