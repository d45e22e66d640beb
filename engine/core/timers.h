// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>
#include <memory>
#include <ratio>

namespace culvert {

// Monotonic engine time. Only differences mean something; tests run it as fast as they like.
struct EngineClock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<EngineClock>;
    static constexpr bool is_steady = true;
};
using Duration = EngineClock::duration;
using Instant = EngineClock::time_point;

[[nodiscard]] constexpr double toSeconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }
[[nodiscard]] constexpr double toMs(Duration duration) { return std::chrono::duration<double, std::milli>(duration).count(); }
[[nodiscard]] constexpr qint64 toWholeMs(Duration duration) { return duration / std::chrono::milliseconds(1); } // rounded towards zero

// One call in the future. Destroying it cancels it. Fires at most once for each setAt().
class Alarm {
public:
    virtual ~Alarm() = default;
    // Fires at `when`, or as soon as the caller has returned if that is past. Replaces an earlier time.
    virtual void setAt(Instant when) = 0;
    virtual void cancel() = 0;
    [[nodiscard]] virtual bool isSet() const = 0;
};

// Time as an argument: the engine asks nothing else what time it is, so that tests run it in virtual time.
class Timers {
public:
    virtual ~Timers() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual QDateTime wallClock() const = 0; // UTC; for people only, may jump
    // `fire` is called on the thread of this object and may destroy the alarm.
    [[nodiscard]] virtual std::unique_ptr<Alarm> makeAlarm(std::function<void()> fire) = 0;
    // Fires now what the event loop's next turn would: the last act of a function that the loop has called. It need not.
    virtual void fireDue() {}
};

} // namespace culvert
