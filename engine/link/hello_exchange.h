// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/random.h"
#include "core/timers.h"
#include "wire/hello.h"

#include <deque>
#include <optional>

namespace culvert::link {

// When a hello is due to one peer, what it says, and which program instance is on the other side. Pure: time is an
// argument. PROTOCOL.md, "Hello".
class HelloExchange {
public:
    struct Self {
        PublicKey key;
        InstanceId instance;
        QString name;
    };
    HelloExchange(Self self, const PublicKey &theirKey, const wire::SymmetricKey &key, Random &random);

    void setToken(const std::optional<InviteToken> &token) { token_ = token; }

    // A hello is due now: a path has come up, the network has changed, or the peer has no link.
    void want() { wanted_ = true; }
    // When the next one is due: as soon as the least pause allows if wanted, every limits::helloRepeat while there is no link, else never.
    [[nodiscard]] Instant nextDue(bool linked) const;
    [[nodiscard]] QByteArray make(bool linked, Instant now, const QList<Endpoint> &candidates = {});

    struct Heard {
        std::optional<wire::Hello> hello;  // authentic, not heard before, and of no instance that another has followed
        wire::HelloRefusal refusal = wire::HelloRefusal::NotAuthentic; // without a hello
        bool fresh = false;                // of theirInstance(); else it may be an old one that somebody sends again
        bool elsewhere = false;            // the peer hears another program with our own key
    };
    // Makes an answer due if the sender does not know this instance.
    [[nodiscard]] Heard receive(QByteArrayView message);
    // A handshake has proved that this instance is there now: what it said last, if that was not fresh when it came.
    std::optional<wire::Hello> prove(const InstanceId &instance);
    // A heartbeat has shown that theirInstance() knows this one.
    void knownThere() { knownThere_ = true; }

    // The peer's program: the last one that has proved that it is there now, by saying the instance of this one.
    [[nodiscard]] const std::optional<InstanceId> &theirInstance() const { return theirs_; }
    // The one that was heard last: perhaps it was just started and will prove it, perhaps it is long gone.
    [[nodiscard]] const std::optional<InstanceId> &lastHeard() const { return claimed_ ? claimed_ : theirs_; }

private:
    struct Gone {
        InstanceId instance;
        std::uint32_t number = 0; // of its latest hello
    };
    [[nodiscard]] bool heardBefore(const wire::Hello &hello) const;
    bool isOfOneGone(const wire::Hello &hello);
    [[nodiscard]] bool namesAnother(const wire::Hello &hello);

    Self self_;
    PublicKey theirKey_;
    wire::SymmetricKey key_;
    Random &random_;
    std::optional<InviteToken> token_;
    std::optional<InstanceId> theirs_;
    std::uint32_t theirNumber_ = 0;         // of the latest hello of that instance
    std::optional<InstanceId> claimed_;     // heard after that, and not proved
    std::uint32_t claimedNumber_ = 0;
    std::optional<wire::Hello> claimedHello_;
    bool knownThere_ = false;               // theirs_ has proof of this instance
    std::deque<Gone> gone_;                 // the instances before it
    std::optional<wire::HelloChallenge> challenge_; // to one of these that seems to speak still
    bool twice_ = false;                    // it does: both are there
    std::optional<wire::HelloChallenge> response_;  // to the peer's challenge
    bool toldTwice_ = false;                // theirs_ has said that this one is not alone
    std::uint32_t number_ = 0;
    std::optional<Instant> lastMade_;
    bool wanted_ = false;
};

} // namespace culvert::link
