// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"
#include "tcp/descriptor.h"

#include <memory>

namespace culvert::tcp {

// What the user of a watched socket is told, always from the event loop. Each call may destroy the watch.
class SocketEvents {
public:
    virtual void socketReadable() = 0;        // there may be something to receive: bytes, a FIN, a connection to accept
    virtual void socketWritable() = 0;        // awaitWritable() has come true: there is room, or a dial has come about
    virtual void socketFailed(int error) = 0; // the connection is gone; the system's number, never 0
    virtual void socketCalled() = 0;          // callSoon() was asked for
    // Nobody holds the other end any more: of a local socket, which can be so without a failure. Told where the system tells it.
    virtual void socketLeft() {}

protected:
    ~SocketEvents() = default;
};

// One socket that is watched. A failure is told within a second whether or not anything else is wanted. Nothing is told any more
// once it is destroyed. Its descriptor is closed right after it was destroyed or stopped.
class Watch {
public:
    virtual ~Watch() = default;

    virtual void setEvents(SocketEvents &events) = 0;
    // While on, socketReadable() comes again and again as long as there is something to receive. Off at first.
    virtual void setReading(bool on) = 0;
    // A receive would have blocked; or it took less than it could, which mostly comes to the same.
    virtual void drained() = 0;
    virtual void cameUpShort() = 0;
    // False: a receive would find nothing, and socketReadable() is to come.
    [[nodiscard]] virtual bool mayReceive() const = 0;
    // Once, after a send that would have blocked.
    virtual void awaitWritable() = 0;
    // Lets go of the socket: only callSoon() does something from here on.
    virtual void stop() = 0;
    // socketCalled() comes once, however often it was asked for meanwhile, from the event loop.
    virtual void callSoon() = 0;
};

// What tells of the sockets of one engine when they are ready: one for all, because Qt's event loop looks at each of its
// descriptors whenever it wakes. Outlives its watches. Used on the thread that made it.
class Readiness {
public:
    enum class Kind {
        Connected,  // a socket that may have received something already
        Dialled,    // has connected just now: whatever it receives is told
        Dialling,   // its dial is under way: socketWritable() or socketFailed() comes once without being asked for
        Listening,  // or one that takes datagrams: its user is told by receiving what has failed
    };

    static std::unique_ptr<Readiness> ofSystem(Timers &timers);
    // By QSocketNotifiers, and by looking where they do not tell: what ofSystem() is where the system has nothing better.
    static std::unique_ptr<Readiness> byNotifiers(Timers &timers);

    virtual ~Readiness() = default;
    [[nodiscard]] virtual std::unique_ptr<Watch> watch(Descriptor descriptor, Kind kind, SocketEvents &events) = 0;
};

} // namespace culvert::tcp
