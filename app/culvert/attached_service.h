// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/control/remote_engine.h"
#include "ui/service.h"

namespace culvert::app {

// The service behind a RemoteEngine, as the window sees it. A RemoteEngine that was left is being taken over from.
class AttachedService final : public ui::Service {
    Q_OBJECT
public:
    // `engine` outlives this object.
    explicit AttachedService(const control::RemoteEngine &engine);

    [[nodiscard]] State state() const override;
    [[nodiscard]] QString version() const override { return engine_.version(); }
    [[nodiscard]] std::optional<Error> trouble() const override { return engine_.trouble(); }
    void takeOver() override { Q_EMIT takeOverAsked(); }

Q_SIGNALS:
    void takeOverAsked();

private:
    const control::RemoteEngine &engine_;
};

} // namespace culvert::app
