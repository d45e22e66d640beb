// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/session_end.h"

#include <QEvent>
#include <QGuiApplication>
#include <QSessionManager>

namespace culvert::app {

SessionEnd::SessionEnd(QObject *parent) : QObject(parent)
{
    qApp->installEventFilter(this);
    // Whether Culvert starts with the session is its own setting. A session manager that restored it besides would start it twice,
    // and without its --profile and --hidden, which Qt does not tell.
    const auto startNever = [](QSessionManager &manager) { manager.setRestartHint(QSessionManager::RestartNever); };
    connect(qGuiApp, &QGuiApplication::commitDataRequest, this, startNever);
    connect(qGuiApp, &QGuiApplication::saveStateRequest, this, startNever);
}

bool SessionEnd::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != qApp || event->type() != QEvent::Quit)
        return QObject::eventFilter(watched, event);
    Q_EMIT requested();
    return true;
}

} // namespace culvert::app
