// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <system_error>

class QFile;

// Files that only their owner may read. The caller holds the lock of the folder they lie in.
namespace culvert::profile {

// Writes PATH.new (0600 before its first byte), syncs it, renames it over `path` and syncs the folder: there is the old file or the new
// one, never a part, and after a power cut the new one once this has returned. Error: ProfileUnwritable; then `path` is as it was, but
// where the disk failed at the very last: there it is the new file, of which nobody knows whether it stays.
[[nodiscard]] Outcome writePrivateFile(const QString &path, QByteArrayView bytes);

// Nothing if there is no such file. Error: ProfileUnreadable, also for more than 16 MiB.
[[nodiscard]] Result<std::optional<QByteArray>> readPrivateFile(const QString &path);

// The bytes of an open file are on the disk when it returns true.
[[nodiscard]] bool syncToDisk(QFile &file);

// Renames a file over another one in the same folder, and waits until the new name is on the disk, where the file system can tell. An error of
// that wait too is one, though the name is there.
[[nodiscard]] std::error_code renameOnDisk(const QString &from, const QString &to);

} // namespace culvert::profile
