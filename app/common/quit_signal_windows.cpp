// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/quit_signal.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWinEventNotifier>

#include <functional>
#include <memory>

#include <windows.h>

namespace culvert::app {

namespace {

// Called on a thread of the system's. The event is posted to the application, whom everybody can find.
const QEvent::Type quitRequested = QEvent::Type(QEvent::registerEventType());

BOOL WINAPI onConsoleEvent(DWORD what)
{
    QCoreApplication *app = QCoreApplication::instance();
    if (!app)
        return FALSE;
    QCoreApplication::postEvent(app, new QEvent(quitRequested));
    // When the console is closed or the session ends, the process is ended as soon as this returns.
    if (what != CTRL_C_EVENT && what != CTRL_BREAK_EVENT)
        Sleep(2000);
    return TRUE;
}

// What the installer sets while it changes the programs' files (installer/windows/culvert.nsi): every Culvert of this session quits, whatever
// its profile, and one that is started meanwhile quits as well. It lasts as long as anybody has it open.
constexpr wchar_t installerEvent[] = L"Local\\Culvert-quit";

struct HandleCloser {
    void operator()(HANDLE handle) const { CloseHandle(handle); }
};

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
    std::unique_ptr<void, HandleCloser> installer{CreateEventW(nullptr, TRUE, FALSE, installerEvent)}; // opens it where it is
    std::unique_ptr<QWinEventNotifier> installerNotifier; // after what it waits for
};

QuitSignal::QuitSignal(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->filter = std::make_unique<Filter>([this] { Q_EMIT requested(); });
    QCoreApplication::instance()->installEventFilter(d->filter.get());
    SetConsoleCtrlHandler(onConsoleEvent, TRUE);
    if (!d->installer)
        return;
    d->installerNotifier = std::make_unique<QWinEventNotifier>(d->installer.get());
    connect(d->installerNotifier.get(), &QWinEventNotifier::activated, this, [this] {
        d->installerNotifier->setEnabled(false); // the event stays set
        Q_EMIT requested();
    });
}

QuitSignal::~QuitSignal() { SetConsoleCtrlHandler(onConsoleEvent, FALSE); }

} // namespace culvert::app
