// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <functional>
#include <memory>

namespace culvert::peer {

// When a request to pair is sent by UDP, which tells nobody whether it arrived: at once, every 2 s for 10 s, then every
// 10 s for as long as this object lives. Engine thread.
class RequestRepeat {
public:
    // `send` is called from the event loop.
    RequestRepeat(Timers &timers, std::function<void()> send);

    // There is somewhere new to send it to: begins again.
    void restart();

private:
    void due();

    Timers &timers_;
    std::function<void()> send_;
    Instant eagerUntil_{};
    std::unique_ptr<Alarm> alarm_;
};

} // namespace culvert::peer
