// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/demo_program.h"

#include <QDesktopServices>

namespace culvert::app {

DemoProgram::DemoProgram(Appearance &appearance, QObject *parent)
    : QObject(parent), desktop_(demo_.here(), memory_.filePath(QStringLiteral("window.ini")), appearance)
{
    connect(&quit_, &QuitSignal::requested, this, [this] { Q_EMIT finished(0); });
    connect(&desktop_, &Desktop::quitAsked, this, [this] { Q_EMIT finished(0); });
    connect(&demo_, &demo::Demo::stepDone, this, [this](const QString &what) { desktop_.window().showProgress(what); });
    connect(&demo_, &demo::Demo::ready, this, [](const QUrl &page) { QDesktopServices::openUrl(page); });
    connect(&demo_, &demo::Demo::failed, this,
            [this](const QString &why) { desktop_.window().showError(Error{ErrorCode::EngineFailed, {}, why}); });
}

void DemoProgram::start()
{
    desktop_.open(false);
    demo_.start();
}

} // namespace culvert::app
