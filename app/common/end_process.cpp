// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/end_process.h"

#include <cstdio>
#include <cstdlib>

namespace culvert::app {

int endProcess(int code)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    std::fflush(nullptr);
    std::_Exit(code);
#endif
    return code;
}

} // namespace culvert::app
