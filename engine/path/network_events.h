// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <functional>
#include <memory>

namespace culvert::path {

// What the system says of changes of its network. Engine thread; stops with its destruction.
class NetworkEvents {
public:
    // Something may have changed (Addresses); DefaultRoute: it has, whatever the addresses say.
    enum class What { Addresses, DefaultRoute };

    // Null where the system has no such thing, or does not give it. `happened` is called from the event loop.
    static std::unique_ptr<NetworkEvents> open(std::function<void(What)> happened);
    virtual ~NetworkEvents() = default;
};

// How long this machine has slept since some moment; only differences mean something. Always zero where it is not known.
[[nodiscard]] Duration timeAsleep();

} // namespace culvert::path
