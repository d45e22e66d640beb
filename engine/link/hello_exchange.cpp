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
    return wire::sealHello({self_.instance, lastHeard(), linked, token_, self_.name, candidates, ++number_, !claimed_}, key_, self_.key, random_);
}

// The same one by a second way, or an old one that somebody sends again.
bool HelloExchange::heardBefore(const wire::Hello &hello) const
{
    return (theirs_ == hello.instance && hello.number <= theirNumber_)
        || (claimed_ == hello.instance && hello.number <= claimedNumber_)
        || std::find(gone_.begin(), gone_.end(), hello.instance) != gone_.end();
}

HelloExchange::Heard HelloExchange::receive(QByteArrayView message)
{
    const wire::OpenedHello opened = wire::openHello(message, key_, theirKey_);
    if (!opened.hello)
        return {{}, opened.refusal};
    const wire::Hello &hello = *opened.hello;
    if (heardBefore(hello))
        return {};
    Heard out{hello};
    const bool knowsUs = hello.heard == self_.instance;
    if (knowsUs)
        prove(hello.instance);
    out.fresh = theirs_ == hello.instance;
    if (out.fresh) {
        theirNumber_ = hello.number;
        claimed_.reset();
        out.elsewhere = hello.proven && !knowsUs && knownThere_;
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
        gone_.push_back(*theirs_);
        if (gone_.size() > goneKept)
            gone_.pop_front();
    }
    theirNumber_ = claimed_ == instance ? claimedNumber_ : 0;
    const bool said = claimed_ == instance;
    theirs_ = instance;
    claimed_.reset();
    knownThere_ = false;
    const std::optional<wire::Hello> hello = std::exchange(claimedHello_, {});
    return said ? hello : std::nullopt;
}

} // namespace culvert::link
