// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/local_port.h"

#include <utility>

namespace culvert::tunnel {

LocalPort::LocalPort(Setup setup)
    : with_(std::move(setup)), retry_({with_.timers, [this] { return listen(); }, with_.trouble})
{
}

std::optional<Error> LocalPort::listen()
{
    auto opened = tcp::Listener::open(with_.listen,
                                      {with_.accepted, with_.trouble}, with_.timers, with_.readiness, with_.ledger);
    if (!opened)
        return opened.error();
    listener_ = std::move(*opened);
    return std::nullopt;
}

void LocalPort::describe(api::TunnelInfo &info) const
{
    info.listen = boundTo().toString();
    info.state = retry_.state(isOpen());
}

void LocalPort::close()
{
    listener_.reset();
    retry_.stop();
}

} // namespace culvert::tunnel
