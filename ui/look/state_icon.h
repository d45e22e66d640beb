// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/status_text.h"

#include <QIcon>

namespace culvert::ui {

// One of four signs, told apart by shape as well as by colour: a struck-out ring (off), a ring broken into arcs around a
// dot (connecting), a filled disc with a tunnel mouth (running), a triangle with an exclamation mark (needs you).
// Drawn for every usual size; readable on light and dark panels.
[[nodiscard]] QIcon stateIcon(Overall state);

// The program's own icon: a culvert with water in it.
[[nodiscard]] QIcon programIcon();

} // namespace culvert::ui
