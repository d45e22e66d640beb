// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded by tests/bench/toxcore: takes from the very program what it does about toxcore's cost, so that this can be measured
// without a switch in it. WITHOUT names what, separated by commas: "memlock" leaves RLIMIT_MEMLOCK alone, "descriptor" keeps
// toxcore's UDP descriptor from being found.
#include <cstdlib>
#include <cstring>

#include <dirent.h>
#include <dlfcn.h>
#include <sys/resource.h>

namespace {

bool without(const char *what)
{
    const char *all = std::getenv("WITHOUT");
    return all && std::strstr(all, what);
}

template <class Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" int setrlimit(__rlimit_resource_t resource, const rlimit *limit) noexcept
{
    if (resource == RLIMIT_MEMLOCK && without("memlock"))
        return 0;
    return next<int(__rlimit_resource_t, const rlimit *)>("setrlimit")(resource, limit);
}

extern "C" DIR *opendir(const char *name)
{
    if (std::strcmp(name, "/proc/self/fd") == 0 && without("descriptor"))
        return nullptr;
    return next<DIR *(const char *)>("opendir")(name);
}
