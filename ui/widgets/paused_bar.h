// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/message_bar.h"

namespace culvert::ui {

class EngineState;

// A line over a page while everything is paused: what that means for what is started now, and the way to go on. Hidden else.
class PausedBar final : public MessageBar {
    Q_OBJECT
public:
    // `engine` outlives the bar.
    explicit PausedBar(EngineState &engine, QWidget *parent = nullptr);

private:
    void refresh();

    EngineState &engine_;
};

} // namespace culvert::ui
