// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace culvert {

// Calls that are made from the event loop, in the order in which they were added: for what is learned inside of an object's call, and
// may destroy that object. Whatever is not due when this is destroyed is not called; that may not be from within a call.
class LaterCalls {
public:
    explicit LaterCalls(Timers &timers) : timers_(timers), alarm_(timers.makeAlarm([this] { makeDue(); })) {}

    void add(std::function<void()> call)
    {
        due_.push_back(std::move(call));
        alarm_->setAt(timers_.now());
    }

private:
    void makeDue()
    {
        const auto due = std::exchange(due_, {});
        for (const auto &call : due)
            call();
    }

    Timers &timers_;
    std::vector<std::function<void()>> due_;
    std::unique_ptr<Alarm> alarm_;
};

} // namespace culvert
