// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/private_file.h"

#include <QDir>
#include <QFile>

#include <io.h>
#include <windows.h>

namespace culvert::profile {

bool syncToDisk(QFile &file) { return ::_commit(file.handle()) == 0; }

std::error_code renameOnDisk(const QString &from, const QString &to)
{
    const std::wstring source = QDir::toNativeSeparators(from).toStdWString();
    const std::wstring target = QDir::toNativeSeparators(to).toStdWString();
    if (::MoveFileExW(source.c_str(), target.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
        return {};
    return {int(::GetLastError()), std::system_category()};
}

} // namespace culvert::profile
