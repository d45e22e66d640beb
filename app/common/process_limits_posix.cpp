// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/process_limits.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

namespace culvert::app {

void fillStandardDescriptors()
{
    int made;
    do
        made = ::open("/dev/null", O_RDWR);
    while (made >= 0 && made <= STDERR_FILENO);
    if (made >= 0)
        ::close(made);
}

void raiseDescriptorLimit()
{
    constexpr rlim_t wanted = 65536;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = std::min(limit.rlim_max, wanted); // RLIM_INFINITY is the largest value
    setrlimit(RLIMIT_NOFILE, &limit);
}

void refuseMemoryLocking()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0)
        return;
    limit.rlim_cur = 0;
    setrlimit(RLIMIT_MEMLOCK, &limit);
}

} // namespace culvert::app
