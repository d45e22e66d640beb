// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/receive_window.h"

#include <algorithm>

namespace culvert::link {

void ReceiveWindow::read(quint64 bytes)
{
    promised_ -= std::min(bytes, promised_);
    read_ += bytes;
}

quint64 ReceiveWindow::renew(quint64 room, Instant now, Duration roundTrip)
{
    if (read_ >= wanted_ / 2) {
        if (now - since_ < 2 * roundTrip)
            wanted_ = std::min(2 * wanted_, limits::streamWindowMax);
        read_ = 0;
        since_ = now;
    }
    const quint64 most = limits::streamWindowLeast + shared() + room;
    const quint64 next = std::min(wanted_, most);
    if (promised_ > next / 2)
        return 0;
    const quint64 credit = next - promised_;
    promised_ = next;
    return credit;
}

} // namespace culvert::link
