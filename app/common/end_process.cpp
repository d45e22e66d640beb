// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/end_process.h"

#include <cstdio>
#include <cstdlib>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

namespace culvert::app {

void endProcess(int code)
{
    std::fflush(nullptr);
#ifdef __SANITIZE_ADDRESS__
    __lsan_do_leak_check(); // as at the end of any other process: a leak ends it with a code of its own
#endif
    std::_Exit(code);
}

} // namespace culvert::app
