// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/private_file.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace culvert::profile {

namespace {

std::error_code lastError() { return {errno, std::system_category()}; }

class Folder {
public:
    explicit Folder(const QByteArray &path) : descriptor_(::open(path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}
    ~Folder()
    {
        if (isOpen())
            ::close(descriptor_);
    }
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;
    [[nodiscard]] bool isOpen() const { return descriptor_ >= 0; }
    // Not every file system syncs folders by themselves.
    [[nodiscard]] bool sync() const { return ::fsync(descriptor_) == 0 || errno == EINVAL || errno == EBADF; }

private:
    const int descriptor_;
};

} // namespace

bool syncToDisk(QFile &file) { return ::fsync(file.handle()) == 0; }

std::error_code renameOnDisk(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    const QByteArray parent = QFile::encodeName(QFileInfo(to).path());
    const Folder folder(parent); // before the rename: then it can still fail as a whole
    if (!folder.isOpen() && errno != EACCES)   // one that may be written and not read
        return lastError();
    if (std::rename(source.constData(), target.constData()) != 0)
        return lastError();
    return folder.isOpen() && !folder.sync() ? lastError() : std::error_code();
}

} // namespace culvert::profile
