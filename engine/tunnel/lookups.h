// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/timers.h"
#include "tcp/dialler.h"

#include <list>
#include <memory>

namespace culvert::tunnel {

// The look-ups of names that peers ask for. The system answers some names late or hardly ever, and each has a thread until then:
// so only a few are under way, those that were given up included, and the rest wait, peer by peer.
// Equal names are looked up once. Engine thread.
class Lookups {
public:
    Lookups(tcp::Dialler &dialler, Timers &timers) : dialler_(dialler), timers_(timers) {}
    ~Lookups();
    Lookups(const Lookups &) = delete;
    Lookups &operator=(const Lookups &) = delete;

    // As tcp::Dialler::lookUp(), and TargetTimedOut after limits::lookup, whether it was under way by then or not. What it returns may
    // outlive the look-ups.
    [[nodiscard]] std::unique_ptr<tcp::Lookup> lookUp(const PublicKey &peer, const QString &name, tcp::Lookup::Done done);

private:
    class Asked;
    using Row = std::list<Asked *>;
    struct UnderWay {
        PublicKey peer;
        QString name;
        Row asked; // nobody: all have given up
        std::unique_ptr<tcp::Lookup> lookup;
    };

    [[nodiscard]] Asked *next() const;
    void serve();
    void begin(const Asked &first);
    void answered(std::list<UnderWay>::iterator which, const Result<QList<IpAddress>> &found);

    tcp::Dialler &dialler_;
    Timers &timers_;
    Row waiting_;
    std::list<UnderWay> underWay_;
};

} // namespace culvert::tunnel
