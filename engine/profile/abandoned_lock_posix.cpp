// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/abandoned_lock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace culvert::profile {

// For writing: over NFS flock(2) wants that.
struct AbandonedLock::Private {
    explicit Private(const QString &file)
        : path(QFile::encodeName(file)), descriptor(::open(path.constData(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
    {
    }
    [[nodiscard]] bool isInPlace() const
    {
        struct stat here {};
        struct stat there {};
        return ::fstat(descriptor, &here) == 0 && S_ISREG(here.st_mode) && ::lstat(path.constData(), &there) == 0
            && here.st_dev == there.st_dev && here.st_ino == there.st_ino;
    }

    QByteArray path;
    int descriptor;
};

AbandonedLock::AbandonedLock(const QString &path) : d(std::make_unique<Private>(path)) {}

AbandonedLock::~AbandonedLock()
{
    if (d->descriptor >= 0)
        ::close(d->descriptor);
}

bool AbandonedLock::hold() { return d->isInPlace() && ::flock(d->descriptor, LOCK_EX | LOCK_NB) == 0; }

bool AbandonedLock::remove() { return d->isInPlace() && ::unlink(d->path.constData()) == 0; }

} // namespace culvert::profile
