// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/quit_signal.h"

#include <QCoreApplication>
#include <QEvent>

#include <functional>

#include <windows.h>

namespace culvert::app {

namespace {

// Called on a thread of the system's. The event is posted to the application, whom everybody can find.
const QEvent::Type quitRequested = QEvent::Type(QEvent::registerEventType());

BOOL WINAPI onConsoleEvent(DWORD)
{
    QCoreApplication *app = QCoreApplication::instance();
    if (!app)
        return FALSE;
    QCoreApplication::postEvent(app, new QEvent(quitRequested));
    // When the console is closed, the process is ended as soon as this returns.
    Sleep(2000);
    return TRUE;
}

class Filter : public QObject {
public:
    explicit Filter(std::function<void()> seen) : seen_(std::move(seen)) {}
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != quitRequested)
            return false;
        seen_();
        return true;
    }

private:
    std::function<void()> seen_;
};

} // namespace

void holdQuitSignals() {}

struct QuitSignal::Private {
    std::unique_ptr<Filter> filter;
};

QuitSignal::QuitSignal(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->filter = std::make_unique<Filter>([this] { Q_EMIT requested(); });
    QCoreApplication::instance()->installEventFilter(d->filter.get());
    SetConsoleCtrlHandler(onConsoleEvent, TRUE);
}

QuitSignal::~QuitSignal() { SetConsoleCtrlHandler(onConsoleEvent, FALSE); }

} // namespace culvert::app
