// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/terminal.h"

#include <windows.h>

#include <cstdio>
#include <io.h>
#include <tuple>

namespace culvert::app {

bool answersAreRead() { return ::_isatty(::_fileno(stdout)) != 0; }
bool noticesAreRead() { return ::_isatty(::_fileno(stderr)) != 0; }

void joinTerminalOfParent()
{
    const HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
    if ((out && out != INVALID_HANDLE_VALUE) || !AttachConsole(ATTACH_PARENT_PROCESS))
        return;
    std::ignore = std::freopen("CONOUT$", "w", stdout);
    std::ignore = std::freopen("CONOUT$", "w", stderr);
}

} // namespace culvert::app
