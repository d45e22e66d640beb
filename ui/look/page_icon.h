// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>

namespace culvert::ui {

// The pages, and what is drawn in their manner.
enum class PageSign { Tunnels, Peers, Connections, Errors, Diagnostics, Settings, Eye, Note, Failure };

// A line drawing in the palette's text colour, and in its highlighted one when selected.
[[nodiscard]] QIcon pageIcon(PageSign sign, const QPalette &palette);

// The same in one colour. Icons that were asked for before are not drawn again.
[[nodiscard]] QIcon signIcon(PageSign sign, const QColor &color);

} // namespace culvert::ui
