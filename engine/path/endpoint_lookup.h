// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/timers.h"
#include "inet/socket_address.h"

#include <QObject>

#include <functional>
#include <memory>

namespace culvert::path {

// The addresses behind the endpoints that a person configured for one peer. Addresses as they are, names by the system's
// resolver, and anew every limits::lookupRepeat while they are of use: a name may move (dynamic DNS). Engine thread.
class EndpointLookup {
public:
    using Found = std::function<void(const QList<inet::SocketAddress> &addresses)>;

    // `found` is called with all that is known, from set() or the event loop; `needed` is asked before a name is looked
    // up again.
    EndpointLookup(Timers &timers, Found found, std::function<bool()> needed);
    ~EndpointLookup();
    EndpointLookup(const EndpointLookup &) = delete;
    EndpointLookup &operator=(const EndpointLookup &) = delete;

    // At most limits::peerEndpoints are used. What the old ones gave is forgotten.
    void set(const QList<Endpoint> &endpoints);
    // All names at once, but those that are being looked up; what they gave before stays until they give something else.
    void lookUp();

private:
    struct Entry {
        Endpoint endpoint;
        QList<inet::SocketAddress> addresses;
        int lookup = -1;        // QHostInfo's id while under way
    };

    void stop();
    void tell();

    Found found_;
    std::function<bool()> needed_;
    Timers &timers_;
    QList<Entry> entries_;
    std::unique_ptr<Alarm> again_;
    QObject context_;           // answers of the resolver end with it
};

} // namespace culvert::path
