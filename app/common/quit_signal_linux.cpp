// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/quit_signal.h"

#include <QSocketNotifier>

#include <pthread.h>
#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace culvert::app {

namespace {

sigset_t quitSignals()
{
    sigset_t signals{};
    sigemptyset(&signals);
    for (int number : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, number);
    return signals;
}

// Of what this process forks: an exec keeps the mask and what is ignored, and a browser would outlive every wish that it ends.
void releaseSignals()
{
    std::signal(SIGPIPE, SIG_DFL);
    const sigset_t signals = quitSignals();
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

} // namespace

// Blocked in this thread and in those that it will start.
void holdQuitSignals()
{
    const sigset_t signals = quitSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    pthread_atfork(nullptr, nullptr, releaseSignals);
}

// A signalfd needs no handler and so no global for a handler to write to.
struct QuitSignal::Private {
    int descriptor = -1;
    std::unique_ptr<QSocketNotifier> notifier;
};

QuitSignal::QuitSignal(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    const sigset_t signals = quitSignals();
    d->descriptor = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    if (d->descriptor < 0) { // no descriptor left: the signals are to end the process as they always do
        pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
        return;
    }
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
