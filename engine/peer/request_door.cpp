// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/request_door.h"

namespace culvert::peer {

using namespace std::chrono_literals;

void RequestDoor::arrived(std::span<const std::uint8_t> datagram)
{
    if (!wire::isRequest(datagram))
        return;
    for (const TokenHash &token : with_.openTokens()) {
        const auto claim = wire::openRequest(datagram, token, with_.self);
        if (!claim)
            continue;
        if (claim->from == with_.self || !mayExamine())
            return;
        const auto keys = wire::deriveLinkKeys(with_.secret, with_.self, claim->from);
        if (keys && wire::proves(*claim, keys->request))
            with_.requested(claim->from, claim->message);
        return;
    }
}

bool RequestDoor::mayExamine()
{
    const Instant now = with_.timers.now();
    if (examined_ == 0 || now - second_ >= 1s) {
        second_ = now;
        inSecond_ = 0;
    }
    if (inSecond_ >= limits::requestsPerSecond)
        return false;
    ++inSecond_;
    ++examined_;
    return true;
}

} // namespace culvert::peer
