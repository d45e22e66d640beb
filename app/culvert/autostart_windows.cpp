// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QSettings>

namespace culvert::app {

namespace {

const QString runKey = QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run");
const QString entryName = QStringLiteral("Culvert");

} // namespace

bool Autostart::enabled() const { return QSettings(runKey, QSettings::NativeFormat).contains(entryName); }

Outcome Autostart::setEnabled(bool on)
{
    QSettings run(runKey, QSettings::NativeFormat);
    // No path has a double quote in it there.
    QString command = QStringLiteral("\"%1\" --hidden").arg(QDir::toNativeSeparators(QCoreApplication::applicationFilePath()));
    if (!profileFolder_.isEmpty())
        command += QStringLiteral(" --profile \"%1\"").arg(QDir::toNativeSeparators(profileFolder_));
    if (on)
        run.setValue(entryName, command);
    else
        run.remove(entryName);
    run.sync();
    if (run.status() != QSettings::NoError)
        return Error{ErrorCode::ProfileUnwritable, runKey, {}};
    return done();
}

} // namespace culvert::app
