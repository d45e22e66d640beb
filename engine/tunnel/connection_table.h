// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunnel/connection.h"

#include <deque>
#include <functional>
#include <map>
#include <vector>

namespace culvert::tunnel {

// Every connection of this engine, the open ones and what is remembered of the closed ones. Engine thread.
class ConnectionTable final : public ConnectionEvents {
public:
    explicit ConnectionTable(Timers &timers);
    ~ConnectionTable();
    ConnectionTable(const ConnectionTable &) = delete;
    ConnectionTable &operator=(const ConnectionTable &) = delete;

    [[nodiscard]] ConnectionId nextId() { return ++lastId_; }
    // Owns it from here on. Call before its start(), so that it can close at once.
    template <class T>
    T &add(std::unique_ptr<T> connection)
    {
        T &added = *connection;
        open_[added.facts().id] = std::move(connection);
        return added; // cppcheck-suppress returnReference ; open_ owns it
    }

    // False: no open connection has this number.
    bool abort(ConnectionId id, ErrorCode code);
    // Those that fit.
    void abortIf(const std::function<bool(const Connection::Facts &)> &fits, ErrorCode code);

    // The open ones of a tunnel that has another name now; what is remembered of closed ones keeps the old.
    void renameTunnel(const QString &before, const QString &after);

    // Tells every open one.
    void rulesChanged();

    [[nodiscard]] int openCount() const { return int(open_.size()); }
    [[nodiscard]] int openCount(const QString &tunnel) const;
    [[nodiscard]] int openCount(const std::function<bool(const Connection::Facts &)> &fits) const;
    [[nodiscard]] int openFlows() const; // of UDP
    [[nodiscard]] int openFlows(api::Side side, const PublicKey &peer) const;
    // An open one, or one that is remembered.
    [[nodiscard]] std::optional<api::ConnectionInfo> find(ConnectionId id) const;
    // Open ones by number, then closed ones, newest first.
    [[nodiscard]] QList<api::ConnectionInfo> info() const;

    // A connection ended for a reason that a person should see: anything but an orderly end, a hang-up or a stop.
    std::function<void(const Error &)> trouble;

private:
    void connectionClosed(Connection &connection) override;
    void connectionGone(Connection &connection) override;

    std::map<ConnectionId, std::unique_ptr<Connection>> open_;
    std::vector<std::unique_ptr<Connection>> ended_; // until the event loop: one of them may still be calling
    std::deque<api::ConnectionInfo> closed_;         // newest first
    std::unique_ptr<Alarm> sweep_;
    Timers &timers_;
    ConnectionId lastId_ = 0;
};

} // namespace culvert::tunnel
