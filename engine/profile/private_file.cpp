// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/private_file.h"

#include <QFile>

namespace culvert::profile {

namespace {

constexpr qint64 sizeMax = 16 << 20;

} // namespace

Outcome writePrivateFile(const QString &path, QByteArrayView bytes)
{
    const QString fresh = path + QStringLiteral(".new");
    QFile::remove(fresh); // left by a crash: the lock says that nobody is writing it
    QFile file(fresh);
    // QSaveFile would make it readable by others until it is told otherwise.
    const bool opened = file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                                  QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!opened)
        return Error{ErrorCode::ProfileUnwritable, path, file.errorString()};
    if (file.write(bytes.data(), bytes.size()) != bytes.size() || !syncToDisk(file)) {
        const Error error{ErrorCode::ProfileUnwritable, path, file.errorString()};
        file.close();
        file.remove();
        return error;
    }
    file.close();
    if (const std::error_code failure = renameOnDisk(fresh, path)) {
        QFile::remove(fresh);
        return Error{ErrorCode::ProfileUnwritable, path, QString::fromStdString(failure.message())};
    }
    return done();
}

Result<std::optional<QByteArray>> readPrivateFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::optional<QByteArray>();
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::ProfileUnreadable, path, file.errorString()};
    if (file.size() > sizeMax)
        return Error{ErrorCode::ProfileUnreadable, path, QStringLiteral("too large")};
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return Error{ErrorCode::ProfileUnreadable, path, file.errorString()};
    return std::optional<QByteArray>(bytes);
}

} // namespace culvert::profile
