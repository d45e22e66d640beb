// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "core/timers.h"

#include <QHash>
#include <QList>

#include <functional>
#include <optional>

namespace culvert::host {

// Machines that asked to pair and have no valid invite: they wait for a person. Keys cost nothing, so that neither many of
// them nor one that never tires fills more than limits::requestsWaiting places, a new one a minute. In memory alone: who
// asks asks again (limits::requestRepeat), and strangers write nothing to the disk. Engine thread.
class RequestList {
public:
    explicit RequestList(const Timers &timers) : timers_(timers) {}

    // One has asked; `name` is its word for itself and may be anything. True: it is new here, and a person is to hear of it.
    bool asked(const PublicKey &from, const QString &name);
    // False: there is none. Else it is not heard again for limits::refusalKept.
    bool refuse(const PublicKey &id);
    // These wait no longer: they have been taken up or blocked.
    void dropIf(const std::function<bool(const PublicKey &)> &settled);

    [[nodiscard]] const QList<api::RequestInfo> &entries() const { return entries_; } // oldest first

private:
    const Timers &timers_;
    QList<api::RequestInfo> entries_;
    std::optional<Instant> newestAt_;
    QHash<PublicKey, Instant> refused_; // each by hand, so that they are few
};

} // namespace culvert::host
