// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "core/endpoint.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/rule.h"
#include "core/timers.h"

#include <optional>

namespace culvert::host {

// The running side of a profile, as the commands need it. A command edits the profile and then says so; what runs
// follows. Engine thread.
class LiveEngine {
public:
    virtual ~LiveEngine() = default;

    [[nodiscard]] virtual api::Snapshot snapshot() const = 0;

    // Makes peers, tunnels and the resume limit follow the profile's config before it returns: started tunnels listen or have
    // their error, connections of what is gone are reset. The other settings count from the next start.
    virtual void configChanged() = 0;

    // While paused no tunnel listens and no peer reaches a target; what the config says is not touched.
    virtual void setPaused(bool paused) = 0;

    // Takes nothing of what is known about the ways to others for granted: joins Tox anew and checks every path.
    virtual void refresh() = 0;

    // Why a started tunnel of this name does not listen.
    [[nodiscard]] virtual std::optional<Error> tunnelError(const QString &name) const = 0;

    // Why no tunnel could listen there now, as Listener::open() says; it is tried. None while paused, too.
    [[nodiscard]] virtual std::optional<Error> portError(const Endpoint &listen, Protocol protocol) = 0;

    // The program at the application's end of a near connection, as tcp::connectionOwner() says; none: there is no such
    // connection. Empty on the far side, too.
    [[nodiscard]] virtual std::optional<QString> programOf(ConnectionId id) const = 0;

    // An open one, or one that is remembered.
    [[nodiscard]] virtual std::optional<api::ConnectionInfo> connection(ConnectionId id) const = 0;

    // False: there is no such open connection.
    virtual bool closeConnection(ConnectionId id) = 0;

    // Lets the connections that wait for it go on, or refuses them. False: there is no such question.
    virtual bool answerQuestion(QuestionId id, bool allowed) = 0;

    // A request to pair waits no longer, and its key is not heard again for a while. False: there is none.
    virtual bool refuseRequest(const PublicKey &id) = 0;

    // A test of the link to a peer of the book: tunnel::LinkTests.
    [[nodiscard]] virtual Result<api::TestInfo> startTest(const PublicKey &peer, Duration direction) = 0;
    [[nodiscard]] virtual Result<api::TestInfo> test(api::TestId id) const = 0;
    [[nodiscard]] virtual Result<api::TestInfo> stopTest(api::TestId id) = 0;
};

} // namespace culvert::host
