// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

class QFile;

// Files that only their owner may read. The caller holds the lock of the folder they lie in.
namespace culvert::profile {

// Writes PATH.new (0600 before its first byte), syncs it, and renames it over `path`: there is the old file or the new
// one, never a part. Error: ProfileUnwritable; then `path` is as it was.
[[nodiscard]] Outcome writePrivateFile(const QString &path, QByteArrayView bytes);

// Nothing if there is no such file. Error: ProfileUnreadable, also for more than 16 MiB.
[[nodiscard]] Result<std::optional<QByteArray>> readPrivateFile(const QString &path);

// The bytes of an open file are on the disk when it returns true.
[[nodiscard]] bool syncToDisk(QFile &file);

} // namespace culvert::profile
