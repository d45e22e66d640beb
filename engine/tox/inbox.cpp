// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/inbox.h"

#include "core/limits.h"

#include <algorithm>
#include <iterator>

namespace culvert::tox {

namespace {
// toxcore sends each request by several ways, which arrive within a moment; it repeats it after 5 s at the earliest.
constexpr Duration requestEchoes = std::chrono::seconds(3);
}

void Inbox::addMessage(const PublicKey &from, const QByteArray &message)
{
    if (std::count_if(messages_.begin(), messages_.end(), [&](const Letter &letter) { return letter.from == from; }) < limits::toxMessages)
        messages_.push_back({from, message});
}

void Inbox::addRequest(const PublicKey &from, const QByteArray &message, const std::optional<TokenHash> &invite, Instant now)
{
    // Also of one that is dropped here: it may ask again.
    strangers_.push_back({from, now + requestEchoes});
    if (strangers_.size() > limits::strangersKept)
        strangers_.pop_front();
    if (!invite) {
        if (uninvited_.size() < limits::toxRequests)
            uninvited_.push_back({from, message});
    } else if (std::none_of(invited_.begin(), invited_.end(), [&](const auto &other) { return other.first == *invite; })) {
        invited_.push_back({*invite, {from, message}});
    }
}

std::vector<Inbox::Letter> Inbox::takeRequests()
{
    std::vector<Letter> out;
    out.reserve(invited_.size() + uninvited_.size());
    std::transform(invited_.begin(), invited_.end(), std::back_inserter(out), [](const auto &invited) { return invited.second; });
    out.insert(out.end(), uninvited_.begin(), uninvited_.end());
    invited_.clear();
    uninvited_.clear();
    return out;
}

std::optional<PublicKey> Inbox::takeForgotten(Instant now)
{
    if (strangers_.empty() || strangers_.front().forgetAt > now)
        return std::nullopt;
    const PublicKey key = strangers_.front().key;
    strangers_.pop_front();
    return key;
}

} // namespace culvert::tox
