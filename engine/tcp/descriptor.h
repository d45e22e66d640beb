// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace culvert::tcp {

// A native socket descriptor, wide enough for both systems.
using Descriptor = qintptr;
inline constexpr Descriptor noDescriptor = -1;

} // namespace culvert::tcp
