// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/request_list.h"

#include "core/limits.h"
#include "host/peer_name.h"

#include <algorithm>

namespace culvert::host {

bool RequestList::asked(const PublicKey &from, const QString &name)
{
    const Instant now = timers_.now();
    refused_.removeIf([&](const auto &refused) { return now - refused.value() >= limits::refusalKept; });
    if (refused_.contains(from))
        return false;
    const QDateTime time = timers_.wallClock();
    const auto known = std::find_if(entries_.begin(), entries_.end(), [&](const api::RequestInfo &r) { return r.id == from; });
    if (known != entries_.end()) { // its name stays what a person has seen
        known->lastAt = time;
        ++known->count;
        return false;
    }
    if (entries_.size() >= limits::requestsWaiting || (newestAt_ && now - *newestAt_ < limits::requestPause))
        return false;
    newestAt_ = now;
    entries_.append({from, saidName(name), time, time, 1});
    return true;
}

bool RequestList::refuse(const PublicKey &id)
{
    if (entries_.removeIf([&](const api::RequestInfo &r) { return r.id == id; }) == 0)
        return false;
    refused_.insert(id, timers_.now());
    return true;
}

void RequestList::dropIf(const std::function<bool(const PublicKey &)> &settled)
{
    entries_.removeIf([&](const api::RequestInfo &r) { return settled(r.id); });
}

} // namespace culvert::host
