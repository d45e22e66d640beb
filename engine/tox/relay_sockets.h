// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <QtGlobal>

#include <cstddef>
#include <optional>
#include <vector>

namespace culvert::tox {

// The TCP connections to relays, which toxcore does not tell. Whoever reads one, a relay as well as toxcore, waits until a whole packet
// has come and leaves the part of one in the socket. Where that part holds so much of the system's memory that the window is closed,
// the rest never comes: the way stands still until toxcore's own time-out, up to 40 s. So the side that sends keeps the window from
// being used up, and the side that receives has room for more than one part can hold.
// Linux; elsewhere nothing is known. One toxcore in the process. Engine thread.
class RelaySockets {
public:
    // Finds new connections and gives them room to receive. To be called often: it looks once a second.
    void look(Instant now);

    // Whether the relays that are sent to take a packet of so many bytes and leave their windows open.
    [[nodiscard]] bool take(std::size_t bytes, Instant now);

private:
    struct Socket {
        int descriptor;      // toxcore's
        quint64 written = 0; // by toxcore so far
        Instant usedUntil{};
    };

    [[nodiscard]] std::optional<std::size_t> room(Instant now);

    std::vector<Socket> sockets_;
    std::optional<Instant> lookedAt_;
    std::size_t left_ = 0;   // of the room at askedAt_
    std::optional<Instant> askedAt_;
};

} // namespace culvert::tox
