// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_place.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace culvert::control {

QString socketOf(const QString &profileFolder)
{
    const QString canonical = QFileInfo(profileFolder).canonicalFilePath();
    const QString path = canonical.isEmpty() ? QDir::cleanPath(QDir(profileFolder).absolutePath()) : canonical;
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex();
    return detail::socketNamed(QString::fromLatin1(hash.left(32)));
}

} // namespace culvert::control
