// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"
#include "core/timers.h"

namespace culvert::link {

// How much one stream of the peer may send that was not read here yet: begins small, doubles while half of it is used up
// within two round trips, and never takes more than it is told it may. Every stream has limits::streamWindowLeast, so that
// it always gets on; what was promised cannot be taken back, only not renewed. Pure: time is an argument.
class ReceiveWindow {
public:
    // Promised and not yet read: what waits here, and what may still come.
    [[nodiscard]] quint64 promised() const { return promised_; }
    // The part of it that is taken from what all streams share.
    [[nodiscard]] quint64 shared() const { return promised_ > limits::streamWindowLeast ? promised_ - limits::streamWindowLeast : 0; }

    void read(quint64 bytes);
    // How much credit to give now; 0: not worth a word. `room`: how much more of what is shared it may take.
    [[nodiscard]] quint64 renew(quint64 room, Instant now, Duration roundTrip);
    // Nothing more will come: what waits here is all that is left.
    void close(quint64 unread) { promised_ = unread; }

private:
    quint64 promised_ = limits::streamWindowLeast;
    quint64 wanted_ = limits::streamWindow;
    quint64 read_ = 0;     // since `since_`
    Instant since_{};
};

} // namespace culvert::link
