// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>

#include <deque>
#include <functional>
#include <memory>

class QThread;

namespace culvert::profile {

// Writes one thing after another, each on a thread of its own, so that a disk that takes seconds holds up nobody here. One thread,
// with an event loop.
class BackgroundWriter {
public:
    using Work = std::function<Outcome()>;              // runs elsewhere: it may capture values alone
    using Done = std::function<void(const Outcome &)>;  // runs here, from the event loop or inside of finish(); may write()

    BackgroundWriter();
    ~BackgroundWriter(); // waits for what is under way; what waits behind it is not written, and nobody is told
    BackgroundWriter(const BackgroundWriter &) = delete;
    BackgroundWriter &operator=(const BackgroundWriter &) = delete;

    void write(Work work, Done done);
    void finish(); // waits until all is written, and everybody told

private:
    struct Job {
        Work work;
        Done done;
    };
    void begin();
    void end(const Outcome &outcome);

    QObject here_;
    std::deque<Job> jobs_; // the first is under way
    std::unique_ptr<QThread> thread_;
};

} // namespace culvert::profile
