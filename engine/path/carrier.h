// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "path/datagram_path.h"

#include <QByteArray>

#include <functional>
#include <optional>

namespace culvert::path {

// A network that knows machines by their public keys and carries datagrams and small messages to those that were
// added. Tox is one; tests have a simulated one. Engine thread. The callbacks are set by the one user and come from
// the event loop, never from inside a function of the carrier; inside them every function may be called.
class Carrier {
public:
    virtual ~Carrier() = default;

    [[nodiscard]] virtual ToxAddress address() const = 0;
    [[nodiscard]] virtual SecretKey secretKey() const = 0;

    // Knows this key from now on, without asking. Idempotent.
    virtual void add(const PublicKey &peer) = 0;
    // Asks the machine at this address, until it answers, to add us: `message` reaches its `requested` (1 to
    // wire::pairRequestSize bytes). Replaces an earlier request. Error: FriendRequestFailed; what was
    // known of the key before stays.
    virtual Outcome request(const ToxAddress &whom, const QByteArray &message) = 0;
    // Forgets this key; its path is gone with the return. Idempotent.
    virtual void remove(const PublicKey &peer) = 0;

    // The way for datagrams to a key that was added or asked; null for any other, and for one that can be nobody's or is our own. Valid until
    // remove().
    [[nodiscard]] virtual DatagramPath *pathTo(const PublicKey &peer) = 0;

    // A small message (at most limits::datagramSize - 1 bytes), reliable while the path is up; false if it is not.
    virtual bool sendMessage(const PublicKey &peer, const QByteArray &message) = 0;

    std::function<void(const PublicKey &from, const QByteArray &message)> requested;
    // Which open invite a request shows, if any: such a one is not dropped among many. The one callback that may come from
    // inside the network's own turn, so that it calls no function of the carrier and changes nothing.
    std::function<std::optional<TokenHash>(const PublicKey &from, const QByteArray &message)> inviteShown;
    std::function<void(const PublicKey &from, const QByteArray &message)> messageReceived;
};

} // namespace culvert::path
