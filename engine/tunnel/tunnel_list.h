// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunnel/forward.h"

#include <vector>

namespace culvert::tunnel {

// The tunnels that the profile names. Engine thread.
class TunnelList {
public:
    explicit TunnelList(Forward::Surroundings with) : with_(std::move(with)) {}

    // Makes the tunnels follow these entries: one that has not changed is not touched.
    void follow(const QList<profile::ForwardEntry> &entries);
    void stopAll() { forwards_.clear(); }

    [[nodiscard]] const Forward *find(const QString &name) const;
    [[nodiscard]] QList<api::TunnelInfo> info() const; // in the order of the entries
    [[nodiscard]] int listening() const;               // how many ports are to be open: the counters' baseline

private:
    Forward::Surroundings with_;
    std::vector<std::unique_ptr<Forward>> forwards_;
};

} // namespace culvert::tunnel
