// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/link_reader.h"

namespace culvert::app {

// The ui::LinkReader of the program.
[[nodiscard]] Result<ui::LinkWords> readLink(const QString &link);

} // namespace culvert::app
