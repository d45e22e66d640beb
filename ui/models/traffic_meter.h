// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "ui/models/rate_meter.h"
#include "ui/text/status_text.h"

#include <QHash>

namespace culvert::ui {

// The rates of all connections together, those that opened and closed between two snapshots included.
class TrafficMeter {
public:
    void take(const QList<api::ConnectionInfo> &connections, qint64 ms);

    [[nodiscard]] Rates rates() const { return {allSent_.bytesPerSecond(), allReceived_.bytesPerSecond()}; }

private:
    struct Seen {
        quint64 sent = 0;
        quint64 received = 0;
    };
    QHash<ConnectionId, Seen> seen_; // those of the last snapshot
    quint64 movedSent_ = 0;          // bytes seen to move since the first one
    quint64 movedReceived_ = 0;
    RateMeter allSent_{0, 0};
    RateMeter allReceived_{0, 0};
    bool first_ = true;
};

} // namespace culvert::ui
