// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "core/timers.h"

#include <QList>

namespace culvert::host {

// The last errors, newest first. The same error again is counted, not repeated; of one code and peer at most 20 are kept apart,
// and the newest of them stands for any further one. Engine thread.
class ErrorLog {
public:
    explicit ErrorLog(const Timers &timers) : timers_(timers) {}

    // True if it is new, or came last more than a minute ago: worth telling a person at once.
    bool add(const Error &error);
    [[nodiscard]] const QList<api::ErrorInfo> &entries() const { return entries_; }

private:
    const Timers &timers_;
    QList<api::ErrorInfo> entries_;
};

} // namespace culvert::host
