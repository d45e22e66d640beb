// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/terminal.h"

#include <cstdio>
#include <io.h>

namespace culvert::app {

bool answersAreRead() { return ::_isatty(::_fileno(stdout)) != 0; }
bool noticesAreRead() { return ::_isatty(::_fileno(stderr)) != 0; }

} // namespace culvert::app
