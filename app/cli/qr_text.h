// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/qr_code.h"

#include <QString>

namespace culvert::cli {

// The code with its quiet zone as lines of half blocks, two modules to a character cell. `colours`: dark on light by the
// escapes of a terminal, whatever its own colours are; without, light modules are the inked ones, as on a dark terminal.
[[nodiscard]] QString qrText(const api::QrCode &code, bool colours);

} // namespace culvert::cli
