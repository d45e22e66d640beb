// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/quit_signal.h"
#include "app/control/control_call.h"
#include "app/control/control_server.h"
#include "app/control/remote_engine.h"
#include "app/culvert/desktop.h"
#include "app/culvert/log_file.h"
#include "app/culvert/options.h"
#include "host/engine_host.h"
#include "ui/dialogs/unlock_dialog.h"
#include "ui/failure_window.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>

namespace culvert::app {

// The tray program on one profile: the engine, its control socket, the window. A password is asked for, a window of the same
// profile that is there already is brought up in place of this one; to a culvertd that is there the window is attached, and can take
// over from it. What else keeps it from starting is said in a window.
class Program final : public QObject {
    Q_OBJECT
public:
    // `appearance` outlives the program.
    Program(const Options &options, Appearance &appearance, QObject *parent = nullptr);
    ~Program() override;

    void start(); // once; it runs until finished()

Q_SIGNALS:
    void finished(int exitCode);

private:
    enum class Phase {
        Starting,   // the engine here, unless the profile is in use
        Attached,   // to the engine of another program
        TakingOver, // that one ends, then the engine here starts
        Own,
    };

    void startHere();
    void started();
    void cannotStart(const Error &error);
    void profileInUse(const Error &error);
    void askPassword();
    void showOther(const std::function<void()> &otherwise, const std::function<void()> &nobody);
    void waitForOthers();
    void attach();
    void attached();
    void notAttached(const Error &error);
    void takeOver();
    void stayAttached(const Error &error);
    void openDesktop(api::EngineClient &engine, bool hidden, std::unique_ptr<ui::Service> service = {});
    void fail(const Error &error);

    Options options_;
    QString profileFolder_;
    Appearance &appearance_;
    LogFile log_;
    Phase phase_ = Phase::Starting;
    QElapsedTimer since_;            // of the phase
    QTimer again_;                   // the profile was in use
    QuitSignal quit_;
    host::EngineHost engine_;
    control::ControlServer control_; // after the engine: ends first
    std::unique_ptr<control::RemoteEngine> remote_;
    QPointer<ui::UnlockDialog> unlock_;
    std::unique_ptr<control::ControlCall> other_;
    std::unique_ptr<Desktop> desktop_; // after what it shows
    std::unique_ptr<ui::FailureWindow> failure_;
};

} // namespace culvert::app
