// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/port_retry.h"

#include "core/limits.h"

#include <utility>

namespace culvert::tunnel {

PortRetry::PortRetry(Setup setup) : with_(std::move(setup)), again_(with_.timers.makeAlarm([this] { open(); })) {}

void PortRetry::open()
{
    auto failure = with_.open();
    if (!failure) {
        error_.reset();
        return;
    }
    const bool known = error_ && error_->code == failure->code;
    error_ = std::move(failure);
    if (!known)
        with_.trouble(*error_);
    again_->setAt(with_.timers.now() + limits::listenRetry);
}

void PortRetry::stop() { again_->cancel(); }

} // namespace culvert::tunnel
