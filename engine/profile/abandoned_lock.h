// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace culvert::profile {

// A lock file whose program may be gone though Qt takes it for alive: after a kill in a container another process, or this one, has its number;
// and a file that a crash left empty names none. The system knows it: a living QLockFile holds its file, by flock(2) (Qt 6.4 to 6.10,
// setNativeLocks), on Windows by not sharing it.
class AbandonedLock {
public:
    explicit AbandonedLock(const QString &path); // opens the file that is there now
    ~AbandonedLock();
    AbandonedLock(const AbandonedLock &) = delete;
    AbandonedLock &operator=(const AbandonedLock &) = delete;

    // True if it is still the file at that path and nobody holds it; from then on this object does. False also where the system cannot tell. Whoever
    // makes a lock holds it only a moment later: to be asked a while after the constructor.
    [[nodiscard]] bool hold();
    // After hold(); false if it is no longer the file at that path, or cannot be removed.
    [[nodiscard]] bool remove();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace culvert::profile
