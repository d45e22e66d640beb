// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/send_order.h"

#include <utility>

namespace culvert::link {

namespace {
constexpr int shortInARow = 3;
} // namespace

SendOrder::Kind SendOrder::kindOfNext() const
{
    if (waiting(Kind::Short).empty())
        return Kind::Bulk;
    return !begun_ && shortRun_ >= shortInARow && !waiting(Kind::Bulk).empty() ? Kind::Bulk : Kind::Short;
}

std::optional<SendOrder::Turn> SendOrder::next() const
{
    const Kind kind = kindOfNext();
    if (waiting(kind).empty())
        return std::nullopt;
    return Turn{waiting(kind).front(), kind};
}

void SendOrder::taken()
{
    const Kind kind = kindOfNext();
    if (!std::exchange(begun_, true)) {
        const bool held = kind == Kind::Short && !waiting(Kind::Bulk).empty();
        shortRun_ = held ? shortRun_ + 1 : 0;
    }
    waiting_[std::size_t(kind)].pop_front();
}

void SendOrder::drop() { waiting_[std::size_t(kindOfNext())].pop_front(); }

} // namespace culvert::link
