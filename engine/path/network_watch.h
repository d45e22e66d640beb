// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"
#include "path/network_events.h"

#include <QStringList>

#include <optional>

namespace culvert::path {

// Notices that this machine has other addresses or another default route, or that it slept. A burst of events is one
// change (limits::networkSettle), a flapping interface one each limits::networkPause; an event that has changed nothing
// is none. Sleep is looked for each second. Engine thread.
class NetworkWatch {
public:
    // What the system is asked; a test answers for it.
    struct Questions {
        std::function<QStringList()> addresses;  // of interfaces that run: any text, compared as a whole
        std::function<Duration()> asleep;        // timeAsleep()
    };
    // `changed` is called from the event loop.
    NetworkWatch(Timers &timers, Questions questions, std::function<void()> changed);
    // Of this machine, with its events.
    static std::unique_ptr<NetworkWatch> ofSystem(Timers &timers, std::function<void()> changed);

    void happened(NetworkEvents::What what);

private:
    void settle();
    void lookForSleep();
    void wait();

    Timers &timers_;
    const Questions questions_;
    const std::function<void()> changed_;
    QStringList addresses_;
    Duration asleep_;
    bool certain_ = false;                  // a change, whatever the addresses say
    std::optional<Instant> firstEvent_;     // of those not yet acted on
    std::optional<Instant> lastChange_;
    std::unique_ptr<Alarm> settleAlarm_;
    std::unique_ptr<Alarm> sleepAlarm_;
    std::unique_ptr<NetworkEvents> events_; // last: it calls the rest
};

} // namespace culvert::path
