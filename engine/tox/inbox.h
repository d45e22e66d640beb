// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/timers.h"

#include <QByteArray>

#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace culvert::tox {

// What toxcore hands on during one turn and others are to act on after it. toxcore reads its socket until it is empty, so
// that who sends fast enough could fill memory, and the time of everybody else, within a turn. Engine thread.
class Inbox {
public:
    struct Letter {
        PublicKey from;
        QByteArray message;
    };

    // A small message of a friend. More than limits::toxMessages of one in a turn are dropped: what matters is said again.
    void addMessage(const PublicKey &from, const QByteArray &message);
    // A request to be added; `invite`: the open one that it shows. Of each invite the first is kept, and of all that show
    // none limits::toxRequests in a turn; the rest are dropped, and asked again by the sender's toxcore.
    void addRequest(const PublicKey &from, const QByteArray &message, const std::optional<TokenHash> &invite, Instant now);

    // Those of the turn, in the order in which they came; a new turn begins.
    [[nodiscard]] std::vector<Letter> takeMessages() { return std::exchange(messages_, {}); }
    // The same of requests, but those with an invite first.
    [[nodiscard]] std::vector<Letter> takeRequests();
    // Who asked long enough ago for the echoes of that to be over. toxcore hands on only the first request of a key until
    // it has forgotten it; it remembers few, so that no more than limits::strangersKept are of use here.
    [[nodiscard]] std::optional<PublicKey> takeForgotten(Instant now);

private:
    struct Stranger {
        PublicKey key;
        Instant forgetAt;
    };

    std::vector<Letter> messages_;
    std::vector<std::pair<TokenHash, Letter>> invited_;
    std::vector<Letter> uninvited_;
    std::deque<Stranger> strangers_; // in the order of their times
};

} // namespace culvert::tox
