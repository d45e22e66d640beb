// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded by tests/diary/hard_disk: a disk that stands still, as one does that is worn out or asked for too much at once. While
// there is a file "disk-stands" in the home, fsync() waits and there is a "disk-is-asked"; where there is then a "disk-fails", it fails.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

namespace {

class Mark {
public:
    explicit Mark(const char *name)
    {
        const char *home = std::getenv("HOME");
        std::snprintf(path_, sizeof path_, "%s/%s", home ? home : "", name);
    }
    [[nodiscard]] bool isThere() const { return ::access(path_, F_OK) == 0; }
    void make() const { ::close(::open(path_, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)); }
    void remove() const { ::unlink(path_); }

private:
    char path_[4096];
};

} // namespace

extern "C" int fsync(int file)
{
    static const auto real = reinterpret_cast<int (*)(int)>(dlsym(RTLD_NEXT, "fsync"));
    const Mark stands("disk-stands");
    const Mark asked("disk-is-asked");
    while (stands.isThere()) {
        if (!asked.isThere())
            asked.make();
        const timespec moment{0, 5'000'000};
        ::nanosleep(&moment, nullptr);
    }
    asked.remove();
    if (!Mark("disk-fails").isThere())
        return real(file);
    errno = EIO;
    return -1;
}
