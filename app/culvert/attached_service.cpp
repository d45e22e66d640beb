// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/attached_service.h"

namespace culvert::app {

AttachedService::AttachedService(const control::RemoteEngine &engine) : engine_(engine)
{
    connect(&engine_, &control::RemoteEngine::stateChanged, this, &AttachedService::changed);
}

ui::Service::State AttachedService::state() const
{
    switch (engine_.state()) {
    case control::RemoteEngine::State::Attached:
        return State::Attached;
    case control::RemoteEngine::State::Looking:
    case control::RemoteEngine::State::Lost:
        return State::Lost;
    case control::RemoteEngine::State::Left:
        return State::TakingOver;
    }
    Q_UNREACHABLE();
}

} // namespace culvert::app
