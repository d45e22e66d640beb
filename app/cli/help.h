// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace culvert::cli {

[[nodiscard]] QString helpText();

} // namespace culvert::cli
