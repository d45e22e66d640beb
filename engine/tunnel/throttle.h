// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <functional>
#include <list>

namespace culvert::tunnel {

// How fast the connections of one tunnel may move bytes in one direction, all together. Those that may not yet wait in a row,
// and nobody else's bytes go first. It holds no bytes: who may not move them does not read them. While nobody waits no alarm is
// set. Engine thread.
class Throttle {
public:
    // The place in the row that one connection takes now and then. Destroyed, or over, it is out of the row.
    class Place {
    public:
        // `mayMove` is called from the event loop once the place has come to the front of the row, and leaves it by that.
        // It must not destroy the place or the throttle.
        explicit Place(std::function<void()> mayMove) : mayMove_(std::move(mayMove)) {}
        ~Place() { leave(); }
        Place(const Place &) = delete;
        Place &operator=(const Place &) = delete;

        void leave();

    private:
        friend class Throttle;
        const std::function<void()> mayMove_;
        Throttle *waitsFor_ = nullptr;
        std::list<Place *>::iterator at_;
    };

    explicit Throttle(Timers &timers);
    ~Throttle();
    Throttle(const Throttle &) = delete;
    Throttle &operator=(const Throttle &) = delete;

    // Bytes a second; 0: no limit, as at first. Who waits goes on by the new rate.
    void setRate(quint64 bytesPerSecond);

    // How many bytes this one may move now. None: it has a place at the end of the row from now on, unless it had one.
    [[nodiscard]] quint64 allowance(Place &place);
    // For one who cannot wait: whether it may move so many now, all at once. True: they are counted as moved.
    [[nodiscard]] bool take(quint64 bytes);
    // It moved so many; at most its allowance.
    void moved(quint64 bytes);

private:
    [[nodiscard]] quint64 allowanceNow() const;
    void enter(Place &place);
    void serve();
    void arrange();

    Timers &timers_;
    quint64 rate_ = 0;
    Instant paidAt_;               // when all that was moved will have had its time
    std::list<Place *> row_;
    Place *served_ = nullptr;      // whose mayMove is being called
    quint64 left_ = 0;             // of its share
    std::unique_ptr<Alarm> alarm_;
};

} // namespace culvert::tunnel
