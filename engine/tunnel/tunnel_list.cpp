// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/tunnel_list.h"

#include <algorithm>

namespace culvert::tunnel {

void TunnelList::follow(const QList<profile::ForwardEntry> &entries)
{
    auto old = std::exchange(forwards_, {});
    const auto takeUnchanged = [&](const profile::ForwardEntry &entry) -> std::unique_ptr<Forward> {
        for (auto &forward : old) {
            if (forward && forward->entry() == entry)
                return std::move(forward);
        }
        return nullptr;
    };
    for (const profile::ForwardEntry &entry : entries)
        forwards_.push_back(takeUnchanged(entry));
    old.clear(); // before new ones listen: a port may pass from one to another
    for (qsizetype i = 0; i < entries.size(); ++i) {
        auto &forward = forwards_[std::size_t(i)];
        if (!forward)
            forward = std::make_unique<Forward>(entries[i], with_);
    }
}

const Forward *TunnelList::find(const QString &name) const
{
    const auto found = std::find_if(forwards_.begin(), forwards_.end(), [&](const auto &f) { return f->entry().name == name; });
    return found == forwards_.end() ? nullptr : found->get();
}

QList<api::TunnelInfo> TunnelList::info() const
{
    QList<api::TunnelInfo> out;
    for (const auto &forward : forwards_)
        out.append(forward->info());
    return out;
}

int TunnelList::listening() const
{
    return int(std::count_if(forwards_.begin(), forwards_.end(),
                             [](const auto &f) { return f->entry().started && !f->error(); }));
}

} // namespace culvert::tunnel
