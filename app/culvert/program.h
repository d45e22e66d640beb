// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/quit_signal.h"
#include "app/control/control_server.h"
#include "app/culvert/desktop.h"
#include "app/culvert/options.h"
#include "host/engine_host.h"
#include "ui/failure_window.h"

#include <memory>

namespace culvert::app {

// The tray program on one profile: the engine, its control socket, the window. What keeps it from starting is said in a
// window.
class Program final : public QObject {
    Q_OBJECT
public:
    explicit Program(const Options &options, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void openDesktop();
    void fail(const Error &error);

    Options options_;
    QuitSignal quit_;                // before the engine: its thread must not get the signals
    host::EngineHost engine_;
    control::ControlServer control_; // after the engine: ends first
    std::unique_ptr<Desktop> desktop_;
    std::unique_ptr<ui::FailureWindow> failure_;
};

} // namespace culvert::app
