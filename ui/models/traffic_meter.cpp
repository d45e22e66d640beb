// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/traffic_meter.h"

#include <utility>

namespace culvert::ui {

void TrafficMeter::take(const QList<api::ConnectionInfo> &connections, qint64 ms)
{
    QHash<ConnectionId, Seen> now;
    now.reserve(connections.size());
    for (const api::ConnectionInfo &info : connections) {
        const Seen before = seen_.value(info.id); // a new one: all its bytes moved since then
        if (!first_ && info.sent > before.sent)
            movedSent_ += info.sent - before.sent;
        if (!first_ && info.received > before.received)
            movedReceived_ += info.received - before.received;
        now.insert(info.id, {info.sent, info.received});
    }
    seen_ = std::move(now);
    if (std::exchange(first_, false)) {
        allSent_ = RateMeter(0, ms);
        allReceived_ = RateMeter(0, ms);
    } else {
        allSent_.take(movedSent_, ms);
        allReceived_.take(movedReceived_, ms);
    }
}

} // namespace culvert::ui
