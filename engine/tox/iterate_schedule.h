// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace culvert::tox {

// When tox_iterate() is due: at once when toxcore's UDP socket has something to read, else after the interval that
// toxcore suggests. What comes in by TCP relays, or where the descriptor is unknown, is seen by neither: there it is
// every millisecond while datagrams move, and 2 s longer.
class IterateSchedule {
public:
    // `descriptor` stays toxcore's and must outlive this; -1: none.
    IterateSchedule(Timers &timers, int descriptor, std::function<void()> due);

    [[nodiscard]] Instant now() const { return timers_.now(); }
    void soon();                                          // as soon as the caller has returned
    void after(std::chrono::milliseconds suggested);      // tox_iterate() has been called
    void datagramMoved();                                 // one that carries streams, either way
    void setRelayed(bool relayed) { relayed_ = relayed; } // whether a friend is reached by a TCP relay
    [[nodiscard]] bool relayed() const { return relayed_; }

private:
    [[nodiscard]] bool polls() const { return relayed_ || !notifier_; }

    Timers &timers_;
    std::unique_ptr<Alarm> alarm_;
    std::unique_ptr<QSocketNotifier> notifier_;
    bool relayed_ = false;
    bool moving_ = false; // datagrams moved in the last 2 s, as seen by the last after()
    Instant lastMoved_{};
};

} // namespace culvert::tox
