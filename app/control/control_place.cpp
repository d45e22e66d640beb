// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/control_place.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace culvert::control {

QStringList socketPlaces(const QString &profileFolder)
{
    const QString canonical = QFileInfo(profileFolder).canonicalFilePath();
    const QString path = canonical.isEmpty() ? QDir::cleanPath(QDir(profileFolder).absolutePath()) : canonical;
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex();
    return detail::socketsNamed(QString::fromLatin1(hash.left(32)));
}

QString socketOf(const QString &profileFolder)
{
    const QStringList places = socketPlaces(profileFolder);
    const auto found = std::find_if(places.begin(), places.end(), [](const QString &place) { return socketFile(place) != SocketFile(); });
    return found == places.end() ? places.first() : *found;
}

} // namespace culvert::control
