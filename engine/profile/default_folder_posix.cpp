// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

#include <QDir>
#include <QFile>

#include <pwd.h>
#include <unistd.h>

namespace culvert::profile {

namespace {

// The XDG Base Directory Specification: paths that are not absolute are invalid and ignored.
QString absolute(const char *variable)
{
    const QString path = QFile::decodeName(qgetenv(variable));
    return QDir::isAbsolutePath(path) ? QDir::cleanPath(path) : QString();
}

QString home()
{
    if (const QString told = absolute("HOME"); !told.isEmpty())
        return told;
    const passwd *entry = ::getpwuid(::getuid());
    return entry && entry->pw_dir ? QFile::decodeName(entry->pw_dir) : QDir::rootPath();
}

} // namespace

QString Profile::defaultFolder()
{
    const QString config = absolute("XDG_CONFIG_HOME");
    return (config.isEmpty() ? home() + QStringLiteral("/.config") : config) + QStringLiteral("/culvert");
}

} // namespace culvert::profile
