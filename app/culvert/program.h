// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/quit_signal.h"
#include "app/control/control_call.h"
#include "app/control/control_server.h"
#include "app/culvert/desktop.h"
#include "app/culvert/log_file.h"
#include "app/culvert/options.h"
#include "host/engine_host.h"
#include "ui/dialogs/unlock_dialog.h"
#include "ui/failure_window.h"

#include <QPointer>

#include <functional>
#include <memory>

namespace culvert::app {

// The tray program on one profile: the engine, its control socket, the window. A password is asked for, a window of the same
// profile that is there already is brought up in place of this one, and what else keeps it from starting is said in a window.
class Program final : public QObject {
    Q_OBJECT
public:
    // `appearance` outlives the program.
    Program(const Options &options, Appearance &appearance, QObject *parent = nullptr);
    ~Program() override;

    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void openDesktop();
    void cannotStart(const Error &error);
    void askPassword();
    void showOther(const std::function<void()> &otherwise);
    void waitForOthers();
    void fail(const Error &error);

    Options options_;
    QString profileFolder_;
    Appearance &appearance_;
    LogFile log_;
    QuitSignal quit_;                // before the engine: its thread must not get the signals
    host::EngineHost engine_;
    control::ControlServer control_; // after the engine: ends first
    QPointer<ui::UnlockDialog> unlock_;
    std::unique_ptr<control::ControlCall> other_;
    std::unique_ptr<Desktop> desktop_;
    std::unique_ptr<ui::FailureWindow> failure_;
};

} // namespace culvert::app
