// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/hello_exchange.h"

#include "core/limits.h"

#include <algorithm>
#include <utility>

namespace culvert::link {

namespace {
constexpr auto leastPause = std::chrono::milliseconds(250); // whatever the other side does
constexpr std::size_t goneKept = 64; // starts of the peer's program while this one runs
}

HelloExchange::HelloExchange(Self self, const PublicKey &theirKey, const wire::SymmetricKey &key, Random &random)
    : self_(std::move(self)), theirKey_(theirKey), key_(key), random_(random)
{
}

Instant HelloExchange::nextDue(bool linked) const
{
    if (linked && !wanted_)
        return Instant::max();
    if (!lastMade_)
        return Instant::min();
    return *lastMade_ + (wanted_ ? Duration(leastPause) : limits::helloRepeat);
}

QByteArray HelloExchange::make(bool linked, Instant now, const QList<Endpoint> &candidates)
{
    wanted_ = false;
    lastMade_ = now;
    const wire::Hello hello{self_.instance, lastHeard(), linked, token_, self_.name, candidates, ++number_, !claimed_,
                            twice_ ? std::nullopt : challenge_, response_, twice_ && !claimed_};
    return wire::sealHello(hello, key_, self_.key, random_);
}

// The same one by a second way, or an old one that somebody sends again.
bool HelloExchange::heardBefore(const wire::Hello &hello) const
{
    return (theirs_ == hello.instance && hello.number <= theirNumber_)
        || (claimed_ == hello.instance && hello.number <= claimedNumber_);
}

// Such a hello counts for nothing. It may have been held up, or back, by somebody on its way; that its program is there now, beside the one
// that has followed it, is shown by its saying what was made up after that.
bool HelloExchange::isOfOneGone(const wire::Hello &hello)
{
    const auto gone = std::find_if(gone_.begin(), gone_.end(), [&](const Gone &one) { return one.instance == hello.instance; });
    if (gone == gone_.end())
        return false;
    if (hello.number <= gone->number || hello.heard != self_.instance || twice_)
        return true;
    gone->number = hello.number;
    if (!challenge_)
        challenge_ = randomId<wire::HelloChallenge>(random_);
    else if (hello.response == challenge_)
        twice_ = true;
    wanted_ = true; // with the challenge, or for the other one to learn of it
    return true;
}

// In a fresh hello.
bool HelloExchange::namesAnother(const wire::Hello &hello)
{
    if (hello.heard != self_.instance)
        return hello.proven && knownThere_;
    return hello.twice && !std::exchange(toldTwice_, true);
}

HelloExchange::Heard HelloExchange::receive(QByteArrayView message)
{
    const wire::OpenedHello opened = wire::openHello(message, key_, theirKey_);
    if (!opened.hello)
        return {{}, opened.refusal};
    const wire::Hello &hello = *opened.hello;
    if (isOfOneGone(hello) || heardBefore(hello))
        return {};
    response_ = hello.challenge;
    Heard out{hello};
    const bool knowsUs = hello.heard == self_.instance;
    if (knowsUs)
        prove(hello.instance);
    out.fresh = theirs_ == hello.instance;
    if (out.fresh) {
        theirNumber_ = hello.number;
        claimed_.reset();
        out.elsewhere = namesAnother(hello);
    } else {
        claimed_ = hello.instance;
        claimedNumber_ = hello.number;
        claimedHello_ = hello;
    }
    if (!knowsUs)
        wanted_ = true;
    return out;
}

std::optional<wire::Hello> HelloExchange::prove(const InstanceId &instance)
{
    if (theirs_ == instance)
        return {};
    if (theirs_) {
        gone_.push_back({*theirs_, theirNumber_});
        if (gone_.size() > goneKept)
            gone_.pop_front();
    }
    theirNumber_ = claimed_ == instance ? claimedNumber_ : 0;
    const bool said = claimed_ == instance;
    theirs_ = instance;
    claimed_.reset();
    knownThere_ = false;
    toldTwice_ = false;
    challenge_.reset();
    twice_ = false;
    const std::optional<wire::Hello> hello = std::exchange(claimedHello_, {});
    return said ? hello : std::nullopt;
}

} // namespace culvert::link
