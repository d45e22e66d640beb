// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"
#include "host/request_list.h"
#include "profile/profile.h"

#include <functional>
#include <optional>

namespace culvert::host {

// What happens to the book when another machine asks to pair or answers. Every change is saved before it counts. Engine
// thread.
class Pairing {
public:
    struct Surroundings {
        profile::Profile &profile;
        const Timers &timers;
        std::function<void(const Error &)> trouble;
        std::function<void()> changed; // the config: what runs is to follow it
        std::function<void(const api::RequestInfo &)> asked; // a person is to hear of it: a request that waits for one
    };
    explicit Pairing(Surroundings with) : with_(std::move(with)), requests_(with_.timers) {}

    // The hashes of the tokens of open invites.
    [[nodiscard]] QList<TokenHash> openTokens() const;
    // The open invite whose token this request shows; of a blocked machine none counts.
    [[nodiscard]] std::optional<TokenHash> inviteShown(const PublicKey &from, const QByteArray &message) const;
    // A machine asks. With the token of an open invite it is taken up, may reach what the invite says, and the invite is used up;
    // without, one that is in no book here waits in requests(). A blocked one is not heard. StrangerRefused for what is no request of
    // Culvert.
    void requested(const PublicKey &from, const QByteArray &message);
    // A machine of the book showed a token: the same for an invite that is open, nothing else.
    void tokenShown(const PublicKey &from, const InviteToken &token);
    // A machine that was asked has answered: it is paired.
    void answered(const PublicKey &from);

    [[nodiscard]] const QList<api::RequestInfo> &requests() const { return requests_.entries(); }
    bool refuse(const PublicKey &id) { return requests_.refuse(id); }
    // Whoever is in the book now waits no longer.
    void followBook();

private:
    enum class Invite { NotOpen, Used, NotYet /* trouble() says why */ };
    Invite useInvite(const PublicKey &from, const InviteToken &token, const QString &name);
    bool save(profile::Config next);

    Surroundings with_;
    RequestList requests_;
};

} // namespace culvert::host
