// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session_start.h"

#include <QString>

namespace culvert::app {

// Starts this very program, hidden and with this profile, when the person's session begins.
class Autostart final : public ui::SessionStart {
public:
    explicit Autostart(QString profileFolder) : profileFolder_(std::move(profileFolder)) {}

    [[nodiscard]] bool enabled() const override;
    [[nodiscard]] Outcome setEnabled(bool on) override;

private:
    QString profileFolder_; // empty: the default one
};

} // namespace culvert::app
