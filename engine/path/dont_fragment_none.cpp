// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/dont_fragment.h"

namespace culvert::path {

void dontFragment(qintptr) {}

} // namespace culvert::path
