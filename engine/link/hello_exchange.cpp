// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/hello_exchange.h"

#include "core/limits.h"

#include <algorithm>

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
    return wire::sealHello({self_.instance, theirs_, linked, token_, self_.name, candidates, ++number_}, key_, self_.key, random_);
}

// The same one by a second way, or an old one that somebody sends again.
bool HelloExchange::heardBefore(const wire::Hello &hello) const
{
    return (theirs_ == hello.instance && hello.number <= theirNumber_)
        || std::find(gone_.begin(), gone_.end(), hello.instance) != gone_.end();
}

wire::OpenedHello HelloExchange::receive(QByteArrayView message)
{
    wire::OpenedHello opened = wire::openHello(message, key_, theirKey_);
    if (opened.hello && heardBefore(*opened.hello))
        return {};
    if (opened.hello) {
        if (theirs_ && theirs_ != opened.hello->instance) {
            gone_.push_back(*theirs_);
            if (gone_.size() > goneKept)
                gone_.pop_front();
        }
        theirs_ = opened.hello->instance;
        theirNumber_ = opened.hello->number;
        if (opened.hello->heard != self_.instance)
            wanted_ = true;
    }
    return opened;
}

} // namespace culvert::link
