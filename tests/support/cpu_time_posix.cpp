// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cpu_time.h"

#include <ctime>

namespace culvert::test {

std::chrono::nanoseconds cpuTime()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

} // namespace culvert::test
