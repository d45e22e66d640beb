// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/own_descriptors.h"

#include <dirent.h>
#include <sys/socket.h>

#include <charconv>
#include <cstring>
#include <memory>
#include <system_error>

namespace culvert::tox {

namespace {

struct DirClose {
    void operator()(DIR *dir) const { closedir(dir); }
};

} // namespace

void forEachDescriptor(const std::function<bool(int)> &isEnough)
{
    const std::unique_ptr<DIR, DirClose> dir(opendir("/proc/self/fd"));
    if (!dir)
        return;
    while (const dirent *entry = readdir(dir.get())) {
        int descriptor = -1;
        const char *end = entry->d_name + std::strlen(entry->d_name);
        const auto read = std::from_chars(entry->d_name, end, descriptor);
        if (read.ec == std::errc() && read.ptr == end && isEnough(descriptor))
            return;
    }
}

bool isSocketOf(int type, int descriptor)
{
    int found = 0;
    socklen_t size = sizeof found;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &found, &size) == 0 && found == type;
}

} // namespace culvert::tox
