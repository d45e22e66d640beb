// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/error_log.h"

#include "core/limits.h"

#include <algorithm>

namespace culvert::host {

namespace {
constexpr qint64 quietSeconds = 60;
constexpr auto alikeKept = 20; // of one code and one peer
}

bool ErrorLog::add(const Error &error)
{
    const QDateTime now = timers_.wallClock();
    auto same = std::find_if(entries_.begin(), entries_.end(), [&](const api::ErrorInfo &e) { return e.error == error; });
    // A peer that chooses ever new targets, say, must not push everything else out of the log: the newest stands for more.
    const auto alike = [&](const api::ErrorInfo &e) { return e.error.code == error.code && e.error.peer == error.peer; };
    if (same == entries_.end() && std::count_if(entries_.begin(), entries_.end(), alike) >= alikeKept) {
        same = std::find_if(entries_.begin(), entries_.end(), alike);
        same->error = error;
    }
    if (same == entries_.end()) {
        entries_.prepend({now, error, 1});
        if (entries_.size() > limits::errorsKept)
            entries_.removeLast();
        return true;
    }
    const bool again = same->time.secsTo(now) > quietSeconds;
    same->time = now;
    ++same->count;
    std::rotate(entries_.begin(), same, std::next(same));
    return again;
}

} // namespace culvert::host
