// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/quit_signal.h"

#include <QSocketNotifier>

#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace culvert::app {

// A signalfd needs no handler and so no global for a handler to write to. The signals are blocked in this thread and in
// those that it will start.
struct QuitSignal::Private {
    sigset_t signals{};
    sigset_t before{};
    int descriptor = -1;
    std::unique_ptr<QSocketNotifier> notifier;
};

QuitSignal::QuitSignal(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    sigemptyset(&d->signals);
    for (int number : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&d->signals, number);
    d->descriptor = signalfd(-1, &d->signals, SFD_NONBLOCK | SFD_CLOEXEC);
    if (d->descriptor < 0)
        return; // the signals then end the process as they always do
    pthread_sigmask(SIG_BLOCK, &d->signals, &d->before);
    d->notifier = std::make_unique<QSocketNotifier>(d->descriptor, QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        signalfd_siginfo info{};
        while (::read(d->descriptor, &info, sizeof info) == ssize_t(sizeof info)) {}
        Q_EMIT requested();
    });
}

QuitSignal::~QuitSignal()
{
    d->notifier.reset();
    if (d->descriptor >= 0)
        ::close(d->descriptor);
}

} // namespace culvert::app
