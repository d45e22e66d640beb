// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/local_port.h"

#include "core/limits.h"

#include <utility>

namespace culvert::tunnel {

LocalPort::LocalPort(Setup setup) : with_(std::move(setup)), retry_(with_.timers.makeAlarm([this] { open(); })) {}

void LocalPort::open()
{
    auto opened = tcp::Listener::open(with_.listen,
                                      {with_.accepted,
                                       [this](Error error) {
                                           error.tunnel = with_.tunnel;
                                           with_.trouble(error);
                                       }},
                                      with_.timers, with_.readiness, with_.ledger);
    if (opened) {
        listener_ = std::move(*opened);
        error_.reset();
        return;
    }
    const bool known = error_ && error_->code == opened.error().code;
    error_ = opened.error();
    error_->tunnel = with_.tunnel;
    if (!known)
        with_.trouble(*error_);
    retry_->setAt(with_.timers.now() + limits::listenRetry);
}

void LocalPort::close()
{
    listener_.reset();
    retry_->cancel();
}

} // namespace culvert::tunnel
