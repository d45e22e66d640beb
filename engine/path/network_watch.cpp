// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/network_watch.h"

#include "core/limits.h"
#include "path/direct_network.h"

#include <QNetworkInterface>

#include <algorithm>
#include <utility>

namespace culvert::path {

namespace {

using namespace std::chrono_literals;

constexpr Duration sleepPause = 1s;
constexpr Duration sleepLeast = 1s; // less is no sleep but the clocks' grain

// With a port of no meaning: mayBeElsewhere() wants one.
bool counts(const QHostAddress &host) { return mayBeElsewhere({host, 1}); }

QStringList addressesOfSystem()
{
    QStringList out;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        if (!interface.flags().testFlag(QNetworkInterface::IsRunning))
            continue;
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            if (counts(entry.ip()))
                out.append(interface.name() + u' ' + entry.ip().toString());
        }
    }
    out.sort();
    return out;
}

} // namespace

NetworkWatch::NetworkWatch(Timers &timers, Questions questions, std::function<void()> changed)
    : timers_(timers), questions_(std::move(questions)), changed_(std::move(changed)), addresses_(questions_.addresses()),
      asleep_(questions_.asleep()), settleAlarm_(timers.makeAlarm([this] { settle(); })),
      sleepAlarm_(timers.makeAlarm([this] { lookForSleep(); }))
{
    sleepAlarm_->setAt(timers_.now() + sleepPause);
}

std::unique_ptr<NetworkWatch> NetworkWatch::ofSystem(Timers &timers, std::function<void()> changed)
{
    auto watch = std::make_unique<NetworkWatch>(timers, Questions{addressesOfSystem, timeAsleep}, std::move(changed));
    watch->events_ = NetworkEvents::open([raw = watch.get()](NetworkEvents::What what) { raw->happened(what); });
    return watch;
}

void NetworkWatch::happened(NetworkEvents::What what)
{
    certain_ = certain_ || what == NetworkEvents::What::DefaultRoute;
    wait();
}

void NetworkWatch::lookForSleep()
{
    const Duration asleep = questions_.asleep();
    if (asleep - asleep_ >= sleepLeast) {
        certain_ = true;
        wait();
    }
    asleep_ = asleep;
    sleepAlarm_->setAt(timers_.now() + sleepPause);
}

// Until nothing more happens, but not for ever.
void NetworkWatch::wait()
{
    const Instant now = timers_.now();
    if (!firstEvent_)
        firstEvent_ = now;
    Instant due = std::min(now + limits::networkSettle, *firstEvent_ + limits::networkPause);
    if (lastChange_)
        due = std::max(due, *lastChange_ + limits::networkPause);
    settleAlarm_->setAt(due);
}

void NetworkWatch::settle()
{
    firstEvent_.reset();
    const QStringList before = std::exchange(addresses_, questions_.addresses());
    if (!std::exchange(certain_, false) && before == addresses_)
        return;
    lastChange_ = timers_.now();
    changed_();
}

} // namespace culvert::path
