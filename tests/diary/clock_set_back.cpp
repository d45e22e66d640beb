// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded by tests/diary/hard_clock: the clock on the wall as a person or NTP sets it while a program runs. The file "clock" in
// its home holds by how many seconds, as a qint64; the monotonic clock goes on as the system's does.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

// Shared with the test, which changes it. Nothing is allocated: this is called before main() as well.
std::int64_t secondsSet()
{
    static const volatile std::int64_t *const shared = [] {
        const char *home = std::getenv("HOME");
        char name[4096];
        std::snprintf(name, sizeof name, "%s/clock", home ? home : "");
        const int file = ::open(name, O_RDONLY | O_CLOEXEC);
        void *memory = file < 0 ? MAP_FAILED : ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
        if (file >= 0)
            ::close(file);
        return memory == MAP_FAILED ? nullptr : static_cast<const volatile std::int64_t *>(memory);
    }();
    return shared ? *shared : 0;
}

template <class Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" int clock_gettime(clockid_t clock, timespec *time) noexcept
{
    static const auto real = next<int(clockid_t, timespec *)>("clock_gettime");
    const int result = real(clock, time);
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
        time->tv_sec += time_t(secondsSet());
    return result;
}

extern "C" int gettimeofday(timeval *time, void *zone) noexcept
{
    static const auto real = next<int(timeval *, void *)>("gettimeofday");
    const int result = real(time, zone);
    time->tv_sec += time_t(secondsSet());
    return result;
}

extern "C" time_t time(time_t *out) noexcept
{
    static const auto real = next<time_t(time_t *)>("time");
    const time_t now = real(nullptr) + time_t(secondsSet());
    if (out)
        *out = now;
    return now;
}
