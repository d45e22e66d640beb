// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"
#include "wire/direct_request.h"

#include <QList>

#include <functional>
#include <span>

namespace culvert::peer {

// Where requests to pair come in that were sent by UDP. Anybody may knock, so that nothing is ever answered, what is not
// sealed with the token of an open invite is dropped at the cost of a few hashes, and of the rest no more than
// limits::requestsPerSecond get the public-key operation that shows who it is. Engine thread.
class RequestDoor {
public:
    struct Setup {
        PublicKey self;
        SecretKey secret;
        const Timers &timers;
        std::function<QList<TokenHash>()> openTokens; // of invites that are neither used nor expired
        std::function<void(const PublicKey &from, const QByteArray &message)> requested; // inside arrived()
    };
    explicit RequestDoor(Setup with) : with_(std::move(with)) {}

    void arrived(std::span<const std::uint8_t> datagram);

    [[nodiscard]] quint64 examined() const { return examined_; } // with the public-key operation, since the start

private:
    [[nodiscard]] bool mayExamine();

    Setup with_;
    Instant second_{};          // since when `inSecond_` is counted
    int inSecond_ = 0;
    quint64 examined_ = 0;
};

} // namespace culvert::peer
