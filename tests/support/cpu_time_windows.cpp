// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cpu_time.h"

#include <windows.h>

namespace culvert::test {

namespace {

std::chrono::nanoseconds toNanoseconds(const FILETIME &time) // counts 100 ns
{
    ULARGE_INTEGER ticks;
    ticks.LowPart = time.dwLowDateTime;
    ticks.HighPart = time.dwHighDateTime;
    return std::chrono::nanoseconds(100 * ticks.QuadPart);
}

} // namespace

std::chrono::nanoseconds cpuTime()
{
    FILETIME created;
    FILETIME exited;
    FILETIME kernel;
    FILETIME user;
    GetProcessTimes(GetCurrentProcess(), &created, &exited, &kernel, &user);
    return toNanoseconds(kernel) + toNanoseconds(user);
}

} // namespace culvert::test
