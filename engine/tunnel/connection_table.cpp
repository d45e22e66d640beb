// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/connection_table.h"

#include "core/limits.h"

#include <algorithm>

namespace culvert::tunnel {

namespace {

// What happens in daily use and is in the table anyway.
bool ordinary(ErrorCode code)
{
    switch (code) {
    case ErrorCode::None:
    case ErrorCode::HangUp:
    case ErrorCode::ClosedByUser:
    case ErrorCode::TunnelStopped:
    case ErrorCode::ProgramQuit:
    case ErrorCode::FlowIdle:
        return true;
    default:
        return false;
    }
}

} // namespace

ConnectionTable::ConnectionTable(Timers &timers) : sweep_(timers.makeAlarm([this] { ended_.clear(); })), timers_(timers) {}

ConnectionTable::~ConnectionTable()
{
    abortIf([](const Connection::Facts &) { return true; }, ErrorCode::ProgramQuit);
}

bool ConnectionTable::abort(ConnectionId id, ErrorCode code)
{
    const auto found = open_.find(id);
    if (found == open_.end())
        return false;
    found->second->abort(code);
    return true;
}

void ConnectionTable::abortIf(const std::function<bool(const Connection::Facts &)> &fits, ErrorCode code)
{
    std::vector<ConnectionId> ids;
    for (const auto &[id, connection] : open_) {
        if (fits(connection->facts()))
            ids.push_back(id);
    }
    for (const ConnectionId id : ids)
        abort(id, code);
}

void ConnectionTable::renameTunnel(const QString &before, const QString &after)
{
    for (const auto &[id, connection] : open_) {
        if (connection->facts().tunnel == before)
            connection->renameTunnel(after);
    }
}

void ConnectionTable::rulesChanged()
{
    std::vector<ConnectionId> ids;
    for (const auto &[id, connection] : open_)
        ids.push_back(id);
    for (const ConnectionId id : ids) {
        const auto found = open_.find(id);
        if (found != open_.end())
            found->second->rulesChanged();
    }
}

int ConnectionTable::openCount(const QString &tunnel) const
{
    return int(std::count_if(open_.begin(), open_.end(), [&](const auto &c) { return c.second->facts().tunnel == tunnel; }));
}

int ConnectionTable::openCount(const std::function<bool(const Connection::Facts &)> &fits) const
{
    return int(std::count_if(open_.begin(), open_.end(), [&](const auto &c) { return fits(c.second->facts()); }));
}

std::optional<api::ConnectionInfo> ConnectionTable::find(ConnectionId id) const
{
    if (const auto open = open_.find(id); open != open_.end())
        return open->second->info();
    const auto closed = std::find_if(closed_.begin(), closed_.end(), [id](const api::ConnectionInfo &c) { return c.id == id; });
    return closed == closed_.end() ? std::nullopt : std::optional(*closed);
}

int ConnectionTable::openFlows() const
{
    return openCount([](const Connection::Facts &facts) { return facts.protocol == Protocol::Udp; });
}

int ConnectionTable::openFlows(api::Side side, const PublicKey &peer) const
{
    return openCount([&](const Connection::Facts &facts) { return facts.protocol == Protocol::Udp && facts.side == side && facts.peer == peer; });
}

QList<api::ConnectionInfo> ConnectionTable::info() const
{
    QList<api::ConnectionInfo> out;
    out.reserve(qsizetype(open_.size() + closed_.size()));
    for (const auto &[id, connection] : open_)
        out.append(connection->info());
    for (const api::ConnectionInfo &closed : closed_)
        out.append(closed);
    return out;
}

void ConnectionTable::connectionClosed(Connection &connection)
{
    closed_.push_front(connection.info());
    if (closed_.size() > std::size_t(limits::closedKept))
        closed_.pop_back();
    connectionGone(connection);
    if (trouble && !ordinary(closed_.front().reason.code))
        trouble(api::ownReason(closed_.front()));
}

void ConnectionTable::connectionGone(Connection &connection)
{
    const auto found = open_.find(connection.facts().id);
    if (found == open_.end())
        return;
    ended_.push_back(std::move(found->second));
    open_.erase(found);
    sweep_->setAt(timers_.now());
}

} // namespace culvert::tunnel
