// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/save_file.h"

#include <QDir>
#include <QSaveFile>

namespace culvert::ui {

std::optional<Error> saveFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return std::nullopt;
    return Error{ErrorCode::ProfileUnwritable, QDir::toNativeSeparators(path), file.errorString()};
}

} // namespace culvert::ui
