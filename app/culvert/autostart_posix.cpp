// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace culvert::app {

namespace {

// freedesktop.org, Desktop Application Autostart Specification.
QString entryFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/autostart/culvert.desktop");
}

// Desktop Entry Specification, "The Exec key": one argument in double quotes, a per cent sign doubled.
QString quoted(QString argument)
{
    argument.replace(u'\\', QStringLiteral("\\\\\\\\"));
    for (const QChar c : {QChar(u'"'), QChar(u'`'), QChar(u'$')})
        argument.replace(c, QStringLiteral("\\\\") + c);
    argument.replace(u'%', QStringLiteral("%%"));
    return u'"' + argument + u'"';
}

} // namespace

bool Autostart::enabled() const
{
    QFile file(entryFile());
    return file.open(QIODevice::ReadOnly) && !file.readAll().contains("Hidden=true");
}

Outcome Autostart::setEnabled(bool on)
{
    const QString path = entryFile();
    if (!on) {
        QFile file(path);
        if (file.exists() && !file.remove())
            return Error{ErrorCode::ProfileUnwritable, path, file.errorString()};
        return done();
    }
    QString exec = quoted(QCoreApplication::applicationFilePath()) + QStringLiteral(" --hidden");
    if (!profileFolder_.isEmpty())
        exec += QStringLiteral(" --profile ") + quoted(profileFolder_);
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    const QByteArray entry = QStringLiteral("[Desktop Entry]\nType=Application\nName=Culvert\nIcon=culvert\nExec=%1\n").arg(exec).toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(entry) != entry.size() || !file.commit())
        return Error{ErrorCode::ProfileUnwritable, path, file.errorString()};
    return done();
}

} // namespace culvert::app
