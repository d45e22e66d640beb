// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/path_selector.h"

#include <algorithm>

namespace culvert::path {

PathSelector::PathSelector(std::vector<DatagramPath *> paths) : paths_(std::move(paths))
{
    for (DatagramPath *path : paths_) {
        path->received = [this, path](std::span<const std::uint8_t> datagram) {
            receiving_ = path;
            if (received)
                received(datagram);
            receiving_ = nullptr;
        };
        path->receivedAll = [this] {
            if (receivedAll)
                receivedAll();
        };
        path->kindChanged = [this] {
            if (kindChanged)
                kindChanged();
        };
        path->moved = [this, path] {
            if (path == best() && moved)
                moved();
        };
    }
}

PathSelector::~PathSelector()
{
    for (DatagramPath *path : paths_)
        path->forgetCallbacks();
}

DatagramPath *PathSelector::best() const
{
    return *std::max_element(paths_.begin(), paths_.end(), [](const DatagramPath *a, const DatagramPath *b) { return a->kind() < b->kind(); });
}

SendResult PathSelector::send(std::span<const std::uint8_t> datagram) { return best()->send(datagram); }

void PathSelector::flush()
{
    for (DatagramPath *path : paths_)
        path->flush();
}

Kind PathSelector::kind() const { return best()->kind(); }

void PathSelector::vouch()
{
    if (receiving_)
        receiving_->vouch();
}

std::optional<Instant> PathSelector::roomAt() const { return best()->roomAt(); }

} // namespace culvert::path
