// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/hello_exchange.h"

#include "core/limits.h"

namespace culvert::link {

namespace {
constexpr auto leastPause = std::chrono::milliseconds(250); // whatever the other side does
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
    return wire::sealHello({self_.instance, theirs_, linked, token_, self_.name, candidates}, key_, self_.key, random_);
}

wire::OpenedHello HelloExchange::receive(QByteArrayView message)
{
    wire::OpenedHello opened = wire::openHello(message, key_, theirKey_);
    if (opened.hello) {
        theirs_ = opened.hello->instance;
        if (opened.hello->heard != self_.instance)
            wanted_ = true;
    }
    return opened;
}

} // namespace culvert::link
