// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_place.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

namespace culvert::control {

namespace {

// sun_path holds 108 bytes with its end. QLocalServer binds in a temporary folder beside it, which is a shorter path.
constexpr qsizetype pathMax = 107;

constexpr mode_t ownerOnly = 0700;

} // namespace

QStringList detail::socketsNamed(const QString &hash)
{
    QStringList places;
    // The session's, and where systemd has it where the environment does not say so.
    for (const QString &runtime : {QFile::decodeName(qgetenv("XDG_RUNTIME_DIR")), QStringLiteral("/run/user/%1").arg(getuid())}) {
        const QString path = QDir::cleanPath(runtime) + QStringLiteral("/culvert/") + hash;
        if (QDir::isAbsolutePath(runtime) && QFileInfo(runtime).isDir() && QFile::encodeName(path).size() <= pathMax && !places.contains(path))
            places.append(path);
    }
    places.append(QStringLiteral("/tmp/culvert-%1/%2").arg(getuid()).arg(hash));
    return places;
}

Outcome makeSocketFolder(const QString &socket)
{
    const QString folder = QFileInfo(socket).path();
    const QByteArray native = QFile::encodeName(folder);
    ::mkdir(native.constData(), ownerOnly);
    struct stat info{};
    const bool ours = ::lstat(native.constData(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == getuid();
    // Somebody else may have made a folder or link of this name in /tmp before.
    if (!ours || ((info.st_mode & 077) != 0 && ::chmod(native.constData(), ownerOnly) != 0))
        return Error{ErrorCode::ControlFailed, folder, QStringLiteral("%1 is not a folder of this user's").arg(folder)};
    return done();
}

SocketFile socketFile(const QString &socket)
{
    struct stat info{};
    return ::lstat(QFile::encodeName(socket).constData(), &info) == 0 ? SocketFile{info.st_dev, info.st_ino} : SocketFile{};
}

} // namespace culvert::control
