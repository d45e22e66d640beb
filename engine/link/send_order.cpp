// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/send_order.h"

namespace culvert::link {

namespace {
constexpr int briefInARow = 3;
} // namespace

SendOrder::Kind SendOrder::kindOfNext() const
{
    if (waiting(Kind::Brief).empty())
        return Kind::Bulk;
    return briefRun_ >= briefInARow && !waiting(Kind::Bulk).empty() ? Kind::Bulk : Kind::Brief;
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
    const bool held = kind == Kind::Brief && !waiting(Kind::Bulk).empty();
    briefRun_ = held ? briefRun_ + 1 : 0;
    waiting_[std::size_t(kind)].pop_front();
}

void SendOrder::drop() { waiting_[std::size_t(kindOfNext())].pop_front(); }

} // namespace culvert::link
